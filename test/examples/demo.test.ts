import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart } from 'cdk8s';
import { stringify } from 'yaml';
import { main } from '../../examples/demo';
import { checkFiles, type CheckedFile } from '../../examples/demo/check';
import { problemsOf, report } from '../../examples/demo/report';
import { signerOf } from '../../examples/demo/signer';
import { WIDTH, wrap } from '../../examples/demo/text';
import { treeOf } from '../../examples/demo/tree';
import { DIGEST, render } from '../support/render';
import { FluxVersion, OciRef, OidcIdentity, TrackedApp, Verification, type OciRepositoryProps } from 'cdk8s-flux-oci';

const PLACEHOLDER = `sha256:${'1'.repeat(64)}`;
const NO_VERIFY = 'anybody or nobody: no signature is asked for';

function flux(apiVersion: string, kind: string, name: string, spec: any, namespace: string | undefined = 'flux-system'): any {
  return { apiVersion, kind, metadata: { name, namespace }, spec };
}

function ociRepository(name: string, spec: any = {}): any {
  return flux('source.toolkit.fluxcd.io/v1', 'OCIRepository', name, { interval: '5m', url: `oci://ghcr.io/acme/${name}`, ref: { digest: DIGEST }, ...spec });
}

function kustomization(name: string, source: string, spec: any = {}): any {
  const sourceRef = { kind: 'OCIRepository', name: source };
  return flux('kustomize.toolkit.fluxcd.io/v1', 'Kustomization', name, { interval: '5m', prune: true, targetNamespace: name, sourceRef, ...spec });
}

function helmRelease(name: string, spec: any): any {
  return flux('helm.toolkit.fluxcd.io/v2', 'HelmRelease', name, { interval: '5m', ...spec });
}

function checked(files: { [name: string]: any[] }): CheckedFile[] {
  return checkFiles(Object.entries(files).map(([name, documents]) => ({ name, text: documents.map(document => stringify(document)).join('---\n') })), '2.9');
}

/** The lines of the tree, for one file without its name. */
function tree(...documents: any[]): string[] {
  return treeOf(checked({ 'a.yaml': documents })).slice(1, -1);
}

function problems(...documents: any[]): string[] {
  return problemsOf({ folder: 'dist/demo', files: checked({ 'a.yaml': documents }) });
}

describe('the check', () => {
  test('judges what Flux owns by its CRD, and everything else by the basics', () => {
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a', namespace: 'b' } };
    const [{ documents }] = checked({ 'a.yaml': [ociRepository('app'), secret, { ...secret, apiVersion: 'acme.com/v1', kind: 'Widget' }] });
    expect(documents.map(({ label, hasCrd, problems: found }) => [label, hasCrd, found])).toEqual([
      ['OCIRepository flux-system/app', true, []],
      ['Secret b/a', false, []],
      ['Widget b/a', false, []],
    ]);
  });

  test('finds a field that the CRD does not know', () => {
    expect(problems(ociRepository('app', { ref: { digset: DIGEST } }))).toEqual(['a.yaml: OCIRepository flux-system/app: spec.ref.digset: unknown field']);
  });

  test('goes by the Flux version', () => {
    const verify = { provider: 'cosign', matchOIDCIdentity: [{ issuer: '^a$', subject: '^b$' }], trustedRootSecretRef: { name: 'root' } };
    const text = stringify(ociRepository('app', { verify }));
    const found = (minor: '2.8' | '2.9') => checkFiles([{ name: 'a.yaml', text }], minor)[0].documents[0].problems;
    expect(found('2.8')).toEqual([{ path: 'spec.verify.trustedRootSecretRef', message: 'unknown field' }]);
    expect(found('2.9')).toEqual([]);
  });

  test('finds a name that no cluster accepts, once although two judges see it', () => {
    expect(problems({ ...ociRepository('app'), metadata: { name: 'App', namespace: 'flux-system', labels: { team: 1 } } })).toEqual([
      'a.yaml: OCIRepository flux-system/App: metadata.name: "App" is not a DNS-1123 subdomain',
      'a.yaml: OCIRepository flux-system/App: metadata.labels.team: must be string, got 1',
    ]);
  });

  test('finds a kind or version of Flux that this Flux does not have', () => {
    expect(problems({ ...ociRepository('app'), apiVersion: 'source.toolkit.fluxcd.io/v1beta2' })).toEqual([
      'a.yaml: OCIRepository flux-system/app: kind: Flux 2.9 has no OCIRepository of source.toolkit.fluxcd.io/v1beta2',
    ]);
    expect(problems({ ...ociRepository('app'), kind: undefined })).toEqual(['a.yaml: (no kind) flux-system/app: kind: required']);
  });

  test('demands a namespace beside objects of Flux, and not inside an artifact, where the Kustomization sets it', () => {
    const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'app' } };
    expect(problems(service)).toEqual([]);
    expect(problems(ociRepository('app'), service)).toEqual(['a.yaml: Service app: metadata.namespace: required: Service lives in a namespace']);
  });

  test('finds what is not YAML, what is no object, and that there is nothing', () => {
    expect(problemsOf({ folder: 'dist/demo', files: checkFiles([{ name: 'a.yaml', text: 'a: [' }], '2.9') })).toEqual([expect.stringMatching(/^a\.yaml: not YAML: /)]);
    expect(problems('text')).toEqual(['a.yaml: (no kind) (no name): must be an object, got "text"']);
    expect(problems()).toEqual(['dist/demo: no documents']);
    expect(problemsOf({ folder: 'dist/demo', files: [] })).toEqual(['dist/demo: no documents']);
  });
});

