import { ApiObject, JsonPatch, type Chart } from 'cdk8s';
import { Namespace, Secret } from 'cdk8s-plus-28';
import { Kustomization, OciRef, OciRepository, OidcIdentity, PinnedArtifact, SecretRef, SignedApp, Verification } from '../../src';
import { conditionOf } from './support/cluster';
import { sigstore, type KeylessIdentity, type Sigstore } from './support/keyless';
import { configMap, Publisher, type Published } from './support/publish';
import { rigs } from './support/rigs';
import { Scenario } from './support/scenario';

// Keyless verification by Flux, for real and offline: which signers our identities let through, and which ones the identities that people
// write by hand do.

const signer = new Publisher(rigs()['2.9']);
let ours: Sigstore;
let story: Scenario;
beforeAll(async () => {
  ours = await sigstore(signer);
});
beforeEach(async () => {
  story = await new Scenario('keyless').open();
});
afterEach(() => story.close());
afterAll(() => signer.close());

const ISSUER = 'https://token.actions.githubusercontent.com';
const WORKFLOW = 'https://github.com/acme/app/.github/workflows/release.yml';
const MAIN: KeylessIdentity = { issuer: ISSUER, subject: `${WORKFLOW}@refs/heads/main` };

const PREFIX = 'failed to verify the signature using provider \'cosign keyless\': ';
const NO_IDENTITY = `${PREFIX}no matching attestations: failed to verify certificate identity: no matching CertificateIdentity found, last error: `;
const otherSubject = (pattern: string, subject: string) => `${NO_IDENTITY}expected SAN value to match regex "${pattern}", got "${subject}"`;
const otherIssuer = (pattern: string, issuer: string) => `${NO_IDENTITY}expected issuer value to match regex "${pattern}", got "${issuer}"`;

const push = (version = '1.0.0'): Promise<Published> => story.publisher.push(`${story.namespace}/app`, version, { 'app.yaml': configMap('app', { version }) });

/** Pins an app that somebody of this identity must have signed. */
async function deliver({ url, digest }: Published, identity: OidcIdentity): Promise<void> {
  await story.deliver(chart => new SignedApp(chart, 'App', {
    artifact: PinnedArtifact.parse(`${url}@${digest}`),
    signedBy: Verification.cosignKeyless(identity, { trustedRoot: rootIn(chart) }),
    targetNamespace: story.target,
    insecure: true,
  }));
}

/** The same without a promise: a signed app refuses these patches of its source. */
async function deliverPatched({ url, digest }: Published, ...change: JsonPatch[]): Promise<void> {
  await story.deliver(chart => {
    const verify = Verification.cosignKeyless(anyRef, { trustedRoot: rootIn(chart) });
    const source = new OciRepository(chart, 'App', { url, ref: OciRef.digest(digest), verify, insecure: true });
    ApiObject.of(source).addJsonPatch(...change);
    new Kustomization(chart, 'Delivery', { name: 'app', source, targetNamespace: story.target });
    new Namespace(chart, 'Target', { metadata: { name: story.target } });
  });
}

function rootIn(chart: Chart): SecretRef {
  return SecretRef.of(new Secret(chart, 'Root', { metadata: { name: 'root' }, stringData: { 'trusted_root.json': ours.trustedRoot } }));
}

async function expectApplied({ digest }: Published): Promise<void> {
  const source = await story.cluster.until(story.source('app'), found => conditionOf(found)?.status !== undefined && conditionOf(found)?.status !== 'Unknown');
  expect(conditionOf(source, 'SourceVerified')).toEqual({ status: 'True', reason: 'Succeeded', message: `verified signature of revision ${digest}` });
  await story.applied('app', digest);
  expect(await story.delivered()).toEqual({ app: { version: '1.0.0' } });
}

async function expectRefused(message: unknown): Promise<void> {
  const refused = { status: 'False', reason: 'VerificationError', message };
  const source = await story.cluster.until(story.source('app'), found => conditionOf(found)?.status === 'False');
  expect(conditionOf(source)).toEqual(refused);
  expect(conditionOf(source, 'SourceVerified')).toEqual(refused);
  expect(source.status.artifact).toBeUndefined();
  const delivery = await story.cluster.until(story.kustomization('app'), found => conditionOf(found)?.status === 'False');
  expect(conditionOf(delivery)?.reason).toBe('ArtifactFailed');
  expect(await story.delivered()).toEqual({});
}

