import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { Kustomization, OciRef, OciRepository, PinnedArtifact, SignedApp, TrackedApp, type SignedAppProps } from '../../src';
import { conditionOf } from './support/cluster';
import { configMap, Publisher, type Files, type Published } from './support/publish';
import { grant } from './support/rights';
import { rigs } from './support/rigs';
import { Scenario } from './support/scenario';
import { SIGNERS, type Signer } from './support/signer';

// The life of an app of manifests, from its first install to its removal.

const publisher = new Publisher(rigs()['2.9']);
let signer: Signer;
let story: Scenario;

beforeAll(async () => {
  signer = await SIGNERS['cosign 3 bundles'](publisher);
});
beforeEach(async () => {
  story = await new Scenario('life').open();
});
afterEach(() => story.close());
afterAll(() => publisher.close());

async function publish(tag: string, files: Files, name = 'app'): Promise<Published> {
  return signer.sign(await story.publisher.push(`${story.namespace}/${name}`, tag, files));
}

/** Two versions of an app: one object changes, one goes, one comes. */
async function publishTwo(): Promise<[Published, Published]> {
  const first = await publish('1.0.0', { 'app.yaml': configMap('app', { version: '1' }), 'old.yaml': configMap('old') });
  const second = await publish('2.0.0', { 'app.yaml': configMap('app', { version: '2' }), 'new.yaml': configMap('new') });
  return [first, second];
}

const artifactOf = ({ url, digest }: Published) => PinnedArtifact.parse(`${url}@${digest}`);

const policy = (chart: Chart) => ({ signedBy: signer.trust(chart), targetNamespace: story.target, insecure: true });

function deliver(app: Published, props: Partial<SignedAppProps> = {}): Promise<void> {
  return story.deliver(chart => new SignedApp(chart, 'App', { artifact: artifactOf(app), ...policy(chart), ...props }));
}

const appliedRevision = (revision: string) => ({ status: 'True', reason: 'ReconciliationSucceeded', message: `Applied revision: ${revision}` });

/** Publishes what a program writes, and has Flux apply it as a whole: what the program no longer holds is pruned. */
async function deliverProgram(build: (app: App) => void): Promise<string[]> {
  const app = new App({ outdir: story.publisher.path(`program-${Math.random()}`) });
  build(app);
  app.synth();
  const files = readdirSync(app.outdir);
  const { url, digest } = await story.publisher.push(`${story.namespace}/platform`, 'main', Object.fromEntries(
    files.map(file => [file, readFileSync(join(app.outdir, file), 'utf8')]),
  ));
  await story.deliver(chart => {
    const source = new OciRepository(chart, 'Platform', { url, ref: OciRef.tag('main'), insecure: true });
    new Kustomization(chart, 'PlatformDelivery', { name: 'platform', source, wait: false });
  });
  await story.cluster.reconcile(story.source('platform'));
  expect(await story.applied('platform', `main@${digest}`)).toEqual(appliedRevision(`main@${digest}`));
  return files;
}

const chartOf = (app: App, id: string) => new Chart(app, id, { namespace: story.namespace, disableResourceNameHashes: true });

/** What stays the same for as long as an object isn't made anew, and its spec not changed. */
async function identities() {
  const { cluster, namespace, target } = story;
  const found = [
    await cluster.get({ kind: 'namespace', name: target }),
    ...await cluster.list('ocirepository', namespace),
    ...await cluster.list('kustomization', namespace),
    ...await cluster.list('configmap', target),
  ].filter(({ metadata }) => metadata.name !== 'platform');
  return found.map(({ kind, metadata: { name, uid, creationTimestamp, generation } }) => ({ kind, name, uid, creationTimestamp, generation }));
}

test('a first install verifies, makes the namespace, and applies', async () => {
  const app = await publish('1.0.0', { 'app.yaml': configMap('app') });
  expect(await story.cluster.get({ kind: 'namespace', name: story.target })).toBeUndefined();
  await deliver(app);
  expect(await story.applied('app', app.digest)).toEqual(appliedRevision(app.digest));
  const source = await story.cluster.get(story.source('app'));
  expect(conditionOf(source, 'SourceVerified')).toEqual({ status: 'True', reason: 'Succeeded', message: `verified signature of revision ${app.digest}` });
  expect(await story.delivered()).toEqual({ app: { version: '1' } });
});

