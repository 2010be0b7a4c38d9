import { MigrationScope } from '../../../src';
import { afterwards, migrated } from '../support/migrate';

const what = MigrationScope.HELM;

const CHARTS = `---
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata:
  name: acme
  namespace: flux-system
spec:
  type: oci
  interval: 12h
  url: oci://ghcr.io/acme/charts/
`;

const RELEASE = `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: shop
  namespace: apps
spec:
  interval: 30m # quite often
  chart:
    spec:
      chart: web
      version: 1.2.3
      sourceRef:
        kind: HelmRepository
        name: acme
        namespace: flux-system
  values:
    replicas: 2
`;

const MOVED = `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: shop
  namespace: apps
spec:
  interval: 30m # quite often
  chartRef:
    kind: OCIRepository
    name: shop
  values:
    replicas: 2
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata:
  name: shop
  namespace: apps
spec:
  interval: 12h
  layerSelector:
    mediaType: application/vnd.cncf.helm.chart.content.v1.tar+gzip
    operation: copy
  ref:
    tag: 1.2.3
  url: oci://ghcr.io/acme/charts/web
`;

const SLOWLY = {
  code: 'FOC134',
  level: 'notice',
  problem: 'with `chartRef` the version of a chart and the values of its HelmRelease are applied one after the other: a commit that changes both may cost two upgrades',
};

test('a chart gets an OCIRepository behind its HelmRelease, and the HelmRepository that nothing needs goes', () => {
  const files = {
    'apps/shop.yaml': RELEASE,
    'sources/acme.yaml': CHARTS,
    'sources/kustomization.yaml': 'resources:\n  - ./acme.yaml\n  - ./other.yaml\n',
  };
  const { files: changed, findings, changes, migration } = migrated(files, { what });
  expect(changed).toEqual({
    'apps/shop.yaml': MOVED,
    'sources/acme.yaml': null,
    'sources/kustomization.yaml': 'resources:\n  - ./other.yaml\n',
  });
  expect(findings).toEqual([SLOWLY]);
  expect(changes).toEqual([
    { file: 'apps/shop.yaml', line: 1, object: 'HelmRelease/apps/shop', what: 'OCIRepository shop added: oci://ghcr.io/acme/charts/web tag 1.2.3' },
    { file: 'apps/shop.yaml', line: 8, object: 'HelmRelease/apps/shop', what: 'chart → chartRef: OCIRepository shop' },
    { file: 'sources/acme.yaml', line: 2, object: 'HelmRepository/flux-system/acme', what: 'removed: every chart has its OCIRepository' },
    { file: 'sources/kustomization.yaml', line: 2, object: 'kustomization sources', what: 'resources: acme.yaml removed' },
  ]);
  expect(migration.publish).toEqual([]);
  expect(migration.rollout).toEqual(['Helm upgrades the HelmRelease that got a chartRef once: watch `flux get helmreleases --all-namespaces`']);
});

test('a second run finds nothing to do', () => {
  const files = { 'apps/shop.yaml': RELEASE, 'sources/acme.yaml': CHARTS };
  const { migration } = migrated(afterwards(files, migrated(files, { what }).files), { what });
  expect(migration).toMatchObject({ files: [], findings: [], changes: [], rollout: [] });
});

test('a list of resources that loses its last entry stays, empty', () => {
  const files = { 'apps/shop.yaml': RELEASE, 'sources/acme.yaml': CHARTS, 'sources/kustomization.yaml': 'kind: Kustomization\nresources:\n- acme.yaml\n' };
  expect(migrated(files, { what }).files['sources/kustomization.yaml']).toBe('kind: Kustomization\nresources: []\n');
});

