import { MigrationScope } from '../../../src';
import { afterwards, migrated } from '../support/migrate';

const what = MigrationScope.HELM;

const BASE = {
  'base/kustomization.yaml': 'resources: [shop.yaml]\n',
  'base/shop.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata:
  name: acme
spec:
  type: oci
  url: oci://ghcr.io/acme/charts
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: shop
  namespace: apps
spec:
  interval: 5m
  chart:
    spec:
      chart: web
      version: 1.x
      sourceRef:
        kind: HelmRepository
        name: acme
`,
};

const only = (version: string) => `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: shop
  namespace: apps
spec:
  chart:
    spec:
      version: ${version}
`;

const migrate = (files: { [path: string]: string }) => {
  const result = migrated({ ...BASE, ...files }, { what });
  const again = migrated(afterwards({ ...BASE, ...files }, result.files), { what });
  expect(again.files).toEqual({});
  return { files: Object.fromEntries(Object.keys(files).filter(path => path in result.files).map(path => [path, result.files[path]])), findings: result.findings.filter(({ code }) => code !== 'FOC134'), changes: result.changes };
};

describe('a patch of nothing but the version becomes one of the OCIRepository', () => {
  const patch = `# for production
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: shop
  namespace: apps
spec:
  chart:
    # never a new major
    spec:
      version: 1.2.3 # {"$imagepolicy": "apps:web:tag"}
`;
  const moved = `# for production
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata:
  name: shop
  namespace: apps
spec:
  # never a new major
  ref:
    tag: 1.2.3 # {"$imagepolicy": "apps:web:tag"}
    semver: null
`;

  // kustomize 5.8 takes a file with several patches in both lists, as long as no target is given.
  test.each(['patches:\n  - path: patch.yaml\n', 'patchesStrategicMerge:\n  - patch.yaml\n'])('in its file: %s', list => {
    const files = { 'live/kustomization.yaml': `resources: [../base]\n${list}`, 'live/patch.yaml': patch };
    const { files: changed, findings, changes } = migrate(files);
    expect(changed).toEqual({ 'live/patch.yaml': moved });
    expect(findings).toEqual([]);
    expect(changes).toContainEqual({ file: 'live/patch.yaml', line: 8, object: 'patch of HelmRelease/shop', what: 'chart.spec.version → OCIRepository/shop ref.tag' });
  });

  test('in its file, with a target that follows', () => {
    const files = {
      'live/kustomization.yaml': 'resources: [../base]\npatches:\n  - path: patch.yaml\n    target:\n      group: helm.toolkit.fluxcd.io\n      version: v2\n      kind: HelmRelease\n      name: shop\n',
      'live/patch.yaml': only('2.x'),
    };
    expect(migrate(files)).toMatchObject({
      files: {
        'live/kustomization.yaml': 'resources: [../base]\npatches:\n  - path: patch.yaml\n    target:\n      group: source.toolkit.fluxcd.io\n      version: v1\n      kind: OCIRepository\n      name: shop\n',
        'live/patch.yaml': 'apiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\nmetadata:\n  name: shop\n  namespace: apps\nspec:\n  ref:\n    semver: 2.x\n',
      },
      findings: [],
    });
  });

  test.each([
    ['      kind: HelmRelease\n', '      kind: OCIRepository\n      name: shop\n'],
    ['      kind: HelmRelease\n      name: sh.*\n', '      kind: OCIRepository\n      name: shop\n'],
  ])('in its file, with a target that means nothing else: %s', (target, expected) => {
    const list = (text: string) => `resources: [../base]\npatches:\n  - target:\n${text}    path: patch.yaml\n`;
    expect(migrate({ 'live/kustomization.yaml': list(target), 'live/patch.yaml': only('2.x') }).files['live/kustomization.yaml']).toBe(list(expected));
  });

  test('in its file, with a target in a flow map', () => {
    const list = (text: string) => `resources: [../base]\npatches:\n  - { path: patch.yaml, target: { kind: ${text} } }\n`;
    expect(migrate({ 'live/kustomization.yaml': list('HelmRelease'), 'live/patch.yaml': only('2.x') }).files['live/kustomization.yaml']).toBe(list('OCIRepository, name: shop'));
  });

  test('inline', () => {
    const inline = (text: string, indent: string) => text.trimEnd().split('\n').map(line => indent + line).join('\n');
    const files = { 'live/kustomization.yaml': `resources: [../base]\npatches:\n- patch: |-\n${inline(patch, '    ')}\n- path: other.yaml\n` };
    expect(migrate(files)).toMatchObject({ files: { 'live/kustomization.yaml': `resources: [../base]\npatches:\n- patch: |-\n${inline(moved, '    ')}\n- path: other.yaml\n` }, findings: [] });
  });

  test('under the name that the OCIRepository gets', () => {
    const files = {
      'base/other.yaml': 'apiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\nmetadata: { name: shop, namespace: apps }\nspec: { interval: 1m, url: "oci://ghcr.io/acme/shop" }\n',
      'live/kustomization.yaml': 'resources: [../base]\npatches:\n  - path: patch.yaml\n',
      'live/patch.yaml': only('1.2.3'),
    };
    expect(migrate(files).files['live/patch.yaml']).toBe('apiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\nmetadata:\n  name: shop-chart\n  namespace: apps\nspec:\n  ref:\n    tag: 1.2.3\n    semver: null\n');
  });

  test('with the schema that editors look at', () => {
    const modeline = (schema: string) => `# yaml-language-server: $schema=https://schemas.example/${schema}.json\n`;
    const files = { 'live/kustomization.yaml': 'resources: [../base]\npatches:\n  - path: patch.yaml\n', 'live/patch.yaml': modeline('helmrelease-helm-v2') + only('1.2.3') };
    expect(migrate(files).files['live/patch.yaml']).toMatch(/^# .*example\/ocirepository-source-v1\.json\napiVersion: source/);
  });
});

