import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { valuesOf } from './documents';
import { syncOf } from './flux';
import { rootsOf } from './roots';
import type { Run, State } from './run';
import { isYaml, migrated, readTree, writeChanges, type Tree } from './tree';
import { GitToOci } from '../../../src/migration/git-to-oci';
import type { MigrationResult } from '../../../src/migration/migration';
import type { GitToOciOptions } from '../../../src/migration/migration-options';
import type { MigratedFile } from '../../../src/migration/migration-result';
import type { Ownership } from '../trees';

/** Migrates a tree, and what comes out once more. */
export function migrate(folder: string, options: GitToOciOptions, ownership: Ownership): Run {
  const migration = GitToOci.migrateDirectory(folder, options);
  const copy = mkdtempSync(join(tmpdir(), 'flux-migrated-'));
  try {
    cpSync(folder, copy, { recursive: true });
    writeChanges(copy, migration);
    return runOf(readTree(folder), options, ownership, migration, GitToOci.migrateDirectory(copy, options).files);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

export function runOf(tree: Tree, options: GitToOciOptions, ownership: Ownership, migration: MigrationResult, second: readonly MigratedFile[]): Run {
  const [before, after] = [tree, migrated(tree, migration)].map(each => stateOf(each, options, ownership));
  return { options, ownership, migration, second, before, after };
}

/** What a tree applies, without migrating it. */
export function stateOf(tree: Tree, { artifactRoot = '.' }: GitToOciOptions, { own }: Ownership): State {
  const names = own.map(name => name.split('.')[0]);
  const roots = rootsOf(tree, ({ spec }) => {
    const { kind = 'GitRepository', name = names[0] } = spec?.sourceRef ?? {};
    if (!names.includes(name)) return undefined;
    return kind === 'OCIRepository' ? artifactRoot : '.';
  });
  const values = [...tree].flatMap(([file, text]) => isYaml(file) ? valuesOf(text).map(value => ({ file, value })) : []);
  const instances = values.filter(({ value }) => syncOf(value));
  return { tree, roots, instances, objects: roots.flatMap(root => root.objects) };
}
