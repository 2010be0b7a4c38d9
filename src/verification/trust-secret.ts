import type { ApiObjectMetadata } from 'cdk8s';
import type { Secret } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { metadataOf, objectName } from '../private/names';
import { plus } from '../private/plus';

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

/** Public material only, so it is written as text that a reviewer can read. */
export function trustSecret(scope: Construct, options: TrustSecretOptions, stringData: { [key: string]: string }): Secret {
  const { Secret: PlusSecret } = plus();
  return new PlusSecret(scope, 'Resource', { metadata: metadataOf(objectName(scope, options), options), stringData });
}

/** The entries by key, so that their order in the program doesn't matter. */
export function sortedEntries<T>(map: { [key: string]: T } | undefined): [string, T][] {
  return Object.entries(map ?? {}).sort(([a], [b]) => a < b ? -1 : 1);
}

/** `release` → `release.pub`; a name that ends so already is kept. */
export function withSuffix(name: string, suffixes: string[]): string {
  return suffixes.some(suffix => name.endsWith(suffix)) ? name : name + suffixes[0];
}
