import type { Command } from 'commander';
import { HELP_OF_COMMANDS, HELP_OF_MIGRATE } from './help';
import { contradiction, OPTIONS, suggestion, type Settings } from './settings';
import { refusal } from '../private/errors';

/** What is to be done. */
export interface MigrateCommand {
  readonly directory: string;
  readonly settings: Settings;
  readonly config?: string;
  readonly write: boolean;
  readonly rollback: boolean;
}

/** A text to print instead of doing something. */
export interface Told {
  readonly text: string;
  /** Whether it was asked for. */
  readonly asked: boolean;
}

/** The part of an error of commander that is the same in all of its versions. */
interface Complaint {
  readonly code?: string;
  readonly message: string;
}

/**
 * Reads a command line.
 *
 * @throws FOC160 for what there isn't, FOC161 for what is missing or contradicts itself
 */
export function commandOf(args: readonly string[], version: string): MigrateCommand | Told {
  let printed = '';
  let found: MigrateCommand | undefined;
  const program = programOf(version, (directory, options) => (found = commandFrom(directory, options)));
  for (const command of [program, ...program.commands]) {
    command.exitOverride().showSuggestionAfterError(false).configureOutput({ writeOut: text => (printed += text), writeErr: () => undefined });
  }
  if (args.length === 0) return { text: `${program.helpInformation()}${HELP_OF_COMMANDS}\n`, asked: false };
  try {
    program.parse(args, { from: 'user' });
  } catch (error) {
    const { code } = error as Complaint;
    if (printed !== '') return { text: printed, asked: true };
    if (code?.startsWith('commander.')) throw complaint(error as Complaint, program);
    throw error;
  }
  return found!;
}

function programOf(version: string, act: (directory: string, options: Options) => void): Command {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { Command: Program }: typeof import('commander') = require('commander');
  const program = new Program('flux-oci').description('Move a Flux repository from Git to OCI registries.').version(version, '--version', 'print the version');
  program.helpOption('-h, --help', 'print this').addHelpText('after', HELP_OF_COMMANDS).configureHelp({ helpWidth: 100 });
  const migrate = program.command('migrate').argument('<DIR>', 'the repository, or a part of it that says everything about itself')
    .description('Move the Flux YAML below a directory from Git to OCI. Shows what it would change, and writes nothing without --write.');
  migrate.usage('DIR --registry URL [options]').helpOption('-h, --help', 'print this').configureHelp({ helpWidth: 100 });
  for (const { name, value, description, many } of OPTIONS) {
    const flags = `--${name} <${value}>`;
    if (many) migrate.option(flags, `${description}; may be repeated`, (text: string, before: string[] = []) => [...before, text]);
    else migrate.option(flags, description);
  }
  migrate.option('--config <FILE>', 'these options from a YAML file; what the command line says wins (default: .flux-oci.yaml in DIR)');
  migrate.option('--write', 'write it; an interrupted run is finished first').option('--rollback', 'undo what the last --write wrote');
  migrate.addHelpText('after', HELP_OF_MIGRATE).action(act);
  return program;
}

type Options = Settings & { readonly config?: string; readonly write?: boolean; readonly rollback?: boolean };

function commandFrom(directory: string, { config, write = false, rollback = false, ...settings }: Options): MigrateCommand {
  if (write && rollback) throw refusal('FOC161', undefined, '`--write` and `--rollback` exclude each other', { use: 'one of them' });
  const both = contradiction(settings);
  if (both) throw refusal('FOC161', undefined, `\`--${both.join('` and `--')}\` exclude each other`, { use: 'one of them' });
  return { directory, settings, config, write, rollback };
}

/** What commander has against a command line, in our words. */
function complaint({ code, message }: Complaint, program: Command): Error {
  const got = /'([^']*)'/.exec(message)?.[1].split(' ')[0] ?? '';
  switch (code) {
    case 'commander.unknownOption': {
      const names = [...OPTIONS.map(({ name }) => name), 'config', 'write', 'rollback', 'help'].map(name => `--${name}`);
      return refusal('FOC160', undefined, 'there is no such option', { got: JSON.stringify(got), use: suggestion(got, names) });
    }
    case 'commander.unknownCommand':
      return refusal('FOC160', undefined, 'there is no such command', { got: JSON.stringify(got), use: suggestion(got, program.commands.map(command => command.name())) });
    case 'commander.optionMissingArgument':
      return refusal('FOC161', undefined, `\`${got}\` needs a value`, { use: /'([^']*)'/.exec(message)![1] });
    case 'commander.missingArgument':
      return refusal('FOC161', undefined, 'nothing says what to migrate', { use: '`flux-oci migrate DIR --registry oci://ghcr.io/acme`' });
    default:
      return refusal('FOC161', undefined, 'one directory is migrated at a time', { use: '`flux-oci migrate DIR`, and quotes around globs' });
  }
}