test('another digest upgrades: changes what differs, prunes what is gone, and the old one takes it back', async () => {
  const [first, second] = await publishTwo();
  await deliver(first);
  expect(await story.applied('app', first.digest)).toEqual(appliedRevision(first.digest));
  const { uid } = (await story.cluster.get({ kind: 'configmap', name: 'app', namespace: story.target })).metadata;
  await deliver(second);
  expect(await story.applied('app', second.digest)).toEqual(appliedRevision(second.digest));
  expect(await story.delivered()).toEqual({ app: { version: '2' }, new: { version: '1' } });
  await deliver(first);
  expect(await story.applied('app', first.digest)).toEqual(appliedRevision(first.digest));
  expect(await story.delivered()).toEqual({ app: { version: '1' }, old: { version: '1' } });
  expect(conditionOf(await story.cluster.get(story.source('app')), 'SourceVerified')?.message).toBe(`verified signature of revision ${first.digest}`);
  expect((await story.cluster.get({ kind: 'configmap', name: 'app', namespace: story.target })).metadata.uid).toBe(uid);
});

test('without prune, what an upgrade no longer holds stays, and so does everything when the app is removed', async () => {
  const [first, second] = await publishTwo();
  await deliver(first, { delivery: { prune: false } });
  await story.applied('app', first.digest);
  await deliver(second, { delivery: { prune: false } });
  expect(await story.applied('app', second.digest)).toEqual(appliedRevision(second.digest));
  const everything = { app: { version: '2' }, new: { version: '1' }, old: { version: '1' } };
  expect(await story.delivered()).toEqual(everything);
  await story.cluster.delete(story.kustomization('app'));
  expect(await story.cluster.get(story.kustomization('app'))).toBeUndefined();
  expect(await story.delivered()).toEqual(everything);
});

test('two apps share a namespace; the removal of one prunes exactly its objects', async () => {
  const [left, right] = [await publish('1.0.0', { 'left.yaml': configMap('left') }, 'left'), await publish('1.0.0', { 'right.yaml': configMap('right') }, 'right')];
  const files = await deliverProgram(app => {
    const chart = chartOf(app, 'apps');
    const shared = policy(chart);
    new SignedApp(chart, 'Left', { artifact: artifactOf(left), ...shared });
    new SignedApp(chart, 'Right', { artifact: artifactOf(right), ...shared });
  });
  expect(files).toEqual(['apps.k8s.yaml']);
  await story.applied('left', left.digest);
  await story.applied('right', right.digest);
  await story.cluster.apply(configMap('bystander'), `--namespace=${story.target}`);
  expect(Object.keys(await story.delivered())).toEqual(['bystander', 'left', 'right']);
  const before = await identities();
  await deliverProgram(app => {
    const chart = chartOf(app, 'apps');
    new SignedApp(chart, 'Right', { artifact: artifactOf(right), ...policy(chart) });
  });
  await story.cluster.until(story.kustomization('left'), found => found === undefined);
  expect(await identities()).toEqual(before.filter(({ name }) => name !== 'left'));
  expect(Object.keys(await story.delivered())).toEqual(['bystander', 'right']);
});

test('the namespace of the last app stays, with what others hold in it', async () => {
  const app = await publish('1.0.0', { 'app.yaml': configMap('app') });
  await deliverProgram(program => {
    const chart = chartOf(program, 'apps');
    new SignedApp(chart, 'App', { artifact: artifactOf(app), ...policy(chart) });
  });
  await story.applied('app', app.digest);
  await story.cluster.apply(configMap('bystander'), `--namespace=${story.target}`);
  const before = await identities();
  await deliverProgram(program => signer.trust(chartOf(program, 'apps')));
  await story.cluster.until(story.kustomization('app'), found => found === undefined);
  expect(await identities()).toEqual(before.filter(({ name }) => name !== 'app'));
  expect(await story.delivered()).toEqual({ bystander: { version: '1' } });
  expect((await story.cluster.get({ kind: 'namespace', name: story.target })).status.phase).toBe('Active');
});

test('a construct that moves to another file and path keeps its objects', async () => {
  const app = await publish('1.0.0', { 'app.yaml': configMap('app') });
  const build = (chart: Chart, scope: Construct) => new SignedApp(scope, 'Shop', { artifact: artifactOf(app), ...policy(chart) });
  const files = await deliverProgram(program => {
    const chart = chartOf(program, 'shop');
    build(chart, chart);
  });
  await story.applied('shop', app.digest);
  const before = await identities();
  expect(before.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    `Namespace ${story.target}`, 'OCIRepository shop', 'Kustomization shop', 'ConfigMap app',
  ]);
  const moved = await deliverProgram(program => {
    const chart = chartOf(program, 'teams');
    build(chart, new Construct(new Construct(chart, 'Web'), 'Frontend'));
  });
  expect([files, moved]).toEqual([['shop.k8s.yaml'], ['teams.k8s.yaml']]);
  await story.cluster.reconcile(story.kustomization('shop'));
  expect(await story.cluster.settled(story.kustomization('shop'))).toEqual(appliedRevision(app.digest));
  expect(await identities()).toEqual(before);
});

