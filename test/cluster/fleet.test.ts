import { startRig, type Rig } from './rig/start';
import { Fleet, type FleetShape } from './support/fleet';
import { Scenario } from './support/scenario';
import { SIGNERS } from './support/signer';

// Fleets that a FleetApp renders, applied by Flux itself: however many artifacts the apps share, they all run.

const APPS = 12;
const PATIENCE = 90_000;

async function untilReady(fleet: Fleet, count: number): Promise<number> {
  const deadline = Date.now() + PATIENCE;
  let ready = await fleet.ready();
  while (ready < count && Date.now() < deadline) {
    await new Promise(done => setTimeout(done, 500));
    ready = await fleet.ready();
  }
  return ready;
}

const versions = (versionOf: (app: string) => string) => {
  return Object.fromEntries(Array.from({ length: APPS }, (_, index) => `app-${index}`).map(app => [app, { version: versionOf(app) }]));
};

describe.each([1, 3, APPS])('twelve apps that share %i artifacts', artifacts => {
  let story: Scenario;

  beforeEach(async () => {
    story = await new Scenario('fleet').open();
    await story.cluster.createNamespace(story.target);
  });
  afterEach(() => story.close());

  test('all run, signed, and a new version of one artifact reaches exactly the apps in it', async () => {
    const fleet = new Fleet(story, { apps: APPS, artifacts, signer: await SIGNERS['cosign 3 bundles'](story.publisher) });
    await fleet.publish('1');
    await fleet.deliver();
    expect(await untilReady(fleet, APPS)).toBe(APPS);
    expect(await story.delivered()).toEqual(versions(() => '1'));

    const before = await fleet.applied();
    await fleet.publish('2', [0]);
    await fleet.deliver();
    expect(await untilReady(fleet, APPS)).toBe(APPS);
    expect(await story.delivered()).toEqual(versions(app => fleet.appsOf(0).includes(app) ? '2' : '1'));
    const after = await fleet.applied();
    expect(Object.keys(after).filter(app => after[app] !== before[app]).sort()).toEqual(fleet.appsOf(0).sort());
  });
});

describe('shards', () => {
  const KEY = 'sharding.fluxcd.io/key';
  let rig: Rig;
  let story: Scenario;

  beforeAll(async () => {
    rig = await startRig({ minor: '2.9', controllers: true, shards: ['shard1'] });
    story = await new Scenario('shards', 'registry', rig).open();
    await story.cluster.createNamespace(story.target);
  });
  afterAll(async () => {
    story.close();
    await rig.stop();
  });

  test('the label of a chart is on its sources and deliveries, and the controllers of that shard take them', async () => {
    const shape: FleetShape = { apps: APPS, artifacts: 3, labels: artifact => artifact === 0 ? undefined : { [KEY]: `shard${artifact}` } };
    const fleet = new Fleet(story, shape);
    await fleet.publish('1');
    await fleet.deliver();
    // Of artifacts 0 and 1: nobody is shard2.
    expect(await untilReady(fleet, 8)).toBe(8);

    const sources = await story.cluster.list('ocirepository', story.namespace);
    const stored = Object.fromEntries(sources.map(({ metadata: { name }, status }) => [name, status?.artifact && new URL(status.artifact.url).host]));
    expect(stored['artifact-0']).toBe(stored.fleet);
    expect(stored['artifact-1']).not.toBe(stored.fleet);
    expect(stored['artifact-1']).toMatch(/^127\.0\.0\.1:\d+$/);
    expect(stored['artifact-2']).toBeUndefined();

    const deliveries = await story.cluster.list('kustomization', story.namespace);
    const byShard = Object.fromEntries(deliveries.map(({ metadata: { name, labels } }) => [name, labels?.[KEY]]));
    expect(fleet.appsOf(0).map(app => byShard[app])).toEqual(Array(4).fill(undefined));
    expect(fleet.appsOf(1).map(app => byShard[app])).toEqual(Array(4).fill('shard1'));
    const idle = deliveries.filter(({ metadata: { name } }) => fleet.appsOf(2).includes(name));
    expect(idle.map(({ status }) => status?.conditions)).toEqual(Array(4).fill(undefined));
  });
});
