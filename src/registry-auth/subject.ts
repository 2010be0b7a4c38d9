import { ApiObject } from 'cdk8s';
import type { ServiceAccount } from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import { refusal } from '../private/errors';

/** Which ServiceAccount somebody trusts. */
export interface Account {
  readonly namespace: string;
  readonly name: string;
}

/** The ServiceAccount as it will be in the cluster; clouds trust nobody whose namespace they don't know. */
export function accountOf(scope: IConstruct, serviceAccount: ServiceAccount): Account {
  const { name, namespace } = ApiObject.of(serviceAccount).toJson().metadata;
  if (namespace !== undefined) return { name, namespace };
  throw refusal('FOC037', scope, 'others trust a ServiceAccount by its namespace and name, and this one has no namespace', {
    use: '`metadata: { namespace: "flux-system" }`, or the `namespace` of its chart',
  });
}

/** What the tokens of a ServiceAccount say of it. */
export function subjectOf({ namespace, name }: Account): string {
  return `system:serviceaccount:${namespace}:${name}`;
}
