import { ApiObject, JsonPatch, Testing, type Chart } from 'cdk8s';
import { HelmRelease, Kustomization, OciRef, OidcIdentity, PinnedArtifact, SignedApp, SignedHelmApp, TrackedApp, Verification } from '../../src';
import { refusalOf } from '../support/refusal';
import { DIGEST, documentOf, fluxChart } from '../support/render';

const artifact = PinnedArtifact.parse(`oci://ghcr.io/acme/app:1.0.0@${DIGEST}`);
const common = { signedBy: Verification.cosignKeyless(OidcIdentity.githubActions({ repository: 'acme/app' })), targetNamespace: 'app' };

type App = SignedApp | SignedHelmApp | TrackedApp;
const APPS: [string, (chart: Chart) => App][] = [
  ['SignedApp', chart => new SignedApp(chart, 'app', { ...common, artifact })],
  ['SignedHelmApp', chart => new SignedHelmApp(chart, 'app', { ...common, artifact })],
  ['TrackedApp', chart => new TrackedApp(chart, 'app', { ...common, url: 'oci://ghcr.io/acme/app', ref: OciRef.tag('staging') })],
];
const PINNED = APPS.slice(0, 2);
const REFERENCE = (app: App) => app instanceof SignedHelmApp ? '/spec/chartRef' : '/spec/sourceRef';

function refused(make: (chart: Chart) => App, patch: (app: App) => void): string {
  const chart = fluxChart();
  patch(make(chart));
  return refusalOf(() => Testing.synth(chart));
}

const patchSource = (...patches: JsonPatch[]) => (app: App) => ApiObject.of(app.source).addJsonPatch(...patches);
const taken = (reason: string) => `FOC047 [delivery/app/Source] a JSON patch takes the verification of a signed app away: ${reason}; `
  + 'use `signedBy`, or an OciRepository and a delivery of your own, which promise nothing';

describe.each(APPS)('a %s', (_, make) => {
  test('fails without its verification', () => {
    expect(refused(make, patchSource(JsonPatch.remove('/spec/verify')))).toBe(taken('`verify` is gone'));
  });

  test('fails without its identity', () => {
    expect(refused(make, patchSource(JsonPatch.remove('/spec/verify/matchOIDCIdentity')))).toBe(taken('it names no identity that must have signed'));
  });

  test('fails with an identity that anybody has', () => {
    expect(refused(make, patchSource(JsonPatch.replace('/spec/verify/matchOIDCIdentity/0/subject', '.*'))))
      .toBe(taken('the subject ".*" also matches longer texts; it needs ^ before it and $ behind it'));
  });

  test('fails with a whole spec of its own', () => {
    expect(refused(make, patchSource(JsonPatch.replace('/spec', { url: 'oci://ghcr.io/acme/app', interval: '5m', ref: { digest: DIGEST } })))).toBe(taken('`verify` is gone'));
    expect(refused(make, patchSource(JsonPatch.remove('/spec')))).toBe(taken('`verify` is gone'));
  });

  test('may be patched to another signer, and in anything else', () => {
    const chart = fluxChart();
    patchSource(
      JsonPatch.replace('/spec/verify/matchOIDCIdentity/0/subject', '^ci@acme\\.com$'),
      JsonPatch.replace('/spec/interval', '1m'),
    )(make(chart));
    const { spec } = documentOf(chart, 'OCIRepository');
    expect([spec.interval, spec.verify.matchOIDCIdentity[0].subject]).toEqual(['1m', '^ci@acme\\.com$']);
  });

  test('fails when it is delivered from another source', () => {
    const name = (app: App) => ApiObject.of(app.delivery).addJsonPatch(JsonPatch.replace(`${REFERENCE(app)}/name`, 'other'));
    expect(refused(make, name)).toBe('FOC047 [delivery/app/Delivery] a JSON patch takes the verification of a signed app away: it is delivered from another source; '
      + 'got {"kind":"OCIRepository","name":"other"} in flux-system; use the source app, or a delivery of your own, which promises nothing');
    const gone = (app: App) => ApiObject.of(app.delivery).addJsonPatch(JsonPatch.remove(REFERENCE(app)));
    expect(refused(make, gone)).toContain('delivered from another source; got none;');
  });

  test('fails when its delivery looks for the source in another namespace', () => {
    const moved = (app: App) => ApiObject.of(app.delivery).addJsonPatch(JsonPatch.replace('/metadata/namespace', 'team'));
    expect(refused(make, moved)).toContain('it is delivered from another source; got {"kind":"OCIRepository","name":"app"} in team;');
    const nowhere = (app: App) => ApiObject.of(app.delivery).addJsonPatch(JsonPatch.remove('/metadata/namespace'));
    expect(refused(make, nowhere)).toContain('it is delivered from another source; got {"kind":"OCIRepository","name":"app"} in no namespace;');
  });

  test.each(['/metadata/name', '/metadata/namespace', '/kind'])('fails when a patch of %s makes another object of its source', path => {
    expect(refused(make, patchSource(JsonPatch.replace(path, 'other')))).toBe(taken('it is another object than the one that is delivered from'));
  });

  test('may have its delivery patched in anything else', () => {
    const chart = fluxChart();
    const app = make(chart);
    ApiObject.of(app.delivery).addJsonPatch(JsonPatch.replace('/spec/interval', '1m'));
    expect(documentOf(chart, app instanceof SignedHelmApp ? 'HelmRelease' : 'Kustomization').spec.interval).toBe('1m');
  });
});

describe.each(PINNED)('a pinned %s', (_, make) => {
  const lost = (got: string) => `FOC048 [delivery/app/Source] a JSON patch takes the digest of a pinned app away; got ${got}; use \`artifact\`, or a TrackedApp for what is to be followed`;

  test.each<[string, JsonPatch, string]>([
    ['without digest', JsonPatch.remove('/spec/ref/digest'), 'no digest'],
    ['without reference', JsonPatch.remove('/spec/ref'), 'no digest'],
    ['with a tag for a digest', JsonPatch.replace('/spec/ref/digest', 'latest'), '"latest"'],
    ['with a range alone', JsonPatch.replace('/spec/ref', { semver: '*' }), 'no digest'],
  ])('fails %s', (__, patch, got) => {
    expect(refused(make, patchSource(patch))).toBe(lost(got));
  });

  test('may be patched to another digest', () => {
    const chart = fluxChart();
    const digest = `sha256:${'f'.repeat(64)}`;
    patchSource(JsonPatch.replace('/spec/ref/digest', digest))(make(chart));
    expect(documentOf(chart, 'OCIRepository').spec.ref).toEqual({ digest, tag: '1.0.0' });
  });
});

test('a TrackedApp may be patched to follow something else', () => {
  const chart = fluxChart();
  patchSource(JsonPatch.replace('/spec/ref', { semver: '1.x' }))(APPS[2][1](chart));
  expect(documentOf(chart, 'OCIRepository').spec.ref).toEqual({ semver: '1.x' });
});

test('another delivery of the same source is nobody\'s promise', () => {
  const chart = fluxChart();
  const app = APPS[0][1](chart) as SignedApp;
  const second = new Kustomization(chart, 'second', { source: app.source, path: './second' });
  ApiObject.of(second).addJsonPatch(JsonPatch.replace('/spec/sourceRef/name', 'other'));
  expect(Testing.synth(chart).find(({ metadata }) => metadata.name === 'second').spec.sourceRef).toEqual({ kind: 'OCIRepository', name: 'other' });
  expect(() => new HelmRelease(chart, 'third', { source: app.source })).toThrow(/^FOC050 /);
});
