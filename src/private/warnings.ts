import type { IConstruct } from 'constructs';
import type { Code } from './codes';
import { pathOf, sentence, type Advice } from './errors';
import { shared } from './shared';

/** A warning as it is stored; `kube/warnings.ts` shows it to users. */
export interface StoredWarning {
  readonly code: Code;
  readonly path: string;
  readonly message: string;
}

const STORE = shared('warnings', () => new WeakMap<IConstruct, Map<string, StoredWarning>>());

/** Remembers a warning of this construct. Rendering twice tells it once. */
export function warn(where: IConstruct, code: Code, problem: string, advice?: Advice): void {
  const warning = { code, path: pathOf(where), message: sentence(problem, advice) };
  const stored = STORE.get(where) ?? new Map<string, StoredWarning>();
  STORE.set(where, stored.set(`${code} ${warning.message}`, warning));
}

/** The warnings of this construct and everything below it, in tree order. */
export function warningsBelow(scope: IConstruct): StoredWarning[] {
  return scope.node.findAll().flatMap(construct => [...STORE.get(construct)?.values() ?? []]);
}
