import { lstatSync, readFileSync, realpathSync, type Stats } from 'node:fs';
import { dirname, isAbsolute, join, relative } from 'node:path';
import { refusal } from '../../private/errors';

/** A file that may be written: its path on this machine. It need not be there. */
export interface Place {
  readonly path: string;
  /** Absent where there is no file. */
  readonly mode?: number;
}

/**
 * Where a path of the repository leads.
 *
 * @throws FOC169 for a path that leaves the repository, also by a symbolic link
 */
export function within(root: string, path: string): string {
  const whole = join(root, path);
  if (!isAbsolute(path) && !leaves(path) && !leaves(relative(realpathSync(root), realpathSync(existing(dirname(whole)))))) return whole;
  throw refusal('FOC169', undefined, 'a path leads out of the directory', { got: JSON.stringify(path), use: 'the directory that holds it' });
}

/**
 * The file of a path of the repository.
 *
 * @throws FOC169 also for what isn't a file
 */
export function placeOf(root: string, path: string): Place {
  const whole = within(root, path);
  const stats = statsOf(whole);
  if (!stats) return { path: whole };
  if (stats.isFile()) return { path: whole, mode: stats.mode % 0o10000 };
  const what = stats.isSymbolicLink() ? 'a symbolic link' : 'what is no file';
  throw refusal('FOC169', undefined, `${what} isn't written`, { got: JSON.stringify(path), use: 'a file in its place' });
}

/** What is in a file; undefined where there is none. */
export function contentOf({ path, mode }: Place): Buffer | undefined {
  return mode === undefined ? undefined : readFileSync(path);
}

function leaves(path: string): boolean {
  return path.split(/[\\/]/).includes('..');
}

function existing(directory: string): string {
  return statsOf(directory) ? directory : existing(dirname(directory));
}

/** Of a link itself. */
export function statsOf(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false });
}
