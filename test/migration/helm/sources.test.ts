import { MigrationScope } from '../../../src';
import { migrated } from '../support/migrate';

const what = MigrationScope.HELM;

const repository = (url = 'oci://ghcr.io/acme/charts', namespace?: string) => `apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata:
  name: acme
${namespace === undefined ? '' : `  namespace: ${namespace}\n`}spec:
  type: ${url.startsWith('oci:') ? 'oci' : 'default'}
  url: ${url}
`;

const release = (name = 'shop', namespace = 'apps', chart = 'web') => `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: ${name}
  namespace: ${namespace}
spec:
  interval: 5m
  chart:
    spec:
      chart: ${chart}
      version: 1.2.3
      sourceRef:
        kind: HelmRepository
        name: acme
        namespace: flux-system
`;

const migrate = (files: { [path: string]: string }, options = {}) => {
  const { files: changed, findings, changes } = migrated(files, { what, ...options });
  return { changed, findings: findings.filter(({ code }) => code !== 'FOC134'), changes };
};

const urlsOf = (changed: { [path: string]: string | null }) => Object.values(changed).flatMap(text => /url: (.*)\n/.exec(text ?? '')?.[1] ?? []);

describe('charts of an https HelmRepository', () => {
  const files = { 'acme.yaml': repository('https://charts.acme.example', 'flux-system'), 'a.yaml': release('a'), 'b.yaml': release('b', 'apps', 'db') };
  const finding = (problem: string) => ({
    code: 'FOC121', level: 'notice', file: 'acme.yaml', line: 1, object: 'HelmRepository/flux-system/acme', problem, use: '`--chart NAME=oci://…` for charts that have a home in one',
  });

  test('stay, with one finding', () => {
    expect(migrate(files)).toEqual({ changed: {}, changes: [], findings: [finding('2 HelmReleases take charts from https://charts.acme.example, which is no OCI registry')] });
  });

  test('move where they have a home in a registry, and the HelmRepository stays for the others', () => {
    const { changed, findings } = migrate(files, { charts: { web: 'oci://ghcr.io/acme/web' } });
    expect(urlsOf(changed)).toEqual(['oci://ghcr.io/acme/web']);
    expect(findings).toEqual([
      finding('1 HelmRelease takes charts from https://charts.acme.example, which is no OCI registry'),
      { code: 'FOC130', level: 'notice', file: 'acme.yaml', line: 1, object: 'HelmRepository/flux-system/acme', problem: 'it stays, because HelmRelease/apps/b in b.yaml:13 names it' },
    ]);
  });
});

describe('a HelmRepository that isn\'t declared', () => {
  test('is told of once', () => {
    expect(migrate({ 'a.yaml': release('a'), 'b.yaml': release('b') })).toEqual({
      changed: {},
      changes: [],
      findings: [{
        code: 'FOC122',
        level: 'notice',
        file: 'a.yaml',
        line: 13,
        object: 'HelmRelease/apps/a',
        problem: 'HelmRepository acme isn\'t declared in these files, and 2 HelmReleases take charts from it',
        use: '`--chart NAME=oci://…` for charts that have a home in a registry',
      }],
    });
  });

  test('isn\'t needed where a chart has a home', () => {
    expect(urlsOf(migrate({ 'a.yaml': release('a') }, { charts: { web: 'oci://ghcr.io/acme/web' } }).changed)).toEqual(['oci://ghcr.io/acme/web']);
  });
});

