import type { Running } from './setup';

/** Stops the rigs, and tells what they needed. */
export default async function teardown(): Promise<void> {
  const { rigs } = globalThis as Running;
  if (!rigs) return;
  const peaks = await Promise.all(rigs.map(rig => rig.stop()));
  console.log(`the rigs are down; they had ${peaks.reduce((sum, peak) => sum + peak, 0)} MiB of memory at most`);
}