describe('the tree', () => {
  test('shows what a source pulls, and the deliveries below it', () => {
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'app' } };
    expect(treeOf(checked({ 'a.yaml': [kustomization('app', 'app'), namespace, ociRepository('app', { ref: { digest: DIGEST, tag: '1.2.3' } })] }))).toEqual([
      'a.yaml',
      '  Namespace app',
      '  OCIRepository flux-system/app',
      '    pulls      oci://ghcr.io/acme/app, pinned to sha256:0123456789ab… (1.2.3)',
      `    signed by  ${NO_VERIFY}`,
      '    → Kustomization flux-system/app → namespace app',
      '',
    ]);
  });

  test.each<[any, string]>([
    [{ digest: DIGEST, semver: '1.x' }, 'pinned to sha256:0123456789ab…'],
    [{ semver: '6.x', tag: 'main' }, 'newest of 6.x'],
    [{ semver: '6.x', semverFilter: '.*-rc.*' }, 'newest of 6.x among tags like .*-rc.*'],
    [{ tag: 'main' }, 'whatever has the tag main'],
    [undefined, 'whatever has the tag latest'],
  ])('says of the reference %j what Flux makes of it', (ref, text) => {
    expect(tree(ociRepository('app', { ref }))[1]).toBe(`    pulls      oci://ghcr.io/acme/app, ${text}`);
  });

  test('several sources feed several deliveries', () => {
    const chartRef = { kind: 'OCIRepository', name: 'chart' };
    const documents = [
      ociRepository('app'), ociRepository('chart'), kustomization('blue', 'app'), kustomization('green', 'app', { targetNamespace: undefined }),
      helmRelease('cache', { chartRef, targetNamespace: 'data' }), helmRelease('queue', { chartRef }),
    ];
    expect(tree(...documents)).toEqual([
      '  OCIRepository flux-system/app',
      '    pulls      oci://ghcr.io/acme/app, pinned to sha256:0123456789ab…',
      `    signed by  ${NO_VERIFY}`,
      '    → Kustomization flux-system/blue → namespace blue',
      '    → Kustomization flux-system/green → the namespaces that its files name',
      '  OCIRepository flux-system/chart',
      '    pulls      oci://ghcr.io/acme/chart, pinned to sha256:0123456789ab…',
      `    signed by  ${NO_VERIFY}`,
      '    → HelmRelease flux-system/cache → namespace data',
      '    → HelmRelease flux-system/queue → namespace flux-system',
    ]);
  });

  test('a source of another kind says where it pulls from', () => {
    const chart = { spec: { chart: 'app', sourceRef: { kind: 'HelmRepository', name: 'charts' } } };
    const repository = flux('source.toolkit.fluxcd.io/v1', 'HelmRepository', 'charts', { url: 'https://charts.acme.com' });
    const bucket = flux('source.toolkit.fluxcd.io/v1', 'Bucket', 'files', { bucketName: 'files', endpoint: 'minio.acme.com', interval: '5m' });
    expect(tree(repository, bucket, helmRelease('app', { chart }))).toEqual([
      '  HelmRepository flux-system/charts',
      '    pulls      https://charts.acme.com',
      '    → HelmRelease flux-system/app → namespace flux-system',
      '  Bucket flux-system/files',
      '    pulls      minio.acme.com',
      '    → nothing in these files uses it',
    ]);
  });

  test('a delivery names its source when that is in the cluster already', () => {
    expect(tree(kustomization('app', 'app', { sourceRef: { kind: 'OCIRepository', name: 'app', namespace: 'shared' } }))).toEqual([
      '  Kustomization flux-system/app → namespace app',
      '    from       OCIRepository shared/app (not in these files)',
    ]);
  });

  test('a delivery and its source may be in different files', () => {
    expect(treeOf(checked({ 'apps.yaml': [kustomization('app', 'app')], 'sources.yaml': [ociRepository('app')] }))).toEqual([
      'apps.yaml',
      '  Kustomization flux-system/app → namespace app',
      '    from       OCIRepository flux-system/app (sources.yaml)',
      '',
      'sources.yaml',
      '  OCIRepository flux-system/app',
      '    pulls      oci://ghcr.io/acme/app, pinned to sha256:0123456789ab…',
      `    signed by  ${NO_VERIFY}`,
      '    → Kustomization flux-system/app (apps.yaml) → namespace app',
      '',
    ]);
  });

  test('a source of the same file comes before one of the same name elsewhere', () => {
    const lines = treeOf(checked({ 'a.yaml': [ociRepository('app'), kustomization('app', 'app')], 'b.yaml': [ociRepository('app')] }));
    expect(lines.filter(line => line.startsWith('    →'))).toEqual([
      '    → Kustomization flux-system/app → namespace app',
      '    → nothing in these files uses it',
    ]);
  });

  test('documents with problems are shown without their fields, of whatever shape those are', () => {
    expect(tree(ociRepository('app', { verify: 1, ref: 'latest' }), kustomization('app', 'app', { sourceRef: undefined }), 'text')).toEqual([
      '  OCIRepository flux-system/app (2 problems, see below)',
      '    → nothing in these files uses it',
      '  Kustomization flux-system/app (1 problem, see below) → namespace app',
      '    from       no source',
      '  (no kind) (no name) (1 problem, see below)',
    ]);
  });
});

