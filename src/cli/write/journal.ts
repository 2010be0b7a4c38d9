import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Disk } from './disk';
import { JOURNAL } from '../../migration/read-directory';
import { refusal } from '../../private/errors';

/** A file that a migration changes. */
export interface JournalFile {
  readonly path: string;
  /** Absent for a file that is new. */
  readonly before?: string;
  /** Absent for a file that is deleted. */
  readonly after?: string;
  /** Of the old file. */
  readonly mode?: number;
}

/** What is to be written, and how to undo it. */
export interface JournalContent {
  readonly files: readonly JournalFile[];
  /** Those that weren't there, outer ones first. */
  readonly directories: readonly string[];
}

/** How far a migration has come. */
export type JournalState = 'writing' | 'written' | 'undoing';

const NAME = /^(\d{4,})-(writing|written|undoing)\.json$/;
const FORMAT = 1;

/**
 * One migration, as a file that is there as a whole or not at all. Its name says how far it has come, so that renaming it is the one step
 * between a state and the next.
 */
export class Journal {
  public static latest(disk: Disk, root: string): Journal | undefined {
    const latest = latestIn(root);
    return latest && new Journal(disk, root, latest.number, latest.state);
  }

  /** Writes down what will be written. From here on it is done, or undone, as a whole. */
  public static begin(disk: Disk, root: string, content: JournalContent): Journal {
    const journal = new Journal(disk, root, (latestIn(root)?.number ?? 0) + 1, 'writing');
    const draft = join(root, JOURNAL, 'draft');
    disk.makeDirectory(join(root, JOURNAL));
    disk.remove(draft);
    disk.create(draft, JSON.stringify({ format: FORMAT, ...content }), 0o600);
    disk.rename(draft, journal.path);
    disk.settle(join(root, JOURNAL));
    return journal;
  }

  private constructor(private readonly disk: Disk, private readonly root: string, private readonly number: number, private current: JournalState) {}

  public get state(): JournalState {
    return this.current;
  }

  /** @throws FOC167 where it isn't what `begin` wrote */
  public read(): JournalContent {
    try {
      const { format, files, directories } = JSON.parse(readFileSync(this.path, 'utf8'));
      if (format === FORMAT && isListOf(files, isFile) && isListOf(directories, isText)) return { files, directories };
    } catch {
      // Told below.
    }
    throw refusal('FOC167', undefined, 'the journal is damaged', {
      got: JSON.stringify(this.path), use: 'git to see what was written, and delete the journal',
    });
  }

  public become(state: JournalState): void {
    const before = this.path;
    this.current = state;
    this.disk.rename(before, this.path);
    this.disk.settle(join(this.root, JOURNAL));
  }

  public discard(): void {
    this.disk.remove(this.path);
  }

  private get path(): string {
    return join(this.root, JOURNAL, `${String(this.number).padStart(4, '0')}-${this.current}.json`);
  }
}

/** How far the last migration of a directory has come; undefined where there was none. */
export function latestIn(root: string): { readonly number: number; readonly state: JournalState } | undefined {
  return namesIn(join(root, JOURNAL)).flatMap(name => {
    const [, number, state] = NAME.exec(name) ?? [];
    return number === undefined ? [] : [{ number: Number(number), state: state as JournalState }];
  }).sort((one, other) => one.number - other.number).at(-1);
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

function isListOf<T>(value: unknown, is: (item: unknown) => item is T): value is T[] {
  return Array.isArray(value) && value.every(is);
}

function isFile(value: unknown): value is JournalFile {
  const { path, before, after, mode } = (value ?? {}) as JournalFile;
  return isText(path) && [before, after].every(text => text === undefined || isText(text)) && (mode === undefined || Number.isInteger(mode));
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
