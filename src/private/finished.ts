import type { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { shared } from './shared';

/** Looks at a document as it will be written; `unpatched` is what it was before the JSON patches of the user. */
export type Check = (document: any, unpatched: any) => void;

const CHECKS = shared('finished', () => new WeakMap<IConstruct, Check[]>());

/** Calls the check each time that the main object of this construct has been rendered: then all is known, escape hatches too. */
export function whenFinished(construct: IConstruct, check: Check): void {
  CHECKS.set(construct, [...CHECKS.get(construct) ?? [], check]);
}

export function checkFinished(resource: ApiObject, document: any, unpatched: any): void {
  for (const check of CHECKS.get(resource.node.scope!) ?? []) check(document, unpatched);
}
