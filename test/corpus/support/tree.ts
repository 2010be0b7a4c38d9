import { isUtf8 } from 'node:buffer';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import type { MigrationResult } from '../../../src/migration/migration';

/** A repository: its files by path with `/`. What isn't UTF-8 has no text. */
export type Tree = ReadonlyMap<string, string | undefined>;

/** The YAML files, and those kustomizations that have no extension. */
export function readTree(folder: string): Tree {
  const tree = new Map<string, string | undefined>();
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath ?? entry.path, entry.name);
    if (!entry.isFile()) continue;
    const bytes = readFileSync(path);
    tree.set(relative(folder, path).split(sep).join('/'), isUtf8(bytes) ? bytes.toString('utf8') : undefined);
  }
  return tree;
}

/** The tree with what a migration changes, adds and deletes. */
export function migrated(tree: Tree, migration: MigrationResult): Tree {
  const after = new Map(tree);
  for (const file of migration.files) {
    if (file.after === undefined) after.delete(file.path);
    else after.set(file.path, file.after);
  }
  return after;
}

/** Writes the changed files over a copy of the tree that `folder` holds. */
export function writeChanges(folder: string, migration: MigrationResult): void {
  for (const file of migration.files) {
    const path = join(folder, file.path);
    if (file.after === undefined) {rmSync(path, { force: true });} else {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, file.after);
    }
  }
}

export function isYaml(path: string): boolean {
  return /\.ya?ml$/.test(path) || isKustomizationFile(path);
}

export function isKustomizationFile(path: string): boolean {
  return /(^|\/)(kustomization\.ya?ml|Kustomization)$/.test(path);
}
