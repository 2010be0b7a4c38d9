import { DependencyVertex } from 'cdk8s';
import { Ordering } from './ordering';
import { Part } from './part';
import { firstIndex } from './search';
import type { Position } from './tree';

/** How many steps cdk8s may take. It goes along every path, of which thirty charts can have more than it could ever go. */
const STEPS = 100_000;

/** The dependency that closes a circle, and everything that was there before it. */
interface Closing {
  readonly from: Position;
  readonly to: Position;
  /** What `to` leads to, in one order of many; without `from`. */
  readonly between: readonly Position[];
  /** The dependencies of one of these. */
  readonly ahead: (position: Position) => Iterable<Position>;
}

/**
 * Has cdk8s say which circle leaves no order, in its own words. It adds one dependency after the other, and stops at the first that closes a
 * circle; to get there takes it so long that it is only shown what counts for its answer.
 *
 * @throws cdk8s's error
 */
export function refuseCircle(whole: Part): void {
  const closing = firstClosing(whole);
  const shown = isQuick(closing) ? closing : onlyCircle(whole, closing);
  const vertices = new Map([...shown.between, shown.from].map(position => [position, new DependencyVertex(whole.tree.constructs[position])]));
  const vertexOf = (position: Position) => vertices.get(position) ?? new DependencyVertex(whole.tree.constructs[position]);
  // What depends on others comes first, so that cdk8s has nothing to go along until the last.
  for (const position of [...shown.between].reverse()) for (const next of shown.ahead(position)) vertexOf(position).addChild(vertexOf(next));
  vertexOf(shown.from).addChild(vertexOf(shown.to));
}

/** Dependencies are added construct by construct: the circle whose last construct is the earliest is closed first. */
function firstClosing(whole: Part): Closing {
  const upTo = (end: Position) => new Part(whole.tree, whole.dependencies, 0, end);
  const from = firstIndex(whole.size, position => new Ordering(upTo(position + 1)).isCircular());
  const [, to] = new Ordering(upTo(from + 1)).wayTo(from, from)!;
  const between = new Ordering(upTo(from)).behind(to);
  return { from, to, between, ahead: position => new Set(whole.ahead(position)) };
}

/** Whether cdk8s's search comes to an end soon. */
function isQuick({ between, ahead, to }: Closing): boolean {
  const steps = new Map<Position, number>();
  for (const position of between) {
    let sum = 1;
    for (const next of ahead(position)) {
      sum += steps.get(next) ?? 1;
      if (sum > STEPS) return false;
    }
    steps.set(position, sum);
  }
  return steps.get(to)! <= STEPS;
}

function onlyCircle(whole: Part, closing: Closing): Closing {
  const { from, to } = closing;
  const way = new Ordering(new Part(whole.tree, whole.dependencies, 0, from + 1)).wayTo(to, from)!;
  const next = new Map(way.slice(1).map((position, index) => [way[index], position]));
  return { from, to, between: way.slice(0, -1).reverse(), ahead: position => [next.get(position)!] };
}
