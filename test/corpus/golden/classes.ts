import { isFlux, nameOf } from '../support/flux';
import type { State } from '../support/run';

/** Why something differs, and of which differences that is true. */
export type Reason = readonly [reason: string, fits: boolean | RegExp];

/** Differences between what we make of a repository and what people made of it, by the reason. */
export class Classes {
  public readonly unexplained: string[] = [];
  private readonly counts = new Map<string, number>();

  /** Files a difference under the first reason that fits. */
  public add(difference: string, reasons: readonly Reason[]): void {
    const found = reasons.find(([, fits]) => typeof fits === 'boolean' ? fits : fits.test(difference));
    if (found) this.counts.set(found[0], (this.counts.get(found[0]) ?? 0) + 1);
    else this.unexplained.push(difference);
  }

  public get byReason(): Record<string, number> {
    return Object.fromEntries([...this.counts].sort());
  }
}

/** The Flux objects of a state by name; an object that several roots apply counts once. */
export function fluxObjects(state: State): Map<string, any> {
  return new Map(state.objects.filter(({ value }) => isFlux(value)).map(({ value }) => [nameOf(value), value]));
}