describe('several HelmRepositories of one name', () => {
  test('are told apart by namespace', () => {
    const files = { 'one.yaml': repository('oci://one.example/charts', 'flux-system'), 'two.yaml': repository('oci://two.example/charts', 'elsewhere'), 'shop.yaml': release() };
    expect(urlsOf(migrate(files).changed)).toEqual(['oci://one.example/charts/web']);
  });

  test('may be alike, and go together', () => {
    const { changed } = migrate({ 'one.yaml': repository(undefined, 'flux-system'), 'two.yaml': repository(undefined, 'flux-system'), 'shop.yaml': release() });
    expect(changed).toEqual({ 'one.yaml': null, 'two.yaml': null, 'shop.yaml': expect.stringContaining('chartRef') });
  });

  test('are asked about where they differ', () => {
    expect(migrate({ 'one.yaml': repository('oci://one.example/charts', 'flux-system'), 'three.yaml': repository('oci://three.example/charts', 'flux-system'), 'shop.yaml': release() })).toEqual({
      changed: {},
      changes: [],
      findings: [{
        code: 'FOC123',
        level: 'action',
        file: 'shop.yaml',
        line: 13,
        object: 'HelmRelease/apps/shop',
        problem: 'HelmRepository acme may be any of several that differ: one.yaml:1, three.yaml:1',
        use: 'one of them by namespace, or an OCIRepository and `chartRef` by hand',
      }],
    });
  });

  describe('are those of clusters', () => {
    const kustomization = (path: string, more = '') => `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: x${more}, namespace: flux-system }\nspec: { path: ${path} }\n`;
    const clusters = {
      'clusters/one/flux-system/sync.yaml': kustomization('./clusters/one'),
      'clusters/one/acme.yaml': repository('oci://one.example/charts', 'flux-system'),
      'clusters/one/apps.yaml': kustomization('./apps/one'),
      'clusters/two/acme.yaml': repository('oci://two.example/charts', 'flux-system'),
      'clusters/two/apps.yaml': `${kustomization('./apps/two')}---\n${kustomization('./nowhere', 'y')}`,
      'clusters/flux.yaml': 'apiVersion: fluxcd.controlplane.io/v1\nkind: FluxInstance\nmetadata: { name: flux }\nspec: { sync: { path: clusters/two } }\n',
      'apps/one/kustomization.yaml': 'resources: [../../shops/a, https://github.com/acme/more?ref=main]\n',
      'apps/two/b.yaml': release('b'),
      'apps/two/c/kustomization.yaml': 'resources: [../../../shops/a, ../../../shops/a]\n',
      'shops/a/kustomization.yaml': 'resources: [a.yaml]\n',
    };

    test('which the one that applies the HelmRelease has', () => {
      const { changed, findings } = migrate({ ...clusters, 'apps/one/kustomization.yaml': 'resources: [a.yaml]\n', 'apps/one/a.yaml': release('a'), 'apps/two/c/kustomization.yaml': 'resources: []\n' });
      expect(Object.fromEntries(Object.entries(changed).map(([path, text]) => [path, /url: (.*)\n/.exec(text ?? '')?.[1]]))).toEqual({
        'apps/one/a.yaml': 'oci://one.example/charts/web', 'apps/two/b.yaml': 'oci://two.example/charts/web', 'clusters/one/acme.yaml': undefined, 'clusters/two/acme.yaml': undefined,
      });
      expect(findings).toEqual([]);
    });

    test('and are asked about where several apply it', () => {
      expect(migrate({ ...clusters, 'shops/a/a.yaml': release('a') }).findings).toMatchObject([
        { code: 'FOC130', file: 'clusters/one/acme.yaml' }, { code: 'FOC130', file: 'clusters/two/acme.yaml' }, { code: 'FOC123', file: 'shops/a/a.yaml' },
      ]);
    });

    test('and names are taken for each of them', () => {
      const files = { ...clusters, 'apps/one/kustomization.yaml': 'resources: [a.yaml, b.yaml]\n', 'apps/one/a.yaml': release('x'), 'apps/one/b.yaml': release('y'), 'apps/two/d.yaml': release('d') };
      expect(migrate(files).changes.filter(({ what: text }) => text.startsWith('chart ')).map(({ file, what: text }) => [file, text])).toEqual([
        ['apps/one/a.yaml', 'chart → chartRef: OCIRepository web'], ['apps/one/b.yaml', 'chart → chartRef: OCIRepository web'],
        ['apps/two/b.yaml', 'chart → chartRef: OCIRepository web'], ['apps/two/d.yaml', 'chart → chartRef: OCIRepository web'],
      ]);
    });
  });
});

test('labels and annotations go with a HelmRepository, with findings', () => {
  const text = repository(undefined, 'flux-system').replace('metadata:\n', 'metadata:\n  labels: { team: shop }\n  annotations:\n    a: b\n');
  const { findings } = migrate({ 'acme.yaml': text, 'shop.yaml': release() });
  expect(findings).toEqual(['labels', 'annotations'].map((key, index) => ({
    code: 'FOC132', level: 'notice', file: 'acme.yaml', line: 4 + index, object: 'HelmRepository/flux-system/acme', problem: `its ${key} go with it`, use: 'them on its OCIRepositories, where they are needed',
  })));
});

