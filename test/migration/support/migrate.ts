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