describe('the signer', () => {
  const GITHUB = { repository: 'acme/app.js' };
  const keyless = (identity: OidcIdentity) => Verification.cosignKeyless(identity);

  /** Said of what the library renders, so that both stay together. */
  const signer = (verify: OciRepositoryProps['verify']) => signerOf(render('OCIRepository', chart => {
    new TrackedApp(chart, 'App', { url: 'oci://ghcr.io/acme/app', ref: OciRef.tag('1'), signedBy: verify!, targetNamespace: 'app' });
  }).spec.verify);

  test.each<[OidcIdentity, string]>([
    [OidcIdentity.githubActions(GITHUB), 'GitHub Actions: acme/app.js, any workflow, any branch or tag'],
    [OidcIdentity.githubActions({ ...GITHUB, workflow: 'release.yml' }), 'GitHub Actions: acme/app.js, release.yml, any branch or tag'],
    [OidcIdentity.githubActions({ ...GITHUB, branch: 'main' }), 'GitHub Actions: acme/app.js, any workflow, branch main'],
    [OidcIdentity.githubActions({ ...GITHUB, tag: 'v1.0' }), 'GitHub Actions: acme/app.js, any workflow, tag v1.0'],
    [OidcIdentity.exact({ issuer: 'https://accounts.acme.com', subject: 'ci@acme.com' }), 'ci@acme.com, vouched for by https://accounts.acme.com'],
  ])('of %j is said without regular expressions', (identity, text) => {
    expect(signer(keyless(identity))).toBe(text);
  });

  test.each<[any, string]>([
    [undefined, NO_VERIFY],
    [{ provider: 'cosign' }, 'anybody who has signed: no identity is asked for'],
    [{ provider: 'cosign', secretRef: { name: 'keys' } }, 'the holder of a cosign key in Secret keys'],
    [{ provider: 'notation', secretRef: { name: 'trust' } }, 'whom the notation policy in Secret trust trusts'],
    [{ matchOIDCIdentity: [{ issuer: '^https://a$', subject: '.*@acme' }] }, 'whoever matches .*@acme, vouched for by https://a'],
    [{ matchOIDCIdentity: [{ issuer: '.*', subject: '^a$' }] }, 'whoever matches ^a$, vouched for by what matches .*'],
    [
      { matchOIDCIdentity: [{ issuer: '^a$', subject: '^b$' }, { issuer: '^c$', subject: '^d$' }], trustedRootSecretRef: { name: 'root' } },
      'b, vouched for by a, or d, vouched for by c, by the Sigstore in Secret root',
    ],
  ])('of %j is said for people', (verify, text) => {
    expect(signerOf(verify)).toBe(text);
  });
});

