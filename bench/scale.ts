/**
 * `npm run bench:scale [-- --apps 200] [--rounds 3] [--signed]`: how long the real controllers, with their default flags, take to have a fleet
 * ready, by how many artifacts its apps share. Builds and starts a rig of its own, see test/cluster.
 */
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { median } from './measure';
import { buildAll } from '../test/cluster/rig/build';
import { startRig, type Rig } from '../test/cluster/rig/start';
import { Fleet } from '../test/cluster/support/fleet';
import { Scenario } from '../test/cluster/support/scenario';
import { SIGNERS } from '../test/cluster/support/signer';

/** To look costs the API server something too. */
const PAUSE = 1500;
const PATIENCE = 600_000;
const GROUP = 20;

/** Seconds until all run: at first, and after one app has changed. */
interface Took {
  readonly install: number;
  readonly change: number;
  /** How many apps were applied anew for the change. */
  readonly reconciled: number;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { apps: { type: 'string', default: '200' }, rounds: { type: 'string', default: '3' }, signed: { type: 'boolean', default: false } },
  });
  const apps = Number(values.apps);
  await buildAll(line => console.log(line));
  console.log(`${apps} apps${values.signed ? ', signed' : ''}; ${cpus().length} cores, medians of ${values.rounds} rounds, each on a new rig; seconds from the apply of the fleet until all are ready\n`);
  console.log('| artifacts | apps in each | first install | after one app has changed | reconciled then |');
  console.log('|--:|--:|--:|--:|--:|');
  for (const artifacts of [1, Math.ceil(apps / GROUP), apps]) {
    const took: Took[] = [];
    for (let round = 0; round < Number(values.rounds); round++) took.push(await onNewRig(rig => measure(rig, apps, artifacts, values.signed)));
    const middle = (of: keyof Took) => median(took.map(each => each[of]));
    console.log(`| ${artifacts} | ${apps / artifacts} | ${middle('install').toFixed(1)} | ${middle('change').toFixed(1)} | ${middle('reconciled')} |`);
  }
}

/** What an earlier fleet leaves behind would be reconciled as well. */
async function onNewRig<T>(act: (rig: Rig) => Promise<T>): Promise<T> {
  const rig = await startRig({ minor: '2.9', controllers: true });
  try {
    return await act(rig);
  } finally {
    await rig.stop();
  }
}

async function measure(rig: Rig, apps: number, artifacts: number, signed: boolean): Promise<Took> {
  const story = await new Scenario('scale', 'registry', rig).open();
  try {
    await story.cluster.createNamespace(story.target);
    const fleet = new Fleet(story, { apps, artifacts, signer: signed ? await SIGNERS['cosign 3 bundles'](story.publisher) : undefined });
    await fleet.publish('1');
    const install = await untilReady(fleet, apps);
    const before = await fleet.applied();
    await fleet.publish('2', [0]);
    const change = await untilReady(fleet, apps);
    const after = await fleet.applied();
    return { install, change, reconciled: Object.keys(after).filter(app => after[app] !== before[app]).length };
  } finally {
    story.close();
  }
}

async function untilReady(fleet: Fleet, apps: number): Promise<number> {
  const began = Date.now();
  await fleet.deliver();
  while (await fleet.ready() < apps) {
    if (Date.now() - began > PATIENCE) throw new Error(`not all of ${apps} apps are ready after ${PATIENCE / 1000} s`);
    await new Promise(done => setTimeout(done, PAUSE));
  }
  return (Date.now() - began) / 1000;
}

main().catch(error => {
  console.error((error as Error).message);
  process.exitCode = 1;
});
