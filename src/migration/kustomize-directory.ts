import { directoryOf, resolvedPath, type TreeFile } from './tree-file';
import { itemsAt, rootMap, textAt, textOf } from './yaml-lookup';
import type { YamlMap, YamlNode } from './yaml-tree';

/** What a kustomization.yaml takes in. */
export interface KustomizeEntry {
  /** As it is written. */
  readonly text: string;
  readonly node: YamlNode;
  /** Relative to the repository; undefined for what is remote or outside. */
  readonly path?: string;
  readonly remote: boolean;
}

/** Where a kustomization.yaml names files and directories. */
export const LISTS = ['resources', 'components', 'bases', 'crds'];
const REMOTE = /^(?:[a-z][a-z0-9+.-]*:\/\/|git@|github\.com\/|bitbucket\.org\/|gitlab\.com\/)|[?]ref=|\.git(?:\/|$)/;

/** A directory that has a kustomization.yaml. */
export class KustomizeDirectory {
  public readonly directory: string;
  public readonly namespace?: string;
  public readonly entries: readonly KustomizeEntry[];

  public constructor(public readonly file: TreeFile, public readonly map: YamlMap) {
    this.directory = directoryOf(file.path);
    this.namespace = textAt(map, 'namespace');
    this.entries = LISTS.flatMap(list => itemsAt(map, list).map(node => this.entry(node)));
  }

  /** Whether it renames what it takes in. */
  public get renames(): boolean {
    return (textAt(this.map, 'namePrefix') ?? '') + (textAt(this.map, 'nameSuffix') ?? '') !== '';
  }

  private entry(node: YamlNode): KustomizeEntry {
    const text = textOf(node) ?? '';
    const remote = REMOTE.test(text);
    return { text, node, remote, path: remote ? undefined : resolvedPath(this.directory, text) };
  }
}

/** What the kustomization.yaml of a directory says; undefined for a file that says nothing. */
export function kustomizeDirectory(file: TreeFile): KustomizeDirectory | undefined {
  for (const document of file.documents) {
    const map = rootMap(document);
    if (map) return new KustomizeDirectory(file, map);
  }
  return undefined;
}
