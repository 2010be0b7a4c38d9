import type { MigrationRun } from '../migration-run';
import { mayMean, type Reference } from '../references';
import { SOURCE, type TreeObject } from '../tree-object';
import { dataOf, textAt } from '../yaml-lookup';
import type { YamlDocument } from '../yaml-tree';

/** A HelmRepository of the tree. */
export class HelmSource {
  public readonly name: string;
  public readonly namespaces: readonly (string | undefined)[];
  public readonly url: string;
  public readonly isOci: boolean;

  public constructor(run: MigrationRun, public readonly object: TreeObject) {
    this.name = object.name ?? '';
    this.namespaces = run.repository.namespacesOf(object);
    this.url = (textAt(object.spec, 'url') ?? '').replace(/\/+$/, '');
    this.isOci = textAt(object.spec, 'type') === 'oci';
  }

  public text(...path: readonly string[]): string | undefined {
    return textAt(this.object.spec, ...path);
  }

  /** Whether it makes no difference which of the two is meant. */
  public isLike(other: HelmSource): boolean {
    return this === other || JSON.stringify(dataOf(this.object.spec)) === JSON.stringify(dataOf(other.object.spec));
  }
}

/** The HelmRepositories of a tree, found by what refers to them. */
export class HelmSources {
  public readonly all: readonly HelmSource[];
  private readonly byName = new Map<string, HelmSource[]>();

  /**
   * @param run the migration
   * @param patches documents that are no objects but change some
   */
  public constructor(run: MigrationRun, patches: ReadonlySet<YamlDocument>) {
    this.all = run.repository.ofKind(SOURCE, 'HelmRepository')
      .filter(({ document, name }) => name !== undefined && !patches.has(document))
      .map(object => new HelmSource(run, object));
    for (const source of this.all) {
      const known = this.byName.get(source.name);
      if (known) known.push(source);
      else this.byName.set(source.name, [source]);
    }
  }

  /** What a reference may mean: the ones in its very namespace, else those of which the files don't tell the namespace. */
  public meantBy(reference: Reference): HelmSource[] {
    const named = this.byName.get(reference.name) ?? [];
    const known = new Set(reference.namespaces.filter(namespace => namespace !== undefined));
    const exact = named.filter(({ namespaces }) => namespaces.some(namespace => namespace !== undefined && known.has(namespace)));
    return exact.length > 0 ? exact : named.filter(({ namespaces }) => mayMean(reference, reference.name, namespaces));
  }
}