describe('a HelmRepository stays', () => {
  const base = { 'acme.yaml': repository(undefined, 'flux-system'), 'shop.yaml': release() };
  const finding = (problem: string, use?: string) => ({ code: 'FOC130', level: 'notice', file: 'acme.yaml', line: 1, object: 'HelmRepository/flux-system/acme', problem, ...use !== undefined && { use } });

  test.each([
    ['a HelmChart', 'apiVersion: source.toolkit.fluxcd.io/v1\nkind: HelmChart\nmetadata: { name: x }\nspec:\n  sourceRef: { kind: HelmRepository, name: acme }\n', 'HelmChart/x in other.yaml:5'],
    ['a HelmChart in a list', 'apiVersion: v1\nkind: List\nitems:\n- apiVersion: source.toolkit.fluxcd.io/v1\n  kind: HelmChart\n  metadata: { name: x }\n  spec:\n    sourceRef: { kind: HelmRepository, name: acme }\n', 'HelmChart/x in other.yaml:8'],
    ['a list itself', 'apiVersion: v1\nkind: List\nmetadata: { source: { kind: HelmRepository, name: acme } }\n', 'List/? in other.yaml:3'],
    ['a text', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: x }\ndata:\n  lines: [[{ a: "kind: HelmRepository, name: acme" }]]\n', 'a text in other.yaml'],
    ['what can\'t be read', 'kind: HelmRepository\nname: acme\n{{ x }}: [\n', 'a text in other.yaml'],
  ])('that %s names', (_, text, where) => {
    const { changed, findings } = migrate({ ...base, 'other.yaml': text });
    expect(Object.keys(changed)).toEqual(['shop.yaml']);
    expect(findings.filter(({ code }) => code !== 'FOC141')).toEqual([finding(`it stays, because ${where} names it`)]);
  });

  test.each([
    ['whose file may not be changed', {}, ['acme.yaml']],
    ['that is in a list which may not be changed', { 'kustomization.yaml': 'resources: [acme.yaml]\n' }, ['kustomization.yaml']],
    ['that is in a list which can\'t be changed', { 'kustomization.yaml': 'x: &list [acme.yaml]\nresources: *list\n' }, []],
  ])('%s', (_, more, skip) => {
    const { changed, findings } = migrate({ ...base, ...more }, { skip });
    expect(Object.keys(changed)).toEqual(['shop.yaml']);
    expect(findings).toEqual([finding('nothing here needs it any more, and its file, or a list with it, is left alone', 'its removal by hand')]);
  });

  test('that is all of a list', () => {
    const list = `apiVersion: v1\nkind: List\nitems:\n- ${repository(undefined, 'flux-system').trimEnd().replace(/\n/g, '\n  ')}\n`;
    const { changed, findings } = migrate({ ...base, 'acme.yaml': list });
    expect(Object.keys(changed)).toEqual(['shop.yaml']);
    expect(findings).toEqual([{ ...finding('nothing here needs it any more, and it is all that its list holds', 'its removal with the list'), line: 4 }]);
  });

  test('for HelmReleases in files that may not be changed, with one finding', () => {
    expect(migrate({ ...base, 'other.yaml': release('other') }, { skip: ['shop.yaml', 'other.yaml'] })).toEqual({
      changed: {},
      changes: [],
      findings: [{ code: 'FOC137', level: 'notice', file: 'acme.yaml', line: 1, object: 'HelmRepository/flux-system/acme', problem: '2 HelmReleases take charts from it in files that this run leaves alone' }],
    });
  });

  test('that nothing uses', () => {
    expect(migrate({ 'acme.yaml': repository(undefined, 'flux-system'), 'https.yaml': repository('https://charts.acme.example', 'apps') })).toEqual({
      changed: {},
      changes: [],
      findings: [finding('it stays: nothing in these files takes a chart from it, and something elsewhere may', 'its removal by hand, where nothing does')],
    });
  });
});

