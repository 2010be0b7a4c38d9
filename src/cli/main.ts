import { commandOf, type MigrateCommand, type Told } from './command-line';
import { migrate, type Migrate } from './migrate';
import { paintFor, type Terminal } from './terminal';
import { FluxOciError } from '../private/errors';

/** Refusals that come of the state of the disk, not of how the command was called. */
const STATE = new Set(['FOC165', 'FOC166', 'FOC167', 'FOC168', 'FOC169']);

/** The program `flux-oci`. */
export function main({ argv, env, stdout, stderr }: NodeJS.Process, version: string, decide = decider()): number {
  for (const stream of [stdout, stderr]) stream.on('error', endQuietly);
  return run(argv.slice(2), { stdout, stderr, environment: env }, version, decide);
}

/** Carries out a command line. Returns the exit status. */
export function run(args: readonly string[], terminal: Terminal, version: string, decide: Migrate): number {
  const { stdout, stderr } = terminal;
  try {
    const command = commandOf(args, version);
    if (!isTold(command)) return migrate(command, terminal, decide);
    (command.asked ? stdout : stderr).write(command.text);
    return command.asked ? 0 : 2;
  } catch (error) {
    if (!(error instanceof FluxOciError)) throw error;
    stderr.write(`${paintFor(stderr, terminal).red(error.message)}\n`);
    return STATE.has(error.code) ? 1 : 2;
  }
}

function isTold(command: MigrateCommand | Told): command is Told {
  return 'text' in command;
}

/** Whoever reads has had enough, as `head` has. */
function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

/** Loaded once the command line is known to be right. */
function decider(): Migrate {
  return (...given) => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { migrateTree }: typeof import('../migration/migrate-tree') = require('../migration/migrate-tree');
    return migrateTree(...given);
  };
}
