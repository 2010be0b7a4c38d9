import type { Repository } from '../repository';
import { isBelow, resolvedPath } from '../tree-file';
import { KUSTOMIZE } from '../tree-object';
import { itemsAt, textAt, textOf } from '../yaml-lookup';

/** Which files a directory puts together, as kustomize does. */
export class Reach {
  /** Directories that take a path in. */
  private readonly takers = new Map<string, Set<string>>();
  private readonly components = new Set<string>();
  private readonly known = new Map<string, Set<string>>();

  public constructor(private readonly repository: Repository) {
    for (const { directory, entries, map } of repository.kustomizations.values()) {
      if (textAt(map, 'kind') === 'Component') this.components.add(directory);
      for (const { path } of entries) if (path !== undefined) this.take(path, directory);
    }
    for (const { spec } of repository.ofKind(KUSTOMIZE, 'Kustomization')) {
      const directory = repository.directoryAt(textAt(spec, 'path'));
      if (directory === undefined) continue;
      for (const component of itemsAt(spec, 'components')) {
        const path = resolvedPath(directory, textOf(component) ?? '');
        if (path !== undefined) this.take(path, directory);
      }
    }
  }

  /** Whether what this directory puts together includes a file. A component also changes what is there where it is taken in. */
  public includes(directory: string, file: string, seen = new Set<string>()): boolean {
    if (seen.has(directory)) return false;
    seen.add(directory);
    const above = this.above(file);
    if (above.has(directory)) return true;
    const isPlain = !this.repository.kustomizations.has(directory);
    if (isPlain && (isBelow(directory, file) || [...above].some(other => isBelow(directory, other)))) return true;
    return this.components.has(directory) && [...this.takers.get(directory) ?? []].some(taker => this.includes(taker, file, seen));
  }

  /** The directories whose kustomization.yaml takes a file in, directly or through others. */
  public above(file: string): ReadonlySet<string> {
    const known = this.known.get(file);
    if (known) return known;
    const found = new Set<string>();
    const open = [file];
    for (let path = open.pop(); path !== undefined; path = open.pop()) {
      for (const taker of this.takers.get(path) ?? []) {
        if (found.has(taker)) continue;
        found.add(taker);
        open.push(taker);
      }
    }
    this.known.set(file, found);
    return found;
  }

  /** Whether what a directory puts together comes from elsewhere too. */
  public takesRemote(directory: string, seen = new Set<string>()): boolean {
    if (seen.has(directory)) return false;
    seen.add(directory);
    const entries = this.repository.kustomizations.get(directory)?.entries ?? [];
    return entries.some(({ path }) => path === undefined || (this.repository.directories.has(path) && this.takesRemote(path, seen)));
  }

  /** The directories that name a file themselves, as one text. */
  public takersOf(file: string): string {
    return [...this.takers.get(file) ?? []].sort().join('\n');
  }

  private take(path: string, taker: string): void {
    const takers = this.takers.get(path);
    if (takers) takers.add(taker);
    else this.takers.set(path, new Set([taker]));
  }
}
