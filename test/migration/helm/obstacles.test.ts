import { MigrationScope } from '../../../src';
import { migrated } from '../support/migrate';

const what = MigrationScope.HELM;

const repository = (spec = '', namespace = 'apps') => `apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata:
  name: acme
  namespace: ${namespace}
spec:
  type: oci
  url: oci://ghcr.io/acme/charts
${spec}`;

const release = (chart = '', spec = '') => `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: shop
  namespace: apps
spec:
  interval: 5m
${spec}  chart:
    spec:
      chart: web
      version: 1.2.3
      sourceRef:
        kind: HelmRepository
        name: acme
${chart}`;

const OBJECT = { file: 'shop.yaml', object: 'HelmRelease/apps/shop' };

/** Nothing changes, and these are the findings. */
const kept = (files: { [path: string]: string }, options = {}) => {
  const result = migrated({ 'acme.yaml': repository(), ...files }, { what, ...options });
  expect(result.files).toEqual({});
  return result.findings;
};

const moved = (files: { [path: string]: string }, options = {}) => {
  const result = migrated({ 'acme.yaml': repository(), 'shop.yaml': release(), ...files }, { what, ...options });
  return { text: result.files['shop.yaml'], findings: result.findings.filter(({ code }) => code !== 'FOC134') };
};

describe('a HelmRelease that can\'t be edited line by line stays', () => {
  const inPlace = { code: 'FOC120', level: 'action', ...OBJECT, problem: '`chart` can\'t be replaced line by line here', use: '`chartRef` and an OCIRepository in its place' };

  test('in a flow map', () => {
    const text = '{ apiVersion: helm.toolkit.fluxcd.io/v2, kind: HelmRelease, metadata: { name: shop, namespace: apps }, spec: { chart: { spec: { chart: web, version: 1.2.3, sourceRef: { kind: HelmRepository, name: acme } } } } }\n';
    expect(kept({ 'shop.yaml': text })).toEqual([{ ...inPlace, line: 1 }]);
  });

  test('where a merge key gives the chart', () => {
    const text = release().replace('  chart:\n', '  <<: &spec\n    chart:\n').replace(/^( {4}spec:[^]*)/m, all => all.replace(/^/gm, '  '));
    expect(kept({ 'shop.yaml': text })).toEqual([{ ...inPlace, line: 9 }]);
  });

  test('where something else refers to its anchor', () => {
    expect(kept({ 'shop.yaml': release('  values:\n    list: [1, { chart: *chart }]\n').replace('chart: web', 'chart: &chart web') })).toEqual([{
      ...inPlace, line: 8, problem: '`chart` has an anchor that something else refers to', use: 'the anchor elsewhere, then migrate again',
    }]);
  });
});

test.each([
  ['chart and chartRef', release('  chartRef:\n    name: x\n'), 'FOC120', 8, 'both `chart` and `chartRef` are there, which Flux refuses', 'one of them'],
  ['no chart', release().replace('      chart: web\n', ''), 'FOC120', 8, 'the chart has no name', '`chart.spec.chart`'],
  ['unknown settings', release('      digest: abc\n'), 'FOC125', 15, '`chart.spec.digest` has no place in an OCIRepository', 'the chart without it, then migrate again'],
  ['unknown settings of the chart', release('    more: 1\n'), 'FOC125', 15, '`chart.more` has no place in an OCIRepository', 'the chart without it, then migrate again'],
  ['values of the chart', release('      valuesFiles: [a.yaml]\n'), 'FOC125', 15, 'a chartRef has no `valuesFiles`', '`values` or `valuesFrom` with what these files say, then migrate again'],
  ['a file of values', release('      valuesFile: a.yaml\n'), 'FOC125', 15, 'a chartRef has no `valuesFile`', '`values` or `valuesFrom` with what these files say, then migrate again'],
  ['signatures of anybody', release('      verify:\n        provider: cosign\n'), 'FOC125', 15,
    '`verify` without a key takes the signature of anybody, which an OCIRepository must not', 'an OCIRepository with `matchOIDCIdentity`, and `chartRef`'],
  ['notation', release('      verify:\n        provider: notation\n        secretRef: { name: trust }\n'), 'FOC125', 15,
    'what notation trusts is told for each registry', 'an OCIRepository with `verify` and a trust policy for its URL, and `chartRef`'],
  ['fields of a beta', release('', '  postRenderers:\n    - kustomize:\n        patchesJson6902: []\n').replace('io/v2', 'io/v2beta1'), 'FOC128', 10,
    '`chartRef` needs helm.toolkit.fluxcd.io/v2, which has no `patchesJson6902`', '`patches` instead, then migrate again'],
  ['a Secret that can\'t be', release('      verify: { provider: cosign, secretRef: { name: Keys } }\n'), 'FOC133', 8,
    'no OCIRepository can be made for this chart: FOC001 the name of a Secret must be a DNS name; got "Keys"; use the name that kubectl shows', undefined],
  ['what this library refuses', release('', '').replace('chart: web', 'chart: Web'), 'FOC133', 8,
    'no OCIRepository can be made for this chart: FOC014 [migration/Source] registry and repository names are lower case; got "oci://ghcr.io/acme/charts/Web"; use "oci://ghcr.io/acme/charts/web"', undefined],
])('a HelmRelease with %s stays', (_, text, code, line, problem, use) => {
  expect(kept({ 'shop.yaml': text })).toEqual([{ code, level: 'action', ...OBJECT, line, problem, ...use !== undefined && { use } }]);
});

