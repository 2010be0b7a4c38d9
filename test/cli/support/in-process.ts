import { decide } from './decide';
import { run } from '../../../src/cli/main';
import type { Migrate } from '../../../src/cli/migrate';

/** What a run printed, and how it ended. */
export interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Who looks, and what they want. */
export interface Setting {
  readonly isTTY?: boolean;
  readonly environment?: { readonly [name: string]: string };
  readonly decide?: Migrate;
}

/** Runs the command in this process, where no terminal is. */
export function inProcess(...args: string[]): Ran {
  return runIn({}, ...args);
}

export function runIn(setting: Setting, ...args: string[]): Ran {
  const printed = { stdout: '', stderr: '' };
  const output = (name: 'stdout' | 'stderr') => ({ isTTY: setting.isTTY, write: (text: string) => (printed[name] += text) });
  const terminal = { stdout: output('stdout'), stderr: output('stderr'), environment: setting.environment ?? {} };
  const status = run(args, terminal, '1.2.3', setting.decide ?? decide);
  return { status, ...printed };
}
