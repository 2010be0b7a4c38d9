import type { IConstruct } from 'constructs';
import { shared } from './shared';

/** Whose tokens which controllers of Flux may create; all, where nothing is said. */
export interface TokenRight {
  readonly controllers: readonly string[];
  readonly namespace?: string;
  readonly names?: readonly string[];
}

const RIGHTS = shared('token-rights', () => new WeakMap<IConstruct, TokenRight[]>());

/** Remembers what a program gives controllers, for all of its tree. */
export function addTokenRight(scope: IConstruct, right: TokenRight): void {
  const { root } = scope.node;
  RIGHTS.set(root, [...RIGHTS.get(root) ?? [], right]);
}

/** Whether the program lets a controller create tokens of this ServiceAccount. */
export function mayCreateTokens(scope: IConstruct, controller: string, namespace: string | undefined, name: string): boolean {
  const rights = (RIGHTS.get(scope.node.root) ?? []).filter(({ controllers }) => controllers.includes(controller));
  return rights.some(right => right.names === undefined || (right.namespace === namespace && right.names.includes(name)));
}
