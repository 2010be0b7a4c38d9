import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Testing, type Chart } from 'cdk8s';
import { conditionOf, type Condition } from './support/cluster';
import { attachSignature, cosignKeys, importedKeys, type CosignProgram } from './support/cosign';
import { sigstore } from './support/keyless';
import { notationSigner } from './support/notation';
import { configMap, type Published } from './support/publish';
import { Scenario } from './support/scenario';
import {
  CosignPublicKeys, NotationTrust, NotationVerificationLevel, OciRef, OciRepository, OidcIdentity, Pem, SecretRef, SigstoreTrustedRoot,
  TrustedRootJson, Verification, Warnings, type NotationTrustPolicy,
} from '../../src';
import { fluxChart } from '../support/render';

// What trust may be made of: which keys, certificates and roots verify a real signature.

type Trust = (chart: Chart) => Verification;

let story: Scenario;
let app: Published;

beforeEach(async () => {
  story = await new Scenario('trust').open();
  app = await story.publisher.push(`${story.namespace}/app`, '1.0.0', { 'app.yaml': configMap('app') });
});

afterEach(() => story.close());

async function deliver(verify: Trust): Promise<void> {
  await story.deliver(chart => new OciRepository(chart, 'App', { url: app.url, ref: OciRef.digest(app.digest), insecure: true, verify: verify(chart) }));
}

/** What Flux says of the signature; undefined where it says nothing. */
async function judged(verify: Trust): Promise<Condition | undefined> {
  await deliver(verify);
  await story.cluster.settled(story.source('app'));
  return conditionOf(await story.cluster.get(story.source('app')), 'SourceVerified');
}

function verified(): Condition {
  return { status: 'True', reason: 'Succeeded', message: `verified signature of revision ${app.digest}` };
}

function refused(provider: string, why: string): Condition {
  return { status: 'False', reason: 'VerificationError', message: `failed to verify the signature using provider '${provider}': ${why}` };
}

/** The codes of the warnings of a program. */
function warnedOf(build: (chart: Chart) => unknown): string[] {
  const chart = fluxChart();
  build(chart);
  Testing.synth(chart);
  return Warnings.of(chart.node.root).all.map(({ code }) => code);
}

const byKey = (file: string): Trust => chart => Verification.cosignKeys(new CosignPublicKeys(chart, 'Keys', { keys: { release: Pem.file(file) } }));
const unmatched = () => refused('cosign', `no matching signatures were found for '${app.reference}'`);

const EC = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve });
const RSA = (modulusLength: number) => generateKeyPairSync('rsa', { modulusLength });

describe.each<CosignProgram>(['cosign', 'cosign2'])('a key with which %s signs', program => {
  test.each<[string, () => KeyObject]>([
    ['EC P-256', () => EC('P-256').privateKey],
    ['RSA 2048', () => RSA(2048).privateKey],
    ['RSA 3072', () => RSA(3072).privateKey],
    ['RSA 4096', () => RSA(4096).privateKey],
  ])('verifies: %s', async (_, make) => {
    const keys = await importedKeys(story.publisher, program, make());
    await keys.sign(app);
    expect(await judged(byKey(keys.publicKey))).toEqual(verified());
    expect(warnedOf(byKey(keys.publicKey))).toEqual([]);
  });

  test.each<[string, () => KeyObject]>([
    ['EC P-384', () => EC('P-384').privateKey],
    ['EC P-521', () => EC('P-521').privateKey],
    ['Ed25519', () => generateKeyPairSync('ed25519').privateKey],
  ])('verifies nothing: %s, hence FOC097', async (_, make) => {
    const keys = await importedKeys(story.publisher, program, make());
    await keys.sign(app);
    expect(await judged(byKey(keys.publicKey))).toEqual(unmatched());
    expect(warnedOf(byKey(keys.publicKey))).toEqual(['FOC097']);
  });

  test.each<[string, () => KeyObject, string]>([
    ['EC P-224', () => EC('P-224').privateKey, 'ECDSA curve P-224 not allowed'],
    ['RSA 1024', () => RSA(1024).privateKey, 'key size not supported: 1024'],
    ['RSA 2560', () => RSA(2560).privateKey, 'key size not supported: 2560'],
  ])('is not %s, hence FOC041', async (_, make, why) => {
    await expect(importedKeys(story.publisher, program, make())).rejects.toThrow(why);
  });
});

