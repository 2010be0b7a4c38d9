import type { KustomizeDirectory } from './kustomize-directory';
import { directoryOf, isKustomization, isYaml } from './tree-file';

/** A directory that something applies, and the namespace that it forces on everything in it. */
export interface Root {
  readonly directory: string;
  readonly namespace?: string;
}

/** Which namespaces kustomize forces upon the objects of which files; undefined stands for none. */
export class ForcedNamespaces {
  private readonly byFile = new Map<string, Set<string | undefined>>();
  /** By directory, the namespaces with which it was entered. */
  private readonly entered = new Map<string, Set<string | undefined>>();
  private readonly files = new Map<string, string[]>();
  private readonly subdirectories = new Map<string, string[]>();

  public constructor(private readonly directories: ReadonlyMap<string, KustomizeDirectory>, paths: Iterable<string>, roots: readonly Root[]) {
    for (const path of paths) if (isYaml(path)) this.put(path);
    for (const { directory, namespace } of roots) this.enter(directory, namespace);
    const taken = new Set([...directories.values()].flatMap(({ entries }) => entries.map(entry => entry.path)));
    // What nobody takes in and no Flux Kustomization applies may be applied by somebody outside.
    for (const directory of directories.keys()) if (!taken.has(directory) && !this.entered.has(directory)) this.enter(directory, undefined);
  }

  /** What is forced upon the objects of a file: once for each way in which it is applied. */
  public of(path: string): readonly (string | undefined)[] {
    const forced = this.byFile.get(path);
    return forced ? [...forced] : [undefined];
  }

  private put(path: string): void {
    const directory = directoryOf(path);
    if (!this.files.has(directory)) this.putDirectory(directory);
    this.files.get(directory)!.push(path);
  }

  private putDirectory(directory: string): void {
    this.files.set(directory, []);
    if (directory === '') return;
    const parent = directoryOf(directory);
    if (!this.files.has(parent)) this.putDirectory(parent);
    const siblings = this.subdirectories.get(parent);
    if (siblings) siblings.push(directory);
    else this.subdirectories.set(parent, [directory]);
  }

  private enter(directory: string, outer: string | undefined): void {
    if (!added(this.entered, directory, outer)) return;
    const kustomize = this.directories.get(directory);
    if (!kustomize) return this.enterPlain(directory, outer);
    // The outermost namespace is the last to be set.
    const namespace = outer ?? kustomize.namespace;
    for (const { path } of kustomize.entries) {
      if (path === undefined) continue;
      if (this.files.has(path)) this.enter(path, namespace);
      else added(this.byFile, path, namespace);
    }
  }

  /** Without a kustomization.yaml Flux takes every file below, and every directory that has one as kustomize would. */
  private enterPlain(directory: string, outer: string | undefined): void {
    for (const file of this.files.get(directory) ?? []) if (!isKustomization(file)) added(this.byFile, file, outer);
    for (const child of this.subdirectories.get(directory) ?? []) this.enter(child, outer);
  }
}

function added(map: Map<string, Set<string | undefined>>, key: string, value: string | undefined): boolean {
  const values = map.get(key);
  if (!values) map.set(key, new Set([value]));
  else if (values.has(value)) return false;
  else values.add(value);
  return true;
}
