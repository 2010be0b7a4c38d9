import { Chart, type ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { isDnsLabel } from './dns';
import { quoted, refusal } from './errors';
import { warn } from './warnings';

/** A namespace that can exist. Returns it. */
export function checkedNamespace(scope: IConstruct, field: string, namespace: string): string {
  if (typeof namespace === 'string' && isDnsLabel(namespace)) return namespace;
  throw refusal('FOC008', scope, `\`${field}\` must have up to 63 lower-case letters, digits and \`-\``, {
    got: quoted(namespace),
    use: 'a name such as "my-app"',
  });
}

/** Where an object of ours will be: enough to judge what it may refer to. */
export interface Place {
  readonly construct: IConstruct;
  readonly namespace?: string;
}

/** The place of an object made in this construct: its own namespace, else that of the chart. */
export function placeOf(construct: IConstruct, given?: string): Place {
  const namespace = given ?? Chart.of(construct).namespace;
  return { construct, namespace: namespace === undefined ? undefined : checkedNamespace(construct, 'metadata.namespace', namespace) };
}

/** Somebody else's object that one of ours names. */
export interface Named {
  readonly kind: string;
  readonly name: string;
  /** Absent: written by name only, meant to be in the namespace of the object that uses it. */
  readonly owner?: ApiObject;
}

/**
 * The name of an object that Flux looks up in the user's own namespace and nowhere else. One of another namespace is
 * refused; where only one of both says its namespace, they may still meet when they are applied.
 */
export function localName({ construct, namespace: own }: Place, field: string, { kind, name, owner }: Named): string {
  if (!owner) return name;
  const theirs = owner.metadata.namespace;
  if (own === theirs) return name;
  const places = `${theirs ?? 'no namespace'} and ${own ?? 'no namespace'}`;
  if (own !== undefined && theirs !== undefined) {
    throw refusal('FOC052', construct, `\`${field}\` names the ${kind} ${name} of another namespace, where Flux never looks`, {
      got: places,
      use: `a ${kind} in the namespace ${own}`,
    });
  }
  warn(construct, 'FOC053', `the ${kind} ${name} and the object that uses it must end in one namespace`, {
    got: places,
    use: 'the same `namespace` for both, for instance that of their chart',
  });
  return name;
}

/** The `namespace` to write into a reference that may cross namespaces; absent where both are in one. */
export function namespaceToWrite({ construct, namespace: own }: Place, field: string, theirs: string | undefined): string | undefined {
  if (theirs === undefined || theirs === own) return undefined;
  checkedNamespace(construct, `${field}.namespace`, theirs);
  if (own !== undefined) {
    warn(construct, 'FOC054', `\`${field}\` crosses from namespace ${own} to ${theirs}, which a Flux with --no-cross-namespace-refs refuses`, {
      use: 'objects of one namespace where tenants share a cluster',
    });
  }
  return theirs;
}
