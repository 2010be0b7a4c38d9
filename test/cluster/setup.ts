import { buildAll } from './rig/build';
import { startRig, type Rig } from './rig/start';
import { areTold, tellRigs } from './support/rigs';

/** jest hands nothing else from its setup to its teardown. */
export type Running = typeof globalThis & { rigs?: Rig[] };

/** Builds what the cache lacks and starts the rigs; they end with jest, however that ends. */
export default async function setup(): Promise<void> {
  if (areTold()) return console.log('\nusing the rig that is up');
  await buildAll(line => console.log(line));
  const began = Date.now();
  const [full, older, newer] = await Promise.all([
    startRig({ minor: '2.9', controllers: true }),
    startRig({ minor: '2.8', controllers: false }),
    startRig({ minor: '2.10', controllers: false }),
  ]);
  (globalThis as Running).rigs = [full, older, newer];
  tellRigs({ '2.9': full, '2.8': older, '2.10': newer });
  console.log(`\nthree rigs are up after ${((Date.now() - began) / 1000).toFixed(1)} s`);
}
