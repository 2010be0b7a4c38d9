import type { Chart } from 'cdk8s';
import { OciRef, PinnedArtifact, SignedApp, TrackedApp } from '../../src';
import { conditionOf } from './support/cluster';
import { configMap, Publisher, type Published } from './support/publish';
import { rigs } from './support/rigs';
import { Scenario } from './support/scenario';
import { SIGNERS, type Signer } from './support/signer';

// Which artifact of a repository Flux pulls for each form of reference, and what it then says in `status`.

const publisher = new Publisher(rigs()['2.9']);
let signer: Signer;
let story: Scenario;

beforeAll(async () => {
  signer = await SIGNERS['cosign 3 bundles'](publisher);
});
beforeEach(async () => {
  story = await new Scenario('references').open();
});
afterEach(() => story.close());
afterAll(() => publisher.close());

/** Publishes and signs an app that says which version it is. */
async function publish(version: string, tag = version): Promise<Published> {
  return signer.sign(await story.publisher.push(`${story.namespace}/app`, tag, { 'app.yaml': configMap('app', { version }) }));
}

const policy = (chart: Chart) => ({ signedBy: signer.trust(chart), targetNamespace: story.target, insecure: true });

async function pin(reference: string): Promise<void> {
  await story.deliver(chart => new SignedApp(chart, 'App', { artifact: PinnedArtifact.parse(reference), ...policy(chart) }));
}

async function follow({ url }: Published, ref: OciRef): Promise<void> {
  await story.deliver(chart => new TrackedApp(chart, 'App', { url, ref, ...policy(chart) }));
}

/** That this revision is pulled, verified and applied, with the version that it holds. */
async function expectDelivered(revision: string, version: string): Promise<void> {
  expect(await story.applied('app', revision)).toEqual({ status: 'True', reason: 'ReconciliationSucceeded', message: `Applied revision: ${revision}` });
  const source = await story.cluster.get(story.source('app'));
  expect(source.status.artifact.revision).toBe(revision);
  expect(conditionOf(source)).toEqual({ status: 'True', reason: 'Succeeded', message: `stored artifact for digest '${revision}'` });
  expect(conditionOf(source, 'SourceVerified')).toEqual({ status: 'True', reason: 'Succeeded', message: `verified signature of revision ${revision}` });
  expect(await story.delivered()).toEqual({ app: { version } });
}

/** That the source says this instead of pulling, and that the delivery has nothing to apply. */
async function expectNothingDelivered(reason: string, message: string): Promise<void> {
  expect(await story.cluster.settled(story.source('app'))).toEqual({ status: 'False', reason, message });
  expect(await story.cluster.settled(story.kustomization('app'))).toEqual({ status: 'False', reason: 'ArtifactFailed', message: 'Source artifact not found, retrying in 1s' });
  expect(await story.delivered()).toEqual({});
}

test('a digest alone is the whole revision', async () => {
  const app = await publish('1.0.0');
  await pin(`${app.url}@${app.digest}`);
  await expectDelivered(app.digest, '1.0.0');
});

test('a digest with a tag pulls the digest, wherever the tag has moved', async () => {
  const first = await publish('1.0.0', 'stable');
  const second = await publish('2.0.0', 'stable');
  expect(await story.publisher.digestOf(`${story.namespace}/app`, 'stable')).toBe(second.digest);
  await pin(`${first.url}:stable@${first.digest}`);
  expect((await story.cluster.get(story.source('app'))).spec.ref).toEqual({ digest: first.digest, tag: 'stable' });
  await expectDelivered(first.digest, '1.0.0');
});

test('a digest with a tag that is gone still pulls the digest', async () => {
  const app = await publish('1.0.0');
  await pin(`${app.url}:no-such-tag@${app.digest}`);
  await expectDelivered(app.digest, '1.0.0');
});

test('a tag stands before the digest in the revision', async () => {
  await publish('0.9.0');
  const app = await publish('1.0.0');
  await follow(app, OciRef.tag('1.0.0'));
  await expectDelivered(`1.0.0@${app.digest}`, '1.0.0');
});

test('a tag that moves is followed', async () => {
  const first = await publish('1.0.0', 'stable');
  await follow(first, OciRef.tag('stable'));
  await expectDelivered(`stable@${first.digest}`, '1.0.0');
  const second = await publish('2.0.0', 'stable');
  await story.cluster.reconcile(story.source('app'));
  await expectDelivered(`stable@${second.digest}`, '2.0.0');
});