describe('a patch of more than that leaves its version to another one', () => {
  const patch = `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: shop
  namespace: apps
spec:
  chart:
    spec: # newer
      chart: web
      # renovate: depName=web
      version: "1.2.3"
  values:
    replicas: 3
`;
  const rest = `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: shop
  namespace: apps
spec:
  values:
    replicas: 3
`;
  const added = `apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata:
  name: shop
  namespace: apps
spec:
  # newer
  ref:
    # renovate: depName=web
    tag: "1.2.3"
    semver: null
`;
  const indented = (text: string, by: number) => text.trimEnd().split('\n').map(line => ' '.repeat(by) + line).join('\n');

  test('in the same file', () => {
    const files = { 'live/kustomization.yaml': 'resources: [../base]\npatches:\n  - path: patch.yaml\n', 'live/patch.yaml': patch };
    expect(migrate(files)).toMatchObject({ files: { 'live/patch.yaml': `${rest}---\n${added}` }, findings: [] });
  });

  test('in another entry of the list, where it has a target', () => {
    const target = (kind: string) => `    target:\n      kind: ${kind}\n      name: shop\n`;
    const files = { 'live/kustomization.yaml': `resources: [../base]\npatches:\n  - path: patch.yaml\n${target('HelmRelease')}`, 'live/patch.yaml': patch };
    expect(migrate(files)).toMatchObject({
      files: {
        'live/kustomization.yaml': `resources: [../base]\npatches:\n  - path: patch.yaml\n${target('HelmRelease')}  - patch: |-\n${indented(added, 6)}\n${target('OCIRepository')}`,
        'live/patch.yaml': rest,
      },
      findings: [],
    });
  });

  test('in another entry of the list of a Flux Kustomization', () => {
    const kustomization = (patches: string) => `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: shop
spec:
  path: ./base
  patches:
${patches}  prune: true
`;
    const target = (kind: string) => `      target:\n        kind: ${kind}\n        name: shop\n`;
    const files = { 'flux/shop.yaml': kustomization(`    - patch: |\n${indented(patch, 8)}\n${target('HelmRelease')}`) };
    expect(migrate(files)).toMatchObject({
      files: {
        'flux/shop.yaml': kustomization(`    - patch: |\n${indented(rest, 8)}\n${target('HelmRelease')}    - patch: |-\n${indented(added, 8)}\n${target('OCIRepository')}`),
      },
      findings: [],
    });
  });

  test('in another entry of a list of texts', () => {
    const files = { 'live/kustomization.yaml': `resources: [../base]\npatchesStrategicMerge:\n- |-\n${indented(patch, 2)}` };
    expect(migrate(files)).toMatchObject({
      files: { 'live/kustomization.yaml': `resources: [../base]\npatchesStrategicMerge:\n- |-\n${indented(rest, 2)}\n- |-\n${indented(added, 2)}\n` },
      findings: [],
    });
  });

  test('and goes without a spec that has nothing else', () => {
    const files = {
      'live/kustomization.yaml': 'resources: [../base]\npatches:\n  - path: patch.yaml\n',
      'live/patch.yaml': only('1.2.3').replace('  namespace: apps\n', '  namespace: apps\n  labels: { stage: live }\n'),
    };
    expect(migrate(files).files['live/patch.yaml']).toBe('apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata:\n  name: shop\n  namespace: apps\n  labels: { stage: live }\n---\n'
      + 'apiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\nmetadata:\n  name: shop\n  namespace: apps\nspec:\n  ref:\n    tag: 1.2.3\n    semver: null\n');
  });
});

