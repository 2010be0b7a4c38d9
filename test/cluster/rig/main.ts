/** `npm run cluster:build`, `cluster:up [2.8|2.9|2.10]` and `cluster:down`: the rig by hand. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildAll } from './build';
import { cacheFolder } from './cache';
import { binary } from './parts';
import { ACCESS_FILE, type Access } from './plan';
import { PROGRAMS } from './programs';
import { supervise } from './start';
import { MINORS, type Minor } from '../../support/crd/crds';
import { VARIABLE } from '../support/rigs';

const FOLDER = join(cacheFolder(), 'up');

async function up(minor: Minor): Promise<void> {
  await buildAll(line => console.log(line));
  if (running()) throw new Error('a rig is up already: `npm run cluster:down` stops it');
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  const access = await supervise({ folder: FOLDER, minor, controllers: minor === '2.9', stays: true });
  const path = [...new Set(PROGRAMS.map(({ name }) => join(binary(name), '..')))].join(':');
  const env = join(FOLDER, 'env.sh');
  const told = JSON.stringify({ [minor]: access });
  writeFileSync(env, `export KUBECONFIG=${access.kubeconfig} REGISTRY=${access.registry} ${VARIABLE}='${told}' PATH=${path}:"$PATH"\n`);
  console.log(`up with the CRDs of Flux ${minor}${access.registry ? `, its controllers, and a registry at ${access.registry}` : ''}; now: . ${env}`);
}

async function down(): Promise<void> {
  const access = running();
  if (!access) return console.log('no rig is up');
  process.kill(access.supervisor, 'SIGTERM');
  while (running()) await new Promise(done => setTimeout(done, 100));
  rmSync(FOLDER, { recursive: true, force: true });
  console.log('down');
}

/** A process id may have been given to another program since: only a supervisor of this folder counts. */
function running(): Access | undefined {
  const file = join(FOLDER, ACCESS_FILE);
  if (!existsSync(file)) return undefined;
  const access: Access = JSON.parse(readFileSync(file, 'utf8'));
  try {
    const command = readFileSync(`/proc/${access.supervisor}/cmdline`, 'utf8');
    return command.includes('supervisor.ts') && command.includes(FOLDER) ? access : undefined;
  } catch {
    return undefined;
  }
}

async function main([command, minor = '2.9', ...rest]: readonly string[]): Promise<void> {
  const isMinor = (MINORS as readonly string[]).includes(minor);
  if (rest.length || !isMinor) throw new Error(`usage: cluster:build | cluster:up [${MINORS.join(' | ')}] | cluster:down`);
  switch (command) {
    case 'build': return buildAll(line => console.log(line));
    case 'up': return up(minor as Minor);
    case 'down': return down();
    default: throw new Error(`no such command: ${command}`);
  }
}

main(process.argv.slice(2)).catch(error => {
  console.error((error as Error).message);
  process.exitCode = 1;
});
