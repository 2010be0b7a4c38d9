import { spawn } from 'node:child_process';
import { mkdtempSync, openSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Access, Plan } from './plan';

/** A rig that runs. */
export interface Rig extends Access {
  /** Stops exactly what was started; tells the most memory that it had, in MiB. */
  stop(): Promise<number>;
}

/** Starts a rig in a folder of its own; it ends with this process, however that ends. */
export function startRig(wish: Pick<Plan, 'minor' | 'controllers'> & Partial<Plan>): Promise<Rig> {
  return supervise({ folder: mkdtempSync(join(tmpdir(), 'flux-rig-')), stays: false, ...wish });
}

/** A process group of its own: Ctrl-C reaches the supervisor by the end of its input, and it stops in order. */
export async function supervise(plan: Plan): Promise<Rig> {
  if (process.platform !== 'linux') throw new Error(`the rig runs on Linux, where /proc tells what its processes are; this is ${process.platform}`);
  const args = ['--require', 'ts-node/register/transpile-only', join(__dirname, 'supervisor.ts'), JSON.stringify(plan)];
  const child = spawn(process.execPath, args, {
    detached: true,
    stdio: [plan.stays ? 'ignore' : 'pipe', 'pipe', plan.stays ? openSync(join(plan.folder, 'supervisor.log'), 'a') : 'inherit'],
    env: { ...process.env, TS_NODE_PROJECT: join(__dirname, '../../tsconfig.json') },
  });
  const lines = createInterface(child.stdout!);
  const next = (): Promise<any> => new Promise((resolve, reject) => {
    lines.once('line', line => resolve(JSON.parse(line)));
    child.once('exit', code => reject(new Error(`the rig ended by itself (${code}); its logs are in ${join(plan.folder, 'log')}`)));
  });
  const access: Access = await next();
  // A program that forgets to stop the rig can still end, and then the rig does.
  const handles = [child, child.stdin as Socket | null, child.stdout as Socket];
  handles.forEach(handle => handle?.unref());
  const stop = async () => {
    handles.forEach(handle => handle?.ref());
    const ended = next();
    child.kill('SIGTERM');
    return (await ended).peak;
  };
  return { ...access, stop };
}
