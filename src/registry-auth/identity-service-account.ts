import type { ServiceAccount } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import type { WorkloadIdentityOptions } from './workload-identity';
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
