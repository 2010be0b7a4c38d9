import { kustomizeDirectory, type KustomizeDirectory } from './kustomize-directory';
import { ForcedNamespaces, type Root } from './namespaces';
import { inlinePatches, patchesOf, type Patch } from './patches';
import { directoryOf, holdsLogin, isKustomization, isRelevant, isYaml, resolvedPath, TreeFile, type TreeInput } from './tree-file';
import { KUSTOMIZE, OPERATOR, TreeObject } from './tree-object';
import { find, itemsAt, rootMap, textAt } from './yaml-lookup';
import type { YamlDocument } from './yaml-tree';

/** A file that could matter, and isn't touched. */
export interface Untouched {
  readonly path: string;
  readonly reason: 'encoding' | 'syntax' | 'sops' | 'symlink';
  readonly problem?: string;
  readonly line?: number;
  /** What is in it, where that can be told: names that it may mention. */
  readonly text?: string;
}

/** The YAML of a repository: its objects, how kustomize puts them together, and what can't be read. */
export class Repository {
  /** The files that may matter, by path. */
  public readonly files = new Map<string, TreeFile>();
  /** Every path there is, also of what isn't YAML. */
  public readonly paths = new Set<string>();
  /** Every directory there is. */
  public readonly directories = new Set<string>(['']);
  public readonly objects: TreeObject[] = [];
  /** By directory. */
  public readonly kustomizations = new Map<string, KustomizeDirectory>();
  public readonly untouched: Untouched[] = [];
  /** Files that matter for nothing but the logins of registries that they may hold; also encrypted ones. */
  public readonly logins: { readonly path: string; readonly text: string }[] = [];
  private forced?: ForcedNamespaces;
  private allPatches?: Patch[];

  public constructor(inputs: Iterable<TreeInput>) {
    for (const input of inputs) this.take(input);
    for (const file of this.files.values()) this.index(file);
  }

  public ofKind(group: string, ...kinds: readonly string[]): TreeObject[] {
    return this.objects.filter(object => object.is(group, ...kinds));
  }

  /** The namespaces that an object has in the cluster, once for each way in which it is applied; undefined where the files don't tell. */
  public namespacesOf(object: TreeObject): readonly (string | undefined)[] {
    this.forced ??= new ForcedNamespaces(this.kustomizations, this.paths, this.roots());
    return [...new Set(this.forced.of(object.file.path).map(forced => forced ?? object.namespace))];
  }

  /** Every patch of every kustomization.yaml, Flux Kustomization and FluxInstance. */
  public get patches(): readonly Patch[] {
    this.allPatches ??= [
      ...[...this.kustomizations.values()].flatMap(({ file, map, directory }) => patchesOf(file, map, path => this.fileAt(directory, path))),
      ...this.ofKind(KUSTOMIZE, 'Kustomization').flatMap(({ file, spec }) => inlinePatches(file, spec)),
      ...this.ofKind(OPERATOR, 'FluxInstance').flatMap(({ file, spec }) => inlinePatches(file, spec, 'kustomize')),
    ];
    return this.allPatches;
  }

  public fileAt(directory: string, relative: string): TreeFile | undefined {
    const path = resolvedPath(directory, relative);
    return path === undefined ? undefined : this.files.get(path);
  }

  /** The directory that the `path` of a Flux Kustomization means, relative to the repository; undefined for what isn't there, or is a template. */
  public directoryAt(path: string | undefined): string | undefined {
    const directory = resolvedPath('', path ?? '.');
    return directory !== undefined && this.directories.has(directory) ? directory : undefined;
  }

  private take({ path, text, symlink }: TreeInput): void {
    this.paths.add(path);
    for (let directory = directoryOf(path); !this.directories.has(directory); directory = directoryOf(directory)) this.directories.add(directory);
    if (!isYaml(path)) return;
    if (text === undefined) {
      this.untouched.push({ path, reason: 'encoding' });
      return;
    }
    if (holdsLogin(text)) this.logins.push({ path, text });
    if (!isRelevant(path, text)) return;
    if (symlink) {
      this.untouched.push({ path, reason: 'symlink', text });
      return;
    }
    const file = new TreeFile(path, text);
    if (file.problem) this.untouched.push({ path, reason: 'syntax', problem: file.problem.problem, line: lineAt(text, file.problem.offset), text });
    else if (file.documents.some(isEncrypted)) this.untouched.push({ path, reason: 'sops', text });
    else this.files.set(path, file);
  }

  private index(file: TreeFile): void {
    if (isKustomization(file.path)) {
      const directory = kustomizeDirectory(file);
      if (directory) this.kustomizations.set(directory.directory, directory);
    }
    for (const document of file.documents) {
      const map = rootMap(document);
      if (map) this.add(new TreeObject(file, document, map));
    }
  }

  private add(object: TreeObject): void {
    this.objects.push(object);
    const items = object.kind === 'List' ? itemsAt(object.map, 'items') : object.is(OPERATOR, 'ResourceSet') ? itemsAt(object.spec, 'resources') : [];
    for (const item of items) if (item.type === 'map') this.add(new TreeObject(object.file, object.document, item, object));
  }

  private roots(): Root[] {
    return this.ofKind(KUSTOMIZE, 'Kustomization').flatMap(({ spec }) => {
      const directory = this.directoryAt(textAt(spec, 'path'));
      return directory === undefined ? [] : [{ directory, namespace: textAt(spec, 'targetNamespace') }];
    });
  }
}

function isEncrypted(document: YamlDocument): boolean {
  return find(document.root, 'sops', 'mac') !== undefined;
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