test('a HelmRelease without a name stays', () => {
  expect(kept({ 'shop.yaml': release().replace('  name: shop\n', '') })).toEqual([{
    code: 'FOC120',
    level: 'action',
    file: 'shop.yaml',
    line: 7,
    object: 'HelmRelease/apps/?',
    problem: 'it has no name that its OCIRepository could have',
    use: '`metadata.name`',
  }]);
});

test('a chart whose sourceRef is an OCIRepository was never valid', () => {
  expect(kept({ 'acme.yaml': '', 'shop.yaml': release().replace('kind: HelmRepository', 'kind: OCIRepository') })).toEqual([{
    code: 'FOC129',
    level: 'action',
    ...OBJECT,
    line: 13,
    problem: '`chart.spec.sourceRef` can\'t be an OCIRepository: the API server refuses it',
    use: '`chartRef` with kind and name in the place of `chart`',
  }]);
});

test('a chart of a GitRepository is none of this', () => {
  expect(kept({ 'acme.yaml': '', 'shop.yaml': release().replace('kind: HelmRepository', 'kind: GitRepository') })).toEqual([]);
});

describe('kustomize gives other names', () => {
  const kustomization = (more: string) => ({ 'kustomization.yaml': `resources: [shop.yaml]\nnameSuffix: -live\n${more}` });
  const configuration = (text: string) => ({ ...kustomization('configurations: [names.yaml]\n'), 'names.yaml': `# for source.toolkit.fluxcd.io\n${text}` });
  const asked = [{
    code: 'FOC127',
    level: 'action',
    ...OBJECT,
    line: 8,
    problem: 'kustomization.yaml gives objects other names, and kustomize doesn\'t know that a chartRef is one',
    use: '`configurations` with a nameReference from OCIRepository to spec/chartRef/name of HelmRelease, then migrate again',
  }];

  test('which a chartRef wouldn\'t follow', () => {
    expect(kept({ 'shop.yaml': release(), ...kustomization('') })).toEqual(asked);
    expect(kept({ 'shop.yaml': release(), ...kustomization('configurations: [missing.yaml]\n') })).toEqual(asked);
    expect(kept({ 'shop.yaml': release(), ...configuration('nameReference:\n  - kind: HelmRepository\n    fieldSpecs: [{ path: spec/chart/spec/sourceRef/name }]\n') })).toEqual(asked);
  });

  test('unless it is told to', () => {
    expect(moved(configuration('nameReference:\n  - kind: OCIRepository\n    fieldSpecs: [{ kind: HelmRelease, path: spec/chartRef/name }]\n')).findings).toEqual([]);
  });
});