const anyRef = OidcIdentity.githubActions({ repository: 'acme/app', workflow: 'release.yml' });
const ANY_REF = '^https://github\\.com/acme/app/\\.github/workflows/release\\.yml@refs/(?:heads|tags)/.+$';

describe('an identity of ours lets through', () => {
  test.each<[string, KeylessIdentity, OidcIdentity]>([
    ['the workflow, on a branch', MAIN, anyRef],
    ['the workflow, for a tag', { issuer: ISSUER, subject: `${WORKFLOW}@refs/tags/v1.0.0` }, anyRef],
    ['any workflow of the repository', MAIN, OidcIdentity.githubActions({ repository: 'acme/app' })],
    ['the workflow on the branch', MAIN, OidcIdentity.githubActions({ repository: 'acme/app', workflow: 'release.yml', branch: 'main' })],
    ['the exact e-mail', { issuer: 'https://accounts.google.com', subject: 'ci+app@acme.iam.gserviceaccount.com' },
      OidcIdentity.exact({ issuer: 'https://accounts.google.com', subject: 'ci+app@acme.iam.gserviceaccount.com' })],
  ])('%s', async (_, identity, trusted) => {
    const app = await ours.sign(await push(), identity);
    await deliver(app, trusted);
    await expectApplied(app);
  });
});

/** Signers that mean no good, each with the hand-written pattern that Flux lets them through. */
const LOOK_ALIKES: readonly { readonly who: string; readonly identity: KeylessIdentity; readonly unanchored: KeylessIdentity }[] = [
  {
    who: 'a repository whose name starts with ours',
    identity: { issuer: ISSUER, subject: 'https://github.com/acme/app-evil/.github/workflows/release.yml@refs/heads/main' },
    unanchored: { issuer: '^https://token\\.actions\\.githubusercontent\\.com$', subject: 'https://github.com/acme/app' },
  },
  {
    who: 'a repository that has ours in its path',
    identity: { issuer: ISSUER, subject: `https://github.com/mallory/${MAIN.subject}` },
    unanchored: { issuer: '^https://token\\.actions\\.githubusercontent\\.com$', subject: 'https://github.com/acme/app/\\.github/workflows/release\\.yml@refs/heads/main$' },
  },
  {
    who: 'a host that only looks like ours, where the dots aren\'t escaped',
    identity: { issuer: ISSUER, subject: MAIN.subject.replace('github.com', 'githubXcom') },
    unanchored: { issuer: '^https://token\\.actions\\.githubusercontent\\.com$', subject: '^https://github.com/acme/app/.github/workflows/release.yml@refs/heads/main$' },
  },
];

describe.each(LOOK_ALIKES)('$who', ({ identity, unanchored }) => {
  test('is refused by an identity of ours', async () => {
    const app = await ours.sign(await push(), identity);
    await deliver(app, anyRef);
    await expectRefused(otherSubject(ANY_REF, identity.subject));
  });

  test('gets through where the pattern is written by hand', async () => {
    const app = await ours.sign(await push(), identity);
    await deliverPatched(app, JsonPatch.replace('/spec/verify/matchOIDCIdentity/0', unanchored));
    await expectApplied(app);
  });
});

test('a branch that starts with ours is refused by an identity of ours, and gets through without the end of the pattern', async () => {
  const identity = { issuer: ISSUER, subject: `${WORKFLOW}@refs/heads/main-evil` };
  const app = await ours.sign(await push(), identity);
  const main = OidcIdentity.githubActions({ repository: 'acme/app', workflow: 'release.yml', branch: 'main' });
  const pattern = '^https://github\\.com/acme/app/\\.github/workflows/release\\.yml@refs/heads/main';
  await deliver(app, main);
  await expectRefused(otherSubject(`${pattern}$`, identity.subject));
  await deliverPatched(app, JsonPatch.replace('/spec/verify/matchOIDCIdentity/0/subject', pattern));
  await expectApplied(app);
});

test('an issuer that starts with ours is refused by an identity of ours, and gets through without the end of the pattern', async () => {
  const identity = { issuer: `${ISSUER}.evil.example`, subject: MAIN.subject };
  const app = await ours.sign(await push(), identity);
  const pattern = '^https://token\\.actions\\.githubusercontent\\.com';
  await deliver(app, anyRef);
  await expectRefused(otherIssuer(`${pattern}$`, identity.issuer));
  await deliverPatched(app, JsonPatch.replace('/spec/verify/matchOIDCIdentity/0/issuer', pattern));
  await expectApplied(app);
});

