import type { ChartUse } from './chart-use';
import { mayBeFor, type PatchTarget } from './patch-target';
import type { Reach } from './reach';
import type { MigrationRun } from '../migration-run';
import type { Patch } from '../patches';
import { directoryOf, isKustomization, type TreeFile } from '../tree-file';
import { HELM, KUSTOMIZE, type TreeObject } from '../tree-object';
import { textAt } from '../yaml-lookup';

/** Which HelmReleases a patch is for. */
export class PatchUses {
  private readonly byName = new Map<string, ChartUse[]>();
  /** The Flux Kustomizations of a file. */
  private readonly owners = new Map<TreeFile, TreeObject[]>();

  /**
   * @param run the migration
   * @param all the HelmReleases that have a chart
   * @param reach what takes in what
   */
  public constructor(private readonly run: MigrationRun, public readonly all: readonly ChartUse[], private readonly reach: Reach) {
    for (const use of all) put(this.byName, use.name, use);
    for (const owner of run.repository.ofKind(KUSTOMIZE, 'Kustomization')) put(this.owners, owner.file, owner);
  }

  /** Those that a patch changes. */
  public of(patch: Patch, target: PatchTarget): ChartUse[] {
    if (!mayBeFor(target, 'HelmRelease')) return [];
    const named = target.literal === undefined ? this.all : this.byName.get(target.literal) ?? [];
    return named.filter(use => (target.name?.test(use.name) ?? true) && mayBeIn(use, target.namespace) && this.reaches(patch, use.object));
  }

  /** Whether a target means one HelmRelease: by its name, or because there is no other where the patch is. */
  public isOne(patch: Patch, { kind, name, literal, selects }: PatchTarget): boolean {
    if (kind !== 'HelmRelease' || selects) return false;
    if (literal !== undefined) return true;
    const meant = this.releases().filter(object => (name?.test(object.name ?? '') ?? true) && this.reaches(patch, object));
    // What comes from elsewhere may hold more.
    return meant.length === 1 && isKustomization(patch.file.path) && !this.reach.takesRemote(patch.file.directory);
  }

  /** Whether an object is put together where a patch is. */
  public reaches(patch: Patch, object: TreeObject): boolean {
    if (isKustomization(patch.file.path)) return this.reach.includes(directoryOf(patch.file.path), object.file.path);
    const owner = this.ownerOf(patch);
    // A FluxInstance patches nothing but Flux itself.
    if (!owner) return false;
    const directory = this.directoryOf(owner);
    return directory === undefined || this.reach.includes(directory, object.file.path);
  }

  /** Whether the files tell where a patch is. */
  public isPlaced(patch: Patch): boolean {
    const owner = this.ownerOf(patch);
    return !owner || this.directoryOf(owner) !== undefined;
  }

  private ownerOf(patch: Patch): TreeObject | undefined {
    return this.owners.get(patch.file)?.find(({ map }) => map.start <= patch.node.start && map.end >= patch.node.start);
  }

  private directoryOf({ spec }: TreeObject): string | undefined {
    return this.run.repository.directoryAt(textAt(spec, 'path'));
  }

  private releases(): TreeObject[] {
    const patches = new Set(this.run.repository.patches.flatMap(({ documents }) => documents.map(({ document }) => document)));
    return this.run.repository.ofKind(HELM, 'HelmRelease').filter(({ document }) => !patches.has(document));
  }
}

function mayBeIn({ object }: ChartUse, namespace: string | undefined): boolean {
  return namespace === undefined || object.namespace === undefined || namespace === object.namespace;
}

function put<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}
