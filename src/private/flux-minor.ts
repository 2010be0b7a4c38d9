import type { IConstruct } from 'constructs';
import { shared } from './shared';

/** The minor that the library's claims are proven on. */
export const DEFAULT_MINOR = '2.9';

/** Kept beside the tree: a construct's context can't be set once it has children, and this must also work late. */
const CHOSEN = shared('minors', () => new WeakMap<IConstruct, string>());

export function chooseMinor(scope: IConstruct, minor: string): void {
  CHOSEN.set(scope, minor);
}

/** The minor of the nearest scope that has chosen one. */
export function minorOf(scope: IConstruct): string {
  for (let here: IConstruct | undefined = scope; here; here = here.node.scope) {
    const minor = CHOSEN.get(here);
    if (minor) return minor;
  }
  return DEFAULT_MINOR;
}
