import type { ServiceAccount } from 'cdk8s-plus-28';
import type { Construct, IConstruct } from 'constructs';
import type { WorkloadIdentityOptions } from './workload-identity';
import { quoted, refusal } from '../private/errors';
import { metadataOf, objectName } from '../private/names';
import { plus } from '../private/plus';

/** The ServiceAccount with the annotations that Flux reads; they can't be overwritten by `metadata`. */
export function identityServiceAccount(
  scope: Construct,
  options: WorkloadIdentityOptions,
  annotations: { [key: string]: string | undefined },
): ServiceAccount {
  const given = Object.fromEntries(Object.entries(annotations).filter((entry): entry is [string, string] => entry[1] !== undefined));
  const metadata = metadataOf(objectName(scope, options), options);
  const { ServiceAccount: PlusServiceAccount } = plus();
  return new PlusServiceAccount(scope, 'Resource', { metadata: { ...metadata, annotations: { ...metadata.annotations, ...given } } });
}

/** Refuses what Flux or the cloud refuses at run time. */
export function checkIdentity(scope: IConstruct, field: string, value: string, pattern: RegExp, example: string): void {
  if (typeof value === 'string' && pattern.test(value)) return;
  throw refusal('FOC031', scope, `\`${field}\` is malformed`, { got: quoted(value), use: example });
}
