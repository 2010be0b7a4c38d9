import type { IConstruct } from 'constructs';
import { shared } from './shared';
import { MINORS } from '../../imports/fields';

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

/** Whether this construct is rendered for an older minor than this one. */
export function isBefore(minor: string, scope: IConstruct): boolean {
  return MINORS.indexOf(minorOf(scope)) < MINORS.indexOf(minor);
}

/** What to do about something that only these minors have, the oldest of them first. */
export function choosing([minor]: readonly string[]): string {
  return `FluxVersion.V${minor.replace('.', '_')}.applyTo(app) if the cluster runs it`;
}
