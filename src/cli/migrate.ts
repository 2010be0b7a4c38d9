import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { MigrateCommand } from './command-line';
import { settingsOfFile } from './config-file';
import { chosen, migrationOptions } from './migration-options';
import { merged, type Settings } from './settings';
import { counted, summaryOf } from './summary';
import { harmless, paintFor, painted, Progress, type Terminal } from './terminal';
import { latestIn, type JournalState } from './write/journal';
import type { Writer } from './write/writer';
import type { migrateTree } from '../migration/migrate-tree';
import type { Migration } from '../migration/migration';
import { filesBelow, JOURNAL } from '../migration/read-directory';
import type { TreeInput } from '../migration/tree-file';
import { refusal } from '../private/errors';

/** What decides; tests bring their own. */
export type Migrate = typeof migrateTree;

/** Carries out `flux-oci migrate`. Returns the exit status. */
export function migrate(command: MigrateCommand, terminal: Terminal, decide: Migrate): number {
  const { directory, write, rollback } = command;
  if (!isDirectory(directory)) {
    throw refusal('FOC164', undefined, 'there is no such directory', { got: JSON.stringify(directory), use: 'the path of a repository' });
  }
  if (rollback) return undo(directory, terminal);
  const settings = merged(command.settings, settingsOfFile(directory, command.config));
  const run = new Run(directory, settings, terminal, decide);
  return write ? run.write(writerOf(directory)) : run.show();
}

function isDirectory(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

class Run {
  private readonly options;
  private readonly form: string | undefined;
  private readonly progress: Progress;

  public constructor(private readonly directory: string, settings: Settings, private readonly terminal: Terminal, private readonly decide: Migrate) {
    this.options = migrationOptions(settings);
    this.form = settings.output && chosen('output', settings.output, ['diff', 'json', 'markdown']);
    this.progress = new Progress(terminal.stderr);
  }

  /** What would be done. */
  public show(): number {
    const migration = this.decided();
    const interrupted = INTERRUPTED[latestIn(this.directory)?.state ?? 'written'];
    if (interrupted) this.say(`${interrupted}\n\n`);
    this.report(migration, this.form ?? 'diff');
    return this.conclude(migration, false);
  }

  public write(writer: Writer): number {
    return writer.exclusively(() => this.writeWith(writer));
  }

  private writeWith(writer: Writer): number {
    const finished = writer.finish();
    if (finished !== undefined) this.say(`finished what an interrupted run had begun: ${counted(finished, 'file')}\n`);
    const migration = this.decided();
    this.progress.show(`writing ${counted(migration.files.length, 'file')}`);
    try {
      writer.write(migration.files);
    } finally {
      this.progress.clear();
    }
    if (this.form) this.report(migration, this.form);
    return this.conclude(migration, true);
  }

  private decided(): Migration {
    try {
      return this.decide(this.counting(filesBelow(this.directory)), this.options, this.directory);
    } finally {
      this.progress.clear();
    }
  }

  private* counting(inputs: Iterable<TreeInput>): Generator<TreeInput> {
    let count = 0;
    for (const input of inputs) {
      this.progress.count(++count, files => `reading: ${counted(files, 'file')}`);
      yield input;
    }
    this.progress.show(`deciding about ${counted(count, 'file')}`);
  }

  private report(migration: Migration, form: string): void {
    const { stdout } = this.terminal;
    const text = form === 'json' ? migration.toJson() : form === 'markdown' ? migration.toMarkdown() : migration.unifiedDiff();
    const safe = stdout.isTTY ? harmless(text) : text;
    stdout.write(form === 'diff' ? painted(safe, paintFor(stdout, this.terminal)) : safe);
  }

  private conclude(migration: Migration, written: boolean): number {
    const { stderr } = this.terminal;
    stderr.write(summaryOf(migration, this.directory, written, paintFor(stderr, this.terminal)));
    return migration.needsPerson ? 1 : 0;
  }

  private say(text: string): void {
    this.terminal.stderr.write(text);
  }
}

const INTERRUPTED: { readonly [state in JournalState]?: string } = {
  writing: 'a run with `--write` was interrupted, so some files are old and some new; `--write` ends it, `--rollback` undoes it',
  undoing: 'a run with `--rollback` was interrupted, so some files are old and some new; `--rollback` ends it',
};

function undo(directory: string, { stderr }: Terminal): number {
  const writer = writerOf(directory);
  const files = existsSync(join(directory, JOURNAL)) ? writer.exclusively(() => writer.rollback()) : undefined;
  stderr.write(files === undefined ? 'nothing to roll back\n' : `rolled back: ${counted(files, 'file')} as before\n`);
  return 0;
}

/** Most runs write nothing. */
function writerOf(directory: string): Writer {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { Writer: Loaded }: typeof import('./write/writer') = require('./write/writer');
  return new Loaded(directory);
}