describe('the report', () => {
  const CONTEXT = { program: 'main.ts', folder: 'dist/demo', minor: '2.9', warnings: [] };

  test('ends with what to do next when all is well', () => {
    const content = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'app' } };
    const source = ociRepository('app', { ref: { digest: PLACEHOLDER, tag: '1.2.3' } });
    const warnings = [{ code: 'FOC017', path: 'a/app', message: 'something doubtful; use something else' }];
    expect(report({ ...CONTEXT, warnings, files: checked({ 'a.yaml': [source, kustomization('app', 'app')], 'b.yaml': [content] }) })).toEqual([
      'main.ts rendered 2 files into dist/demo, for Flux 2.9:',
      '',
      'a.yaml',
      '  OCIRepository flux-system/app',
      '    pulls      oci://ghcr.io/acme/app, pinned to sha256:111111111111… (1.2.3)',
      `    signed by  ${NO_VERIFY}`,
      '    → Kustomization flux-system/app → namespace app',
      '',
      'b.yaml',
      '  Service app',
      '',
      'Warnings',
      '  FOC017 [a/app] something doubtful; use something else',
      '',
      'Checked 3 documents: 2 by the CRDs of Flux 2.9, 1 for apiVersion, kind and legal names.',
      'No problems.',
      '',
      'What next',
      '  Read dist/demo beside main.ts: a few lines of it become all of this.',
      '  Put real digests where the placeholders are:',
      '    crane digest ghcr.io/acme/app:1.2.3',
      '  Push what your workload renders with `flux push artifact`, and sign its digest with `cosign sign`.',
      '  Commit each file with an OCIRepository where the Flux of its cluster looks: it does the rest.',
      '  Change the program and run this again; `npm test` runs the tests of the library.',
    ]);
  });

  test('ends with the problems when there are some', () => {
    expect(report({ ...CONTEXT, files: checked({ 'a.yaml': [ociRepository('app', { interval: '1d', url: undefined })] }) })).toEqual([
      'main.ts rendered 1 file into dist/demo, for Flux 2.9:',
      '',
      'a.yaml',
      '  OCIRepository flux-system/app (2 problems, see below)',
      '    → nothing in these files uses it',
      '',
      'Problems',
      '  a.yaml: OCIRepository flux-system/app: spec.url: required',
      '  a.yaml: OCIRepository flux-system/app: spec.interval: "1d" does not match',
      '    ^([0-9]+(\\.[0-9]+)?(ms|s|m|h))+$',
      '',
      'Checked 1 document: 1 by the CRDs of Flux 2.9, 0 for apiVersion, kind and legal names.',
      '2 problems.',
    ]);
  });

  test('has no placeholders to replace when every digest looks real', () => {
    expect(report({ ...CONTEXT, files: checked({ 'a.yaml': [ociRepository('app')] }) }).join('\n')).not.toContain('crane');
  });

  test('breaks lines at single spaces, and leaves words whole', () => {
    const word = 'x'.repeat(60);
    expect(wrap(`  from       ${word} ${word} y`, 4)).toEqual([`  from       ${word}`, `    ${word} y`]);
    expect(wrap(word + word, 4)).toEqual([word + word]);
  });
});

