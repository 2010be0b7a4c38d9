import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filesOf, leaksOf, PKCS1_PUBLIC_KEY, PRIVATE_KEYS, PUBLIC_KEYS, tellingOf } from './material';
import { derOf, log, rootWith, TRUSTED_ROOT } from './roots';
import { OciRef, OciRepository, OidcIdentity, SecretRef, SigstoreTrustedRoot, TrustedRootJson, Verification } from '../../src';
import { acceptedDocument } from '../support/accepted';
import { refusalOf } from '../support/refusal';
import { base64, DIGEST, documentsOf, fluxChart, warningsOf } from '../support/render';

let folder: string;
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'root-')); });
afterAll(() => rmSync(folder, { recursive: true }));

function refused(text: unknown): string {
  return refusalOf(() => new SigstoreTrustedRoot(fluxChart(), 'Root', { trustedRoot: TrustedRootJson.text(text as string) }));
}

function problem(got: string): string {
  return `FOC095 [delivery/Root] the text is no trusted root that Flux can verify with; got ${got}; use what \`cosign trusted-root create\` writes`;
}

test('renders one Secret with the root as it is', () => {
  const chart = fluxChart();
  const root = new SigstoreTrustedRoot(chart, 'AcmeSigstore', { trustedRoot: TrustedRootJson.text(TRUSTED_ROOT), metadata: { labels: { a: 'b' } } });
  expect(documentsOf(chart)).toEqual([{
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'acme-sigstore', namespace: 'flux-system', labels: { a: 'b' } },
    immutable: false,
    data: { 'trusted_root.json': base64(TRUSTED_ROOT) },
  }]);
  expect(root.secret.name).toBe('acme-sigstore');
});

test('is what a source verifies with', () => {
  const chart = fluxChart();
  const root = new SigstoreTrustedRoot(chart, 'Root', { trustedRoot: TrustedRootJson.text(TRUSTED_ROOT), name: 'sigstore' });
  const verify = Verification.cosignKeyless(OidcIdentity.exact({ issuer: 'https://sso.acme.com', subject: 'ci@acme.com' }), { trustedRoot: SecretRef.of(root) });
  new OciRepository(chart, 'app', { url: 'oci://ghcr.io/acme/app', ref: OciRef.digest(DIGEST), verify });
  expect(acceptedDocument(chart, 'OCIRepository', ['2.9', '2.10']).spec.verify.trustedRootSecretRef).toEqual({ name: 'sigstore' });
  expect(warningsOf(chart)).toEqual([]);
});

test('may come from a file', () => {
  const path = join(folder, 'trusted_root.json');
  writeFileSync(path, TRUSTED_ROOT);
  const chart = fluxChart();
  new SigstoreTrustedRoot(chart, 'Root', { trustedRoot: TrustedRootJson.file(path) });
  expect(acceptedDocument(chart, 'Secret').data).toEqual({ 'trusted_root.json': base64(TRUSTED_ROOT) });
  writeFileSync(path, '{}');
  expect(refusalOf(() => new SigstoreTrustedRoot(fluxChart(), 'Root', { trustedRoot: TrustedRootJson.file(path) })))
    .toBe(`FOC095 [delivery/Root] the file ${path} is no trusted root that Flux can verify with; got no \`mediaType\`; use what \`cosign trusted-root create\` writes`);
});

test('fails with a file that can\'t be read', () => {
  const path = join(folder, 'nowhere.json');
  const use = 'use the path of a trusted_root.json';
  expect(refusalOf(() => TrustedRootJson.file(path))).toBe(`FOC095 a trusted root can't be read; got "${path}" (ENOENT); ${use}`);
  expect(refusalOf(() => TrustedRootJson.file(folder))).toBe(`FOC095 a trusted root can't be read; got "${folder}" (EISDIR); ${use}`);
  expect(refusalOf(() => TrustedRootJson.file(undefined as any))).toBe(`FOC095 a trusted root can't be read; got undefined; ${use}`);
});

test.each([[undefined, 'undefined'], [null, 'null'], [TRUSTED_ROOT, 'string'], [JSON.parse(TRUSTED_ROOT), 'Object']])('fails with anything but a TrustedRootJson (%#)', (value, got) => {
  expect(refusalOf(() => new SigstoreTrustedRoot(fluxChart(), 'Root', { trustedRoot: value as any })))
    .toBe(`FOC095 [delivery/Root] \`trustedRoot\` must say what to trust; got ${got}; use TrustedRootJson.file or TrustedRootJson.text`);
});

