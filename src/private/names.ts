import type { ApiObjectMetadata } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { isDnsSubdomain, LABEL_LENGTH } from './dns';
import { quoted, refusal } from './errors';

/** What every object of ours may be told about itself. */
export interface Identity {
  readonly name?: string;
  readonly metadata?: ApiObjectMetadata;
}

/** Ids that stand for "the one thing in here": the parent's id says more. */
const ANONYMOUS = new Set(['Resource', 'Default']);

/**
 * The name of the object that `scope` renders: the one given, or the construct id in kebab case. It depends on nothing
 * above the construct, because a renamed Kustomization is a pruned app.
 */
export function objectName(scope: IConstruct, identity: Identity): string {
  const { name, metadata } = identity;
  if (name !== undefined && metadata?.name !== undefined && name !== metadata.name) {
    throw refusal('FOC001', scope, '`name` and `metadata.name` differ', { got: `${quoted(name)} and ${quoted(metadata.name)}`, use: 'one of them' });
  }
  const result = name ?? metadata?.name ?? kebabCase(ownId(scope));
  if (!isDnsSubdomain(result)) {
    throw refusal('FOC001', scope, 'the name of a Kubernetes object must be a DNS name of lower-case letters, digits, `-` and `.`', {
      got: quoted(result),
      use: '`name: "my-app"`, or a construct id that gives one',
    });
  }
  return result;
}

/** As `objectName`, for kinds whose name Flux writes into a label of every object that they apply. */
export function labelSafeName(scope: IConstruct, kind: string, identity: Identity): string {
  const result = objectName(scope, identity);
  if (result.length > LABEL_LENGTH) {
    throw refusal('FOC002', scope, `the name of a ${kind} may have ${LABEL_LENGTH} characters, because Flux labels with it what it applies`, {
      got: `${quoted(result)} (${result.length})`,
      use: 'a shorter `name`',
    });
  }
  return result;
}

/** The name of an object that something else makes, where there is one. Returns it. */
export function optionalName(scope: IConstruct, field: string, name: string | undefined): string | undefined {
  if (name === undefined || (typeof name === 'string' && isDnsSubdomain(name))) return name;
  throw refusal('FOC001', scope, `\`${field}\` must be a DNS name`, { got: quoted(name), use: 'the name that kubectl shows' });
}

export function metadataOf(name: string, identity: Identity): ApiObjectMetadata {
  return { ...identity.metadata, name };
}

function ownId(scope: IConstruct): string {
  const { id, scope: parent } = scope.node;
  return parent && ANONYMOUS.has(id) ? ownId(parent) : id;
}

/** `AWSPuller` → `aws-puller`, `CRDs` → `crds`, `My App` and `my_app` → `my-app`. */
export function kebabCase(id: string): string {
  return id
    .replace(/([A-Z]{2,})s(?![a-z])/g, '$1S')
    .replace(/[\s_]+/g, '-')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1-$2')
    .replace(/-{2,}/g, '-')
    .replace(/^-+|-+$/g, '')
    .toLowerCase();
}
