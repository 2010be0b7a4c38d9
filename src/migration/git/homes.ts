import { pathInArtifact } from './artifact-path';
import { isBootstrapFile, type GitSource } from './git-source';
import type { SourceIndex } from './source-index';
import type { Takers } from './takers';
import { addressKey, repositoryName } from './urls';
import type { MigrationRun } from '../migration-run';
import { Role } from '../references';
import { isTemplated } from '../templates';
import { resolvedPath } from '../tree-file';
import { textAt } from '../yaml-lookup';

/** Decides which Git sources are published, and where: those that the user names, and those that the files prove to be this repository. */
export class Homes {
  /** The addresses in Git that are this repository. */
  public readonly own = new Set<string>();
  private readonly proven: ReadonlySet<GitSource>;

  public constructor(
    private readonly run: MigrationRun,
    private readonly index: SourceIndex,
    private readonly takers: Takers,
    origin: string | undefined,
  ) {
    const sources = index.sources;
    this.proven = new Set(sources.filter(source => this.takesItself(source)));
    for (const url of [origin, ...[...this.proven].map(source => source.url)]) {
      const key = addressKey(url);
      if (key !== undefined) this.own.add(key);
    }
    for (const source of sources) this.decideMapped(source);
    this.askForStates();
    this.decideOwn(sources.filter(source => !source.home && this.isOwn(source)));
  }

  /** Whether a source is this repository. */
  public isOwn(source: GitSource): boolean {
    const key = addressKey(source.url);
    return this.proven.has(source) || (key !== undefined && this.own.has(key));
  }

  public isOfSameOrganisation(organisation: string | undefined): boolean {
    return [...this.own].some(address => address.slice(0, address.lastIndexOf('/')) === organisation);
  }

  private decideMapped(source: GitSource): void {
    const url = this.index.mappedUrl(source);
    if (url !== undefined) source.home = { url, own: this.isOwn(source) || (this.isUnknown(source) && this.hasPathsHere(source)) };
  }

  /** What followed several branches follows one artifact now, if the user has it so. */
  private askForStates(): void {
    const states = new Map<string, Set<string>>();
    const followed = (url: string): Set<string> => states.get(url) ?? states.set(url, new Set()).get(url)!;
    const mapped = this.index.sources.filter(({ home, isDeclared }) => home && isDeclared);
    for (const { home, follows } of mapped) followed(home!.url).add(follows ?? 'the default branch');
    for (const source of mapped) {
      const all = followed(source.home!.url);
      // A template stands for several by itself.
      if (all.size > 1 || isTemplated(source.follows)) this.run.ask('FOC102', source.spot, `on Git this follows ${source.follows ?? 'the default branch'}, and the artifact ${source.home!.url} is for ${all.size > 1 ? [...all].join(' and ') : 'whatever that stands for'}`, 'a tag of its own for each state, set by hand');
    }
  }

  /** One tag follows one branch. */
  private decideOwn(sources: readonly GitSource[]): void {
    const followed = new Set(sources.map(source => source.follows));
    const root = new Set(sources.filter(source => this.proven.has(source)).map(source => source.follows));
    const expected = followed.size === 1 ? followed : root.size === 1 ? root : new Set();
    for (const source of sources) {
      const name = repositoryName(source.url);
      if (name === undefined) continue;
      if (expected.has(source.follows) && !isTemplated(source.follows)) source.home = { url: this.urlOf(source) ?? `${this.run.options.registry}/${name}`, own: true };
      else this.askForReference(source);
    }
  }

  /** Where the user publishes the same repository for another source. */
  private urlOf(source: GitSource): string | undefined {
    const key = addressKey(source.url);
    return this.index.sources.find(({ home, url }) => home?.own && addressKey(url) === key && key !== undefined)?.home?.url;
  }

  private askForReference(source: GitSource): void {
    source.refused = true;
    this.run.ask('FOC100', source.spot, `this follows another state of the repository (${source.follows ?? 'the default branch'}), which the tag of one artifact can't be`, `\`--source ${source.id}=oci://…\`, where that state is published`);
  }

  private isUnknown(source: GitSource): boolean {
    return addressKey(source.url) === undefined || this.own.size === 0;
  }

  /** Whether what it delivers is here. Where nothing is told, a source that is declared elsewhere is taken for the one that applies these files. */
  public hasPathsHere(source: GitSource): boolean {
    const paths = source.users.filter(({ role }) => role === Role.MANIFESTS).map(({ object }) => textAt(object.spec, 'path'));
    const telling = paths.filter(path => path !== undefined && !isTemplated(path) && resolvedPath('', path) !== '');
    const { repository, options: { artifactRoot } } = this.run;
    const isHere = (path: string): boolean => repository.directoryAt(path) !== undefined || (artifactRoot !== '' && pathInArtifact(path, artifactRoot) !== undefined);
    return telling.length === 0 ? !source.isDeclared : telling.some(path => isHere(path!)) || this.hasMovedPathsHere(source);
  }

  /** What was moved before has paths within the artifact. */
  private hasMovedPathsHere({ name }: GitSource): boolean {
    const { repository, options: { artifactRoot } } = this.run;
    const paths = this.index.already.filter(reference => reference.name === name).map(({ object }) => resolvedPath(artifactRoot, textAt(object.spec, 'path') ?? '.'));
    return paths.some(path => path !== undefined && path !== artifactRoot && repository.directories.has(path));
  }

  /** Whether what it delivers holds the files that name it. The root of a repository proves nothing: every repository has one. */
  private takesItself(source: GitSource): boolean {
    const { instance } = source;
    if (instance && this.isTaken(instance.file.path, textAt(instance.sync, 'path'))) return true;
    return source.users.some(({ role, object }) => {
      if (role !== Role.MANIFESTS) return false;
      const path = textAt(object.spec, 'path');
      const declared = source.object?.file ?? instance?.file;
      return this.isTaken(object.file.path, path) || (declared !== undefined && this.isTaken(declared.path, path));
    });
  }

  private isTaken(file: string, path: string | undefined): boolean {
    const directory = this.run.repository.directoryAt(path);
    if (directory === undefined || (directory === '' && !isBootstrapFile(file))) return false;
    return this.takers.of(file).has(directory);
  }
}