test('a tag that is not there delivers nothing, until it is published', async () => {
  const other = await publish('1.0.0');
  await follow(other, OciRef.tag('stable'));
  const manifest = `${other.url.replace('oci://', '').replace('/', '/v2/')}/manifests/stable`;
  await expectNothingDelivered(
    'OCIArtifactPullFailed',
    `failed to determine artifact digest: GET http://${manifest}: MANIFEST_UNKNOWN: manifest unknown; unknown tag=stable`,
  );
  await story.publisher.tag(other, 'stable');
  await story.cluster.reconcile(story.source('app'));
  await expectDelivered(`stable@${other.digest}`, '1.0.0');
});

test('a semver range takes the newest release in it, and a newer one when that arrives', async () => {
  const first = await publish('1.0.0');
  await Promise.all(['0.9.0', '2.0.0', '1.2.0-rc.1', 'latest'].map(outside => publish(outside)));
  await follow(first, OciRef.semver('1.x'));
  await expectDelivered(`1.0.0@${first.digest}`, '1.0.0');
  const second = await publish('1.1.0');
  await story.cluster.reconcile(story.source('app'));
  await expectDelivered(`1.1.0@${second.digest}`, '1.1.0');
});

test('a semver range reads a v before the version, and keeps it in the revision', async () => {
  await publish('1.0.0');
  const app = await publish('v1.1.0');
  await follow(app, OciRef.semver('~1'));
  await expectDelivered(`v1.1.0@${app.digest}`, 'v1.1.0');
});

test('a semver range that names a pre-release takes pre-releases', async () => {
  await publish('1.2.0-rc.1');
  const app = await publish('1.2.0-rc.2');
  await follow(app, OciRef.semver('>=1.0.0-0'));
  await expectDelivered(`1.2.0-rc.2@${app.digest}`, '1.2.0-rc.2');
});

test('an underscore is not read as the + of a version, other than in Helm charts', async () => {
  const app = await publish('1.0.0_build.5');
  await follow(app, OciRef.semver('1.x'));
  await expectNothingDelivered('ReadOperationFailed', `failed to determine the artifact tag for '${app.url}': no match found for semver: 1.x`);
});

test('a filter leaves out tags that the range would take', async () => {
  const stable = await publish('1.0.0-stable');
  await Promise.all(['1.1.0-beta', '1.2.0', '1.3.0-unstable.1'].map(outside => publish(outside)));
  await follow(stable, OciRef.semver('>=1.0.0-0', { filter: '-stable$' }));
  await expectDelivered(`1.0.0-stable@${stable.digest}`, '1.0.0-stable');
});

test('a filter matches anywhere in a tag, unless it is anchored', async () => {
  await publish('1.0.0-stable');
  const lookalike = await publish('1.1.0-unstable');
  await follow(lookalike, OciRef.semver('>=1.0.0-0', { filter: 'stable' }));
  await expectDelivered(`1.1.0-unstable@${lookalike.digest}`, '1.1.0-unstable');
});

test('a semver range without a match delivers nothing, until one is published', async () => {
  const old = await publish('1.0.0');
  await follow(old, OciRef.semver('2.x'));
  await expectNothingDelivered('ReadOperationFailed', `failed to determine the artifact tag for '${old.url}': no match found for semver: 2.x`);
  const app = await publish('2.1.0');
  await story.cluster.reconcile(story.source('app'));
  await expectDelivered(`2.1.0@${app.digest}`, '2.1.0');
});

test('a filter without a match is told as a range without one', async () => {
  const app = await publish('1.0.0');
  await follow(app, OciRef.semver('1.x', { filter: '-stable$' }));
  await expectNothingDelivered('ReadOperationFailed', `failed to determine the artifact tag for '${app.url}': no match found for semver: 1.x`);
});

test('what runs stays when nothing matches any more', async () => {
  const app = await publish('1.0.0');
  await follow(app, OciRef.semver('1.x'));
  await expectDelivered(`1.0.0@${app.digest}`, '1.0.0');
  const [before] = await story.cluster.list('configmap', story.target);
  await follow(app, OciRef.semver('2.x'));
  expect(await story.cluster.settled(story.source('app'), 'False')).toEqual({
    status: 'False',
    reason: 'ReadOperationFailed',
    message: `failed to determine the artifact tag for '${app.url}': no match found for semver: 2.x`,
  });
  await story.cluster.reconcile(story.kustomization('app'));
  expect(await story.cluster.settled(story.kustomization('app'))).toEqual({
    status: 'True',
    reason: 'ReconciliationSucceeded',
    message: `Applied revision: 1.0.0@${app.digest}`,
  });
  expect(await story.cluster.list('configmap', story.target)).toEqual([before]);
});
