import type { Migration } from './migration';
import type { MigratedFile } from './migration-result';

/** What a migration came to, without the contents of the files. */
export function jsonReport({ needsPerson, files, findings, changes, publish, rollout }: Migration): string {
  return `${JSON.stringify({ needsPerson, files: files.map(summaryOf), changes, findings, publish, rollout }, undefined, 2)}\n`;
}

function summaryOf(file: MigratedFile): object {
  return { path: file.path, state: stateOf(file) };
}

/** What becomes of a file. */
export function stateOf({ before, after }: MigratedFile): 'new' | 'edited' | 'deleted' {
  if (before === undefined) return 'new';
  return after === undefined ? 'deleted' : 'edited';
}
