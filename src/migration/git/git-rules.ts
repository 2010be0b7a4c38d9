import type { GitSource, Home } from './git-source';
import type { Homes } from './homes';
import type { Instance } from './instances';
import type { PatchIndex } from './patch-index';
import type { SourceIndex } from './source-index';
import type { MigrationRun, Spot } from '../migration-run';
import type { Reference } from '../references';
import type { TreeObject } from '../tree-object';

/** A path that isn't in the files. */
export interface AbsentPath {
  readonly object: TreeObject;
  readonly path: string;
  readonly offset: number;
}

/** What the Git rules work with, and what they tell one another. */
export class GitRules {
  /** Consumers that were moved to an artifact of this repository. */
  public readonly movedOwn = new Set<TreeObject>();
  /** References that stay with Git. */
  public readonly kept = new Set<Reference>();
  public readonly absent: AbsentPath[] = [];
  /** Kustomizations that apply themselves, moved with everything else. */
  public readonly movedRoots: TreeObject[] = [];
  /** Patches that give a source to Kustomizations. */
  public readonly injections = { moved: 0, kept: 0 };
  /** How many references were moved. */
  public movedReferences = 0;

  public constructor(
    public readonly run: MigrationRun,
    public readonly index: SourceIndex,
    public readonly homes: Homes,
    public readonly patches: PatchIndex,
    private readonly instances: readonly Instance[],
  ) {}

  /** A reference stays with Git, and so do the sources that it may mean. */
  public keep(reference: Reference, sources: readonly GitSource[]): void {
    this.kept.add(reference);
    for (const source of sources) source.stays++;
  }

  /** Whether a FluxInstance makes the OCIRepository already, and nothing declares a GitRepository of that name. */
  public isGitGone({ name }: Reference): boolean {
    return this.instances.some(instance => instance.kind === 'OCIRepository' && instance.name === name) && !this.index.named(name).some(({ isDeclared }) => isDeclared);
  }

  /** A patch that names a Git source stays, and so may any of them. */
  public refusePatch(spot: Spot, why: string): void {
    this.injections.kept++;
    for (const source of this.index.sources) source.stays++;
    if (this.index.sources.some(({ home }) => home)) this.run.ask('FOC112', spot, `the patch names a GitRepository, but ${why}`, 'an edit of your own');
  }
}

/** Where a reference may be moved to. */
export interface Destination {
  readonly home?: Home;
  /** Whether the files don't tell which of several sources is meant, and it matters. */
  readonly unclear: boolean;
}

/** A reference goes where every source that it may mean goes. */
export function destinationOf(sources: readonly GitSource[]): Destination {
  const homes = new Map(sources.map(({ home, refused }) => [refused ? '' : home?.url ?? '', refused ? undefined : home]));
  const [home] = homes.values();
  return homes.size === 1 ? { home, unclear: false } : { unclear: [...homes.values()].some(one => one !== undefined) };
}