test.each<[string, () => { readonly privateKey: KeyObject; readonly publicKey: KeyObject }, string | null]>([
  ['EC P-384', () => EC('P-384'), 'sha256'],
  ['EC P-521', () => EC('P-521'), 'sha256'],
  ['Ed25519', () => generateKeyPairSync('ed25519'), null],
])('%s would verify what is signed as older versions of cosign did: hence FOC097 is no refusal', async (_, make, hash) => {
  const { privateKey, publicKey } = make();
  await attachSignature(story.publisher, app, payload => sign(hash, payload, privateKey));
  const pem = Pem.text(publicKey.export({ type: 'spki', format: 'pem' }) as string);
  expect(await judged(chart => Verification.cosignKeys(new CosignPublicKeys(chart, 'Keys', { keys: { release: pem } })))).toEqual(verified());
});

describe('a Secret with keys that something else makes', () => {
  async function createSecret(...literals: string[]): Promise<void> {
    await story.cluster.run(['create', 'secret', 'generic', 'keys', `--namespace=${story.namespace}`, ...literals]);
  }

  test('is read as ours', async () => {
    const [ours, theirs] = [await cosignKeys(story.publisher), await cosignKeys(story.publisher)];
    await ours.sign(app);
    await createSecret(`--from-file=theirs.pub=${theirs.publicKey}`, `--from-file=ours.pub=${ours.publicKey}`, '--from-literal=README=keys');
    expect(await judged(() => Verification.cosignKeysIn(SecretRef.named('keys')))).toEqual(verified());
  });

  test('needs the ending .pub: hence FOC033', async () => {
    const keys = await cosignKeys(story.publisher);
    await keys.sign(app);
    await createSecret(`--from-file=release.pem=${keys.publicKey}`);
    expect(await judged(() => Verification.cosignKeysIn(SecretRef.named('keys')))).toEqual(unmatched());
  });

  test.each([
    ['a text', 'release', 'PEM decoding failed'],
    ['a certificate', 'certificate', 'unknown Public key PEM file type: CERTIFICATE. Are you passing the correct public key?'],
  ])('needs public keys, and is not %s: hence FOC041', async (_, kind, why) => {
    const text = kind === 'release' ? 'release' : readFileSync((await notationSigner(story.publisher)).ca, 'utf8');
    await createSecret(`--from-literal=release.pub=${text}`);
    expect(await judged(() => Verification.cosignKeysIn(SecretRef.named('keys')))).toEqual(refused('cosign', why));
  });
});

describe('a trusted root', () => {
  const IDENTITY = { issuer: 'https://accounts.acme.example', subject: 'release@acme.example' };
  const SIGNER = OidcIdentity.exact(IDENTITY);
  const by = (root: (chart: Chart) => SecretRef): Trust => chart => Verification.cosignKeyless(SIGNER, { trustedRoot: root(chart) });
  const PARSE = 'unable to parse trusted root: ';

  async function rootOf(): Promise<any> {
    const store = await sigstore(story.publisher);
    await store.sign(app, IDENTITY);
    return JSON.parse(store.trustedRoot);
  }

  test('verifies without a network', async () => {
    const text = JSON.stringify(await rootOf());
    expect(await judged(by(chart => SecretRef.of(new SigstoreTrustedRoot(chart, 'Root', { trustedRoot: TrustedRootJson.text(text) }))))).toEqual(verified());
  });

  test.each<[string, (root: any) => unknown, string | RegExp]>([
    ['another form', root => ({ ...root, mediaType: 'application/vnd.dev.sigstore.trustedroot.v0.2+json' }), `${PARSE}unsupported TrustedRoot media type: application/vnd.dev.sigstore.trustedroot.v0.2+json`],
    ['an unknown field', root => ({ ...root, extra: 1 }), /unable to parse trusted root: failed to proto-json unmarshal trusted root: .*unknown field "extra"/],
    ['no authority', root => ({ ...root, certificateAuthorities: [] }), 'no matching attestations: failed to verify leaf certificate: leaf certificate verification failed'],
    ['an authority without certificates', root => ({ ...root, certificateAuthorities: [{}] }), `${PARSE}CertificateAuthority missing cert chain`],
    ['no log', root => ({ ...root, tlogs: [] }), 'unable to extract Rekor URL from trusted root: no transparency log entries found in trusted root'],
    ['a log without URL', root => ({ ...root, tlogs: [{ ...root.tlogs[0], baseUrl: '' }] }), 'unable to extract Rekor URL from trusted root: no transparency log entry with a BaseURL found in trusted root'],
    ['a log of another hash', root => ({ ...root, tlogs: [{ ...root.tlogs[0], hashAlgorithm: 'SHA2_512' }] }), `${PARSE}unsupported tlog hash algorithm: SHA2_512`],
    ['a log without id', root => ({ ...root, tlogs: [{ ...root.tlogs[0], logId: {} }] }), `${PARSE}tlog missing log ID key ID`],
    ['no certificate log', root => ({ ...root, ctlogs: [] }), 'no matching attestations: failed to verify signed certificate timestamp: only able to verify 0 SCT entries; unable to meet threshold of 1'],
    ['a log with a key of another sort', root => withKey(root, { keyDetails: 'PKIX_ED25519_PH' }), `${PARSE}unsupported tlog public key type: PKIX_ED25519_PH`],
    ['a log with a broken key', root => withKey(root, { rawBytes: 'AAAA' }), /^failed to verify .*unable to parse trusted root: failed to parse public key for tlog: /],
    ['a log without beginning', root => withKey(root, { validFor: {} }), `${PARSE}tlog missing public key validity period start time`],
  ])('verifies nothing with %s: hence FOC095', async (_, change, why) => {
    const text = JSON.stringify(change(await rootOf()));
    await story.cluster.apply(JSON.stringify({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'root', namespace: story.namespace }, stringData: { 'trusted_root.json': text } }));
    const said = await judged(by(() => SecretRef.named('root')));
    if (typeof why === 'string') expect(said).toEqual(refused('cosign keyless', why));
    else expect(said?.message).toMatch(why);
    expect(() => new SigstoreTrustedRoot(fluxChart(), 'Root', { trustedRoot: TrustedRootJson.text(text) })).toThrow(/^FOC095 /);
  });
});

