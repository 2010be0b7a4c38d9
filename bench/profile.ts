import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Program } from './measure';

/** Of what V8 writes, what is used here. */
interface CpuProfile {
  readonly nodes: readonly { readonly id: number; readonly callFrame: { readonly functionName: string; readonly url: string } }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** Whose code a function is; the first that fits. Native functions have no file. */
const OWNERS: readonly (readonly [string, (url: string, name: string) => boolean])[] = [
  ['writing files', (_, name) => name === 'writeFileUtf8' || name === 'writeSync' || name === 'open' || name === 'writeFileSync'],
  ['garbage collector', (_, name) => name === '(garbage collector)'],
  ['YAML writer', url => url.includes('node_modules/yaml/')],
  ['cdk8s', url => url.includes('node_modules/cdk8s/') || url.includes('node_modules/fast-json-patch/')],
  ['constructs', url => url.includes('node_modules/constructs/')],
  ['FleetApp', url => url.includes('lib/src/fleet/')],
  ['checks and constructs of this library', url => url.includes('lib/src/') || url.includes('lib/imports/')],
  ['the program itself', url => url.includes('bench/')],
];
const REST = 'Node: start, modules, the rest';

/** A table of where the time of a program goes, by whose code runs. */
export function profileOf({ command, args, prepare }: Program): string {
  const folder = mkdtempSync(join(tmpdir(), 'profile-'));
  try {
    prepare?.();
    spawnSync(command, ['--cpu-prof', `--cpu-prof-dir=${folder}`, ...args], { stdio: 'inherit' });
    return table(JSON.parse(readFileSync(join(folder, readdirSync(folder)[0]), 'utf8')));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function table({ nodes, samples, timeDeltas }: CpuProfile): string {
  const ownerOf = (url: string, name: string) => OWNERS.find(([, owns]) => owns(url, name))?.[0] ?? REST;
  const owners = new Map(nodes.map(({ id, callFrame: { url, functionName } }) => [id, ownerOf(url, functionName)]));
  const times = new Map<string, number>();
  samples.forEach((id, index) => times.set(owners.get(id)!, (times.get(owners.get(id)!) ?? 0) + timeDeltas[index]));
  const whole = timeDeltas.reduce((sum, time) => sum + time, 0);
  const rows = [...times].sort(([, one], [, other]) => other - one)
    .map(([owner, time]) => `| ${owner} | ${(time / 1e6).toFixed(2)} | ${(100 * time / whole).toFixed(0)} |`);
  return ['\n| whose code runs (FleetApp, L1, the most apps, a chart each; profiled) | s | % |', '|---|--:|--:|', ...rows].join('\n');
}
