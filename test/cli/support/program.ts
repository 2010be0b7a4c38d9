import { spawn, spawnSync, type ChildProcess, type SpawnSyncReturns } from 'node:child_process';
import { join } from 'node:path';
import { compiled } from './compiled';

/** A program like `flux-oci`, in which `decide` stands for the rules. */
export function stub(): string {
  return join(compiled(), 'bin/stub.js');
}

/** Runs a program of Node to its end. */
export function ran(program: string, ...args: string[]): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [program, ...args], { encoding: 'utf8' });
}

/** Starts one, and kills it after some milliseconds. Returns the signal, or null where it had ended before. */
export async function killed(milliseconds: number, program: string, ...args: string[]): Promise<NodeJS.Signals | null> {
  const child: ChildProcess = spawn(process.execPath, [program, ...args], { stdio: 'ignore' });
  const timer = setTimeout(() => child.kill('SIGKILL'), milliseconds);
  const signal = await new Promise<NodeJS.Signals | null>(resolve => child.once('exit', (_, by) => resolve(by)));
  clearTimeout(timer);
  return signal;
}
