import { ApiObject, type Chart } from 'cdk8s';
import { all, APP, helmRelease, ociRepository, WEB } from './manifests';
import { add, CHART_URL, release, source } from './programs';
import type { Theme } from './trap';
import { ArtifactContent, ConfigMapRef, OciRef, OciRepository, SourceRef, ValuesFrom } from '../../../src';

const PLAIN = ociRepository(`
  url: oci://<registry>/<org>/charts/web
  ref: { tag: 1.0.0 }
`);

const DATA = { 'production.yaml': 'greeting: hi', 'greeting': 'referred' };

const VALUES = `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: values\ndata: ${JSON.stringify(DATA)}`;

/** As `VALUES` in manifests. */
function values(chart: Chart): ConfigMapRef {
  return ConfigMapRef.of(new ApiObject(chart, 'Values', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'values' }, data: DATA }));
}

const INSTALLED = 'Ready=True InstallSucceeded: Helm install succeeded for release <namespace>/app.v1 with chart web@1.0.0+<digest in the version>';

export const CHARTS: Theme = {
  title: 'Helm charts and their values',
  traps: [
    {
      id: 'chart-unselected',
      wrong: 'A Helm chart without the layer selector that Flux documents.',
      manifests: all(PLAIN, helmRelease()),
      apiServer: 'accepted',
      flux: {
        effect: 'It works: Flux unpacks and packs the chart again.',
        facts: {
          'HelmRelease/app': [INSTALLED],
        },
      },
      library: { warned: 'FOC055', program: chart => release(chart, { source: OciRepository.fromOciRepositoryName(chart, 'Source', 'app') }) },
    },
    {
      id: 'chart-of-manifests',
      wrong: 'Manifests, released as a Helm chart.',
      manifests: all(APP, helmRelease()),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is released.',
        facts: {
          'HelmRelease/app': ['Ready=False ArtifactFailed: Could not load chart: chart illegally contains content outside the base directory: "app.yaml"'],
        },
      },
      library: { refused: 'FOC050', program: chart => release(chart, { source: source(chart, { content: ArtifactContent.MANIFESTS }) }) },
    },
    {
      id: 'chart-of-manifests-selected',
      wrong: 'Manifests, from a source that selects the layer of a Helm chart.',
      manifests: all(WEB.replace('charts/web', 'app'), helmRelease()),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is pulled.',
        facts: {
          'OCIRepository/app': ["Ready=False OCIArtifactLayerOperationFailed: failed to find layer with media type 'application/vnd.cncf.helm.chart.content.v1.tar+gzip' in artifact"],
          'HelmRelease/app': ["Ready=False SourceNotReady: OCIRepository '<namespace>/app' is not ready: failed to find layer with media type 'application/vnd.cncf.helm.chart.content.v1.tar+gzip' in artifact"],
        },
      },
      library: { beyond: 'Only the artifact knows what is in it.', program: chart => release(chart, { source: source(chart) }) },
    },
    {
      id: 'chart-tagged-otherwise',
      wrong: 'A Helm chart 1.0.0 under the tag 2.0.0.',
      manifests: all(WEB.replace('1.0.0', '2.0.0'), helmRelease()),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is released.',
        facts: {
          'HelmRelease/app': ['Ready=False ChartMutateError: artifact revision 2.0.0 does not match chart version 1.0.0'],
        },
      },
      library: {
        beyond: 'Only the registry knows which version a tag is.',
        program: chart => release(chart, { source: source(chart, { url: CHART_URL, ref: OciRef.tag('2.0.0') }) }),
      },
    },
    {
      id: 'chart-twice',
      wrong: 'A chart and a reference to one.',
      manifests: all(WEB, helmRelease('chart:\n  spec:\n    chart: web\n    sourceRef: { kind: HelmRepository, name: charts }')),
      apiServer: 'The HelmRelease "app" is invalid: spec: Invalid value: failed rule: (has(self.chart) && !has(self.chartRef)) || (!has(self.chart) && has(self.chartRef))',
      library: { impossible: 'There is only `source`.' },
    },
    {
      id: 'chart-from-git',
      wrong: 'A GitRepository as reference to a chart.',
      manifests: all(WEB, helmRelease('chartRef: { kind: GitRepository, name: app }')),
      apiServer: 'The HelmRelease "app" is invalid: \n* spec.chartRef.kind: Unsupported value: "GitRepository": supported values: "OCIRepository", "HelmChart", "ExternalArtifact"\n* <nil>: Invalid value: null: some validation rules were not checked because the object was invalid; correct the existing errors to complete validation',
      library: { refused: 'FOC051', program: chart => release(chart, { source: SourceRef.gitRepository(chart, 'Source', 'app') }) },
    },
    {
      id: 'values-in-files',
      wrong: 'Files with values, beside a reference to a chart.',
      manifests: all(WEB, helmRelease('valuesFiles: [values-production.yaml]')),
      apiServer: 'Error from server: failed to create typed patch object (<namespace>/app; helm.toolkit.fluxcd.io/v2, Kind=HelmRelease): .spec.valuesFiles: field not declared in schema',
      library: { refused: 'FOC006', program: chart => add(release(chart), 'valuesFiles', ['values-production.yaml']) },
    },
    {
      id: 'values-not-a-number',
      wrong: 'A value that is no number.',
      manifests: all(WEB, helmRelease('values:\n  replicas: .nan')),
      apiServer: 'error: error parsing STDIN: error converting YAML to JSON: json: unsupported value: NaN',
      library: { refused: 'FOC061', program: chart => release(chart, { values: { replicas: NaN } }) },
    },
    {
      id: 'values-in-a-list',
      wrong: 'Values that are a list.',
      manifests: all(WEB, helmRelease('values: [greeting]')),
      apiServer: 'accepted',
      flux: {
        effect: 'The values are ignored.',
        facts: {
          'HelmRelease/app': [INSTALLED],
          'ConfigMap/web': ['data.greeting: hello'],
        },
      },
      library: { refused: 'FOC061', program: chart => release(chart, { values: ['greeting'] as unknown as { [key: string]: any } }) },
    },
    {
      id: 'values-missing',
      wrong: 'A ConfigMap with values that isn\'t there.',
      manifests: all(WEB, helmRelease('valuesFrom:\n  - kind: ConfigMap\n    name: values')),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is released.',
        facts: {
          'HelmRelease/app': ['Ready=False ValuesError: could not resolve ConfigMap chart values reference \'<namespace>/values\' with key \'values.yaml\': configmaps "values" not found'],
        },
      },
      library: {
        beyond: 'Only the cluster knows an object that is given by name.',
        program: chart => release(chart, { valuesFrom: [ValuesFrom.configMap(ConfigMapRef.named('values'))] }),
      },
    },
    {
      id: 'values-under-another-key',
      wrong: 'Values under another key than `values.yaml`.',
      manifests: all(VALUES, WEB, helmRelease('valuesFrom:\n  - kind: ConfigMap\n    name: values')),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is released.',
        facts: {
          'HelmRelease/app': ["Ready=False ValuesError: could not resolve ConfigMap chart values reference '<namespace>/values' with key 'values.yaml': key not found"],
        },
      },
      library: { refused: 'FOC066', program: chart => release(chart, { valuesFrom: [ValuesFrom.configMap(values(chart))] }) },
    },
    {
      id: 'values-path-begins-with-a-dot',
      wrong: 'A target path that begins with a dot.',
      manifests: all(VALUES, WEB, helmRelease('valuesFrom:\n  - kind: ConfigMap\n    name: values\n    valuesKey: greeting\n    targetPath: .greeting')),
      apiServer: 'accepted',
      flux: {
        effect: 'The value is dropped.',
        facts: { 'HelmRelease/app': [INSTALLED], 'ConfigMap/web': ['data.greeting: hello'] },
      },
      library: {
        refused: 'FOC064',
        program: chart => release(chart, { valuesFrom: [ValuesFrom.configMap(values(chart), { key: 'greeting', targetPath: '.greeting' })] }),
      },
    },
    {
      id: 'values-path-ends-with-a-dot',
      wrong: 'A target path that ends with a dot.',
      manifests: all(VALUES, WEB, helmRelease('valuesFrom:\n  - kind: ConfigMap\n    name: values\n    valuesKey: greeting\n    targetPath: greeting.')),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is released.',
        facts: {
          'HelmRelease/app': ['Ready=False ValuesError: could not resolve ConfigMap chart values reference \'<namespace>/values\' with key \'greeting\': key map "greeting" has no value'],
        },
      },
      library: {
        refused: 'FOC064',
        program: chart => release(chart, { valuesFrom: [ValuesFrom.configMap(values(chart), { key: 'greeting', targetPath: 'greeting.' })] }),
      },
    },
    {
      id: 'values-path-beside-values',
      wrong: 'A value for a target path, beside the same value inline. The documentation lets the former win.',
      manifests: all(VALUES, WEB, helmRelease('values:\n  greeting: inline\nvaluesFrom:\n  - kind: ConfigMap\n    name: values\n    valuesKey: greeting\n    targetPath: greeting')),
      apiServer: 'accepted',
      flux: {
        effect: 'The inline value wins.',
        facts: { 'HelmRelease/app': [INSTALLED], 'ConfigMap/web': ['data.greeting: inline'] },
      },
      library: {
        warned: 'FOC063',
        program: chart => release(chart, {
          values: { greeting: 'inline' },
          valuesFrom: [ValuesFrom.configMap(values(chart), { key: 'greeting', targetPath: 'greeting' })],
        }),
      },
    },
    {
      id: 'values-literal-without-path',
      wrong: 'A literal value without a target path.',
      manifests: all(VALUES, WEB, helmRelease('valuesFrom:\n  - kind: ConfigMap\n    name: values\n    valuesKey: production.yaml\n    literal: true')),
      apiServer: 'accepted',
      flux: {
        effect: '`literal` is ignored.',
        facts: { 'HelmRelease/app': [INSTALLED], 'ConfigMap/web': ['data.greeting: hi'] },
      },
      library: {
        refused: 'FOC064',
        program: chart => release(chart, { valuesFrom: [ValuesFrom.configMap(values(chart), { key: 'production.yaml', literal: true })] }),
      },
    },
    {
      id: 'values-look-like-a-number',
      wrong: 'A text that YAML reads as a number; cdk8s writes it without quotes.',
      manifests: all(WEB, helmRelease('values:\n  greeting: 0o755')),
      apiServer: 'accepted',
      flux: {
        effect: 'Another value is released.',
        facts: { 'HelmRelease/app': [INSTALLED], 'ConfigMap/web': ['data.greeting: 493'] },
      },
      library: { impossible: 'Texts in values are written as texts.' },
    },
  ],
};
