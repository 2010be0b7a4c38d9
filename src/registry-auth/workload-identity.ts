import type { ApiObjectMetadata } from 'cdk8s';
import type { ServiceAccount } from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
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
