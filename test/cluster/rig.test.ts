import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { rigs } from './support/rigs';

// The rig itself: it stands beside others, and nothing of it is left however its starter ended.

const PATIENCE = 30_000;

/** The processes of a rig: its folder is in their arguments. */
function processesOf(folder: string): string[] {
  return readdirSync('/proc').filter(pid => /^\d+$/.test(pid)).filter(pid => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(folder);
    } catch {
      return false;
    }
  });
}

async function waitUntil(holds: () => boolean): Promise<boolean> {
  const deadline = Date.now() + PATIENCE;
  while (!holds() && Date.now() < deadline) await new Promise(done => setTimeout(done, 100));
  return holds();
}

test.each<NodeJS.Signals>(['SIGKILL', 'SIGINT', 'SIGTERM'])('a rig whose starter ends by %s is gone, and others stay', async signal => {
  const starter = spawn(process.execPath, ['--require', 'ts-node/register/transpile-only', join(__dirname, 'rig/orphan.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, TS_NODE_PROJECT: join(__dirname, '../tsconfig.json') },
  });
  const line = await new Promise<string>(done => createInterface(starter.stdout).once('line', done));
  const { folder } = JSON.parse(line);
  expect(processesOf(folder).length).toBeGreaterThanOrEqual(3); // supervisor, etcd, kube-apiserver

  starter.kill(signal);
  expect(await waitUntil(() => processesOf(folder).length === 0 && !existsSync(folder))).toBe(true);
  expect(processesOf(rigs()['2.9'].folder).length).toBeGreaterThanOrEqual(3);
});
