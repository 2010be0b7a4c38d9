import type { HelmSource } from './helm-source';
import type { Repository } from '../repository';
import { directoryOf, isBelow } from '../tree-file';
import { KUSTOMIZE, OPERATOR, type TreeObject } from '../tree-object';
import { textAt } from '../yaml-lookup';

/** Which cluster applies which file: each begins with a Kustomization that applies itself, or a FluxInstance. */
export class Clusters {
  private reached?: Map<string, Set<string>>;

  public constructor(private readonly repository: Repository) {}

  /** The HelmRepositories that are in the clusters of a file; all of them where that can't be told. */
  public narrowed(file: string, sources: HelmSource[]): HelmSource[] {
    const [first] = sources;
    if (sources.every(source => source.isLike(first))) return sources;
    this.reached ??= this.walk();
    const own = this.reached.get(file);
    const within = sources.filter(({ object }) => [...own ?? []].some(cluster => this.reached!.get(object.file.path)?.has(cluster)));
    const everywhere = [...own ?? []].every(cluster => within.some(({ object }) => this.reached!.get(object.file.path)!.has(cluster)));
    return within.length > 0 && everywhere ? within : sources;
  }

  /** Whether two files may be applied to one cluster. */
  public mayMeet(one: string, other: string): boolean {
    this.reached ??= this.walk();
    const [ours, theirs] = [this.reached.get(one), this.reached.get(other)];
    return !ours || !theirs || [...ours].some(cluster => theirs.has(cluster));
  }

  private walk(): Map<string, Set<string>> {
    const reached = new Map<string, Set<string>>();
    const walker = new Walker(this.repository);
    for (const root of this.roots()) {
      for (const file of walker.filesOf(root)) {
        const clusters = reached.get(file);
        if (clusters) clusters.add(root);
        else reached.set(file, new Set([root]));
      }
    }
    return reached;
  }

  private roots(): Set<string> {
    const own = this.repository.ofKind(KUSTOMIZE, 'Kustomization')
      .map(({ spec, file }) => ({ directory: this.repository.directoryAt(textAt(spec, 'path')), file }))
      .filter(({ directory, file }) => directory !== undefined && isBelow(directory, file.path))
      .map(({ directory }) => directory!);
    const instances = this.repository.ofKind(OPERATOR, 'FluxInstance').map(({ spec }) => this.repository.directoryAt(textAt(spec, 'sync', 'path')));
    return new Set([...own, ...instances].filter(directory => directory !== undefined));
  }
}

/** Follows what is applied from a directory on: files, what kustomize takes in, and what the Flux Kustomizations among them apply. */
class Walker {
  private readonly kustomizations = new Map<string, TreeObject[]>();
  private readonly byDirectory = new Map<string, string[]>();
  private readonly children = new Map<string, string[]>();

  public constructor(private readonly repository: Repository) {
    for (const object of repository.ofKind(KUSTOMIZE, 'Kustomization')) put(this.kustomizations, object.file.path, object);
    for (const path of repository.files.keys()) put(this.byDirectory, directoryOf(path), path);
    for (const directory of repository.directories) if (directory !== '') put(this.children, directoryOf(directory), directory);
  }

  public filesOf(root: string): Set<string> {
    const files = new Set<string>();
    const seen = new Set<string>();
    const open = [root];
    for (let directory = open.pop(); directory !== undefined; directory = open.pop()) {
      if (seen.has(directory)) continue;
      seen.add(directory);
      for (const path of this.taken(directory)) {
        if (this.repository.directories.has(path)) {open.push(path);} else if (!files.has(path)) {
          files.add(path);
          for (const { spec } of this.kustomizations.get(path) ?? []) {
            const next = this.repository.directoryAt(textAt(spec, 'path'));
            if (next !== undefined) open.push(next);
          }
        }
      }
    }
    return files;
  }

  private taken(directory: string): readonly string[] {
    const kustomize = this.repository.kustomizations.get(directory);
    if (kustomize) return kustomize.entries.flatMap(({ path }) => path ?? []);
    return [...this.byDirectory.get(directory) ?? [], ...this.children.get(directory) ?? []];
  }
}

function put<V>(map: Map<string, V[]>, key: string, value: V): void {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}