test('beside its HelmRelease in one file, the OCIRepository takes the place of the HelmRepository', () => {
  const files = {
    'shop.yaml': `---
# yaml-language-server: $schema=https://schemas.example/source.toolkit.fluxcd.io/helmrepository_v1beta2.json
apiVersion: source.toolkit.fluxcd.io/v1beta2
kind: HelmRepository
metadata:
  name: acme
spec:
  type: oci # since 2022
  interval: 1h
  url: oci://ghcr.io/acme/charts
---
# yaml-language-server: $schema=https://schemas.example/helm.toolkit.fluxcd.io/helmrelease-helm-v2beta1.json
apiVersion: helm.toolkit.fluxcd.io/v2beta1
kind: HelmRelease
metadata:
  name: shop
spec:
  chart:
      spec:
          # what the shop is
          chart: web
          # renovate: datasource=docker
          # pinned, see #12
          version: "1.2.3" # {"$imagepolicy": "apps:web:tag"}
          interval: 6h
          sourceRef: # ours
              kind: HelmRepository
              name: acme
  interval: 30m`,
  };
  const { files: changed, findings } = migrated(files, { what });
  expect(changed).toEqual({
    'shop.yaml': `---
# yaml-language-server: $schema=https://schemas.example/source.toolkit.fluxcd.io/ocirepository_v1.json
# since 2022
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata:
  name: shop
spec:
  interval: 6h
  layerSelector:
    mediaType: application/vnd.cncf.helm.chart.content.v1.tar+gzip
    operation: copy
  ref:
    # renovate: datasource=docker
    # pinned, see #12
    tag: "1.2.3" # {"$imagepolicy": "apps:web:tag"}
  url: oci://ghcr.io/acme/charts/web
---
# yaml-language-server: $schema=https://schemas.example/helm.toolkit.fluxcd.io/helmrelease-helm-v2.json
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: shop
spec:
  # what the shop is
  # ours
  chartRef:
      kind: OCIRepository
      name: shop
  interval: 30m`,
  });
  expect(findings).toEqual([SLOWLY]);
});

test('HelmReleases of one directory share the OCIRepository of a chart in one version', () => {
  const release = (name: string, version = '1.2.3') => RELEASE.replace('name: shop', `name: ${name}`).replace('1.2.3', version);
  const files = { 'apps/a.yaml': release('a'), 'apps/b.yaml': release('b'), 'apps/c.yaml': release('c', '1.x'), 'other/d.yaml': release('d'), 'acme.yaml': CHARTS };
  const { files: changed } = migrated(files, { what });
  const found = (pattern: RegExp, text: string | null) => pattern.exec(text ?? '')?.[1];
  expect(Object.entries(changed).map(([path, text]) => [path, found(/chartRef:\n.*\n +name: (.*)/, text), found(/OCIRepository\nmetadata:\n +name: (.*)/, text)])).toEqual([
    ['acme.yaml', undefined, undefined],
    ['apps/a.yaml', 'web', 'web'],
    ['apps/b.yaml', 'web', undefined],
    ['apps/c.yaml', 'c', 'c'],
    ['other/d.yaml', 'd', 'd'],
  ]);
});

test('comments at a version that is shared are there once, with findings', () => {
  const release = (name: string) => RELEASE.replace('name: shop', `name: ${name}`).replace('      version: 1.2.3', '      # pinned\n      version: 1.2.3 # for now');
  const { files, findings } = migrated({ 'a.yaml': release('a'), 'b.yaml': release('b'), 'acme.yaml': `# ours\n${CHARTS}# end\n` }, { what });
  expect(files['a.yaml']).toContain('  ref:\n    # pinned\n    tag: 1.2.3 # for now\n');
  expect(findings.slice(1)).toEqual([
    { code: 'FOC145', level: 'notice', file: 'acme.yaml', line: 1, object: 'HelmRepository/flux-system/acme', problem: 'a comment goes with its object: # ours' },
    { code: 'FOC145', level: 'notice', file: 'acme.yaml', line: 12, object: 'HelmRepository/flux-system/acme', problem: 'a comment goes with its object: # end' },
    ...['# pinned', '# for now'].map(comment => ({
      code: 'FOC145',
      level: 'notice',
      file: 'b.yaml',
      line: 8,
      object: 'HelmRelease/apps/b',
      problem: `a comment is at OCIRepository web now, once for all of its HelmReleases: ${comment}`,
    })),
  ]);
});

test('files that different kustomization.yaml take in share none', () => {
  const release = (name: string) => RELEASE.replace('name: shop', `name: ${name}`);
  const files = {
    'apps/a.yaml': release('a'),
    'apps/b.yaml': release('b'),
    'acme.yaml': CHARTS,
    'one/kustomization.yaml': 'resources: [../apps/a.yaml]',
    'two/kustomization.yaml': 'resources: [../apps/b.yaml]',
  };
  expect(migrated(files, { what }).changes.filter(({ what: text }) => text.startsWith('chart ')).map(({ what: text }) => text)).toEqual([
    'chart → chartRef: OCIRepository a', 'chart → chartRef: OCIRepository b',
  ]);
});