describe('the program', () => {
  const printed: string[] = [];
  const before = process.env.CDK8S_OUTDIR;
  let folder: string;

  const run = (load?: () => App) => main({ folder, load, print: text => printed.push(...text.split('\n')) });

  beforeEach(() => {
    printed.length = 0;
    folder = mkdtempSync(join(tmpdir(), 'demo-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
    if (before === undefined) delete process.env.CDK8S_OUTDIR;
    else process.env.CDK8S_OUTDIR = before;
  });

  test('shows the podinfo example on one screen', () => {
    writeFileSync(join(folder, 'stale.k8s.yaml'), 'left from a run before');
    expect(run()).toBe(0);
    const staging = printed.indexOf('staging.k8s.yaml');
    expect(printed.slice(staging, staging + 6)).toEqual([
      'staging.k8s.yaml',
      '  Namespace podinfo',
      '  OCIRepository flux-system/podinfo',
      '    pulls      oci://ghcr.io/stefanprodan/manifests/podinfo, newest of 6.x',
      '    signed by  GitHub Actions: stefanprodan/podinfo, release.yml, any branch or tag',
      '    → Kustomization flux-system/podinfo → namespace podinfo',
    ]);
    expect(printed).toContain('    → HelmRelease flux-system/podinfo-preview → namespace podinfo-preview');
    expect(printed).toContain('    crane digest ghcr.io/stefanprodan/manifests/podinfo:6.9.2');
    expect(printed).toContain('No problems.');
    expect(printed.filter(line => line.length > WIDTH && !line.includes(folder))).toEqual([]);
    expect(printed.length).toBeLessThan(45);
    expect(printed.join('\n').replaceAll(folder, '')).not.toContain(process.cwd());
  });

  test('renders for the Flux version of the app', () => {
    expect(run(() => appWith(app => FluxVersion.V2_10.applyTo(app)))).toBe(0);
    expect(printed[0]).toBe(wrap(`examples/podinfo/main.ts rendered 1 file into ${folder}, for Flux 2.10:`, 0)[0]);
    expect(printed).toContain('Checked 3 documents: 2 by the CRDs of Flux 2.10, 1 for apiVersion, kind and legal names.');
  });

  test('fails when a document is wrong', () => {
    expect(run(() => {
      const app = appWith();
      writeFileSync(join(folder, 'b.yaml'), stringify(ociRepository('app', { interval: '1d' })));
      return app;
    })).toBe(1);
    expect(printed).toContain('  b.yaml: OCIRepository flux-system/app: spec.interval: "1d" does not match');
    expect(printed.at(-1)).toBe('1 problem.');
  });

  test('fails when nothing was written', () => {
    expect(run(() => new App())).toBe(1);
    expect(printed.at(-1)).toBe('1 problem.');
  });

  test('fails with the words of the library when that refuses', () => {
    expect(run(() => appWith(app => new TrackedApp(new Chart(app, 'b'), 'Two', {
      url: 'https://ghcr.io/acme/app', ref: OciRef.tag('1'), signedBy: trusted(), targetNamespace: 'app',
    })))).toBe(1);
    expect(printed[0]).toBe('examples/podinfo/main.ts was refused:');
    expect(printed[1]).toMatch(/^ {2}FOC011 /);
  });

  test('fails with the words of the library when that finds out about the whole tree', () => {
    expect(run(() => appWith(app => new ApiObject(app.node.findChild('a') as Chart, 'Twin', {
      apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'app' },
    })))).toBe(1);
    expect(printed).toEqual(['examples/podinfo/main.ts was refused:', expect.any(String), expect.stringMatching(/^ {4}.*FOC003 /), expect.any(String)]);
  });

  test('any other error keeps its stack', () => {
    expect(() => run(() => {
      throw new TypeError('x is not a function');
    })).toThrow(TypeError);
  });
});

function trusted(): Verification {
  return Verification.cosignKeyless(OidcIdentity.githubActions({ repository: 'acme/app' }));
}

/** A small program, synthesized. */
function appWith(change: (app: App) => unknown = () => undefined): App {
  const app = new App();
  new TrackedApp(new Chart(app, 'a', { namespace: 'flux-system' }), 'App', {
    url: 'oci://ghcr.io/acme/app', ref: OciRef.tag('1'), signedBy: trusted(), targetNamespace: 'app',
  });
  change(app);
  app.synth();
  return app;
}
