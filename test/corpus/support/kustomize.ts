import { posix } from 'node:path';
import { applyPatch, type Build, type Built, type Patch } from './build';
import { parseFile } from './documents';
import { isRecord } from './patch';
import { isKustomizationFile, isYaml, type Tree } from './tree';

/**
 * So much of kustomize as Flux objects meet in a repository: resources, components, namespace, prefix and suffix, patches of all
 * three kinds. Remote resources, generators and replacements are passed over.
 */
export class Kustomize {
  private readonly directories: ReadonlySet<string>;

  public constructor(private readonly tree: Tree) {
    this.directories = new Set(['.', ...[...tree.keys()].flatMap(path => ancestorsOf(path))]);
  }

  /** The path of the kustomization of a directory. */
  public fileIn(directory: string): string | undefined {
    return ['kustomization.yaml', 'kustomization.yml', 'Kustomization'].map(name => posix.join(directory, name)).find(path => this.tree.has(path));
  }

  public isDirectory(path: string): boolean {
    return this.directories.has(path);
  }

  /** Builds a directory; without kustomization all YAML below it, as Flux does. */
  public build(directory: string, depth = 0): Build {
    const build: Build = { objects: [], problems: [], read: new Set() };
    this.into(build, directory, depth);
    return build;
  }

  /** Builds into objects that are there already, which is what components do. */
  private into(build: Build, directory: string, depth: number): void {
    build.read.add(directory);
    if (depth > 30) return void build.problems.push(`${directory}: refers to itself`);
    const file = this.fileIn(directory);
    if (!file) return this.generated(build, directory);
    const [kustomization] = this.valuesIn(file);
    build.read.add(file);
    if (!isRecord(kustomization)) return undefined;
    const isComponent = kustomization.kind === 'Component';
    const own: Build = isComponent ? build : { ...build, objects: [] };
    for (const entry of [...listOf(kustomization.resources), ...listOf(kustomization.bases)]) this.resource(own, directory, file, entry, depth);
    for (const entry of listOf(kustomization.components)) if (typeof entry === 'string' && !isRemote(entry)) this.into(own, posix.join(directory, entry), depth + 1);
    this.transform(own, directory, file, kustomization);
    if (!isComponent) build.objects.push(...own.objects);
  }

  private resource(build: Build, directory: string, file: string, entry: unknown, depth: number): void {
    if (typeof entry !== 'string' || isRemote(entry)) return;
    const path = posix.join(directory, entry);
    if (this.tree.has(path)) {
      build.read.add(path);
      build.objects.push(...this.objectsIn(path));
    } else if (this.isDirectory(path.replace(/\/$/, ''))) {
      const inner: Build = { ...build, objects: [] };
      this.into(inner, path.replace(/\/$/, ''), depth + 1);
      build.objects.push(...inner.objects);
    } else {
      build.problems.push(`${file}: ${entry} isn't there`);
    }
  }

  private transform(build: Build, directory: string, file: string, kustomization: any): void {
    const merges = listOf(kustomization.patchesStrategicMerge).map((entry): Patch => String(entry).includes('\n') ? { patch: entry } : { path: entry });
    for (const patch of [...merges, ...listOf(kustomization.patches)]) this.patch(build, directory, file, patch);
    const { namespace, namePrefix = '', nameSuffix = '' } = kustomization;
    for (const [index, { value, file: from }] of build.objects.entries()) {
      const metadata = { ...value.metadata, ...namespace && { namespace }, name: `${namePrefix}${value.metadata?.name}${nameSuffix}` };
      if (namespace || namePrefix || nameSuffix) build.objects[index] = { value: { ...value, metadata }, file: from };
    }
    for (const patch of listOf(kustomization.patchesJson6902)) this.patch(build, directory, file, patch);
  }

  private patch(build: Build, directory: string, file: string, { patch, path, target }: Patch): void {
    const from = path === undefined ? undefined : posix.join(directory, path);
    if (from) build.read.add(from);
    const text = from === undefined ? patch : this.tree.get(from);
    if (text === undefined) return void build.problems.push(`${file}: patch ${path} isn't there`);
    applyPatch(build, file, text, target);
  }

  private generated(build: Build, directory: string): void {
    const prefix = directory === '.' ? '' : `${directory}/`;
    const below = [...this.tree.keys()].filter(path => path.startsWith(prefix) && isYaml(path));
    const roots = below.filter(path => isKustomizationFile(path)).map(path => posix.dirname(path));
    const outer = roots.filter(root => !roots.some(other => other !== root && root.startsWith(`${other}/`)));
    for (const path of below.filter(each => !roots.some(root => each.startsWith(`${root}/`)))) {
      build.read.add(path);
      build.objects.push(...this.objectsIn(path));
    }
    for (const root of outer) this.into(build, root, 1);
  }

  /** The objects of a file; those of a ResourceSet and of a List count too. */
  public objectsIn(path: string): Built[] {
    const isObject = (value: any): boolean => isRecord(value) && Boolean(value.kind && value.apiVersion);
    return this.valuesIn(path).flatMap(value => withInner(value)).filter(isObject).map(value => ({ value, file: path }));
  }

  private valuesIn(path: string): any[] {
    const text = this.tree.get(path);
    return text === undefined ? [] : parseFile(text).documents.map(document => document.value).filter(isRecord);
  }
}

function withInner(value: any): any[] {
  if (value.kind === 'List') return listOf(value.items).flatMap(withInner);
  return value.kind === 'ResourceSet' ? [value, ...listOf(value.spec?.resources)] : [value];
}

function ancestorsOf(path: string): string[] {
  const parent = posix.dirname(path);
  return parent === '.' ? [] : [parent, ...ancestorsOf(parent)];
}

export function listOf(value: any): any[] {
  return Array.isArray(value) ? value : [];
}

export function isRemote(entry: string): boolean {
  return /^(https?:|git@|ssh:|git::)|github\.com\/|^[\w.-]+\.[a-z]+\/.*\?ref=|\?ref=/.test(entry);
}
