import type { Chart } from 'cdk8s';
import { parseAllDocuments, stringify } from 'yaml';
import { CosignPublicKeys, NotationTrust, OciRef, Pem, PinnedArtifact, SignedApp, TrackedApp, Verification, type NotationTrustPolicy } from '../../src';
import { conditionOf } from './support/cluster';
import { cosignKeys, type CosignProgram } from './support/cosign';
import { notationKey, type NotationKey } from './support/notation';
import { configMap, type Published } from './support/publish';
import { Scenario } from './support/scenario';
import { SIGNERS, type Signer } from './support/signer';

// What Flux does about signatures of keys and certificates, for what a user writes with SignedApp and TrackedApp.

let story: Scenario;
beforeEach(async () => {
  story = await new Scenario('signatures').open();
});
afterEach(() => story.close());

function push(version: string, tag = version): Promise<Published> {
  return story.publisher.push(`${story.namespace}/app`, tag, { 'app.yaml': configMap('app', { version }) });
}

function pin({ url, digest }: Pick<Published, 'url' | 'digest'>, signedBy: (chart: Chart) => Verification): (chart: Chart) => void {
  return chart => {
    new SignedApp(chart, 'App', {
      artifact: PinnedArtifact.parse(`${url}@${digest}`), signedBy: signedBy(chart), targetNamespace: story.target, insecure: true,
    });
  };
}

function trust(chart: Chart, files: { readonly [name: string]: string }): Verification {
  const keys = Object.fromEntries(Object.entries(files).map(([name, file]) => [name, Pem.file(file)]));
  return Verification.cosignKeys(new CosignPublicKeys(chart, 'Trust', { keys }));
}

function follow({ url }: Published, tag: string, signedBy: (chart: Chart) => Verification): (chart: Chart) => void {
  return chart => {
    new TrackedApp(chart, 'App', { url, ref: OciRef.tag(tag), signedBy: signedBy(chart), targetNamespace: story.target, insecure: true });
  };
}

async function expectApplied(revision: string, version: string): Promise<void> {
  expect(await story.applied('app', revision)).toEqual({ status: 'True', reason: 'ReconciliationSucceeded', message: `Applied revision: ${revision}` });
  const source = await story.cluster.get(story.source('app'));
  expect(conditionOf(source, 'SourceVerified')).toEqual({ status: 'True', reason: 'Succeeded', message: `verified signature of revision ${revision}` });
  expect(await story.delivered()).toEqual({ app: { version } });
}

/** That Flux refuses the artifact in these words, so that the delivery has nothing to apply, and nothing is there. */
async function expectRefused(message: unknown): Promise<void> {
  const refused = { status: 'False', reason: 'VerificationError', message };
  const source = await story.cluster.until(story.source('app'), found => conditionOf(found)?.status === 'False');
  expect(conditionOf(source)).toEqual(refused);
  expect(conditionOf(source, 'SourceVerified')).toEqual(refused);
  const delivery = await story.cluster.until(story.kustomization('app'), found => conditionOf(found)?.status === 'False');
  expect(conditionOf(delivery)).toEqual({ status: 'False', reason: 'ArtifactFailed', message: 'Source artifact not found, retrying in 1s' });
  expect(await story.delivered()).toEqual({});
}

const noCosignSignature = (reference: string) =>
  `failed to verify the signature using provider 'cosign': no matching signatures were found for '${reference}'`;

/** What Flux says, verbatim, of an artifact that nobody signed, and of one whose digest isn't in the registry. */
const REFUSALS: { readonly [name: string]: { readonly unsigned: (reference: string) => string; readonly unknown: (reference: string) => string } } = {
  'cosign 3 bundles': { unsigned: noCosignSignature, unknown: noCosignSignature },
  'cosign 2 signatures': { unsigned: noCosignSignature, unknown: noCosignSignature },
  'notation signatures': {
    unsigned: reference => 'failed to verify the signature using provider \'notation\': '
      + `no signature is associated with "${reference}", make sure the artifact was signed successfully`,
    unknown: reference => `failed to verify the signature using provider 'notation': ${reference}: not found`,
  },
};

