import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A program to be run as a whole process. */
export interface Program {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  /** Exit statuses that mean that it has done its work. */
  readonly fine: readonly number[];
  /** Done before each run, and not measured. */
  readonly prepare?: () => void;
}

/** What one run needed. */
export interface Run {
  readonly seconds: number;
  readonly cpu: number;
  readonly peakMiB: number;
}

/** GNU time tells the most memory that a process had, which Node doesn't know of its children. */
const TIME = '/usr/bin/time';

/** Runs a program to its end; what it prints is thrown away. */
export function measured({ command, args, cwd, fine, prepare }: Program): Run {
  prepare?.();
  const folder = mkdtempSync(join(tmpdir(), 'measure-'));
  try {
    const told = join(folder, 'time');
    const began = process.hrtime.bigint();
    const { status, error, stderr } = spawnSync(TIME, ['--quiet', '--format=%U %S %M', `--output=${told}`, command, ...args], {
      cwd, stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8', maxBuffer: 256 * 1024 * 1024,
    });
    const seconds = Number(process.hrtime.bigint() - began) / 1e9;
    if (error) throw new Error(`${TIME} can't be run, which is GNU time: ${error.message}`);
    if (!fine.includes(status ?? -1)) throw new Error(`${command} ${args.join(' ')} ended with ${status}:\n${stderr.slice(-2000)}`);
    const [user, system, kilobytes] = readFileSync(told, 'utf8').trim().split(' ').map(Number);
    return { seconds, cpu: user + system, peakMiB: kilobytes / 1024 };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Runs programs in turn, once each to warm up and then so many times. The runs of one round stand at the same index: they were neighbours in time. */
export function inTurn(programs: readonly Program[], rounds: number): Run[][] {
  programs.forEach(measured);
  const runs = Array.from({ length: rounds }, () => programs.map(measured));
  return programs.map((_, index) => runs.map(round => round[index]));
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.floor(sorted.length / 2)]) / 2;
}
