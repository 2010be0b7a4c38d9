import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';

/** The number of a construct in cdk8s's order, in which a construct is directly followed by everything below it. */
export type Position = number;

/** Of what is not in the tree. */
export const NOWHERE: Position = -1;

/**
 * All constructs of a tree, taken down once. To ask the constructs themselves costs a walk each time, and one walk for each chart is
 * what makes a synth quadratic.
 */
export class Tree {
  public readonly constructs: IConstruct[] = [];

  /** Of each construct, the construct that it is in. */
  public readonly parents: Position[] = [];

  /** Of each construct, the position behind the last construct below it. */
  public readonly ends: Position[] = [];

  /** Of each construct, the chart that it is in; of a chart itself. `NOWHERE` outside of all charts. */
  public readonly charts: Position[] = [];

  private readonly positions = new Map<IConstruct, Position>();
  private paths?: Map<string, Position>;

  public constructor(root: IConstruct) {
    this.add(root, NOWHERE, NOWHERE);
  }

  public get root(): IConstruct {
    return this.constructs[0];
  }

  public get size(): number {
    return this.constructs.length;
  }

  /**
   * Where a construct is. cdk8s knows constructs by their paths: one that isn't in the tree, such as one of another app, counts as the
   * one that is there in its place.
   */
  public positionOf(construct: IConstruct): Position {
    return this.positions.get(construct) ?? this.byPath(construct.node.path);
  }

  public has(construct: IConstruct): boolean {
    return this.positions.has(construct);
  }

  public isChart(position: Position): boolean {
    return this.charts[position] === position;
  }

  public isObject(position: Position): boolean {
    return ApiObject.isApiObject(this.constructs[position]);
  }

  /** The objects of a construct's own chart that are at or below it. */
  public* objectsAt(position: Position): Generator<Position> {
    for (let each = position; each < this.ends[position]; each++) {
      if (this.charts[each] === this.charts[position] && this.isObject(each)) yield each;
    }
  }

  private add(construct: IConstruct, parent: Position, chartAbove: Position): void {
    const position = this.constructs.push(construct) - 1;
    const chart = Chart.isChart(construct) ? position : chartAbove;
    this.positions.set(construct, position);
    this.parents.push(parent);
    this.charts.push(chart);
    this.ends.push(position);
    for (const child of construct.node.children) this.add(child, position, chart);
    this.ends[position] = this.size;
  }

  private byPath(path: string): Position {
    this.paths ??= new Map(this.constructs.map((construct, position) => [construct.node.path, position]));
    return this.paths.get(path) ?? NOWHERE;
  }
}
