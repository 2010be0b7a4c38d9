import type { Chart } from 'cdk8s';
import { all, APP, HERE, kustomization, ociRepository, WEB } from './manifests';
import { add, CHART_URL, delivery, HERE_PROPS, source } from './programs';
import type { Theme } from './trap';
import { ArtifactContent, l1, LayerSelector, OciRef, OciRepository, SourceRef } from '../../../src';

const MANIFESTS = 'application/vnd.cncf.flux.content.v1.tar+gzip';

const FOLDERS = ociRepository(`
  url: oci://<registry>/<org>/folders
  ref: { tag: 1.0.0 }
`);

function folders(chart: Chart): OciRepository {
  return source(chart, { url: 'oci://localhost:5000/acme/folders', ref: OciRef.tag('1.0.0') });
}

export const CONTENTS: Theme = {
  title: 'What is applied',
  traps: [
    {
      id: 'path-above-the-artifact',
      wrong: 'A path that leaves the artifact.',
      manifests: all(APP, kustomization(`${HERE}path: ../`)),
      apiServer: 'accepted',
      flux: {
        effect: 'Flux takes it for the root of the artifact and applies that.',
        facts: {
          'Kustomization/app': ['Ready=True ReconciliationSucceeded: Applied revision: 1.0.0@<digest of app:1.0.0>'],
          'ConfigMap/app': ['exists'],
        },
      },
      library: {
        refused: 'FOC073',
        program: chart => delivery(chart, { ...HERE_PROPS, path: '../' }),
      },
    },
    {
      id: 'path-beside-the-artifact',
      wrong: 'A path to a neighbour of the artifact.',
      manifests: all(APP, kustomization(`${HERE}path: ../deploy`)),
      apiServer: 'accepted',
      flux: {
        effect: 'Flux looks below the root.',
        facts: {
          'Kustomization/app': ['Ready=False ArtifactFailed: kustomization path not found: stat <tmp>/kustomization-<n>/deploy: no such file or directory'],
        },
      },
      library: {
        refused: 'FOC073',
        program: chart => delivery(chart, { ...HERE_PROPS, path: '../deploy' }),
      },
    },
    {
      id: 'path-missing',
      wrong: 'A path that the artifact doesn\'t have.',
      manifests: all(APP, kustomization(`${HERE}path: ./deploy`)),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is applied.',
        facts: {
          'Kustomization/app': ['Ready=False ArtifactFailed: kustomization path not found: stat <tmp>/kustomization-<n>/deploy: no such file or directory'],
        },
      },
      library: { beyond: 'Only the artifact knows what is in it.', program: chart => delivery(chart, { ...HERE_PROPS, path: './deploy' }) },
    },
    {
      id: 'path-of-a-file',
      wrong: 'A path to a file.',
      manifests: all(FOLDERS, kustomization(`${HERE}path: ./all/a.yaml`)),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is applied.',
        facts: {
          'Kustomization/app': ['Ready=False BuildFailed: open <tmp>/kustomization-<n>/all/a.yaml/kustomization.yaml: not a directory remove <tmp>/kustomization-<n>/all/a.yaml/kustomization.yaml: not a directory'],
        },
      },
      library: {
        beyond: 'Only the artifact knows what is in it.',
        program: chart => delivery(chart, { ...HERE_PROPS, source: folders(chart), path: './all/a.yaml' }),
      },
    },
    {
      id: 'path-to-nothing',
      wrong: 'A path to a folder without manifests.',
      manifests: all(FOLDERS, kustomization(`${HERE}path: ./none`)),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is applied, and that is a success.',
        facts: {
          'Kustomization/app': ['Ready=True ReconciliationSucceeded: Applied revision: 1.0.0@<digest of folders:1.0.0>'],
        },
      },
      library: {
        beyond: 'Only the artifact knows what is in it.',
        program: chart => delivery(chart, { ...HERE_PROPS, source: folders(chart), path: './none' }),
      },
    },
    {
      id: 'path-changed-to-nothing',
      wrong: 'A path, changed to a folder without manifests.',
      before: all(FOLDERS, kustomization(`${HERE}path: ./all`)),
      manifests: kustomization(`${HERE}path: ./none`),
      apiServer: 'accepted',
      flux: {
        effect: 'All that was applied is deleted, and that is a success.',
        facts: {
          'Kustomization/app': ['Ready=True ReconciliationSucceeded: Applied revision: 1.0.0@<digest of folders:1.0.0>'],
          'ConfigMap/a': ['absent'],
        },
      },
      library: {
        beyond: 'Only the artifact knows what is in it. `prune: false` for the change keeps what runs.',
        program: chart => delivery(chart, { ...HERE_PROPS, source: folders(chart), path: './none' }),
      },
    },
    {
      id: 'ignore-everything',
      wrong: 'An ignore pattern that leaves nothing.',
      before: all(APP, kustomization(`${HERE}interval: 1s`)),
      manifests: `${APP}\n  ignore: /*`,
      apiServer: 'accepted',
      flux: {
        effect: 'All that was applied is deleted at the next interval, and nothing says so.',
        facts: {
          'OCIRepository/app': ["Ready=True Succeeded: stored artifact for digest '1.0.0@<digest of app:1.0.0>'"],
          'Kustomization/app': ['status.lastAppliedRevision: 1.0.0@<digest of app:1.0.0>'],
          'ConfigMap/app': ['absent'],
        },
      },
      library: {
        refused: 'FOC058',
        program: chart => source(chart, { ignore: '/*' }),
      },
    },
    {
      id: 'ignore-that-does-not',
      wrong: 'An ignore pattern of two stars, as for .dockerignore.',
      manifests: all(`${APP}\n  ignore: /**`, kustomization(HERE)),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is left out.',
        facts: {
          'Kustomization/app': ['Ready=True ReconciliationSucceeded: Applied revision: 1.0.0@<digest of app:1.0.0>'],
          'ConfigMap/app': ['exists'],
        },
      },
      library: { warned: 'FOC059', program: chart => source(chart, { ignore: '/**' }) },
    },
    {
      id: 'ignore-with-commas',
      wrong: 'Two ignore patterns with a comma between them, as the flag of `flux push artifact` takes them.',
      manifests: all(`${APP}\n  ignore: "*.md,*.yaml"`, kustomization(HERE)),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is left out.',
        facts: {
          'Kustomization/app': ['Ready=True ReconciliationSucceeded: Applied revision: 1.0.0@<digest of app:1.0.0>'],
          'ConfigMap/app': ['exists'],
        },
      },
      library: { warned: 'FOC059', program: chart => source(chart, { ignore: '*.md,*.yaml' }) },
    },
    {
      id: 'ignore-of-a-copy',
      wrong: 'An ignore pattern for a layer that is passed on as it is.',
      manifests: all(`${APP}\n  ignore: app.yaml\n  layerSelector: { mediaType: ${MANIFESTS}, operation: copy }`, kustomization(HERE)),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is left out.',
        facts: {
          'Kustomization/app': ['Ready=True ReconciliationSucceeded: Applied revision: 1.0.0@<digest of app:1.0.0>'],
          'ConfigMap/app': ['exists'],
        },
      },
      library: { warned: 'FOC059', program: chart => source(chart, { ignore: 'app.yaml', layer: LayerSelector.copy(MANIFESTS) }) },
    },
    {
      id: 'source-missing',
      wrong: 'A source that isn\'t there.',
      manifests: kustomization(HERE),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is applied.',
        facts: {
          'Kustomization/app': ['Ready=False ArtifactFailed: OCIRepository.source.toolkit.fluxcd.io "app" not found'],
        },
      },
      library: {
        beyond: 'Only the cluster knows an object that is given by name.',
        program: chart => delivery(chart, { ...HERE_PROPS, source: OciRepository.fromOciRepositoryName(chart, 'Source', 'app') }),
      },
    },
    {
      id: 'source-of-another-kind',
      wrong: 'A source of another kind than the one that is there.',
      manifests: all(APP, kustomization(`${HERE}sourceRef: { kind: GitRepository, name: app }`)),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is applied.',
        facts: {
          'Kustomization/app': ['Ready=False ArtifactFailed: GitRepository.source.toolkit.fluxcd.io "app" not found'],
        },
      },
      library: {
        beyond: 'Only the cluster knows an object that is given by name.',
        program: chart => delivery(chart, { ...HERE_PROPS, source: SourceRef.gitRepository(chart, 'Source', 'app') }),
      },
    },
    {
      id: 'source-that-is-none',
      wrong: 'A HelmRepository as source.',
      manifests: all(APP, kustomization(`${HERE}sourceRef: { kind: HelmRepository, name: app }`)),
      apiServer: 'The Kustomization "app" is invalid: \n* spec.sourceRef.kind: Unsupported value: "HelmRepository": supported values: "OCIRepository", "GitRepository", "Bucket", "ExternalArtifact"\n* <nil>: Invalid value: null: some validation rules were not checked because the object was invalid; correct the existing errors to complete validation',
      library: {
        refused: 'FOC051',
        program: chart => {
          const charts = new l1.FluxHelmRepository(chart, 'Charts', { spec: { url: 'oci://localhost:5000/acme/charts' } });
          delivery(chart, { ...HERE_PROPS, source: SourceRef.of(charts) });
        },
      },
    },
    {
      id: 'source-not-switched-on',
      wrong: 'An ExternalArtifact as source, in a Flux 2.9 as it is installed.',
      manifests: kustomization(`${HERE}sourceRef: { kind: ExternalArtifact, name: app }`),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is applied.',
        facts: { 'Kustomization/app': ["Ready=False AccessDenied: can't access 'ExternalArtifact/<namespace>/app', ExternalArtifact feature gate is disabled"] },
      },
      library: {
        warned: 'FOC056',
        program: chart => delivery(chart, { ...HERE_PROPS, source: SourceRef.externalArtifact(chart, 'Source', 'app') }),
      },
    },
    {
      id: 'source-of-a-chart',
      wrong: 'A Helm chart, applied by a Kustomization.',
      manifests: all(WEB, kustomization(HERE)),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is applied.',
        facts: {
          'Kustomization/app': ['Ready=False BuildFailed: failed to decode Kubernetes YAML from <tmp>/kustomization-<n>/web/Chart.yaml: missing kind in object {{v2 } {{ } map[] map[]}}'],
        },
      },
      library: {
        refused: 'FOC050',
        program: chart => delivery(chart, { source: source(chart, { url: CHART_URL, content: ArtifactContent.HELM_CHART }) }),
      },
    },
    {
      id: 'layer-missing',
      wrong: 'A layer selector that no layer matches.',
      manifests: `${APP}\n  layerSelector:\n    mediaType: application/vnd.acme.manifests`,
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is pulled.',
        facts: {
          'OCIRepository/app': ["Ready=False OCIArtifactLayerOperationFailed: failed to find layer with media type 'application/vnd.acme.manifests' in artifact"],
        },
      },
      library: {
        beyond: 'Only the artifact knows its layers. `content` knows the media types that Flux and Helm write.',
        program: chart => source(chart, { layer: LayerSelector.extract('application/vnd.acme.manifests') }),
      },
    },
    {
      id: 'layer-of-no-media-type',
      wrong: 'A file ending instead of a media type.',
      manifests: `${APP}\n  layerSelector:\n    mediaType: tar+gzip`,
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is pulled.',
        facts: {
          'OCIRepository/app': ["Ready=False OCIArtifactLayerOperationFailed: failed to find layer with media type 'tar+gzip' in artifact"],
        },
      },
      library: { refused: 'FOC057', program: () => LayerSelector.extract('tar+gzip') },
    },
    {
      id: 'field-misspelled',
      wrong: 'A field with a slip of the pen.',
      manifests: all(APP, kustomization(`${HERE}dependOn:\n  - name: database`)),
      apiServer: 'Error from server: failed to create typed patch object (<namespace>/app; kustomize.toolkit.fluxcd.io/v1, Kind=Kustomization): .spec.dependOn: field not declared in schema',
      library: { refused: 'FOC006', program: chart => add(delivery(chart, HERE_PROPS), 'dependOn', [{ name: 'database' }]) },
    },
    {
      id: 'prune-absent',
      wrong: 'No word about pruning.',
      manifests: all(APP, kustomization(HERE).replace(/\n {2}prune: true/, '')),
      apiServer: 'The Kustomization "app" is invalid: \n* spec.prune: Required value\n* <nil>: Invalid value: null: some validation rules were not checked because the object was invalid; correct the existing errors to complete validation',
      library: { impossible: '`prune` is always written; true unless told otherwise.' },
    },
  ],
};