test('a patch reaches what comes through components and plain directories', () => {
  const files = {
    'live/kustomization.yaml': 'resources: [../base]\ncomponents: [../pinned]\n',
    'pinned/kustomization.yaml': 'kind: Component\npatches:\n  - path: patch.yaml\n',
    'pinned/patch.yaml': only('1.2.3'),
    'flux/all.yaml': `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: all }
spec:
  path: ./
  components: [pinned, ../outside]
  patches:
    - target: { kind: HelmRelease }
      patch: |
        apiVersion: helm.toolkit.fluxcd.io/v2
        kind: HelmRelease
        metadata: { name: any }
        spec: { suspend: true }
`,
  };
  expect(migrate(files)).toMatchObject({ files: { 'pinned/patch.yaml': expect.stringContaining('kind: OCIRepository') }, findings: [] });
});

test('a patch that reaches nothing of this is left alone', () => {
  const files = { 'other/kustomization.yaml': 'patches:\n  - path: patch.yaml\n', 'other/patch.yaml': only('1.2.3') };
  expect(migrate(files)).toMatchObject({ files: {}, findings: [] });
});

test('the patches of a HelmRelease whose apiVersion changes follow it', () => {
  const files = {
    'base/shop.yaml': BASE['base/shop.yaml'].replace('fluxcd.io/v2\n', 'fluxcd.io/v2beta2\n'),
    'live/kustomization.yaml': 'resources: [../base]\npatches:\n  - path: values.yaml\n  - path: version.yaml\n',
    'live/values.yaml': '# yaml-language-server: $schema=https://schemas.example/helmrelease_v2beta2.json\napiVersion: helm.toolkit.fluxcd.io/v2beta2\nkind: HelmRelease\nmetadata: { name: shop, namespace: apps }\nspec: { values: { a: 1 } }\n',
    'live/version.yaml': only('1.2.3').replace('fluxcd.io/v2\n', 'fluxcd.io/v2beta2\n'),
  };
  const { files: changed, findings, changes } = migrate(files);
  expect(changed['live/values.yaml']).toBe('# yaml-language-server: $schema=https://schemas.example/helmrelease_v2.json\napiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: shop, namespace: apps }\nspec: { values: { a: 1 } }\n');
  expect(changed['live/version.yaml']).toMatch(/^apiVersion: source\.toolkit\.fluxcd\.io\/v1\nkind: OCIRepository\n/);
  expect(findings).toEqual([]);
  expect(changes).toContainEqual({ file: 'live/values.yaml', line: 2, object: 'patch of HelmRelease/shop', what: 'apiVersion: helm.toolkit.fluxcd.io/v2beta2 → helm.toolkit.fluxcd.io/v2' });
});