test('a construct with another id is another app: the old one is pruned', async () => {
  const app = await publish('1.0.0', { 'app.yaml': configMap('app') });
  const program = (id: string) => deliverProgram(each => {
    const chart = chartOf(each, 'apps');
    new SignedApp(chart, id, { artifact: artifactOf(app), ...policy(chart) });
  });
  await program('Shop');
  await story.applied('shop', app.digest);
  await program('Store');
  await story.cluster.until(story.kustomization('shop'), found => found === undefined);
  await story.applied('store', app.digest);
  expect((await story.cluster.list('kustomization', story.namespace)).map(({ metadata }) => metadata.name)).toEqual(['platform', 'store']);
  expect((await story.cluster.list('ocirepository', story.namespace)).map(({ metadata }) => metadata.name)).toEqual(['platform', 'store']);
});

test('an app is not applied before the one it depends on is ready', async () => {
  const draft = await publish('draft', { 'base.yaml': configMap('base') }, 'base');
  const app = await publish('1.0.0', { 'app.yaml': configMap('app') });
  await story.deliver(chart => {
    const shared = policy(chart);
    const base = new TrackedApp(chart, 'Base', { url: draft.url, ref: OciRef.tag('stable'), ...shared });
    new SignedApp(chart, 'App', { artifact: artifactOf(app), ...shared, dependsOn: [base] });
  });
  expect((await story.cluster.settled(story.source('base'))).reason).toBe('OCIArtifactPullFailed');
  expect((await story.cluster.settled(story.source('app'))).status).toBe('True');
  await story.cluster.reconcile(story.kustomization('app'));
  expect(await story.cluster.settled(story.kustomization('app'))).toEqual({
    status: 'False', reason: 'DependencyNotReady', message: `dependency '${story.namespace}/base' is not ready`,
  });
  expect(await story.delivered()).toEqual({});
  await story.publisher.tag(draft, 'stable');
  await story.cluster.reconcile(story.source('base'));
  expect(await story.applied('app', app.digest)).toEqual(appliedRevision(app.digest));
  const [second, first] = await story.cluster.list('configmap', story.target);
  expect([first.metadata.name, second.metadata.name]).toEqual(['base', 'app']);
  expect(Number(first.metadata.resourceVersion)).toBeLessThan(Number(second.metadata.resourceVersion));
});

test.each<[string, Partial<SignedAppProps>]>([
  ['delivery', { delivery: { suspend: true } }],
  ['source', { source: { suspend: true } }],
])('an app with a suspended %s stays as it is, and goes on when it is resumed', async (_, suspended) => {
  const [first, second] = [
    await publish('1.0.0', { 'paused/paused.yaml': configMap('paused'), 'running/running.yaml': configMap('running') }),
    await publish('2.0.0', { 'paused/paused.yaml': configMap('paused', { version: '2' }), 'running/running.yaml': configMap('running', { version: '2' }) }),
  ];
  const both = (artifact: Published, paused: Partial<SignedAppProps>) => story.deliver(chart => {
    const shared = { artifact: artifactOf(artifact), ...policy(chart) };
    new SignedApp(chart, 'Paused', { ...shared, path: './paused', ...paused });
    new SignedApp(chart, 'Running', { ...shared, path: './running' });
  });
  await both(first, {});
  await story.applied('paused', first.digest);
  await story.applied('running', first.digest);
  await both(second, suspended);
  // Flux says nothing about an object that is suspended. What happens to the other twice, had time to happen to it.
  await story.applied('running', second.digest);
  await story.cluster.reconcile(story.source('running'));
  await story.cluster.settled(story.source('running'));
  await story.cluster.reconcile(story.kustomization('running'));
  await story.cluster.settled(story.kustomization('running'));
  expect((await story.cluster.get(story.kustomization('paused'))).status.lastAppliedRevision).toBe(first.digest);
  expect(await story.delivered()).toEqual({ paused: { version: '1' }, running: { version: '2' } });
  await both(second, {});
  expect(await story.applied('paused', second.digest)).toEqual(appliedRevision(second.digest));
  expect(await story.delivered()).toEqual({ paused: { version: '2' }, running: { version: '2' } });
});

