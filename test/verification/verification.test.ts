import { type Chart, Testing } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { CERTIFICATE, PUBLIC_KEYS } from './material';
import { CosignPublicKeys, FluxVersion, NotationTrust, OciRef, OciRepository, OidcIdentity, Pem, SecretRef, Verification } from '../../src';
import { acceptedDocument } from '../support/accepted';
import type { Minor } from '../support/crd';
import { refusalOf } from '../support/refusal';
import { DIGEST, documentOf, fluxChart, warningsOf } from '../support/render';

const IDENTITY = OidcIdentity.githubActions({ repository: 'acme/app', workflow: 'release.yml', branch: 'main' });
const MATCH = {
  issuer: '^https://token\\.actions\\.githubusercontent\\.com$',
  subject: '^https://github\\.com/acme/app/\\.github/workflows/release\\.yml@refs/heads/main$',
};

function source(chart: Chart, verify: Verification, id = 'app'): OciRepository {
  return new OciRepository(chart, id, { url: 'oci://ghcr.io/acme/app', ref: OciRef.digest(DIGEST), verify });
}

function keys(chart: Chart, namespace?: string): CosignPublicKeys {
  return new CosignPublicKeys(chart, 'Signers', { keys: { release: Pem.text(PUBLIC_KEYS['EC P-256']) }, metadata: { namespace } });
}

function trust(chart: Chart, namespace?: string): NotationTrust {
  const policies = [{ registryScopes: ['ghcr.io/acme/app'], trustedIdentities: ['*'] }];
  return new NotationTrust(chart, 'Trust', { certificates: { ca: Pem.text(CERTIFICATE) }, policies, metadata: { namespace } });
}

/** What the source of a chart says, and every minor takes, without a warning. */
function verifyOf(make: (chart: Chart) => Verification, minors?: Minor[]): any {
  const chart = fluxChart();
  source(chart, make(chart));
  expect(warningsOf(chart)).toEqual([]);
  return acceptedDocument(chart, 'OCIRepository', minors).spec.verify;
}

describe('with keys', () => {
  test('names the Secret, and no identity, which Flux would ignore', () => {
    expect(verifyOf(chart => Verification.cosignKeys(keys(chart)))).toEqual({ provider: 'cosign', secretRef: { name: 'signers' } });
  });

  test('may be shared by the sources of a namespace', () => {
    const chart = fluxChart();
    const verify = Verification.cosignKeys(keys(chart));
    for (const id of ['a', 'b']) source(chart, verify, id);
    expect(Testing.synth(chart).filter(({ kind }) => kind === 'OCIRepository').map(({ spec }) => spec.verify))
      .toEqual([{ provider: 'cosign', secretRef: { name: 'signers' } }, { provider: 'cosign', secretRef: { name: 'signers' } }]);
  });

  test.each<[unknown, string]>([[undefined, 'undefined'], [null, 'null'], [{}, 'Object'], [PUBLIC_KEYS['EC P-256'], 'string'], [{ secret: { name: 'signers' } }, 'Object']])(
    'fails without them (%#)', (value, got) => {
      expect(refusalOf(() => Verification.cosignKeys(value as any)))
        .toBe(`FOC046 verification with keys needs keys; got ${got}; use new CosignPublicKeys(scope, id, { keys })`);
    });

  test('fails with a Secret of unknown content', () => {
    expect(refusalOf(() => Verification.cosignKeys(new Secret(fluxChart(), 'keys') as any)))
      .toBe('FOC046 verification with keys needs keys; got Secret; use new CosignPublicKeys(scope, id, { keys })');
  });

  test('fails with keys of another namespace', () => {
    const chart = fluxChart();
    expect(refusalOf(() => source(chart, Verification.cosignKeys(keys(chart, 'team'))))).toBe('FOC052 [delivery/app] `verify.secretRef` names the Secret signers '
      + 'of another namespace, where Flux never looks; got team and flux-system; use a Secret in the namespace flux-system');
  });

  test('is warned about where the namespace may be another', () => {
    const chart = fluxChart({ namespace: undefined });
    source(chart, Verification.cosignKeys(keys(chart, 'team')));
    expect(documentOf(chart, 'OCIRepository').spec.verify).toEqual({ provider: 'cosign', secretRef: { name: 'signers' } });
    expect(warningsOf(chart)).toEqual(['FOC053 [delivery/app] the Secret signers and the object that uses it must end in one namespace; '
      + 'got team and no namespace; use the same `namespace` for both, for instance that of their chart']);
  });
});