function withKey(root: any, fields: object): unknown {
  const [log] = root.ctlogs;
  return { ...root, ctlogs: [{ ...log, publicKey: { ...log.publicKey, ...fields } }] };
}

describe('a certificate for notation', () => {
  const trusting = (file: string, policy: Partial<NotationTrustPolicy> = {}): Trust => chart => Verification.notation(new NotationTrust(chart, 'Trust', {
    certificates: { acme: Pem.file(file) }, policies: [{ registryScopes: ['*'], trustedIdentities: ['*'], ...policy }],
  }));

  test('may be that of the CA, or of the signer alone', async () => {
    const signer = await notationSigner(story.publisher);
    await signer.sign(app);
    expect(await judged(trusting(signer.ca, { trustedIdentities: [signer.identity] }))).toEqual(verified());
    await story.cluster.delete(story.source('app'));
    expect(await judged(trusting(signer.certificate))).toEqual(verified());
  });

  test('is not that of a CA without key usage, with which nobody can sign: hence FOC096', async () => {
    const signer = await notationSigner(story.publisher, '--without-usage');
    await expect(signer.sign(app)).rejects.toThrow(/certificate-chain is invalid, certificate with subject "CN=ca,O=acme,ST=WA,C=US": key usage extension must be present/);
    expect(() => trusting(signer.ca)(fluxChart())).toThrow(/^FOC096 /);
  });

  test('that has expired verifies nothing by a strict policy, hence FOC097, and by a permissive one as before', async () => {
    const signer = await notationSigner(story.publisher, '--seconds=5');
    await signer.sign(app);
    await new Promise(done => setTimeout(done, 6000));
    expect((await judged(trusting(signer.ca)))?.message).toMatch(/, verification time is after certificate "CN=signer,O=acme,ST=WA,C=US" validity period, it was expired at /);
    expect(warnedOf(trusting(signer.ca))).toEqual(['FOC097']);
    await story.cluster.delete(story.source('app'));
    expect(await judged(trusting(signer.ca, { level: NotationVerificationLevel.PERMISSIVE }))).toEqual(verified());
  });

  test('that nobody signed with lets artifacts in at a loose level, and Flux says nothing: hence FOC098', async () => {
    const [signer, other] = [await notationSigner(story.publisher), await notationSigner(story.publisher)];
    const unsigned = trusting(signer.ca, { level: NotationVerificationLevel.SKIP, trustedIdentities: undefined, acceptsUntrustedBecause: 'nobody signs yet' });
    expect(await judged(unsigned)).toBeUndefined();
    expect(await story.cluster.settled(story.source('app'))).toEqual({ status: 'True', reason: 'Succeeded', message: `stored artifact for digest '${app.digest}'` });
    expect(warnedOf(unsigned)).toEqual(['FOC098']);

    await story.cluster.delete(story.source('app'));
    await other.sign(app);
    const untrusted = trusting(signer.ca, { level: NotationVerificationLevel.AUDIT, acceptsUntrustedBecause: 'not everybody has a certificate yet' });
    expect(await judged(untrusted)).toBeUndefined();
    expect(await story.cluster.settled(story.source('app'))).toEqual({ status: 'True', reason: 'Succeeded', message: `stored artifact for digest '${app.digest}'` });
    expect(warnedOf(untrusted)).toEqual(['FOC098']);

    await story.cluster.delete(story.source('app'));
    expect((await judged(trusting(signer.ca)))?.message).toMatch(/the signature's certificate chain does not contain any trusted certificate$/);
  });
});