describe('an OCIRepository that is there already', () => {
  const there = (tag: string, namespace = 'apps') => `apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: { name: shop, namespace: ${namespace} }
spec:
  interval: 1m
  url: oci://ghcr.io/acme/charts/web
  ref: { tag: ${tag} }
  layerSelector: { operation: copy, mediaType: application/vnd.cncf.helm.chart.content.v1.tar+gzip }
`;
  const names = (files: { [path: string]: string }) => migrated({ 'shop.yaml': RELEASE, 'acme.yaml': CHARTS, ...files }, { what: MigrationScope.ALL })
    .changes.filter(({ object, what: text }) => object === 'HelmRelease/apps/shop' && !text.startsWith('chart ')).map(({ what: text }) => text);

  test('is used where it says the same', () => {
    expect(names({ 'there.yaml': there('1.2.3') })).toEqual(['OCIRepository shop is there already']);
  });

  test.each([
    ['says something else', { 'there.yaml': there('1.2.4') }, 'shop-chart'],
    ['may be in the same namespace', { 'there.yaml': there('1.2.3').replace(', namespace: apps', '') }, 'shop-chart'],
    ['will be, when a GitRepository moves', { 'git.yaml': there('1.2.3').replace('OCIRepository', 'GitRepository') }, 'shop-chart'],
    ['is not alone', { 'there.yaml': `${there('1.2.4')}---\n${there('1.2.4').replace('name: shop', 'name: shop-chart')}` }, 'shop-chart-2'],
    ['is in another namespace', { 'there.yaml': there('1.2.4', 'elsewhere') }, 'shop'],
  ])('that %s', (_, files, name) => {
    expect(names(files)).toEqual([`OCIRepository ${name} added: oci://ghcr.io/acme/charts/web tag 1.2.3`]);
  });
});

test('what it says is taken from chart, HelmRepository and HelmRelease', () => {
  const source = CHARTS.replace('  interval: 12h\n', '  insecure: true\n  provider: generic\n  timeout: 1h30m\n  suspend: true\n  certSecretRef:\n    name: ca\n').replace('flux-system', 'apps');
  const release = RELEASE.replace('    spec:\n', `    metadata:
      labels: { team: shop }
      annotations: { owner: "42" }
    spec:
      reconcileStrategy: Revision
      verify:
        provider: cosign
        secretRef: { name: keys }
`).replace('        namespace: flux-system\n', '');
  const { files, findings } = migrated({ 'acme.yaml': source, 'shop.yaml': release }, { what });
  expect(files['shop.yaml']!.split('---\n')[1]).toBe(`apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata:
  annotations:
    owner: "42"
  labels:
    team: shop
  name: shop
  namespace: apps
spec:
  certSecretRef:
    name: ca
  insecure: true
  interval: 30m
  layerSelector:
    mediaType: application/vnd.cncf.helm.chart.content.v1.tar+gzip
    operation: copy
  ref:
    tag: 1.2.3
  suspend: true
  timeout: 90m
  url: oci://ghcr.io/acme/charts/web
  verify:
    provider: cosign
    secretRef:
      name: keys
`);
  expect(findings).toEqual([
    SLOWLY,
    {
      code: 'FOC136',
      level: 'action',
      file: 'shop.yaml',
      line: 1,
      object: 'HelmRelease/apps/shop',
      problem: 'OCIRepository shop is suspended as its HelmRepository was, and a new one that is suspended has nothing to give',
      use: '`suspend: false`',
    },
    { code: 'FOC132', level: 'notice', file: 'shop.yaml', line: 13, object: 'HelmRelease/apps/shop', problem: '`reconcileStrategy` is gone: a chartRef follows every new digest' },
  ]);
});

