import type { ApiObjectMetadata } from 'cdk8s';
import type { ServiceAccount } from 'cdk8s-plus-28';
import type { Construct, IConstruct } from 'constructs';
import { quoted, refusal } from '../private/errors';
import { metadataOf, objectName } from '../private/names';
import { plus } from '../private/plus';
import type { RegistryProvider } from './registry-provider';

/** A ServiceAccount whose identity the cloud trusts: no long-lived credential is stored anywhere. */
export interface IWorkloadIdentity extends IConstruct {
  /** The cloud whose registries this identity may pull from. */
  readonly provider: RegistryProvider;

  /** The ServiceAccount, for sources of its namespace. */
  readonly serviceAccount: ServiceAccount;
}

/** What the identities of all clouds can be told. */
export interface WorkloadIdentityOptions {
  /**
   * Name of the ServiceAccount. The trust in the cloud names it: changing it changes who is trusted.
   *
   * @default - the construct id in kebab case
   */
  readonly name?: string;

  /**
   * Namespace, labels and annotations of the ServiceAccount. Flux wants it in the namespace of the sources that use it.
   *
   * @default - the namespace of the chart
   */
  readonly metadata?: ApiObjectMetadata;
}

/** The ServiceAccount with the annotations that Flux reads; they can't be overwritten by `metadata`. */
export function identityServiceAccount(scope: Construct, options: WorkloadIdentityOptions, annotations: { [key: string]: string | undefined }): ServiceAccount {
  const given = Object.fromEntries(Object.entries(annotations).filter((entry): entry is [string, string] => entry[1] !== undefined));
  const metadata = metadataOf(objectName(scope, options), options);
  const { ServiceAccount: PlusServiceAccount } = plus();
  return new PlusServiceAccount(scope, 'Resource', { metadata: { ...metadata, annotations: { ...metadata.annotations, ...given } } });
}

/** Refuses what Flux's own pattern for this annotation refuses at run time. */
export function checkIdentity(scope: IConstruct, field: string, value: string, pattern: RegExp, example: string): void {
  if (pattern.test(value)) return;
  throw refusal('FOC031', scope, `\`${field}\` has not the form that Flux reads`, { got: quoted(value), use: example });
}
