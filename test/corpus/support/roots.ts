import { posix } from 'node:path';
import { applyPatch, type Build, type Patch } from './build';
import { valuesOf } from './documents';
import { isFlux } from './flux';
import { isRemote, Kustomize, listOf } from './kustomize';
import { isRecord } from './patch';
import { isKustomizationFile, isYaml, type Tree } from './tree';

/** Something that is applied as a whole: what one Flux Kustomization applies, a kustomization that none uses, or a file by itself. */
export interface Root extends Build {
  /** The same before and after a migration. */
  readonly id: string;
}

/** Everything that a repository applies. `artifactRoot` is where the paths of this repository's Kustomizations begin. */
export function rootsOf(tree: Tree, startOf: (kustomization: any) => string | undefined): Root[] {
  const kustomize = new Kustomize(tree);
  const roots: Root[] = [];
  for (const path of tree.keys()) if (isYaml(path)) roots.push(...fluxRoots(kustomize, path, startOf));
  const used = new Set([...usedDirectories(tree), ...roots.flatMap(root => [...root.read])]);
  for (const path of tree.keys()) {
    const directory = posix.dirname(path);
    if (isKustomizationFile(path) && !used.has(directory)) roots.push({ id: path, ...kustomize.build(directory) });
  }
  const read = new Set([...roots.flatMap(root => [...root.read]), ...usedFiles(tree)]);
  for (const path of tree.keys()) {
    if (!isYaml(path) || isKustomizationFile(path) || read.has(path)) continue;
    roots.push({ id: path, objects: kustomize.objectsIn(path), problems: [], read: new Set([path]) });
  }
  return roots;
}

function fluxRoots(kustomize: Kustomize, path: string, startOf: (kustomization: any) => string | undefined): Root[] {
  return kustomize.objectsIn(path).flatMap(({ value }) => {
    const start = isFlux(value, 'Kustomization') ? startOf(value) : undefined;
    const directory = start === undefined ? undefined : directoryOf(value, start);
    if (directory === undefined || !kustomize.isDirectory(directory)) return [];
    const build = kustomize.build(directory);
    const { targetNamespace } = value.spec;
    for (const [index, { value: object, file }] of build.objects.entries()) {
      if (targetNamespace) build.objects[index] = { file, value: { ...object, metadata: { ...object.metadata, namespace: targetNamespace } } };
    }
    for (const patch of listOf(value.spec.patches) as Patch[]) if (patch.patch) applyPatch(build, path, patch.patch, patch.target);
    return [{ id: `${path}#${value.metadata?.namespace ?? ''}/${value.metadata?.name}`, ...build }];
  });
}

/** The directory that a Kustomization applies; undefined when it isn't written out or leads out of the repository. */
export function directoryOf(kustomization: any, start: string): string | undefined {
  const path = kustomization.spec?.path ?? '.';
  if (typeof path !== 'string' || /\$\{|<<|\{\{/.test(path)) return undefined;
  const directory = posix.join(start, path.replace(/^\/+/, '')).replace(/(?<=.)\/$/, '');
  return directory.startsWith('..') ? undefined : directory;
}

/** Directories that another kustomization builds upon. */
function usedDirectories(tree: Tree): string[] {
  return entries(tree, ['resources', 'bases', 'components']).map(path => path.replace(/\/$/, ''));
}

/** Files that a kustomization uses in another way than as a resource. */
function usedFiles(tree: Tree): string[] {
  const patches = kustomizations(tree).flatMap(([directory, value]) => [...listOf(value.patches), ...listOf(value.patchesJson6902)]
    .flatMap(patch => typeof patch?.path === 'string' ? [posix.join(directory, patch.path)] : []));
  const generated = kustomizations(tree).flatMap(([directory, value]) => [...listOf(value.configMapGenerator), ...listOf(value.secretGenerator)]
    .flatMap(generator => listOf(generator?.files)).map(file => posix.join(directory, String(file).split('=').pop()!)));
  return [...patches, ...generated, ...entries(tree, ['patchesStrategicMerge', 'configurations', 'resources'])];
}

function entries(tree: Tree, fields: readonly string[]): string[] {
  return kustomizations(tree).flatMap(([directory, value]) => fields.flatMap(field => listOf(value[field]))
    .filter(entry => typeof entry === 'string' && !entry.includes('\n') && !isRemote(entry)).map(entry => posix.join(directory, entry)));
}

function kustomizations(tree: Tree): [string, any][] {
  return [...tree].filter(([path]) => isKustomizationFile(path)).flatMap(([path, text]) => valuesOf(text).filter(isRecord)
    .map((value): [string, any] => [posix.dirname(path), value]));
}
