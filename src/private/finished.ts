import type { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { shared } from './shared';

/** Looks at a document as it will be written; `unpatched` is what it was before the JSON patches of the user. */
export type Check = (document: any, unpatched: any) => void;

/** The id of the main object within each construct of ours. */
const MAIN_OBJECT = 'Resource';

const CHECKS = shared('finished', () => new WeakMap<IConstruct, Check[]>());

/** Calls the check each time that the main object of this construct has been rendered: then all is known, escape hatches too. */
export function whenFinished(construct: IConstruct, check: Check): void {
  CHECKS.set(construct, [...CHECKS.get(construct) ?? [], check]);
}

/** An object that a user puts inside a construct of ours is none of these. */
export function checkFinished(resource: ApiObject, document: any, unpatched: any): void {
  if (resource.node.id !== MAIN_OBJECT) return;
  for (const check of CHECKS.get(resource.node.scope!) ?? []) check(document, unpatched);
}
