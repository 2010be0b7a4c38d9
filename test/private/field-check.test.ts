import { type Chart, JsonPatch, Testing } from 'cdk8s';
import { CosignPublicKeys, FluxVersion, HelmRelease, Kustomization, l1, OciRef, OciRepository, OidcIdentity, SecretRef, Verification, Warnings } from '../../src';
import { DIGEST, documentOf, fluxChart, resourceOf, warningsOf } from '../support/render';

function withTrustedRoot(chart: Chart, id = 'app'): OciRepository {
  const identity = OidcIdentity.githubActions({ repository: 'acme/app' });
  return new OciRepository(chart, id, {
    url: 'oci://ghcr.io/acme/app',
    ref: OciRef.digest(DIGEST),
    verify: Verification.cosignKeyless(identity, { trustedRoot: SecretRef.named('sigstore') }),
  });
}

const LACKING = 'FOC005 [delivery/app] `spec.verify.trustedRootSecretRef` is not in Flux 2.8; Flux 2.9, 2.10 has it; '
  + 'use FluxVersion.V2_9.applyTo(app) if the cluster runs it, else leave the field out';

describe('a field that the Flux version lacks', () => {
  test('is refused, whether a prop wrote it', () => {
    const chart = fluxChart();
    FluxVersion.V2_8.applyTo(chart);
    withTrustedRoot(chart);
    expect(() => Testing.synth(chart)).toThrow(new Error(LACKING));
  });

  test('or a JSON patch', () => {
    const chart = fluxChart();
    FluxVersion.V2_8.applyTo(chart);
    const source = new OciRepository(chart, 'app', {
      url: 'oci://ghcr.io/acme/app', ref: OciRef.digest(DIGEST), verify: Verification.cosignKeyless(OidcIdentity.githubActions({ repository: 'acme/app' })),
    });
    resourceOf(source).addJsonPatch(JsonPatch.add('/spec/verify/trustedRootSecretRef', { name: 'sigstore' }));
    expect(() => Testing.synth(chart)).toThrow(new Error(LACKING));
  });

  test('is taken by the versions that have it', () => {
    for (const version of [FluxVersion.V2_9, FluxVersion.V2_10]) {
      const chart = fluxChart();
      version.applyTo(chart);
      withTrustedRoot(chart);
      expect(documentOf(chart, 'OCIRepository').spec.verify.trustedRootSecretRef).toEqual({ name: 'sigstore' });
      expect(warningsOf(chart)).toEqual([]);
    }
  });

  test('of a list item is told by the path of the field', () => {
    const chart = fluxChart();
    const source = new OciRepository(chart, 'source', { url: 'oci://ghcr.io/acme/app', ref: OciRef.digest(DIGEST) });
    const kustomization = new Kustomization(chart, 'app', { source });
    resourceOf(kustomization).addJsonPatch(JsonPatch.add('/spec/dependsOn', [{ name: 'a' }, { name: 'b', readyExpr: 'true', soon: 1 }]));
    expect(warningsOf(chart)).toEqual([
      'FOC006 [delivery/app] `spec.dependsOn.soon` is no field of Kustomization in any Flux version that this library knows; '
      + 'use the name in the CRD, unless your Flux is newer',
    ]);
  });
});

describe('what a user may name freely', () => {
  test('is no unknown field: Helm values, labels, maps', () => {
    const chart = fluxChart();
    const source = new OciRepository(chart, 'source', { url: 'oci://ghcr.io/acme/app', ref: OciRef.digest(DIGEST) });
    const release = new HelmRelease(chart, 'app', { source, values: { anything: { goes: ['here', { name: 1 }] } } });
    resourceOf(release).addJsonPatch(JsonPatch.add('/spec/commonMetadata', { labels: { 'acme.example/team': 'web' } }));
    expect(warningsOf(chart)).toEqual([]);
  });

  test('is a Secret, which Flux has no fields for', () => {
    const chart = fluxChart();
    expect(() => new CosignPublicKeys(chart, 'keys', { keys: {} })).toThrow('FOC046');
    expect(Warnings.of(chart).all).toEqual([]);
  });
});

test('L1 objects are not checked: they are the way around the library', () => {
  const chart = fluxChart();
  FluxVersion.V2_8.applyTo(chart);
  new l1.FluxOciRepository(chart, 'plain', {
    spec: { interval: '5m', url: 'oci://ghcr.io/acme/app', verify: { provider: l1.OciRepositorySpecVerifyProvider.COSIGN, trustedRootSecretRef: { name: 'a' } } },
  });
  expect(documentOf(chart, 'OCIRepository').spec.verify.trustedRootSecretRef).toEqual({ name: 'a' });
});
