import type { Target } from './dependencies';
import type { Part } from './part';
import { NOWHERE, type Position } from './tree';

enum State { NEW, OPEN, DONE }

/**
 * The constructs of one part of a tree, each behind what it depends on there. It is the order of cdk8s's `DependencyGraph`: depth first from
 * what nothing depends on, dependencies as they were written. That graph goes along every path, of which there may be exponentially many;
 * here no construct is gone through twice.
 */
export class Ordering {
  private readonly states: Uint8Array;
  private readonly sorted: Position[] = [];
  private readonly doneTargets = new Set<Target>();
  private readonly doneHolders = new Set<Position>();
  private circular = false;

  public constructor(private readonly part: Part) {
    this.states = new Uint8Array(part.size);
  }

  /** Nothing where a circle leaves no order. */
  public sort(): readonly Position[] | undefined {
    const { part } = this;
    if (part.holders.length === 0) return this.asKeys([...this.all()]);
    const depended = part.dependedOn();
    for (const position of this.asKeys([...this.all()].filter(each => !depended.has(each)))) this.visit(position);
    return this.circular || this.sorted.length < part.size ? undefined : this.sorted;
  }

  /** Whether something depends on itself by way of something else. */
  public isCircular(): boolean {
    for (const position of this.all()) {
      this.visit(position);
      if (this.circular) return true;
    }
    return false;
  }

  /** The way that cdk8s would find first from one construct to another, or around to itself. */
  public wayTo(from: Position, to: Position): readonly Position[] | undefined {
    return this.visit(from, to);
  }

  /** A construct behind everything that it depends on, by whatever way. */
  public behind(position: Position): readonly Position[] {
    this.visit(position);
    return this.sorted;
  }

  /** Adds a construct behind everything that it depends on. Where that leads to `goal`, returns the way there and stops. */
  private visit(first: Position, goal: Position = NOWHERE): readonly Position[] | undefined {
    if (this.stateOf(first) !== State.NEW) return undefined;
    const open = [this.enter(first)];
    while (open.length > 0) {
      const { position, ahead } = open[open.length - 1];
      const { value: next, done } = ahead.next();
      if (done) {
        open.pop();
        this.leave(position);
      } else if (next === goal) {
        return [...open.map(({ position: passed }) => passed), goal];
      } else if (this.stateOf(next) === State.OPEN) {
        this.circular = true;
      } else if (this.stateOf(next) === State.NEW) {
        open.push(this.enter(next));
      }
    }
    return undefined;
  }

  private enter(position: Position): { readonly position: Position; readonly ahead: Iterator<Position, void> } {
    this.states[position - this.part.start] = State.OPEN;
    return { position, ahead: this.ahead(position) };
  }

  private leave(position: Position): void {
    this.states[position - this.part.start] = State.DONE;
    this.sorted.push(position);
  }

  /** What a construct depends on, itself left out. */
  private* ahead(position: Position): Generator<Position, void> {
    const { part } = this;
    yield* part.writtenAhead(position);
    if (part.tree.isObject(position)) for (const holder of part.holdersAbove(position)) yield* this.objectsAhead(position, holder);
  }

  /** What an object depends on because something that it is part of does. The other objects there share it: the first one goes through it for all. */
  private* objectsAhead(object: Position, holder: Position): Generator<Position, void> {
    if (this.doneHolders.has(holder)) return;
    let isAll = true;
    for (const target of this.part.dependencies.of(holder)) {
      if (this.doneTargets.has(target)) continue;
      let isWhole = true;
      for (const each of this.part.objectsOf(target)) {
        if (each === object) isWhole = false;
        else yield each;
      }
      if (isWhole) this.doneTargets.add(target);
      else isAll = false;
    }
    if (isAll) this.doneHolders.add(holder);
  }

  private* all(): Generator<Position> {
    for (let position = this.part.start; position < this.part.end; position++) yield position;
  }

  /** cdk8s keeps constructs by path, and an object in JavaScript has keys that are numbers first. Among themselves they are in order already. */
  private asKeys(positions: Position[]): readonly Position[] {
    const { tree, start } = this.part;
    const isNumber = (position: Position) => tree.parents[position] === 0 && isIndex(tree.constructs[position].node.id);
    if (start !== 0 || !positions.some(isNumber)) return positions;
    return [...positions.filter(isNumber), ...positions.filter(position => !isNumber(position))];
  }

  private stateOf(position: Position): State {
    return this.states[position - this.part.start];
  }
}

/** As JavaScript decides which keys of an object are indices. */
function isIndex(key: string): boolean {
  return /^(?:0|[1-9][0-9]{0,9})$/.test(key) && Number(key) < 2 ** 32 - 1;
}