describe('a text', () => {
  const takes = (root: any) => {
    const chart = fluxChart();
    new SigstoreTrustedRoot(chart, 'Root', { trustedRoot: TrustedRootJson.text(JSON.stringify(root)) });
    return acceptedDocument(chart, 'Secret').data['trusted_root.json'] === base64(JSON.stringify(root));
  };

  test('may write names as protocol buffers do, and algorithms as numbers', () => {
    const snake = JSON.parse(TRUSTED_ROOT, (_, value) => typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`), each])) : value);
    expect(Object.keys(snake)).toEqual(['media_type', 'tlogs', 'certificate_authorities', 'ctlogs']);
    expect(takes(snake)).toBe(true);
    expect(takes(rootWith({ tlogs: [{ ...log('rekor.acme.example', { keyDetails: 5 }), hashAlgorithm: 1 }] }))).toBe(true);
  });

  test('may have keys of each sort that Flux knows, and more than is needed', () => {
    const keys = [['PKIX_ED25519', PUBLIC_KEYS.Ed25519], ['PKIX_RSA_PKCS1V15_2048_SHA256', PUBLIC_KEYS.RSA], ['PKCS1_RSA_PKCS1V5', PKCS1_PUBLIC_KEY]];
    const tlogs = [...keys.map(([keyDetails, pem]) => ({ ...log('x', { keyDetails, rawBytes: derOf(pem) }), baseUrl: '' })), log('rekor.acme.example')];
    expect(takes(rootWith({ tlogs, timestampAuthorities: [] }))).toBe(true);
  });

  test.each<[string, unknown]>([['nothing', ''], ['no JSON', '{'], ['a list', '[]'], ['null', 'null'], ['a path', 'trusted_root.json'], ['undefined', undefined]])('fails as %s', (_, text) => {
    expect(refused(text)).toBe(problem('something else than JSON of an object'));
  });

  test.each<[object, string]>([
    [{ mediaType: undefined }, 'no `mediaType`'],
    [{ mediaType: 'application/vnd.dev.sigstore.trustedroot.v0.2+json' }, 'the `mediaType` "application/vnd.dev.sigstore.trustedroot.v0.2+json"'],
    [{ certificateAuthorities: undefined }, 'no `certificateAuthorities`'],
    [{ certificateAuthorities: [] }, 'no `certificateAuthorities`'],
    [{ certificateAuthorities: [{}] }, '`certificateAuthorities[0]` without certificates'],
    [{ certificateAuthorities: [null] }, '`certificateAuthorities[0]` without certificates'],
    [{ certificateAuthorities: [{ certChain: { certificates: [{ rawBytes: 'AAAA' }] } }] }, 'a certificate of `certificateAuthorities[0]` that does not parse'],
    [{ certificateAuthorities: [{ certChain: { certificates: [null] } }] }, 'a certificate of `certificateAuthorities[0]` that does not parse'],
    [{ tlogs: [] }, 'no `tlogs`'],
    [{ ctlogs: undefined }, 'no `ctlogs`'],
    [{ tlogs: [{ ...log('x'), hashAlgorithm: 'SHA2_512' }] }, '`tlogs[0]` without the `hashAlgorithm` SHA2_256'],
    [{ tlogs: [null] }, '`tlogs[0]` without the `hashAlgorithm` SHA2_256'],
    [{ tlogs: [log('x'), { ...log('x'), logId: {} }] }, '`tlogs[1]` without `logId.keyId`'],
    [{ ctlogs: [{ ...log('x'), publicKey: undefined }] }, '`ctlogs[0]` without a `publicKey.keyDetails` that Flux knows'],
    [{ ctlogs: [log('x', { keyDetails: 'PKIX_ED25519_PH' })] }, '`ctlogs[0]` without a `publicKey.keyDetails` that Flux knows'],
    [{ ctlogs: [log('x', { rawBytes: 'AAAA' })] }, '`ctlogs[0]` without a `publicKey.rawBytes` that parses'],
    [{ ctlogs: [log('x', { validFor: {} })] }, '`ctlogs[0]` without `publicKey.validFor.start`'],
    [{ tlogs: [{ ...log('x'), baseUrl: undefined }] }, '`tlogs` without a `baseUrl`'],
    [{ tlogs: [{ ...log('x'), baseUrl: '' }] }, '`tlogs` without a `baseUrl`'],
    [{ extra: 1 }, 'the field "extra"'],
  ])('fails with %p', (fields, got) => {
    expect(refused(JSON.stringify(rootWith(fields)))).toBe(problem(got));
  });

  test('fails with a private key in it, which is not shown', () => {
    const secret = PRIVATE_KEYS['EC in PKCS#8'];
    const text = JSON.stringify(rootWith({ timestampAuthorities: secret.split('\n') }));
    expect(refused(text)).toBe('FOC042 [delivery/Root] the text holds a private key, which must never leave its owner; use what `cosign trusted-root create` writes');
    const make = () => TrustedRootJson.text(text);
    expect(leaksOf(secret, tellingOf(() => new SigstoreTrustedRoot(fluxChart(), 'Root', { trustedRoot: make() })))).toEqual([]);
    expect(leaksOf(secret, filesOf(chart => new SigstoreTrustedRoot(chart, 'Root', { trustedRoot: make() })))).toEqual([]);
  });
});
