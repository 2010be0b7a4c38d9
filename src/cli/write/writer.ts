import { dirname, join } from 'node:path';
import { Disk } from './disk';
import { Journal, type JournalContent, type JournalFile } from './journal';
import { withLock } from './lock';
import { placeOf, statsOf, within } from './place';
import { attempt, Work, type Step } from './work';
import type { MigratedFile } from '../../migration/migration-result';
import { JOURNAL } from '../../migration/read-directory';
import { refusal, type FluxOciError } from '../../private/errors';

/** Writes migrations to a directory, and undoes them. */
export class Writer {
  public constructor(private readonly root: string, private readonly disk = new Disk()) {}

  /** Keeps other runs out. */
  public exclusively<T>(act: () => T): T {
    return withLock(this.root, act);
  }

  /**
   * Ends what an interrupted run began. Returns how many files it was about; undefined where there was none.
   *
   * @throws FOC165 for a file that has changed since, FOC167 after an interrupted rollback
   */
  public finish(): number | undefined {
    const journal = Journal.latest(this.disk, this.root);
    if (journal?.state === 'undoing') {
      throw refusal('FOC167', undefined, "a rollback hasn't come to its end", { use: '`--rollback` first, which ends it' });
    }
    return journal?.state === 'writing' ? this.carryOut(journal, journal.read()) : undefined;
  }

  /**
   * Writes the files of a migration: first into the journal, then where they belong.
   *
   * @throws FOC165 for a file that isn't as it was read, while nothing is written yet
   */
  public write(files: readonly MigratedFile[]): void {
    if (files.length === 0) return;
    const entries = files.map(({ path, before, after }): JournalFile => {
      const { mode } = attempt(path, () => placeOf(this.root, path));
      return { path, before, after, mode };
    });
    const content = { files: entries, directories: this.missing(entries) };
    this.forward(content).check();
    this.carryOut(attempt(JOURNAL, () => Journal.begin(this.disk, this.root, content)), content);
  }

  /**
   * Undoes the last migration, also one that was interrupted. Returns how many files it was about; undefined where there is none.
   *
   * @throws FOC168 for a file that has changed since, while nothing is undone yet
   */
  public rollback(): number | undefined {
    const journal = Journal.latest(this.disk, this.root);
    if (!journal) return undefined;
    const { files, directories } = journal.read();
    const steps = files.map(({ path, before, after, mode }): Step => ({ path, from: after, to: before, mode }));
    const work = new Work(this.disk, this.root, steps, changedSince);
    work.check();
    attempt(JOURNAL, () => journal.become('undoing'));
    work.perform();
    for (const directory of [...directories].reverse()) this.disk.removeDirectory(within(this.root, directory));
    journal.discard();
    return files.length;
  }

  private carryOut(journal: Journal, content: JournalContent): number {
    const work = this.forward(content);
    work.check();
    work.perform();
    attempt(JOURNAL, () => journal.become('written'));
    return content.files.length;
  }

  private forward({ files }: JournalContent): Work {
    return new Work(this.disk, this.root, files.map(({ path, before, after }): Step => ({ path, from: before, to: after })), changedBefore);
  }

  /** The directories that new files need, outer ones first. */
  private missing(files: readonly JournalFile[]): string[] {
    const missing = new Set<string>();
    for (const { path } of files.filter(({ before }) => before === undefined)) {
      for (let directory = dirname(path); directory !== '.' && !statsOf(join(this.root, directory)); directory = dirname(directory)) missing.add(directory);
    }
    return [...missing].sort();
  }
}

function changedBefore(paths: readonly string[]): FluxOciError {
  return refusal('FOC165', undefined, 'a file has changed since it was read', {
    got: listed(paths), use: 'the same command again; if a run was interrupted, put the file back as it was before, or after',
  });
}

function changedSince(paths: readonly string[]): FluxOciError {
  return refusal('FOC168', undefined, 'a file has changed since the migration', {
    got: listed(paths), use: `git to undo both; or put the file back as the migration left it; or delete ${JOURNAL}, which gives the rollback up`,
  });
}

function listed(paths: readonly string[]): string {
  const shown = paths.slice(0, 5).map(path => JSON.stringify(path)).join(', ');
  return paths.length > 5 ? `${shown} and ${paths.length - 5} more` : shown;
}