describe('an entry of an Alert or Receiver', () => {
  const alert = (entries: string, kind = 'Alert', list = 'eventSources') => `apiVersion: notification.toolkit.fluxcd.io/v1beta3
kind: ${kind}
metadata:
  name: chat
  namespace: flux-system
spec:
  ${list}:
${entries}`;
  const entry = '    - kind: HelmRepository\n      name: acme\n';
  const base = { 'acme.yaml': repository(undefined, 'flux-system'), 'shop.yaml': release('shop', 'flux-system'), 'db.yaml': release('db', 'flux-system', 'db') };
  const sources = (kind: string, ...names: string[]) => names.map(name => `    - kind: ${kind}\n      name: ${name}\n`).join('');

  test.each([['Alert', 'eventSources'], ['Receiver', 'resources']])('of a HelmRepository becomes those of its OCIRepositories: %s', (kind, list) => {
    const { changed, findings, changes } = migrate({ ...base, 'alert.yaml': alert(`${entry}    - kind: HelmRelease\n      name: "*"\n`, kind, list) });
    expect(changed['alert.yaml']).toBe(alert(`${sources('OCIRepository', 'shop', 'db')}    - kind: HelmRelease\n      name: "*"\n`, kind, list));
    expect(changed['acme.yaml']).toBeNull();
    expect(findings).toEqual([]);
    expect(changes).toContainEqual({ file: 'alert.yaml', line: 8, object: `${kind}/flux-system/chat`, what: 'HelmRepository acme → OCIRepository shop, OCIRepository db' });
  });

  test('follows them to their namespace', () => {
    const files = { 'acme.yaml': base['acme.yaml'], 'shop.yaml': release(), 'db.yaml': release('db', 'data', 'db') };
    const { changed } = migrate({ ...files, 'alert.yaml': alert(`${entry.trimEnd()}\n      namespace: flux-system`) });
    expect(changed['alert.yaml']).toBe(alert('    - kind: OCIRepository\n      name: shop\n      namespace: apps\n    - kind: OCIRepository\n      name: db\n      namespace: data\n'));
  });

  test('is the one that is there already', () => {
    expect(migrate({ ...base, 'alert.yaml': alert(entry + sources('OCIRepository', 'db', 'shop')) }).changed['alert.yaml']).toBe(alert(sources('OCIRepository', 'db', 'shop')));
  });

  test('is asked about where it can\'t be edited', () => {
    const { changed, findings } = migrate({ ...base, 'alert.yaml': alert('    - { kind: HelmRepository, name: acme }\n') });
    expect(Object.keys(changed)).toEqual(['db.yaml', 'shop.yaml']);
    expect(findings).toEqual([{
      code: 'FOC135',
      level: 'action',
      file: 'alert.yaml',
      line: 8,
      object: 'Alert/flux-system/chat',
      problem: 'this entry names HelmRepository acme, which can\'t be edited line by line here',
      use: 'an entry of kind OCIRepository for each of its charts',
    }]);
  });

  test.each([
    ['in other namespaces', { 'shop.yaml': release() }, 'and its OCIRepositories are in another namespace'],
    ['in a namespace that isn\'t known', { 'shop.yaml': release().replace('  namespace: apps\n', '  namespace: ${NAMESPACE}\n') }, 'which is in several namespaces now, or in one that the files don\'t tell'],
  ])('is asked about where they are %s', (_, files, problem) => {
    const { changed, findings } = migrate({ 'acme.yaml': base['acme.yaml'], 'alert.yaml': alert(entry), ...files });
    expect(Object.keys(changed)).toEqual(['shop.yaml']);
    expect(findings).toEqual([{
      code: 'FOC135',
      level: 'action',
      file: 'alert.yaml',
      line: 8,
      object: 'Alert/flux-system/chat',
      problem: `this entry names HelmRepository acme, ${problem}`,
      use: 'an entry of kind OCIRepository for each of its charts',
    }]);
  });

  test('of every HelmRepository stays, and doesn\'t hear of OCIRepositories elsewhere', () => {
    const files = { 'acme.yaml': base['acme.yaml'], 'a.yaml': release(), 'b.yaml': release('db', 'flux-system', 'db'), 'c.yaml': release('c').replace('  namespace: apps\n', '') };
    const { changed, findings } = migrate({ ...files, 'alert.yaml': alert(sources('HelmRepository', '"*"') + sources('OCIRepository', '"*"') + '    - kind: OCIRepository\n      name: "*"\n      namespace: other\n') });
    expect(changed).not.toHaveProperty('alert.yaml');
    expect(findings).toEqual([{
      code: 'FOC135',
      level: 'notice',
      file: 'alert.yaml',
      line: 8,
      object: 'Alert/flux-system/chat',
      problem: 'it hears of HelmRepositories, and not of the OCIRepositories that are new in apps, a namespace that the files don\'t tell',
      use: 'entries of kind OCIRepository with these namespaces, or those of kind HelmRelease, which fail with their chart',
    }]);
  });
});
