import { diffArrays } from 'diff';
import { migrateTree } from '../../../src/migration/migrate-tree';
import type { Migration } from '../../../src/migration/migration';
import type { GitToOciOptions } from '../../../src/migration/migration-options';
import type { MigrationChange, MigrationFinding } from '../../../src/migration/migration-result';

/** What a migration made of some files. */
export interface Migrated {
  /** The files that changed: their new text, or null for one that is deleted. */
  readonly files: { readonly [path: string]: string | null };
  readonly findings: readonly MigrationFinding[];
  readonly changes: readonly MigrationChange[];
  readonly migration: Migration;
}

export const REGISTRY = 'oci://registry.example/acme';

/** Migrates files given by path; `directory` is where their `.git/config` is looked for. */
export function migrated(files: { readonly [path: string]: string }, options: Partial<GitToOciOptions> = {}, directory?: string): Migrated {
  const inputs = Object.entries(files).map(([path, text]) => ({ path, text }));
  const migration = migrateTree(inputs, { registry: REGISTRY, ...options }, directory);
  return {
    files: Object.fromEntries(migration.files.map(({ path, after }) => [path, after ?? null])),
    findings: migration.findings,
    changes: migration.changes,
    migration,
  };
}

/** The files as they are after a migration. */
export function afterwards(files: { readonly [path: string]: string }, changed: Migrated['files']): { [path: string]: string } {
  return Object.fromEntries(Object.entries({ ...files, ...changed }).filter((entry): entry is [string, string] => entry[1] !== null));
}

/**
 * The changed lines by file, as those of a unified diff without context: `8-` and the old line 8 for one that is gone, `8+` and a new
 * line for one that takes its place or comes before it. A new file is all its lines with `+`. Nothing else has changed: with
 * the old file, the lines tell the new one.
 */
export function changedLines(files: { readonly [path: string]: string }, { files: changed }: Migrated): { [path: string]: string[] } {
  return Object.fromEntries(Object.entries(changed).map(([path, after]) => {
    if (after === null) return [path, ['deleted']];
    return [path, files[path] === undefined ? added(after) : numbered(linesOf(files[path]), linesOf(after))];
  }));
}

/** The changed lines where a text that begins in a line of a file has given way to another one. */
export function replaced(line: number, before: string, after: string): string[] {
  return numbered(linesOf(before), linesOf(after), line);
}

/** The lines of a new file, or those of a text that comes before a line. */
export function added(text: string, line?: number): string[] {
  return linesOf(text).map(own => `${line ?? ''}+${own}`);
}

/** The changed lines of references to a GitRepository that name an OCIRepository now. */
export function repointed(...lines: readonly number[]): string[] {
  return lines.flatMap(line => [`${line}-    kind: GitRepository`, `${line}+    kind: OCIRepository`]);
}

function numbered(before: string[], after: string[], first = 1): string[] {
  let [line, hunk] = [first, first];
  return diffArrays(before, after).flatMap(part => {
    if (part.added) return part.value.map(text => `${hunk}+${text}`);
    hunk = line;
    line += part.value.length;
    if (part.removed) return part.value.map((text, index) => `${hunk + index}-${text}`);
    hunk = line;
    return [];
  });
}

/** The lines of a text; a missing end of the last one is a line of its own, as in a diff. */
function linesOf(text: string): string[] {
  const lines = text.split('\n');
  return lines.pop() === '' ? lines : [...text.split('\n'), '\\ No newline at end of file'];
}

/** The findings, one a line, without those about the defaults of the options (FOC111). */
export function told({ findings }: Migrated): string[] {
  return findings.filter(({ code }) => code !== 'FOC111').map(({ code, level, file, line, object, problem, use }) => [
    `${code} ${level}`,
    ...(file === undefined ? [] : [`${file}${line === undefined ? '' : `:${line}`}`]),
    ...(object === undefined ? [] : [object]),
    `| ${problem}${use === undefined ? '' : `; use ${use}`}`,
  ].join(' '));
}

/** The changes, one a line. */
export function done({ changes }: Migrated): string[] {
  return changes.map(({ file, line, object, what }) => `${file}:${line} ${object} | ${what}`);
}

/** What a second run would change. */
export function again(files: { readonly [path: string]: string }, { files: changed }: Migrated, options: Partial<GitToOciOptions> = {}, directory?: string): Migrated['files'] {
  return migrated(afterwards(files, changed), options, directory).files;
}