test('an app that is removed while it is suspended leaves its objects behind', async () => {
  const app = await publish('1.0.0', { 'app.yaml': configMap('app') });
  await deliver(app);
  await story.applied('app', app.digest);
  await deliver(app, { delivery: { suspend: true } });
  await story.cluster.delete(story.kustomization('app'));
  expect(await story.cluster.get(story.kustomization('app'))).toBeUndefined();
  expect(await story.delivered()).toEqual({ app: { version: '1' } });
});

describe('with a ServiceAccount', () => {
  const [APPLY, PRUNE] = [['get', 'create', 'patch'], ['get', 'create', 'patch', 'delete']];

  const deployer = () => `${story.namespace}:deployer`;
  const forbidden = (name: string, verb: string) => `configmaps "${name}" is forbidden: User "system:serviceaccount:${deployer()}" cannot ${verb} `
    + `resource "configmaps" in API group "" in the namespace "${story.target}"`;
  const allow = (verbs: string[]) => grant(story.cluster, { serviceAccount: deployer(), namespace: story.target, resource: 'configmaps', verbs });
  const deliverAs = (app: Published) => deliver(app, { delivery: { serviceAccountName: 'deployer' } });

  async function deliverOne(verbs: string[]): Promise<void> {
    const app = await publish('1.0.0', { 'app.yaml': configMap('app') });
    await deliverAs(app);
    await allow(verbs);
    await story.cluster.reconcile(story.kustomization('app'));
    expect(await story.applied('app', app.digest)).toEqual(appliedRevision(app.digest));
  }

  beforeEach(() => story.cluster.run(['create', 'serviceaccount', 'deployer', `--namespace=${story.namespace}`]));

  test('nothing is applied without its rights, and nothing pruned without one more', async () => {
    const first = await publish('1.0.0', { 'old.yaml': configMap('old') });
    const second = await publish('2.0.0', { 'new.yaml': configMap('new') });
    await deliverAs(first);
    expect((await story.cluster.settled(story.source('app'))).status).toBe('True');
    expect(await story.cluster.settled(story.kustomization('app'))).toEqual({
      status: 'False', reason: 'ReconciliationFailed', message: `ConfigMap/${story.target}/old dry-run failed (Forbidden): ${forbidden('old', 'patch')}\n`,
    });
    expect(await story.delivered()).toEqual({});
    await allow(APPLY);
    await story.cluster.reconcile(story.kustomization('app'));
    expect(await story.cluster.settled(story.kustomization('app'))).toEqual(appliedRevision(first.digest));
    expect(await story.delivered()).toEqual({ old: { version: '1' } });
    await deliverAs(second);
    expect(await story.cluster.settled(story.kustomization('app'), 'False')).toEqual({
      status: 'False', reason: 'PruneFailed', message: `delete failed, errors: ConfigMap/${story.target}/old delete failed: ${forbidden('old', 'delete')};`,
    });
    expect(await story.delivered()).toEqual({ new: { version: '1' }, old: { version: '1' } });
    await allow(PRUNE);
    await story.cluster.reconcile(story.kustomization('app'));
    expect(await story.cluster.settled(story.kustomization('app'))).toEqual(appliedRevision(second.digest));
    expect(await story.delivered()).toEqual({ new: { version: '1' } });
  });

  test('a removed app stays until it may delete', async () => {
    await deliverOne(APPLY);
    await story.cluster.run(['delete', 'kustomization', 'app', `--namespace=${story.namespace}`, '--wait=false']);
    await story.cluster.warned(story.kustomization('app'), 'pruning for deleted resource failed');
    expect((await story.cluster.get(story.kustomization('app'))).metadata.finalizers).toEqual(['finalizers.fluxcd.io']);
    expect(await story.delivered()).toEqual({ app: { version: '1' } });
    await allow(PRUNE);
    await story.cluster.reconcileRemoval(story.kustomization('app'));
    await story.cluster.until(story.kustomization('app'), found => found === undefined);
    expect(await story.delivered()).toEqual({});
  });

  test('an app that is removed after it leaves its objects behind', async () => {
    await deliverOne(PRUNE);
    await story.cluster.delete({ kind: 'serviceaccount', name: 'deployer', namespace: story.namespace });
    await story.cluster.delete(story.kustomization('app'));
    expect(await story.cluster.get(story.kustomization('app'))).toBeUndefined();
    await story.cluster.warned(story.kustomization('app'), `unable to prune objects: \nConfigMap/${story.target}/app`);
    expect(await story.delivered()).toEqual({ app: { version: '1' } });
  });
});
