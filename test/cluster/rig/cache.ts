import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Program } from './programs';

/** Sources of the programs that are the rig's own. */
export const OWN_PROGRAMS = resolve(__dirname, '..');

/** Outside the checkout, so that it outlives a clone. */
export function cacheFolder(): string {
  const base = process.env.CDK8S_FLUX_OCI_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'cdk8s-flux-oci');
  return join(base, 'cluster');
}

/** Where a program is once it is built. The name holds everything that decides what it is. */
export function binaryOf(program: Program): string {
  return join(cacheFolder(), `${program.name}-${program.version}-${recipeHash(program)}`, program.name);
}

function recipeHash(program: Program): string {
  const hash = createHash('sha256').update(JSON.stringify([program, process.platform, process.arch]));
  if (program.form === 'local') for (const text of ownSources(program)) hash.update(text);
  return hash.digest('hex').slice(0, 12);
}

function ownSources({ module }: Program): string[] {
  const folder = join(OWN_PROGRAMS, module);
  return readdirSync(folder).sort().flatMap(file => [file, readFileSync(join(folder, file), 'utf8')]);
}
