import type { Repository } from '../repository';
import { directoryOf, resolvedPath } from '../tree-file';
import { itemsAt, textOf } from '../yaml-lookup';

/** Which directories take in a file, when kustomize or Flux applies them. */
export class Takers {
  private readonly listing = new Map<string, string[]>();
  private readonly known = new Map<string, ReadonlySet<string>>();

  public constructor(private readonly repository: Repository) {
    for (const { directory, entries, map } of repository.kustomizations.values()) {
      for (const { path } of entries) this.put(path, directory);
      for (const generator of itemsAt(map, 'configMapGenerator')) {
        for (const item of itemsAt(generator, 'files')) this.put(resolvedPath(directory, (textOf(item) ?? '').replace(/^[^=]*=/, '')), directory);
      }
    }
  }

  private put(path: string | undefined, directory: string): void {
    if (path === undefined) return;
    const listing = this.listing.get(path);
    if (listing) listing.push(directory);
    else this.listing.set(path, [directory]);
  }

  public of(file: string): ReadonlySet<string> {
    const known = this.known.get(file);
    if (known) return known;
    const takers = new Set<string>();
    const waiting = this.directTakers(file);
    for (let directory = waiting.pop(); directory !== undefined; directory = waiting.pop()) {
      if (takers.has(directory)) continue;
      takers.add(directory);
      waiting.push(...this.directTakers(directory));
    }
    this.known.set(file, takers);
    return takers;
  }

  /** Without a kustomization.yaml a directory takes in everything below it. */
  private directTakers(path: string): string[] {
    const parent = directoryOf(path);
    const plain = path !== '' && !this.repository.kustomizations.has(parent);
    return [...this.listing.get(path) ?? [], ...plain ? [parent] : []];
  }
}
