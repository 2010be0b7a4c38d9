import type { Built } from './build';
import { parseFile, valuesOf, type YamlDocument } from './documents';
import { nameOf } from './flux';
import { isRecord } from './patch';
import type { Root } from './roots';
import type { Tree } from './tree';
import type { MigrationResult } from '../../../src/migration/migration';
import type { GitToOciOptions } from '../../../src/migration/migration-options';
import type { MigratedFile } from '../../../src/migration/migration-result';
import type { Ownership } from '../trees';

/** One migration of one tree, as the checks look at it. */
export interface Run {
  readonly options: GitToOciOptions;
  readonly ownership: Ownership;
  readonly migration: MigrationResult;
  readonly before: State;
  readonly after: State;
  /** What a second migration of the result changes. */
  readonly second: readonly MigratedFile[];
}

/** A tree and what it applies. */
export interface State {
  readonly tree: Tree;
  readonly roots: readonly Root[];
  readonly objects: readonly Built[];
  /** Whatever tells a FluxInstance what to pull: one itself, values of its chart, or a file of such values. */
  readonly instances: readonly Built[];
}

export type EditedFile = MigratedFile & { readonly before: string; readonly after: string };

/** The documents of a file that correspond, that went and that came. */
export interface Pairs {
  readonly kept: readonly (readonly [YamlDocument, YamlDocument])[];
  readonly gone: readonly YamlDocument[];
  readonly come: readonly YamlDocument[];
}

/** Pairs documents by kind, name and namespace, in order. */
export function pairsOf(before: string, after: string): Pairs {
  const come = documentsOf(after);
  const gone: YamlDocument[] = [];
  const kept: [YamlDocument, YamlDocument][] = [];
  for (const document of documentsOf(before)) {
    const index = come.findIndex(other => keyOf(other.value) === keyOf(document.value));
    if (index < 0) gone.push(document);
    else kept.push([document, ...come.splice(index, 1)] as [YamlDocument, YamlDocument]);
  }
  return { kept, gone, come };
}

function documentsOf(text: string): YamlDocument[] {
  return parseFile(text).documents.filter(({ value }) => value !== null && value !== undefined);
}

function keyOf(value: any): string {
  return isRecord(value) && value.kind ? nameOf(value) : '';
}

/** Files that were there and still are, with other content. */
export function editedFiles({ migration }: Run): EditedFile[] {
  return migration.files.filter((file): file is EditedFile => file.before !== undefined && file.after !== undefined);
}

/** Whether a finding speaks of an object; without `file`, wherever the object is. A patch may have renamed it. */
export function isFound({ migration, before }: Run, value: any, file?: string): boolean {
  const inFile = file === undefined ? [] : valuesOf(before.tree.get(file));
  const declared = inFile.filter(each => each.kind === value.kind).map(each => each.metadata?.name);
  const isRenamed = declared.length > 0 && !declared.includes(value.metadata?.name);
  return migration.findings.some(finding => {
    const [kind, ...names] = (finding.object ?? '').split('/');
    const isSameFile = file === undefined || finding.file === undefined || finding.file === file;
    return isSameFile && kind === value.kind && (isRenamed || names.at(-1) === value.metadata?.name);
  });
}
