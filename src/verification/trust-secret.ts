import type { Secret } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import type { TrustSecretOptions } from './trust-secret-options';
import { metadataOf, objectName } from '../private/names';
import { plus } from '../private/plus';

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
