import type { ApiObjectMetadata } from 'cdk8s';

/** What the Secrets that hold trust can be told. */
export interface TrustSecretOptions {
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