describe.each(Object.keys(SIGNERS))('%s', form => {
  let signer: Signer;
  beforeEach(async () => {
    signer = await SIGNERS[form](story.publisher);
  });

  test('of the right key let a pinned app through', async () => {
    const app = await signer.sign(await push('1.0.0'));
    await story.deliver(pin(app, signer.trust));
    await expectApplied(app.digest, '1.0.0');
  });

  test('of the right key let a followed app through', async () => {
    const app = await signer.sign(await push('1.0.0', 'stable'));
    await story.deliver(follow(app, 'stable', signer.trust));
    await expectApplied(`stable@${app.digest}`, '1.0.0');
  });

  test('that are missing stop a pinned app', async () => {
    const app = await push('1.0.0');
    await story.deliver(pin(app, signer.trust));
    await expectRefused(REFUSALS[form].unsigned(app.reference));
  });

  test('are missed when the tag of a followed app moves to what nobody signed: the old version stays', async () => {
    const app = await signer.sign(await push('1.0.0', 'stable'));
    await story.deliver(follow(app, 'stable', signer.trust));
    await expectApplied(`stable@${app.digest}`, '1.0.0');
    const moved = await push('6.6.6', 'stable');
    await story.cluster.reconcile(story.source('app'));
    const refused = await story.cluster.settled(story.source('app'), 'False');
    expect(refused).toEqual({ status: 'False', reason: 'VerificationError', message: REFUSALS[form].unsigned(moved.reference) });
    await story.cluster.reconcile(story.kustomization('app'));
    await story.cluster.settled(story.kustomization('app'));
    expect(await story.delivered()).toEqual({ app: { version: '1.0.0' } });
  });

  test('are looked for under the digest, also under one that the registry doesn\'t have', async () => {
    const app = await signer.sign(await push('1.0.0'));
    const digest = `sha256:${'0'.repeat(64)}`;
    await story.deliver(pin({ url: app.url, digest }, signer.trust));
    await expectRefused(REFUSALS[form].unknown(app.reference.replace(app.digest, digest)));
  });
});

describe.each(Object.keys(SIGNERS))('%s in a registry that lists referrers', form => {
  let signer: Signer;
  beforeEach(async () => {
    story.close();
    story = await new Scenario('signatures', 'referrersRegistry').open();
    signer = await SIGNERS[form](story.publisher);
  });

  test('let an app through', async () => {
    const app = await signer.sign(await push('1.0.0'));
    await story.deliver(pin(app, signer.trust));
    await expectApplied(app.digest, '1.0.0');
  });

  test('that are missing stop it', async () => {
    const app = await push('1.0.0');
    await story.deliver(pin(app, signer.trust));
    await expectRefused(REFUSALS[form].unsigned(app.reference));
  });
});

describe.each<CosignProgram>(['cosign', 'cosign2'])('keys of %s', program => {
  test('refuse what another key signed', async () => {
    const [ours, theirs] = [await cosignKeys(story.publisher, program), await cosignKeys(story.publisher, program)];
    const app = await theirs.sign(await push('1.0.0'));
    await story.deliver(pin(app, chart => trust(chart, { ours: ours.publicKey })));
    await expectRefused(noCosignSignature(app.reference));
  });

  test('are each enough; without one of them, what it signed stays, and nothing new of it comes in', async () => {
    const [old, next] = [await cosignKeys(story.publisher, program), await cosignKeys(story.publisher, program)];
    const app = await old.sign(await push('1.0.0', 'stable'));
    await story.deliver(follow(app, 'stable', chart => trust(chart, { old: old.publicKey, next: next.publicKey })));
    await expectApplied(`stable@${app.digest}`, '1.0.0');

    await story.deliver(follow(app, 'stable', chart => trust(chart, { next: next.publicKey })));
    await story.cluster.reconcile(story.source('app'));
    // Flux 2.9 verifies a revision once: what it has fetched stays verified when the key goes.
    expect(await story.cluster.settled(story.source('app'))).toEqual({
      status: 'True', reason: 'Succeeded', message: `stored artifact for digest 'stable@${app.digest}'`,
    });
    expect(conditionOf(await story.cluster.get(story.source('app')), 'SourceVerified')?.status).toBe('True');

    const ofTheOldKey = await old.sign(await push('1.1.0', 'stable'));
    await story.cluster.reconcile(story.source('app'));
    expect(await story.cluster.settled(story.source('app'), 'False')).toEqual({
      status: 'False', reason: 'VerificationError', message: noCosignSignature(ofTheOldKey.reference),
    });
    expect(await story.delivered()).toEqual({ app: { version: '1.0.0' } });

    const ofTheNextKey = await next.sign(await push('1.2.0', 'stable'));
    await story.cluster.reconcile(story.source('app'));
    await expectApplied(`stable@${ofTheNextKey.digest}`, '1.2.0');
  });
});

