import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { latestIn } from './journal';
import { placeOf } from './place';
import { attempt } from './work';
import { JOURNAL } from '../../migration/read-directory';
import { refusal } from '../../private/errors';

/** Where files have one name only, a process that has just made its lock may not yet have written into it. */
const FRESH_MS = 5_000;

/** Does something while no other run writes to this directory. */
export function withLock<T>(root: string, act: () => T): T {
  const lock = attempt(JOURNAL, () => acquire(root));
  try {
    return act();
  } finally {
    // Leaves nothing behind where there is no journal.
    rmSync(latestIn(root) ? lock : join(root, JOURNAL), { recursive: true, force: true });
  }
}

/** @throws FOC166 while a process that lives has it */
function acquire(root: string, attempts = 3): string {
  const { path } = placeOf(root, `${JOURNAL}/lock`);
  mkdirSync(join(root, JOURNAL), { recursive: true });
  if (make(path, JSON.stringify({ pid: process.pid, host: hostname() }))) {
    // git needn't know of it.
    make(join(root, JOURNAL, '.gitignore'), '*\n');
    return path;
  }
  const stale = attempts > 0 ? staleLock(path) : undefined;
  if (stale !== undefined) {
    takeAway(path, stale);
    return acquire(root, attempts - 1);
  }
  throw refusal('FOC166', undefined, 'another run is writing to this directory', {
    got: `the lock ${JSON.stringify(path)}`, use: 'the command again when that run has ended; if there is none, delete the lock',
  });
}

/**
 * Whether it wasn't there before. The directory may have gone with the run before. It gets its name with all that is in it: a process that
 * is killed leaves no lock that doesn't say whose it is.
 */
function make(path: string, content: string): boolean {
  const unnamed = `${path}.${process.pid}.new`;
  try {
    writeFileSync(unnamed, content);
    linkSync(unnamed, path);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' || code === 'ENOENT') return false;
    return makeWithoutLinks(path, content);
  } finally {
    rmSync(unnamed, { force: true });
  }
}

/** As `make`, on file systems that give a file one name only. */
function makeWithoutLinks(path: string, content: string): boolean {
  try {
    writeFileSync(path, content, { flag: 'wx' });
    return true;
  } catch (error) {
    if (!['EEXIST', 'ENOENT'].includes((error as NodeJS.ErrnoException).code!)) throw error;
    return false;
  }
}

/** What is in a lock that nobody has any more; undefined while somebody has it. */
function staleLock(path: string): string | undefined {
  let content = '';
  try {
    content = readFileSync(path, 'utf8');
    const { pid, host } = JSON.parse(content);
    return host === hostname() && !isAlive(pid) ? content : undefined;
  } catch {
    const { mtimeMs } = statSync(path, { throwIfNoEntry: false }) ?? { mtimeMs: 0 };
    return Date.now() - mtimeMs > FRESH_MS ? content : undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Of two that find it stale, one renames it; whoever comes later must not take away what the first has made since. */
export function takeAway(path: string, stale: string): void {
  const mine = `${path}.${process.pid}`;
  try {
    renameSync(path, mine);
    if (readFileSync(mine, 'utf8') === stale) rmSync(mine, { force: true });
    else renameSync(mine, path);
  } catch {
    // Somebody else was faster.
  }
}
