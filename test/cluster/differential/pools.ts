/** What people write into a field, and what they get wrong. Written from the documentation of Flux, Helm and kustomize, not from the rules of this library. */
export interface Pool {
  readonly good: readonly unknown[];
  readonly wrong: readonly unknown[];
}

/** Of all that is drawn, on every API server. */
export const NAMESPACE = 'differential';

export const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;
export const HELM_LAYER = 'application/vnd.cncf.helm.chart.content.v1.tar+gzip';
export const FLUX_LAYER = 'application/vnd.cncf.flux.content.v1.tar+gzip';

const pool = (good: readonly unknown[], wrong: readonly unknown[]): Pool => ({ good, wrong });

/** The API server takes it, and no controller of Flux can read it. */
export const TOO_LONG_FOR_GO = '2562048h';
const NAME = pool(['app', 'my-app', 'team.app', 'a1'], ['My-App', 'my_app', '-app', 'a'.repeat(254), '']);
const NAMESPACES = pool(['apps', 'team-a'], ['Apps', 'a'.repeat(64), 'a.b', '']);
const ANOTHER_OR_OWN = pool([...NAMESPACES.good, NAMESPACE], NAMESPACES.wrong);
const DURATION = pool(
  ['5m', '60m', '90s', '1h30m', '1.5h', '300000ms', '2m0s'],
  ['1d', '0s', '0m0s', '10', '', '-5m', '5 m', '.5h', '5M', '1.2.3h', TOO_LONG_FOR_GO],
);
const SOURCE_TIMEOUT = pool(['90s', '1m30s', '60000ms'], ['1h', '0s', '10', '', '1d']);
const SELECTOR = pool(
  ['app=web', 'app in (web, api),tier!=test', '!legacy', 'acme.com/team', 'app==web', ''],
  ['app=web=1', 'app in web', '=x', 'app>a', 'a b', 'app in (web'],
);
const EXPRESSION = pool(['web', 'web-.*', '(web|api)', 'Config.*', 'apps', ''], ['web(', '[', '(?!x)', '*']);
const CEL = pool(
  [
    'status.phase == "Running"', 'has(status.ready) && status.ready == true', 'status.conditions.filter(e, e.type == "Ready").all(e, e.status == "True")',
    'metadata.generation > 0', 'status.?phase.orValue("") in ["A", "B"]',
  ],
  ['status.', 'status.ready =', 'status.phase == "x', 'status.ready == true or true', 'a == 1; b == 2', '(', ''],
);
const READY = pool(
  [
    'dep.status.observedGeneration == dep.metadata.generation', 'self.metadata.name != dep.metadata.name', 'has(dep.status.conditions)',
    'dep.status.conditions.exists(c, c.type == "Ready" && c.status == "True")',
  ],
  ['dep.status.ready =', 'status.ready == true', 'dep.status.ready', '(', ''],
);
const KUBECONFIG_KEY = pool(['value', 'kubeconfig.yaml', 'A_b'], ['with space', 'a/b', '']);
const STRATEGIC = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: app\ndata:\n  patched: "yes"\n';
const OPERATIONS = '- op: add\n  path: /data/patched\n  value: "yes"\n';
const PATCH = pool(
  [STRATEGIC, OPERATIONS, '[{"op": "add", "path": "/data/patched", "value": "yes"}]', `# a note\n${STRATEGIC}`],
  ['', '\n', '[{ op: add, path: /data/patched, value: yes }]', 'not yaml: [', '- op: change\n  path: /data/x\n'],
);
const POINTER = pool(['/spec/replicas', '/metadata/annotations/acme.com~1note', '/data/a~0b'], ['spec', 'spec.replicas', '.spec.replicas', '$.spec', '']);
/** What readers of YAML take for something else, or stumble over. */
const TEXTS = [
  'eu', '', 'on', '1e3', '0x1F', '010', '1_000', '12:30:45', '2026-01-01', '~', 'null', 'a: b', '# a', ' a ', '"a"', '- a', '@a', 'é…✓', '\ta', '=', '<<', '.5', '+1', '%a', '|', '? a',
  // cdk8s by itself writes these without quotes.
  '0o17', '0b-1', 'a\u2028b', 'a\u0085b', '\u2029',
];

