import * as cdk8s from 'cdk8s';
import * as plus from 'cdk8s-plus-28';
import * as constructs from 'constructs';
import * as ours from '../../src';
import { refusalOf } from '../support/refusal';
import { DIGEST, documentOf, fluxChart, warningsOf } from '../support/render';
import { CERTIFICATE, PUBLIC_KEYS } from '../verification/material';

// Two packages of a program may each have a copy of this library, but cdk8s only once: it is a peer of both.

const { ApiObject, JsonPatch, Testing } = cdk8s;
const PEERS = { 'cdk8s': cdk8s, 'cdk8s-plus-28': plus, 'constructs': constructs };

const theirs = anotherCopy();

function anotherCopy(): typeof ours {
  let copy: typeof ours;
  jest.isolateModules(() => {
    for (const [name, peer] of Object.entries(PEERS)) jest.doMock(name, () => peer);
    copy = jest.requireActual('../../src');
  });
  return copy!;
}

const IDENTITY = { repository: 'acme/app' };
const URL = 'oci://ghcr.io/acme/app';

test('it is another copy', () => {
  expect(theirs.Verification).not.toBe(ours.Verification);
  expect(theirs.OidcIdentity.githubActions(IDENTITY)).not.toBeInstanceOf(ours.OidcIdentity);
});

test('an app takes artifact, signer and identity of another copy, and keeps its promise', () => {
  const chart = fluxChart();
  const signedBy = ours.Verification.cosignKeyless(theirs.OidcIdentity.githubActions(IDENTITY));
  const artifact = ours.PinnedArtifact.parse(`${URL}@${DIGEST}`);
  const app = new theirs.SignedApp(chart, 'app', { artifact, signedBy, targetNamespace: 'app' });
  expect(documentOf(chart, 'OCIRepository').spec.verify).toEqual({
    provider: 'cosign',
    matchOIDCIdentity: [{
      issuer: '^https://token\\.actions\\.githubusercontent\\.com$',
      subject: '^https://github\\.com/acme/app/\\.github/workflows/[^/@]+@refs/(?:heads|tags)/.+$',
    }],
  });
  ApiObject.of(app.source).addJsonPatch(JsonPatch.remove('/spec/verify'));
  expect(() => Testing.synth(chart)).toThrow(/^FOC047 \[delivery\/app\/Source\] /);
});

test('a TrackedApp takes a reference of another copy, and refuses a pinned one', () => {
  const signedBy = theirs.Verification.cosignKeyless(ours.OidcIdentity.githubActions(IDENTITY));
  const props = { url: URL, signedBy, targetNamespace: 'app' };
  const chart = fluxChart();
  new ours.TrackedApp(chart, 'app', { ...props, ref: theirs.OciRef.tag('staging') });
  expect(documentOf(chart, 'OCIRepository').spec.ref).toEqual({ tag: 'staging' });
  expect(refusalOf(() => new ours.TrackedApp(fluxChart(), 'app', { ...props, ref: theirs.OciRef.digest(DIGEST) })))
    .toBe('FOC016 [delivery/app] `ref` must be a tag or a semver range, for it is to be followed; '
      + `got digest "${DIGEST}"; use OciRef.tag or OciRef.semver, or a SignedApp for one digest`);
});

test('keys, trust and what they are made from may be of another copy', () => {
  const chart = fluxChart();
  const keys = new theirs.CosignPublicKeys(chart, 'Keys', { keys: { release: ours.Pem.text(PUBLIC_KEYS['EC P-256']) } });
  const policies = [{ registryScopes: ['ghcr.io/acme/other'], trustedIdentities: ['*'] }];
  const trust = new theirs.NotationTrust(chart, 'Trust', { certificates: { ca: ours.Pem.text(CERTIFICATE) }, policies });
  new ours.OciRepository(chart, 'app', { url: URL, ref: ours.OciRef.digest(DIGEST), verify: ours.Verification.cosignKeys(keys) });
  expect(documentOf(chart, 'OCIRepository').spec.verify).toEqual({ provider: 'cosign', secretRef: { name: 'keys' } });
  expect(() => new ours.OciRepository(chart, 'other', { url: URL, ref: ours.OciRef.digest(DIGEST), verify: ours.Verification.notation(trust) }))
    .toThrow(/^FOC043 \[delivery\/other\] no policy of delivery\/Trust covers/);
});

test('a consumer of another copy decides what a source holds', () => {
  const chart = fluxChart();
  const source = new ours.OciRepository(chart, 'app', { url: URL, ref: ours.OciRef.digest(DIGEST) });
  new theirs.HelmRelease(chart, 'release', { source });
  expect(documentOf(chart, 'OCIRepository').spec.layerSelector.operation).toBe('copy');
  expect(refusalOf(() => new ours.Kustomization(chart, 'apply', { source }))).toMatch(/^FOC050 \[delivery\/apply\] /);
});

test('the Flux version, warnings and names are known to all copies', () => {
  const chart = fluxChart();
  theirs.FluxVersion.V2_8.applyTo(chart);
  expect(ours.FluxVersion.of(chart).minor).toBe('2.8');
  new theirs.OciRepository(chart, 'app', { url: URL });
  expect(warningsOf(chart)).toEqual(['FOC018 [delivery/app] without `ref` Flux follows the tag latest; use OciRef.digest, or OciRef.tag("latest") if that is meant']);
  new ours.OciRepository(chart, 'App', { url: URL, ref: ours.OciRef.tag('1.0.0') });
  expect(() => Testing.synth(chart)).toThrow(/\[\] FOC003 \[delivery\/App\] OCIRepository flux-system\/app is also made by delivery\/app;/);
});

test('objects of l1 are checked by the copy that made them, for the Flux version that another has chosen', () => {
  const chart = fluxChart();
  ours.FluxVersion.V2_8.applyTo(chart);
  const plain = new theirs.l1.FluxOciRepository(chart, 'app', { spec: { interval: '5m', url: URL } });
  plain.addJsonPatch(JsonPatch.add('/spec/verify', { provider: 'cosign', trustedRootSecretRef: { name: 'sigstore' } }));
  expect(() => Testing.synth(chart)).toThrow(/^FOC005 \[delivery\/app\] `spec\.verify\.trustedRootSecretRef` is not in Flux 2\.8; /);
  theirs.FluxVersion.V2_9.applyTo(chart);
  expect(documentOf(chart, 'OCIRepository').spec.verify.trustedRootSecretRef).toEqual({ name: 'sigstore' });
  plain.addJsonPatch(JsonPatch.add('/spec/verfy', {}));
  expect(() => Testing.synth(chart)).toThrow(/^FOC006 \[delivery\/app\] `spec\.verfy` is no field of OCIRepository in Flux 2\.8, 2\.9, 2\.10; use `spec\.verify`$/);
});

test('fails with what only looks like it', () => {
  const like = { ...theirs.OidcIdentity.githubActions(IDENTITY) };
  expect(refusalOf(() => ours.Verification.cosignKeyless(like as any))).toMatch(/^FOC040 /);
});
