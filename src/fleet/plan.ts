import type { ApiObject, App, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { refuseCircle } from './circle';
import { Dependencies } from './dependencies';
import { Ordering } from './ordering';
import { Part } from './part';
import { Tree, type Position } from './tree';

/** What is written, and in which order: decided once for the whole app. */
export class Plan {
  /**
   * The plan of an app as it is now.
   *
   * @returns nothing where something depends on itself, without a way around: only cdk8s knows what becomes of that
   * @throws what cdk8s throws for a circle of dependencies
   */
  public static of(app: App, dependenciesOf = Dependencies.resolved): Plan | undefined {
    const tree = new Tree(app);
    const dependencies = dependenciesOf(tree);
    if (dependencies.areOfItself) return undefined;
    const whole = new Part(tree, dependencies, 0, tree.size);
    const order = new Ordering(whole).sort();
    if (!order) refuseCircle(whole);
    return order && new Plan(tree, dependencies, order);
  }

  /** Each behind those that it depends on. */
  public readonly charts: readonly Chart[];

  private readonly objects = new Map<Chart, readonly ApiObject[]>();

  private constructor(private readonly tree: Tree, private readonly dependencies: Dependencies, order: readonly Position[]) {
    this.charts = order.filter(position => tree.isChart(position)).map(position => tree.constructs[position] as Chart);
  }

  /** Whether names of files begin with a number, which says the order of their charts. */
  public get isNumbered(): boolean {
    return this.dependencies.areBetweenCharts;
  }

  /** How many constructs there were when it was made. */
  public get size(): number {
    return this.tree.size;
  }

  /** Whether there still are as many. */
  public holdsFor(construct: IConstruct): boolean {
    const position = this.tree.positionOf(construct);
    return construct.node.findAll().length === this.tree.ends[position] - position;
  }

  /** The objects of a chart, without those of charts nested in it; each behind those that it depends on. */
  public objectsOf(chart: Chart): readonly ApiObject[] {
    const known = this.objects.get(chart);
    if (known) return known;
    const { tree } = this;
    const position = tree.positionOf(chart);
    const order = new Ordering(new Part(tree, this.dependencies, position, tree.ends[position])).sort()!;
    const objects = order.filter(each => tree.charts[each] === position && tree.isObject(each)).map(each => tree.constructs[each] as ApiObject);
    this.objects.set(chart, objects);
    return objects;
  }
}
