import { GitSource } from './git-source';
import type { Instance } from './instances';
import type { MigrationRun } from '../migration-run';
import { mayMean, referencesIn, Role, type Reference } from '../references';
import { SOURCE } from '../tree-object';
import { textAt } from '../yaml-lookup';

/** The Git sources of a tree, and who refers to them. */
export class SourceIndex {
  public readonly sources: GitSource[] = [];
  public readonly references: readonly Reference[];
  /** What applies an OCIRepository. */
  public readonly already: readonly Reference[];
  private readonly byName = new Map<string, GitSource[]>();
  private readonly meant = new Map<Reference, readonly GitSource[]>();

  /**
   * @param run what is known of the tree
   * @param instances every FluxInstance
   * @param patchFiles files that are patches, and declare nothing
   * @param injections what patches refer to
   */
  public constructor(
    private readonly run: MigrationRun,
    instances: readonly Instance[],
    patchFiles: ReadonlySet<string>,
    injections: readonly Reference[],
  ) {
    for (const object of run.repository.ofKind(SOURCE, 'GitRepository')) {
      if (object.name === undefined || patchFiles.has(object.file.path) || textAt(object.spec, 'url') === undefined) continue;
      this.add(new GitSource(object.name, run.repository.namespacesOf(object), object));
    }
    for (const instance of instances) {
      if (instance.kind === 'GitRepository') this.add(new GitSource(instance.name, instance.namespaces, undefined, instance));
    }
    const references = referencesIn(run.repository);
    this.references = references.filter(({ kind }) => kind === 'GitRepository');
    this.already = references.filter(({ kind, role }) => kind === 'OCIRepository' && role === Role.MANIFESTS);
    for (const reference of [...this.references, ...injections]) for (const source of this.meantBy(reference)) source.users.push(reference);
  }

  /** The sources that a reference may mean: one, where the files tell it. */
  public meantBy(reference: Reference): readonly GitSource[] {
    const known = this.meant.get(reference);
    if (known) return known;
    const found = new Set<GitSource>();
    const declared = reference.name === '*' ? this.sources : this.byName.get(reference.name) ?? [];
    for (const namespace of reference.namespaces) {
      const there = declared.filter(source => mayMean({ ...reference, namespaces: [namespace] }, source.name, source.namespaces));
      for (const source of there) found.add(source);
      if (there.length === 0 && reference.name !== '*') found.add(this.outside(reference.name, namespace));
    }
    this.meant.set(reference, [...found]);
    return [...found];
  }

  /** The sources of a name, in whatever namespace. */
  public named(name: string): readonly GitSource[] {
    return this.byName.get(name) ?? [];
  }

  /** Where the user says that a source is published. */
  public mappedUrl({ name, namespaces }: GitSource): string | undefined {
    const { sources } = this.run.options;
    for (const namespace of namespaces) {
      const id = namespace === undefined ? this.idsOf(name)[0] : `${name}.${namespace}`;
      if (id !== undefined && Object.hasOwn(sources, id)) return sources[id];
    }
    return undefined;
  }

  /** A source that the files only refer to. */
  private outside(name: string, namespace: string | undefined): GitSource {
    const ids = this.idsOf(name);
    // Where the namespace isn't told, the one that the user names is meant, if it is one.
    const meant = namespace ?? (ids.length === 1 ? ids[0].slice(name.length + 1) : undefined);
    const there = (this.byName.get(name) ?? []).find(source => !source.isDeclared && source.namespaces[0] === meant);
    return there ?? this.add(new GitSource(name, [meant]));
  }

  private idsOf(name: string): string[] {
    return Object.keys(this.run.options.sources).filter(id => id.startsWith(`${name}.`));
  }

  private add(source: GitSource): GitSource {
    this.sources.push(source);
    const named = this.byName.get(source.name);
    if (named) named.push(source);
    else this.byName.set(source.name, [source]);
    return source;
  }
}
