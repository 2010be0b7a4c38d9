import type { ApiObjectMetadata } from 'cdk8s';

/** What a Secret that this library makes can be told; nothing in it is secret. */
export interface PublicSecretOptions {
  /**
   * Name of the Secret.
   *
   * @default - the construct id in kebab case
   */
  readonly name?: string;

  /**
   * Namespace, labels and annotations of the Secret. Flux wants it in the namespace of the sources that use it.
   *
   * @default - the namespace of the chart
   */
  readonly metadata?: ApiObjectMetadata;
}
