import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { firstIndex } from './search';
import { NOWHERE, type Position, type Tree } from './tree';

/** What something depends on. */
export interface Target {
  readonly construct: IConstruct;

  /** `NOWHERE` where another tree has it. */
  readonly position: Position;

  /** The objects of its chart that it consists of: objects of what depends on it come after each of them. */
  readonly objects: readonly Position[];

  /** The lowest position of these objects. */
  readonly first: Position;

  /** The highest one. */
  readonly last: Position;
}

const RESOLVED = new WeakSet<IConstruct>();

const NOTHING: ReadonlySet<Target> = new Set();

/**
 * What depends on what. cdk8s writes down one dependency for each pair of objects, which are ten thousand for two charts of a hundred objects
 * each. Here a dependency of a construct stands for those of all its objects, in the order in which cdk8s would have them.
 */
export class Dependencies {
  /** As the program wrote them; once they have been resolved, with what follows from them, since cdk8s then has written that down too. */
  public static known(tree: Tree): Dependencies {
    return RESOLVED.has(tree.root) ? Dependencies.resolved(tree) : new Dependencies(tree, () => []);
  }

  /**
   * With what follows from them: charts depend on charts nested in them, and on those with something that something of theirs depends on.
   *
   * @throws what cdk8s throws for dependencies outside of charts
   */
  public static resolved(tree: Tree): Dependencies {
    const resolved = new Dependencies(tree, target => objectsOf(tree, target));
    resolved.connectNested();
    resolved.connectCharts();
    RESOLVED.add(tree.root);
    return resolved;
  }

  private connectsCharts = false;
  private hasLoop = false;
  private readonly targets = new Map<IConstruct, Target>();
  private readonly byHolder = new Map<Position, Set<Target>>();
  private sortedHolders?: readonly Position[];

  private constructor(private readonly tree: Tree, private readonly find: (construct: IConstruct) => readonly Position[]) {
    tree.constructs.forEach(({ node }, position) => {
      for (const construct of node.dependencies) this.add(position, construct);
    });
  }

  /** Whether charts depend on charts; then cdk8s numbers their files. */
  public get areBetweenCharts(): boolean {
    return this.connectsCharts;
  }

  /** Whether something depends on itself, without a way around. */
  public get areOfItself(): boolean {
    return this.hasLoop;
  }

  /** In the order in which they were written. */
  public of(holder: Position): ReadonlySet<Target> {
    return this.byHolder.get(holder) ?? NOTHING;
  }

  /** What depends on something, in the order of the tree. */
  public holdersWithin(start: Position, end: Position): readonly Position[] {
    const sorted = this.sortedHolders ??= [...this.byHolder.keys()].sort((one, other) => one - other);
    const [from, to] = [start, end].map(position => firstIndex(sorted.length, index => sorted[index] >= position));
    return sorted.slice(from, to);
  }

  private connectNested(): void {
    const { tree } = this;
    tree.constructs.forEach(({ node }, position) => {
      if (!tree.isChart(position)) return;
      for (const child of node.children) if (Chart.isChart(child)) this.connect(position, child);
    });
  }

  private connectCharts(): void {
    const { tree } = this;
    const all = this.holdersWithin(0, tree.size).flatMap(holder => [...this.of(holder)].map(({ construct }) => [holder, construct] as const));
    for (const [holder, target] of all) {
      // What cdk8s throws where there is no chart is thrown by it.
      const from = Chart.of(tree.constructs[holder]);
      const to = Chart.of(target);
      if (from !== to) this.connect(tree.charts[holder], to);
    }
  }

  private connect(chart: Position, other: IConstruct): void {
    this.add(chart, other);
    this.connectsCharts = true;
  }

  private add(holder: Position, construct: IConstruct): void {
    const target = this.target(construct);
    this.hasLoop ||= target.position === holder;
    const known = this.byHolder.get(holder);
    if (known) {
      known.add(target);
    } else {
      this.byHolder.set(holder, new Set([target]));
      this.sortedHolders = undefined;
    }
  }

  private target(construct: IConstruct): Target {
    const known = this.targets.get(construct);
    if (known) return known;
    const target = new LazyTarget(construct, this.tree.positionOf(construct), this.find);
    this.targets.set(construct, target);
    return target;
  }
}

/** Looks for its objects when they are first asked for. */
class LazyTarget implements Target {
  private found?: Pick<Target, 'objects' | 'first' | 'last'>;

  public constructor(
    public readonly construct: IConstruct, public readonly position: Position, private readonly find: (construct: IConstruct) => readonly Position[],
  ) {}

  public get objects(): readonly Position[] {
    return this.known.objects;
  }

  public get first(): Position {
    return this.known.first;
  }

  public get last(): Position {
    return this.known.last;
  }

  private get known(): Pick<Target, 'objects' | 'first' | 'last'> {
    if (this.found) return this.found;
    const objects = this.find(this.construct);
    const least = objects.reduce((one, other) => Math.min(one, other), Infinity);
    return this.found = { objects, first: least, last: objects.reduce((one, other) => Math.max(one, other), NOWHERE) };
  }
}

function objectsOf(tree: Tree, construct: IConstruct): readonly Position[] {
  if (tree.has(construct)) return [...tree.objectsAt(tree.positionOf(construct))];
  const chart = Chart.of(construct);
  const objects = construct.node.findAll().filter(each => ApiObject.isApiObject(each) && Chart.of(each) === chart);
  return objects.map(object => tree.positionOf(object)).filter(position => position !== NOWHERE);
}
