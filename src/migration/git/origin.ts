import { gitFile } from '../read-directory';

/** Where the clone of a repository comes from; undefined where the files weren't read from one. */
export function originOf(directory: string | undefined): string | undefined {
  const config = directory === undefined ? undefined : gitFile(directory, 'config');
  return /^\s*\[remote "origin"\][^[]*?^\s*url\s*=\s*(\S+)\s*$/m.exec(config ?? '')?.[1];
}
