import { isUtf8 } from 'node:buffer';
import { readdirSync, readFileSync, statSync, type Dirent, type Stats } from 'node:fs';
import { join } from 'node:path';
import { isYaml, type TreeInput } from './tree-file';
import { refusal } from '../private/errors';

/** Where the command keeps what it needs to undo a migration, relative to the repository. */
export const JOURNAL = '.flux-oci-journal';

/**
 * The files below a directory, by path; YAML with its text, which is read when it is asked for. Symbolic links to directories aren't followed.
 *
 * @throws FOC164 for what can't be read: without it nobody knows what is used
 */
export function* filesBelow(directory: string, folder = ''): Generator<TreeInput> {
  for (const entry of entriesOf(join(directory, folder))) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      if (!isPassedOver(entry.name)) yield* filesBelow(directory, path);
    } else if (entry.isSymbolicLink()) {
      yield { path, text: isYaml(path) ? textBehind(join(directory, path)) : undefined, symlink: true };
    } else if (entry.isFile()) {
      yield { path, text: isYaml(path) ? textOf(join(directory, path)) : undefined };
    }
  }
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((one, other) => sortKey(one) < sortKey(other) ? -1 : 1);
  } catch (error) {
    throw unreadable(folder, error, 'the path of a directory that you may read');
  }
}

function sortKey(entry: Dirent): string {
  return entry.isDirectory() ? `${entry.name}/` : entry.name;
}

function isPassedOver(name: string): boolean {
  return name.startsWith('.git') || name === 'node_modules' || name === JOURNAL;
}

/** Undefined where it isn't UTF-8. A byte order mark is part of the text. */
function textOf(file: string): string | undefined {
  try {
    const text = readFileSync(file, 'utf8');
    // Bytes that are no UTF-8 become this character, which a text may also hold itself.
    return text.includes('\uFFFD') && !isUtf8(readFileSync(file)) ? undefined : text;
  } catch (error) {
    throw unreadable(file, error, 'a file that you may read, or remove it');
  }
}

/** A link that leads nowhere, or to a directory, stands for no text. */
function textBehind(link: string): string | undefined {
  return statOf(link)?.isFile() ? textOf(link) : '';
}

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

function unreadable(path: string, error: unknown, use: string): Error {
  return refusal('FOC164', undefined, "what can't be read can't be migrated", { got: `${JSON.stringify(path)} (${(error as NodeJS.ErrnoException).code})`, use });
}

/** A file of a clone's `.git`, such as `config`; undefined where there is none. */
export function gitFile(directory: string, name: string): string | undefined {
  const file = join(directory, '.git', name);
  return statOf(file)?.isFile() ? readFileSync(file, 'utf8') : undefined;
}