describe('with keys of a Secret that something else makes', () => {
  test('names that Secret', () => {
    expect(verifyOf(() => Verification.cosignKeysIn(SecretRef.named('cosign-keys')))).toEqual({ provider: 'cosign', secretRef: { name: 'cosign-keys' } });
  });

  test('fails with one of another namespace', () => {
    const chart = fluxChart();
    const secret = SecretRef.of(new Secret(chart, 'keys', { metadata: { name: 'keys', namespace: 'team' } }));
    expect(refusalOf(() => source(chart, Verification.cosignKeysIn(secret)))).toBe('FOC052 [delivery/app] `verify.secretRef` names the Secret keys '
      + 'of another namespace, where Flux never looks; got team and flux-system; use a Secret in the namespace flux-system');
  });
});

describe('without keys', () => {
  test('renders exactly one identity', () => {
    expect(verifyOf(() => Verification.cosignKeyless(IDENTITY))).toEqual({ provider: 'cosign', matchOIDCIdentity: [MATCH] });
  });

  test('may have a trusted root of its own', () => {
    expect(verifyOf(() => Verification.cosignKeyless(IDENTITY, { trustedRoot: SecretRef.named('sigstore') }), ['2.9', '2.10']))
      .toEqual({ provider: 'cosign', matchOIDCIdentity: [MATCH], trustedRootSecretRef: { name: 'sigstore' } });
  });

  test('fails with a trusted root on Flux 2.8', () => {
    const chart = fluxChart();
    FluxVersion.V2_8.applyTo(chart);
    source(chart, Verification.cosignKeyless(IDENTITY, { trustedRoot: SecretRef.named('sigstore') }));
    expect(refusalOf(() => Testing.synth(chart))).toBe('FOC005 [delivery/app] `spec.verify.trustedRootSecretRef` is not in Flux 2.8; Flux 2.9, 2.10 has it; '
      + 'use FluxVersion.V2_9.applyTo(app) if the cluster runs it, else leave the field out');
  });

  test('fails with a trusted root of another namespace', () => {
    const chart = fluxChart();
    const trustedRoot = SecretRef.of(new Secret(chart, 'root', { metadata: { name: 'root', namespace: 'team' } }));
    expect(refusalOf(() => source(chart, Verification.cosignKeyless(IDENTITY, { trustedRoot })))).toBe('FOC052 [delivery/app] `verify.trustedRootSecretRef` names the '
      + 'Secret root of another namespace, where Flux never looks; got team and flux-system; use a Secret in the namespace flux-system');
  });

  test.each<[unknown, string]>([
    [undefined, 'undefined'], [null, 'null'], ['', 'string'], ['acme/app', 'string'], [{}, 'Object'], [{ issuer: '.*', subject: '.*' }, 'Object'], [[], 'Array'], [[IDENTITY], 'Array'],
    [Object.create(null), 'object'], [OidcIdentity, 'function'],
  ])('fails without an identity: %p', (identity, got) => {
    expect(refusalOf(() => Verification.cosignKeyless(identity as any))).toBe('FOC040 keyless verification without an identity accepts whoever signs; '
      + `got ${got}; use OidcIdentity.githubActions({ repository: "owner/repository" })`);
  });
});

describe('with notation', () => {
  test('names the Secret with policy and certificates', () => {
    expect(verifyOf(chart => Verification.notation(trust(chart)))).toEqual({ provider: 'notation', secretRef: { name: 'trust' } });
  });

  test.each<[unknown, string]>([[undefined, 'undefined'], [null, 'null'], [{}, 'Object'], [SecretRef.named('trust'), 'SecretRef']])('fails without trust (%#)', (value, got) => {
    expect(refusalOf(() => Verification.notation(value as any)))
      .toBe(`FOC043 verification with notation needs a trust policy; got ${got}; use new NotationTrust(scope, id, { policies, certificates })`);
  });

  test('fails with trust of another namespace', () => {
    const chart = fluxChart();
    expect(refusalOf(() => source(chart, Verification.notation(trust(chart, 'team'))))).toBe('FOC052 [delivery/app] `verify.secretRef` names the Secret trust '
      + 'of another namespace, where Flux never looks; got team and flux-system; use a Secret in the namespace flux-system');
  });
});
