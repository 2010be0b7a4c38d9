import { execFileSync, spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';

export const PROJECT = resolve(__dirname, '../../..');

/** How to run a program. */
export interface RunOptions {
  readonly cwd: string;
  readonly env?: { readonly [name: string]: string };
}

/** A limit below that of jest: whatever hangs is named. */
const TIMEOUT = 9 * 60 * 1000;
/** Enough of a compiler's output to see what is wrong. */
const SHOWN = 4000;

/** Runs a program. Returns what it prints; stderr counts only if it fails, because runtimes and tools chat there. */
export function run(command: string, args: string[], { cwd, env }: RunOptions): string {
  try {
    return execFileSync(command, args, {
      cwd,
      encoding: 'utf8',
      env: { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20', ...env },
      maxBuffer: 64 * 1024 * 1024,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: TIMEOUT,
    });
  } catch (error) {
    const { code, status, stdout, stderr } = error as { code?: string; status?: number | null; stdout?: string; stderr?: string };
    const output = [stdout, stderr].map(text => (text ?? '').trim().slice(-SHOWN)).filter(text => text).join('\n');
    throw new Error(`${command} ${args.join(' ')} failed in ${cwd} (${code ?? status ?? 'stopped'})\n${output}`);
  }
}

/** Runs a program of the checkout's development dependencies. */
export function runBin(name: string, args: string[], options: RunOptions): string {
  return run(join(PROJECT, 'node_modules/.bin', name), args, options);
}

/** Says what a machine lacks before anything else fails because of it. */
export function requireTool(command: string, versionArg: string, needed: string): void {
  if (spawnSync(command, [versionArg], { stdio: 'ignore' }).error) {
    throw new Error(`${needed} is needed to test this language, and \`${command}\` can't be started: install it and put it on the PATH`);
  }
}