describe('a HelmRelease keeps its chart', () => {
  const listed = (entry: string) => ({ 'live/kustomization.yaml': `resources: [../base]\npatches:\n${entry}` });
  const file = (patch: string, more = '') => ({ ...listed(`  - path: patch.yaml\n${more}`), 'live/patch.yaml': patch });
  const inline = (patch: string, more = '') => listed(`  - patch: ${patch}\n${more}`);
  const target = (text: string) => `    target: ${text}\n`;
  const several = { 'base/kustomization.yaml': 'resources: [shop.yaml, other.yaml, ../base]\n', 'base/other.yaml': 'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: shop2, namespace: apps }\n' };
  const of = (reason: string) => ({
    code: 'FOC126',
    level: 'action',
    file: 'live/kustomization.yaml',
    line: 3,
    problem: `this patch ${reason}, so HelmRelease/apps/shop keeps its \`chart\``,
    use: 'a patch of the OCIRepository that takes the place of the chart',
  });

  test.each([
    ['another chart', file(only('1.2.3').replace('version', 'chart: other\n      version')), 'sets more of the chart than its version'],
    ['no version', file(only('1.2.3').replace('version', 'interval')), 'sets more of the chart than its version'],
    ['labels', file(only('1.2.3').replace('    spec', '    metadata: {}\n    spec')), 'sets more of the chart than its version'],
    ['nothing below chart', file(only('1.2.3').replace(/ {4}spec[^]*/, '    null\n')), 'sets more of the chart than its version'],
    ['no version that can be told', file(only('latest')), 'sets a version that can\'t be told: "latest" is neither a version nor a range that Flux reads'],
    ['a flow map', file('{ apiVersion: helm.toolkit.fluxcd.io/v2, kind: HelmRelease, metadata: { name: shop }, spec: { chart: { spec: { version: 1.2.3 } } } }'), 'can\'t be edited line by line'],
    ['an anchor', file(only('&v 1.2.3').replace('spec:\n', 'spec:\n').concat('  values: { v: *v }\n')), 'has an anchor that something else needs'],
    ['values of other objects', { 'live/kustomization.yaml': 'resources: [../base]\n\nreplacements: [{ targets: [{ fieldPaths: [spec.chart.spec.version] }] }]\n' }, 'replaces values of charts'],
    ['several HelmReleases', { ...file(only('1.2.3'), target('{ kind: HelmRelease }')), ...several }, 'is for several objects'],
    ['names by a pattern', { ...file(only('1.2.3'), target('{ kind: HelmRelease, name: sh.* }')), ...several }, 'is for several objects'],
    ['names by no pattern', { ...file(only('1.2.3'), target('{ kind: HelmRelease, name: "[" }')), ...several }, 'is for several objects'],
    ['what may be more elsewhere', { ...file(only('1.2.3'), target('{ kind: HelmRelease }')), 'base/kustomization.yaml': 'resources: [shop.yaml, https://shop.example/more.yaml]\n' }, 'is for several objects'],
    ['no kind', file(only('1.2.3'), target('{ name: shop }')), 'is for several objects'],
    ['an apiVersion', { ...file('kind: x\nmetadata: { name: x }\n', target('{ kind: HelmRelease, version: v2beta1 }')), 'base/shop.yaml': BASE['base/shop.yaml'].replace('fluxcd.io/v2\n', 'fluxcd.io/v2beta1\n') }, 'names the apiVersion that changes'],
    ['labels', file(only('1.2.3'), target('{ kind: HelmRelease, name: shop, labelSelector: a=b }')), 'is for several objects'],
    ['a marker', file(`${only('1.2.3 # {"$imagepolicy": "a:b"}')}  values: {}\n`, target('{ kind: HelmRelease, name: shop }')), 'has a target, and a marker that only a file can have'],
    ['operations', inline('|-\n      - op: replace\n        path: /spec/chart/spec/version\n        value: 1.2.3', target('{ kind: HelmRelease, name: shop }')), 'changes `/spec/chart` by operations'],
    ['operations in quotes', inline('\'[{"op": "remove", "path": "/spec/chart"}]\'', target('{ kind: (HelmRelease|Kustomization) }')), 'is no block of lines'],
    ['a flow map in quotes', inline('\'{ apiVersion: helm.toolkit.fluxcd.io/v2, kind: HelmRelease, metadata: { name: shop }, spec: { chart: {} } }\''), 'is no block of lines'],
    ['what is no YAML', inline('>\n      - op: {{ op }}\n        path: /spec/chart', target('{ kind: HelmRelease }')), 'can\'t be read'],
    ['what is no YAML, of nobody knows what', inline('>\n      {{ chart }}\n      chart: {{ chart }}'), 'can\'t be read'],
    ['another HelmRepository', file('apiVersion: source.toolkit.fluxcd.io/v1\nkind: HelmRepository\nmetadata: { name: acme }\nspec: { url: "oci://mirror.example/charts" }\n'), 'changes the HelmRepository'],
    ['another HelmRepository in quotes', inline('\'{ kind: HelmRepository, metadata: { name: acme }, spec: { url: "oci://mirror.example/charts" } }\''), 'changes the HelmRepository'],
    ['patches of a Kustomization', inline('|-\n      kind: Kustomization\n      metadata: { name: x }\n      spec:\n        patches:\n          - target: { kind: HelmRelease }\n            patch: "spec: { chart: {} }"'), 'holds patches of its own'],
  ])('where a patch has %s', (_, files, reason) => {
    const result = migrated({ ...BASE, ...files }, { what });
    expect(result.files).toEqual({});
    expect(result.findings).toEqual([of(reason)]);
  });

  test('where a patch is applied nobody knows where', () => {
    const flux = 'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: x }\nspec:\n  path: ${PATH}\n  patches:\n    - patch: |\n';
    const result = migrated({ ...BASE, 'flux.yaml': flux + only('1.2.3').replace(/^/gm, '        ').trimEnd() }, { what });
    expect(result.files).toEqual({});
    expect(result.findings).toEqual([{ ...of('is applied where the files don\'t tell'), file: 'flux.yaml', line: 7 }]);
  });

  test('where the file of a patch may not be changed', () => {
    const result = migrated({ ...BASE, ...file(only('1.2.3')) }, { what, skip: ['live/patch.yaml'] });
    expect(result.files).toEqual({});
    expect(result.findings).toEqual([of('may not be changed')]);
  });

  test('where a patch that names its apiVersion can\'t follow', () => {
    const files = { ...BASE, 'base/shop.yaml': BASE['base/shop.yaml'].replace('fluxcd.io/v2\n', 'fluxcd.io/v2beta1\n'), ...file('apiVersion: helm.toolkit.fluxcd.io/v2beta1\nkind: HelmRelease\nmetadata: { name: shop }\n') };
    const result = migrated(files, { what, skip: ['live/patch.yaml'] });
    expect(result.files).toEqual({});
    expect(result.findings).toEqual([of('names the apiVersion that changes')]);
  });

  test('where one that stays shares a patch with it', () => {
    const files = {
      ...BASE,
      'other/kustomization.yaml': 'resources: [shop.yaml]\n',
      'other/shop.yaml': BASE['base/shop.yaml'].replace('version: 1.x', 'valuesFiles: [a.yaml]'),
      'live/kustomization.yaml': 'resources: [../base]\npatches:\n  - path: ../patch.yaml\n',
      'test/kustomization.yaml': 'resources: [../other]\npatches:\n  - path: ../patch.yaml\n',
      'patch.yaml': only('1.2.3'),
    };
    const result = migrated(files, { what });
    expect(result.files).toEqual({});
    expect(result.findings).toEqual([
      {
        code: 'FOC126',
        level: 'action',
        file: 'base/shop.yaml',
        line: 16,
        object: 'HelmRelease/apps/shop',
        problem: 'a patch in patch.yaml is also for HelmReleases that stay as they are',
        use: 'a patch of its own for each',
      },
      {
        code: 'FOC125',
        level: 'action',
        file: 'other/shop.yaml',
        line: 19,
        object: 'HelmRelease/apps/shop',
        problem: 'a chartRef has no `valuesFiles`',
        use: '`values` or `valuesFrom` with what these files say, then migrate again',
      },
    ]);
  });
});