describe('the login of a HelmRepository', () => {
  const withLogin = repository('  secretRef:\n    name: ghcr\n');
  const asked = [{
    code: 'FOC124',
    level: 'action',
    ...OBJECT,
    line: 13,
    problem: 'HelmRepository acme logs in with the Secret ghcr, and no file here says that it has the type kubernetes.io/dockerconfigjson, which an OCIRepository needs',
    use: '`flux create secret oci` for a Secret of that type, in a file of this repository, then migrate again',
  }];

  test.each([
    ['no Secret', ''],
    ['one of another type', 'kind: Secret\nmetadata: { name: ghcr, namespace: apps }\ntype: Opaque\n# kubernetes.io/dockerconfigjson\n'],
    ['one of another name', 'kind: Secret\nmetadata: { name: other, namespace: apps }\ntype: kubernetes.io/dockerconfigjson\n'],
    ['one in another namespace', 'kind: Secret\nmetadata: { name: ghcr, namespace: other }\ntype: kubernetes.io/dockerconfigjson\n'],
    ['a sealed one of another type', 'kind: SealedSecret\nmetadata: { name: ghcr, namespace: apps }\n# kubernetes.io/dockerconfigjson\n'],
    ['another kind', 'kind: ConfigMap\nmetadata: { name: ghcr, namespace: apps }\ndata: { type: kubernetes.io/dockerconfigjson }\n'],
    ['a list', '- kubernetes.io/dockerconfigjson\n'],
  ])('is asked about where there is %s', (_, secret) => {
    expect(kept({ 'shop.yaml': release(), 'acme.yaml': withLogin, 'secret.yaml': secret })).toEqual(asked);
  });

  test.each([
    ['Secret', 'kind: Secret\nmetadata: { name: ghcr, namespace: apps }\ntype: kubernetes.io/dockerconfigjson\n'],
    ['Secret that SOPS encrypts', 'kind: Secret\nmetadata: { name: ghcr, namespace: apps }\ntype: kubernetes.io/dockerconfigjson\nsops: { mac: x }\n'],
    ['SealedSecret', 'kind: SealedSecret\nmetadata: { name: ghcr, namespace: apps }\nspec: { template: { type: kubernetes.io/dockerconfigjson } }\n'],
    ['ExternalSecret', 'kind: ExternalSecret\nmetadata: { name: x, namespace: apps }\nspec: { target: { name: ghcr, template: { type: kubernetes.io/dockerconfigjson } } }\n'],
    ['ExternalSecret of that name', 'kind: ExternalSecret\nmetadata: { name: ghcr, namespace: apps }\nspec: { target: { template: { type: kubernetes.io/dockerconfigjson } } }\n'],
  ])('is carried over where a %s makes it', (_, secret) => {
    const { text, findings } = moved({ 'acme.yaml': withLogin, 'secret.yaml': secret });
    expect(text).toContain('    tag: 1.2.3\n  secretRef:\n    name: ghcr\n  url: oci://ghcr.io/acme/charts/web\n');
    expect(findings).toEqual([]);
  });

  test('beside a provider is asked about', () => {
    expect(kept({ 'shop.yaml': release(), 'acme.yaml': repository('  provider: aws\n  secretRef: { name: ghcr }\n') })).toEqual([
      { code: 'FOC124', level: 'action', ...OBJECT, line: 13, problem: 'HelmRepository acme has both a provider and a secretRef', use: 'one of them, then migrate again' },
      ...asked,
    ]);
  });

  test('by the identity of the controller is carried over', () => {
    const files = { 'acme.yaml': repository('  provider: azure\n').replace('ghcr.io/acme', 'acme.azurecr.io') };
    expect(moved(files).text).toContain('  provider: azure\n');
  });

  test('doesn\'t come along from another namespace', () => {
    const secret = (name: string) => ({
      code: 'FOC124',
      level: 'action',
      ...OBJECT,
      line: 13,
      problem: `the Secret ${name} is in the namespace of HelmRepository acme, and the OCIRepository will not be`,
      use: 'a copy of the Secret beside the HelmRelease, and an OCIRepository with `chartRef` by hand',
    });
    const text = release('        namespace: flux-system\n      verify: { provider: cosign, secretRef: { name: keys } }\n');
    expect(kept({ 'shop.yaml': text, 'acme.yaml': repository('  secretRef: { name: ghcr }\n  certSecretRef: { name: ca }\n', 'flux-system') })).toEqual([secret('ghcr'), secret('ca'), secret('keys')]);
  });

  test('isn\'t carried over to another home of the chart', () => {
    const { text, findings } = moved({ 'acme.yaml': `${withLogin}  provider: azure\n`.replace('oci\n', 'default\n').replace('oci://', 'https://') }, { charts: { web: 'oci://mirror.example/web' } });
    expect(text).not.toContain('secretRef');
    expect(findings).toEqual([{
      code: 'FOC132', level: 'notice', ...OBJECT, line: 11, problem: 'what the HelmRepository logs in with (ghcr, azure) isn\'t carried over to oci://mirror.example/web',
    }]);
  });
});