describe('the Secret with the keys', () => {
  /** Delivers an app that is signed, with the Secret as `change` leaves it. */
  async function deliverWithSecret(change: (secret: any) => any): Promise<Published> {
    const keys = await cosignKeys(story.publisher);
    const app = await keys.sign(await push('1.0.0'));
    const documents = parseAllDocuments(story.render(pin(app, chart => trust(chart, { ours: keys.publicKey })))).map(document => document.toJS());
    const changed = documents.map(document => document.kind === 'Secret' ? change(document) : document).filter(document => document !== undefined);
    await story.cluster.apply(changed.map(document => stringify(document)).join('---\n'));
    return app;
  }

  test('is demanded by Flux', async () => {
    await deliverWithSecret(() => undefined);
    await expectRefused('failed to verify the signature using provider \'cosign\': secrets "trust" not found');
  });

  test('must have keys that end with .pub, as ours do: Flux ignores all others', async () => {
    const app = await deliverWithSecret(secret => ({ ...secret, data: { ours: secret.data['ours.pub'] } }));
    await expectRefused(noCosignSignature(app.reference));
  });
});

describe('a trust policy of notation', () => {
  const repositoryOf = ({ reference }: Published): string => reference.split('@')[0];

  function pinUnder(app: Published, signer: NotationKey, policy: Partial<NotationTrustPolicy>, ca = signer): (chart: Chart) => void {
    return pin(app, chart => Verification.notation(new NotationTrust(chart, 'Trust', {
      certificates: { ca: Pem.file(ca.certificate) },
      policies: [{ registryScopes: [repositoryOf(app)], trustedIdentities: [signer.identity], ...policy }],
    })));
  }

  /** Delivers an app that is signed, under a policy for its signer and repository but for what is changed. */
  async function deliverUnder(policy: Partial<NotationTrustPolicy>, ca?: NotationKey): Promise<Published> {
    const signer = await notationKey(story.publisher);
    const app = await signer.sign(await push('1.0.0'));
    await story.deliver(pinUnder(app, signer, policy, ca));
    return app;
  }

  test('lets its signer through in its scope', async () => {
    const app = await deliverUnder({});
    await expectApplied(app.digest, '1.0.0');
  });

  test('refuses another CA', async () => {
    await deliverUnder({}, await notationKey(story.publisher));
    await expectRefused(expect.stringMatching(/^failed to verify the signature using provider 'notation': signature verification failed\nfailed to verify signature with digest sha256:[a-f0-9]{64}, the signature's certificate chain does not contain any trusted certificate$/));
  });

  test('refuses another owner of a certificate of its CA', async () => {
    await deliverUnder({ trustedIdentities: ['x509.subject: C=US, ST=WA, L=Seattle, O=Notary, CN=other.acme.example'] });
    await expectRefused(expect.stringMatching(
      /signing certificate from the digital signature does not match the X.509 trusted identities \[map\[.*"CN":"other.acme.example".*\]\] defined in the trust policy "policy-0"$/,
    ));
  });

  test('refuses what is out of its scope, where somebody changed the Secret: the program is refused by us', async () => {
    const signer = await notationKey(story.publisher);
    const app = await signer.sign(await push('1.0.0'));
    const elsewhere = { registryScopes: ['registry.acme.example/other'] };
    expect(() => story.render(pinUnder(app, signer, elsewhere))).toThrow(/^FOC043 \[delivery\/App\/Source\] no policy of delivery\/Trust covers this repository/);
    const documents = parseAllDocuments(story.render(pinUnder(app, signer, {}))).map(document => document.toJS());
    const secret = documents.find(({ kind }) => kind === 'Secret');
    const policy = Buffer.from(secret.data['trustpolicy.json'], 'base64').toString().replace(repositoryOf(app), elsewhere.registryScopes[0]);
    secret.data['trustpolicy.json'] = Buffer.from(policy).toString('base64');
    await story.cluster.apply(documents.map(document => stringify(document)).join('---\n'));
    await expectRefused(expect.stringContaining(`artifact "${app.reference}" has no applicable trust policy statement.`));
  });
});