describe('Flux refuses', () => {
  test('a pull request of the repository itself, where no branch or tag is given', async () => {
    const subject = `${WORKFLOW}@refs/pull/7/merge`;
    await deliver(await ours.sign(await push(), { issuer: ISSUER, subject }), anyRef);
    await expectRefused(otherSubject(ANY_REF, subject));
  });

  test('another workflow of the repository', async () => {
    const subject = 'https://github.com/acme/app/.github/workflows/test.yml@refs/heads/main';
    await deliver(await ours.sign(await push(), { issuer: ISSUER, subject }), anyRef);
    await expectRefused(otherSubject(ANY_REF, subject));
  });

  test('what nobody signed', async () => {
    await deliver(await push(), anyRef);
    await expectRefused(`${PREFIX}no signatures found`);
  });

  test('a signature of another Sigstore', async () => {
    const theirs = await sigstore(story.publisher);
    await deliver(await theirs.sign(await push(), MAIN), anyRef);
    await expectRefused(
      `${PREFIX}no matching attestations: failed to verify log inclusion: not enough verified log entries from transparency log: 0 < 1`,
    );
  });

  test('a signature of something else', async () => {
    const [signed, evil] = [await push('1.0.0'), await push('6.6.6')];
    await ours.replay(signed, MAIN, evil);
    await deliver(evil, anyRef);
    await expectRefused(`${PREFIX}no matching attestations: failed to verify signature: provided artifact digest does not match any digest in statement`);
  });

  test.each([
    ['inclusion-proof', 'no signatures found'],
    ['sct', 'no matching attestations: failed to verify signed certificate timestamp: only able to verify 0 SCT entries; unable to meet threshold of 1'],
    ['timestamp', 'no matching attestations: failed to verify timestamps: threshold not met for verified log entry integrated timestamps: 0 < 1'],
  ])('a bundle without %s', async (part, message) => {
    await deliver(await ours.sign(await push(), MAIN, '--without', part), anyRef);
    await expectRefused(PREFIX + message);
  });

  test('two identities, of which one fits: the API server takes them', async () => {
    const app = await ours.sign(await push(), MAIN);
    await deliverPatched(app, JsonPatch.add('/spec/verify/matchOIDCIdentity/1', { issuer: '^https://gitlab\\.com$', subject: '^nobody$' }));
    await expectRefused(`${PREFIX}no matching attestations: unsupported: multiple identities are not supported at this time`);
  });

  test('a trusted root under another name', async () => {
    const app = await ours.sign(await push(), MAIN);
    await deliverPatched(app, JsonPatch.replace('/spec/verify/trustedRootSecretRef/name', 'missing'));
    await expectRefused(`${PREFIX}failed to read trusted root from secret '${story.namespace}/missing': secrets "missing" not found`);
  });
});

test('no identity at all: Flux asks for one, and the API server doesn\'t', async () => {
  const app = await ours.sign(await push(), MAIN);
  await deliverPatched(app, JsonPatch.remove('/spec/verify/matchOIDCIdentity'));
  await expectRefused(`${PREFIX}no matching attestations: failed to build policy: can't verify identities without providing at least one identity`);
});

test('one good signature among bad ones is enough', async () => {
  const app = await push();
  await ours.sign(app, { issuer: ISSUER, subject: 'https://github.com/mallory/x/.github/workflows/x.yml@refs/heads/main' });
  await ours.sign(app, MAIN);
  await (await sigstore(story.publisher)).sign(app, MAIN);
  await deliver(app, anyRef);
  await expectApplied(app);
});

test('a source whose identity changes is refused, and what runs stays', async () => {
  const app = await ours.sign(await push(), MAIN);
  await deliver(app, anyRef);
  await expectApplied(app);
  await deliver(app, OidcIdentity.githubActions({ repository: 'acme/other' }));
  const refused = await story.cluster.settled(story.source('app'), 'False');
  expect(refused).toEqual({
    status: 'False',
    reason: 'VerificationError',
    message: otherSubject('^https://github\\.com/acme/other/\\.github/workflows/[^/@]+@refs/(?:heads|tags)/.+$', MAIN.subject),
  });
  expect((await story.cluster.get(story.source('app'))).status.artifact.revision).toBe(app.digest);
  expect(await story.delivered()).toEqual({ app: { version: '1.0.0' } });
});
