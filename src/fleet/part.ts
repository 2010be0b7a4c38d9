import type { Dependencies, Target } from './dependencies';
import type { Position, Tree } from './tree';

const NONE: readonly Position[] = [];

/** A construct with everything below it, and the dependencies in it: what leads out of a part doesn't count there. */
export class Part {
  public constructor(
    public readonly tree: Tree, public readonly dependencies: Dependencies, public readonly start: Position, public readonly end: Position,
  ) {}

  public get size(): number {
    return this.end - this.start;
  }

  public has(position: Position): boolean {
    return position >= this.start && position < this.end;
  }

  /** What depends on something, in the order of the tree. */
  public get holders(): readonly Position[] {
    return this.dependencies.holdersWithin(this.start, this.end);
  }

  /** A chart on which all others depend is passed over by each of them at once. */
  public objectsOf({ objects, first, last }: Target): readonly Position[] {
    if (last < this.start || first >= this.end) return NONE;
    return first >= this.start && last < this.end ? objects : objects.filter(object => this.has(object));
  }

  /** What a construct depends on by itself, without itself. */
  public* writtenAhead(position: Position): Generator<Position, void> {
    for (const { position: target } of this.dependencies.of(position)) if (target !== position && this.has(target)) yield target;
  }

  /** What a construct depends on by itself and, if it is an object, as part of others; some of it more than once. */
  public* ahead(position: Position): Generator<Position, void> {
    yield* this.writtenAhead(position);
    if (!this.tree.isObject(position)) return;
    for (const holder of this.holdersAbove(position)) {
      for (const target of this.dependencies.of(holder)) yield* this.objectsOf(target).filter(object => object !== position);
    }
  }

  /** What an object is part of and depends on something: from its chart down to itself. */
  public holdersAbove(object: Position): readonly Position[] {
    const holders: Position[] = [];
    for (let position = object; position >= this.start; position = this.tree.parents[position]) {
      if (this.dependencies.of(position).size > 0) holders.unshift(position);
      if (this.tree.isChart(position)) break;
    }
    return holders;
  }

  /** What something depends on, be it itself. */
  public dependedOn(): ReadonlySet<Position> {
    const found = new Set<Position>();
    const whole = new Set<Target>();
    for (const holder of this.holders) {
      const [first, second] = this.tree.objectsAt(holder);
      for (const target of this.dependencies.of(holder)) {
        if (this.has(target.position)) found.add(target.position);
        if (first === undefined || whole.has(target)) continue;
        // Of several each depends on all others; a single one never on itself.
        const objects = this.objectsOf(target).filter(object => second !== undefined || object !== first);
        objects.forEach(object => found.add(object));
        if (objects.length === this.objectsOf(target).length) whole.add(target);
      }
    }
    return found;
  }
}