test('HelmReleases in lists get their OCIRepository as the next item', () => {
  const files = {
    'list.yaml': `apiVersion: v1
kind: List
items:
- apiVersion: source.toolkit.fluxcd.io/v1
  kind: HelmRepository
  metadata: { name: acme }
  spec: { type: oci, url: "oci://ghcr.io/acme/charts" }
- apiVersion: helm.toolkit.fluxcd.io/v2
  kind: HelmRelease
  metadata: { name: shop }
  spec:
    interval: 5m
    chart: { spec: { chart: web, version: 1.x, sourceRef: { kind: HelmRepository, name: acme } } }
`,
    'set.yaml': `apiVersion: fluxcd.controlplane.io/v1
kind: ResourceSet
metadata: { name: shops }
spec:
  resources:
    - apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata:
        name: shop-<< inputs.name >>
        namespace: << inputs.name >>
      spec:
        interval: 5m
        chart:
          spec:
            chart: web
            version: "<< inputs.version >>" # from the inputs
            sourceRef:
              kind: HelmRepository
              name: acme
`,
  };
  const { files: changed, findings } = migrated(files, { what });
  expect(changed).toEqual({
    'list.yaml': `apiVersion: v1
kind: List
items:
- apiVersion: helm.toolkit.fluxcd.io/v2
  kind: HelmRelease
  metadata: { name: shop }
  spec:
    interval: 5m
    chartRef:
      kind: OCIRepository
      name: shop
- apiVersion: source.toolkit.fluxcd.io/v1
  kind: OCIRepository
  metadata:
    name: shop
  spec:
    interval: 5m
    layerSelector:
      mediaType: application/vnd.cncf.helm.chart.content.v1.tar+gzip
      operation: copy
    ref:
      semver: 1.x
    url: oci://ghcr.io/acme/charts/web
`,
    'set.yaml': `apiVersion: fluxcd.controlplane.io/v1
kind: ResourceSet
metadata: { name: shops }
spec:
  resources:
    - apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata:
        name: shop-<< inputs.name >>
        namespace: << inputs.name >>
      spec:
        interval: 5m
        chartRef:
          kind: OCIRepository
          name: "shop-<< inputs.name >>"
    - apiVersion: source.toolkit.fluxcd.io/v1
      kind: OCIRepository
      metadata:
        name: shop-<< inputs.name >>
        namespace: << inputs.name >>
      spec:
        interval: 5m
        layerSelector:
          mediaType: application/vnd.cncf.helm.chart.content.v1.tar+gzip
          operation: copy
        ref:
          tag: "<< inputs.version >>" # from the inputs
        url: oci://ghcr.io/acme/charts/web
`,
  });
  expect(findings).toEqual([
    SLOWLY,
    { code: 'FOC131', level: 'notice', file: 'set.yaml', line: 16, object: 'HelmRelease/<< inputs.name >>/shop-<< inputs.name >>', problem: '`tag: << inputs.version >>` is a version: a range would need `semver`' },
  ]);
});

test('what Renovate reads comes along, and it is told that it needs none', () => {
  const text = RELEASE.replace('      chart: web\n', '      # renovate: registryUrl=https://charts.acme.example\n      chart: web\n');
  const files = { 'a.yaml': text, 'other/b.yaml': text.replace('name: shop', 'name: other'), 'acme.yaml': CHARTS };
  const { files: changed, findings } = migrated(files, { what });
  expect(changed['a.yaml']).toBe(MOVED.replace('    tag:', '    # renovate: registryUrl=https://charts.acme.example\n    tag:'));
  const note = (problem: string) => ({ code: 'FOC131', level: 'notice', file: 'a.yaml', line: 8, object: 'HelmRelease/apps/shop', problem, use: 'none: Renovate reads OCIRepositories by itself' });
  expect(findings).toEqual([SLOWLY, note('the comment that tells Renovate a `registryUrl` is before the tag now, here and for 1 more')]);
  expect(migrated({ 'a.yaml': text, 'acme.yaml': CHARTS }, { what }).findings).toEqual([SLOWLY, note('the comment that tells Renovate a `registryUrl` is before the tag now, here')]);
});

test('an interval that is substituted stays', () => {
  const text = RELEASE.replace('      version: 1.2.3\n', '      version: 1.2.3\n      interval: ${INTERVAL}\n');
  expect(migrated({ 'shop.yaml': text, 'acme.yaml': CHARTS }, { what }).files['shop.yaml']).toBe(MOVED.replace('  interval: 12h', '  interval: ${INTERVAL}'));
});

test('HelmReleases of one name are those of different clusters, and so are their OCIRepositories', () => {
  const files = { 'live/shop.yaml': RELEASE, 'test/shop.yaml': RELEASE.replace('1.2.3', '1.2.4'), 'acme.yaml': CHARTS };
  const { files: changed } = migrated(files, { what });
  expect(changed).toEqual({ 'live/shop.yaml': MOVED, 'test/shop.yaml': MOVED.replace('1.2.3', '1.2.4'), 'acme.yaml': null });
});

test('line ends of Windows and a byte order mark stay', () => {
  const files = { 'shop.yaml': `\uFEFF${RELEASE.replace(/\n/g, '\r\n')}`, 'acme.yaml': CHARTS };
  expect(migrated(files, { what }).files['shop.yaml']).toBe(`\uFEFF${MOVED.replace(/\n/g, '\r\n')}`);
});
