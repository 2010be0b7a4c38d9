import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { describe, pathOf } from '../private/errors';
import { shared } from '../private/shared';
import { warn } from '../private/warnings';

/** What one delivery waits for. */
export interface Dependency {
  readonly construct: IConstruct;
  readonly name: string;
  readonly namespace?: string;
  readonly readyExpr?: string;
}

/** A delivery, and all that it waits for. */
export interface Dependent {
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
  readonly construct: IConstruct;
  readonly dependencies: readonly Dependency[];
}

const DEPENDENTS = shared('dependents', () => new WeakMap<IConstruct, Dependent>());
const WATCHED = shared('cycles', () => new WeakSet<IConstruct>());

/** Once per tree: deliveries that wait for each other wait forever. */
export function watchForCycles(dependent: Dependent): void {
  DEPENDENTS.set(dependent.construct, dependent);
  const root = dependent.construct.node.root;
  if (WATCHED.has(root)) return;
  WATCHED.add(root);
  root.node.addValidation({ validate: () => new DependencyGraph(root).refused() });
}

/** From one delivery to another; `certain` where nothing but a change of the program ends the wait. */
interface Edge {
  readonly to: Dependent;
  readonly certain: boolean;
}

class DependencyGraph {
  private readonly dependents: readonly Dependent[];
  /** The first of each name: in each outermost chart, and of all. */
  private readonly byChart = new Map<IConstruct | undefined, Map<string, Dependent>>();
  private readonly byName = new Map<string, Dependent>();
  private readonly edges = new Map<Dependent, readonly Edge[]>();

  public constructor(root: IConstruct) {
    this.dependents = dependentsBelow(root);
    for (const dependent of this.dependents) {
      const key = keyOf(dependent.kind, dependent.namespace, dependent.name);
      const chart = outermostChart(dependent.construct);
      const inChart = this.byChart.get(chart) ?? new Map<string, Dependent>();
      this.byChart.set(chart, inChart);
      if (!inChart.has(key)) inChart.set(key, dependent);
      if (!this.byName.has(key)) this.byName.set(key, dependent);
    }
  }

  /** The circles that surely are some; warns about those that may be. */
  public refused(): string[] {
    const certain = this.circles(({ certain: isCertain }) => isCertain);
    if (certain.length === 0) for (const circle of this.circles(() => true)) warnAbout(circle);
    return certain.map(circle => describe('FOC070', circle[0].construct, `\`dependsOn\` goes in a circle, and each waits for the next: ${pathThrough(circle)}`, {
      use: 'one direction: take one of these dependencies away',
    }));
  }

  /** Depth first; what is on the path and met again closes a circle. */
  private circles(counts: (edge: Edge) => boolean): Dependent[][] {
    const found: Dependent[][] = [];
    const done = new Set<Dependent>();
    for (const start of this.dependents) {
      const path: Dependent[] = [];
      for (const open = [start]; open.length > 0;) {
        const here = open[open.length - 1];
        if (done.has(here) || path[path.length - 1] === here) {
          open.pop();
          if (!done.has(here)) path.pop();
          done.add(here);
          continue;
        }
        path.push(here);
        for (const { to } of this.edgesOf(here).filter(counts)) {
          if (path.includes(to)) found.push(path.slice(path.indexOf(to)));
          else open.push(to);
        }
      }
    }
    return found;
  }

  private edgesOf(from: Dependent): readonly Edge[] {
    const edges = this.edges.get(from) ?? from.dependencies.flatMap(dependency => this.edge(from, dependency) ?? []);
    this.edges.set(from, edges);
    return edges;
  }

  /** Nothing where the program doesn't make what is waited for. */
  private edge(from: Dependent, dependency: Dependency): Edge | undefined {
    const key = keyOf(from.kind, dependency.namespace ?? from.namespace, dependency.name);
    const inside = dependentsBelow(dependency.construct).find(({ kind, namespace, name }) => keyOf(kind, namespace, name) === key);
    const near = inside ?? this.byChart.get(outermostChart(from.construct))?.get(key);
    const to = near ?? this.byName.get(key);
    // An expression of its own may hold before the dependency is ready; charts of other clusters never meet.
    return to && { to, certain: near !== undefined && dependency.readyExpr === undefined };
  }
}

function dependentsBelow(construct: IConstruct): Dependent[] {
  return construct.node.findAll().flatMap(child => DEPENDENTS.get(child) ?? []);
}

function keyOf(...parts: (string | undefined)[]): string {
  return JSON.stringify(parts);
}

function outermostChart(construct: IConstruct): IConstruct | undefined {
  return construct.node.scopes.find(scope => Chart.isChart(scope));
}

function pathThrough(circle: readonly Dependent[]): string {
  return [...circle, circle[0]].map(({ construct }) => pathOf(construct)).join(' → ');
}

function warnAbout(circle: readonly Dependent[]): void {
  warn(circle[0].construct, 'FOC071', `\`dependsOn\` may go in a circle: ${pathThrough(circle)}`, {
    use: 'one direction, unless a `readyExpr` lets one of them start, or these charts go to different clusters',
  });
}