/** By the end of the path of a field; the longest end counts. */
const POOLS: { readonly [end: string]: Pool } = {
  'name': NAME,
  'namespace': NAMESPACES,
  'sourceRef.namespace': ANOTHER_OR_OWN,
  'chartRef.namespace': ANOTHER_OR_OWN,
  'dependsOn[].namespace': ANOTHER_OR_OWN,
  'serviceAccountName': NAME,
  'interval': DURATION,
  'retryInterval': DURATION,
  'timeout': DURATION,
  'OCIRepository.timeout': SOURCE_TIMEOUT,

  'url': pool(
    [
      'oci://ghcr.io/acme/app', 'oci://registry.acme.example:5000/acme/app', 'oci://ghcr.io/acme/team_a/app__b/c.d-e', 'oci://localhost:5000/acme/app',
      'oci://123456789012.dkr.ecr.eu-west-1.amazonaws.com/acme/app', 'oci://acme.azurecr.io/acme/app', 'oci://europe-docker.pkg.dev/acme/app',
      'oci://[::1]:5000/acme/app', 'oci://10.0.0.1/acme/app', 'oci://docker.io/acme/app',
    ],
    [
      'oci://ghcr.io/acme/app:1.0.0', `oci://ghcr.io/acme/app@${DIGEST}`, 'oci://ghcr.io/acme/App', 'oci://GHCR.io/acme/app', 'oci://ghcr.io', 'oci://ghcr.io/',
      'https://ghcr.io/acme/app', 'OCI://ghcr.io/acme/app', 'ghcr.io/acme/app', 'oci://ghcr.io/acme/app/', 'oci://ghcr.io/acme//app', 'oci://me:secret@ghcr.io/acme/app',
      'oci://ghcr.io/acme/app?x=1', 'oci://ghcr.io/a', 'oci://acme/app', 'oci://ghcr.io/acme/-app', 'oci://ghcr.io/acme/a..b', 'oci://ghcr.io/acme/a___b',
      'oci://ghcr.io:port/acme/app', 'oci:// ghcr.io/acme/app', 'oci://ghcr.io/acme/app ', 'oci://ghcr_io.example/acme/app', `oci://ghcr.io/acme/${'a'.repeat(256)}`, '',
    ],
  ),
  'ref.digest': pool([DIGEST], [DIGEST.toUpperCase(), 'sha256:abc', DIGEST.slice(7), `sha512:${'0'.repeat(128)}`, 'latest', '']),
  'ref.tag': pool(['1.0.0', 'latest', 'v1.2', 'main-a1b2c3d', 'A_b.C-1', '1e3', '0.10'], ['1.0.0+build', '.dot', '-x', 'a/b', 'a:b', 'a b', 'a'.repeat(129), '']),
  'ref.semver': pool(
    ['1.x', '>=1.0.0 <2.0.0', '^1.0.0 || ~2.1', '*', '>=1.0.0-0', '1.0.0 - 2.0.0', '>= 1.0.0, < 3', '~>1.0', '!=1.1.0', '1', 'v1.x'],
    ['latest', '1.x.y.z', '>=1.0.0 && <2.0.0', '>1.0.0 |', '^', 'one', '1.0.0 or 2.0.0', '||', ''],
  ),
  'ref.semverFilter': pool(['.*', '^v?[0-9.]+$', '[0-9]+\\.[0-9]+', '(?i)^[0-9]'], ['(?!x)', '[', '(a', '*', '\\1', 'a{1001}', '']),
  'layerSelector.mediaType': pool(
    [FLUX_LAYER, HELM_LAYER, 'application/vnd.acme.manifests.v1.tar+gzip'], ['tar+gzip', 'application/x; charset=utf-8', 'application/*', 'a b/c', ''],
  ),
  'matchOIDCIdentity[].issuer': pool(
    ['^https://token\\.actions\\.githubusercontent\\.com$', '^https://accounts\\.google\\.com$'], ['https://accounts.google.com', '.*', '(', ''],
  ),
  'matchOIDCIdentity[].subject': pool(
    ['^builder@acme\\.iam\\.gserviceaccount\\.com$', '^https://github\\.com/acme/app/\\.github/workflows/release\\.yml@refs/heads/main$'],
    ['^https://github\\.com/acme/.*$', '.*', '[', ''],
  ),
  'OCIRepository.ignore': pool(
    ['*.md\n', '/*\n!/deploy/\n', '# a comment\n\n*.txt', 'docs/\n**/*.test\n', '!keep.txt\n', ''], ['*\n', '/**\n!\n', '**', '/*', '*.md, *.txt', ' *.md', '[a'],
  ),

  'path': pool(['./', './deploy', 'deploy/production', '/deploy', 'deploy/', './deploy/../deploy', '.', ''], ['..', '../other', 'deploy/../../other', './../deploy']),
  'components[]': pool(
    ['./components/tls', 'components/tls', 'components/../components/tls'], ['../../components', 'https://github.com/acme/components//tls?ref=v1', '/components/tls', ''],
  ),
  'targetNamespace': NAMESPACES,
  'storageNamespace': NAMESPACES,
  'namePrefix': pool(['dev-', 'a'], ['a'.repeat(201), 'dev/', 'Dev_', '%', '']),
  'nameSuffix': pool(['-eu', '1'], ['a'.repeat(201), '/eu', '_EU', '%', '']),
  'patch': PATCH,
  'images[].name': pool(['web', 'ghcr.io/acme/web', 'localhost:5000/web'], ['web:1.0', `web@${DIGEST}`, '']),
  'images[].newName': pool(['registry.acme.example/web', 'web'], ['']),
  'images[].newTag': pool(['1.2.3', 'on', '1e3', '0x10', '010'], ['']),
  'images[].digest': pool([DIGEST], [DIGEST.toUpperCase(), 'sha256:abc', 'latest', '']),
  'target.name': EXPRESSION,
  'target.namespace': EXPRESSION,
  'target.group': EXPRESSION,
  'target.version': EXPRESSION,
  'target.kind': EXPRESSION,
  'target.labelSelector': SELECTOR,
  'target.annotationSelector': SELECTOR,
  'labels{}': pool(['web', 'a_b.c', '', '1e3', 'on', '0x1F', '010'], ['web shop', 'a'.repeat(64), '-x', 'x-', 'é']),
  'labels{key}': pool(['team', 'acme.com/team', 'A_b', '1e3', 'on'], ['0o17', 'with space', '-x', 'Acme.com/team', 'a/b/c', 'a'.repeat(64), '']),
  'HelmRelease.commonMetadata.labels{key}': pool(['team', 'acme.com/team', 'A_b', 'on'], ['with space', '1e3', '123', 'true', '0o17', '2026-01-01', '']),
  'annotations{}': pool([...TEXTS, 'two\nlines\n'], []),
  'annotations{key}': pool(['note', 'acme.com/note', 'Acme.com/note', '010'], ['0o17', 'with space', '-x', 'a/b/c', '']),
  'HelmRelease.commonMetadata.annotations{key}': pool(['note', 'acme.com/note', 'y'], ['with space', '1.5', 'null', '0x1F', '-x', '']),
  'substitute{}': pool([...TEXTS, 'one line\n'], ['one\ntwo', '\n\na']),
  'substitute{key}': pool(['region', '_x', 'A_b1', 'y'], ['my-host', '1x', 'a.b', 'é', '']),
  'healthChecks[].apiVersion': pool(['apps/v1', 'v1'], ['']),
  'healthChecks[].kind': pool(['Deployment', 'ConfigMap'], ['']),
  'healthCheckExprs[].apiVersion': pool(['acme.com/v1', 'acme.com/v1beta1'], ['']),
  'healthCheckExprs[].kind': pool(['Database', 'Cache'], ['']),
  'current': CEL,
  'failed': CEL,
  'inProgress': CEL,
  'readyExpr': READY,
  'paths[]': POINTER,
  'secretRef.key': KUBECONFIG_KEY,

  'releaseName': pool(['app', 'my.app', 'a'.repeat(53)], ['a'.repeat(54), 'My-App', 'my_app', 'app-', 'a..b', '']),
  'valuesKey': pool(['values.yaml', 'prod_values.yml', 'A-b.c'], ['with space', 'a/b', 'a'.repeat(254), '']),
  'targetPath': pool(
    ['image.tag', 'hosts[0]', 'annotations.acme\\.com/team', 'a-b.c_d', 'matrix[0][1]'], ['a..b', '.a', 'a.', '[0]', 'a[x]', 'a b', 'a,b', 'a[65537]', 'a\\', 'a[0]b', ''],
  ),
  'test.filters[].name': pool(['web-test', 'a.b'], ['a'.repeat(254), '']),
  'retries': pool([0, 3, -1], [1.5, 2 ** 53]),
  'maxHistory': pool([0, 1, 5], [1.5, 2 ** 53]),
  'values': pool(
    [
      { replicas: 2, greeting: 'hi' }, { image: { tag: '1.10' }, list: ['on', 1, null] }, {}, { 'greeting': '0o17', 'a.b/c': { x: 1.5, e: '1e3' } },
      { greeting: null, hosts: [] }, { greeting: 'two\nlines\n', nested: {} }, ...TEXTS.map(text => ({ greeting: text })),
    ],
    [['a', 'list'], 'a text', 5, { '0o17': 1 }, { greeting: 'no\ufffftext' }],
  ),
};

/** The pool of a field: `Kustomization.dependsOn[].name`. */
export function poolOf(path: string): Pool | undefined {
  const ends = Object.keys(POOLS).filter(end => path === end || path.endsWith(`.${end}`) || path.endsWith(`]${end}`));
  return POOLS[ends.sort((a, b) => b.length - a.length)[0]];
}
