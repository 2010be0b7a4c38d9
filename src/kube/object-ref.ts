import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { isDnsSubdomain } from '../private/dns';
import { quoted, refusal } from '../private/errors';

/** Kinds of the core API that others own and we point to. */
export type ForeignKind = 'Secret' | 'ConfigMap' | 'ServiceAccount';

/** The object of this kind that a construct of any cdk8s library renders. */
export function objectOf(kind: ForeignKind, construct: IConstruct): ApiObject {
  const object = apiObjectOf(construct);
  if (object?.kind === kind && object.apiVersion === 'v1') return object;
  throw refusal('FOC051', construct, `this construct renders no ${kind}`, {
    got: object ? whatIs(kind, object) : 'no object of its own',
    use: `${kind}Ref.named("name") for a ${kind} that an operator or somebody else makes`,
  });
}

/** The name of an object that this program doesn't make. */
export function nameOf(kind: ForeignKind, name: string): string {
  if (typeof name === 'string' && isDnsSubdomain(name)) return name;
  throw refusal('FOC001', undefined, `the name of a ${kind} must be a DNS name`, { got: quoted(name), use: 'the name that kubectl shows' });
}

/** The object that a construct renders. */
export function apiObjectOf(construct: IConstruct): ApiObject | undefined {
  try {
    return ApiObject.of(construct);
  } catch {
    return undefined;
  }
}

function whatIs(wanted: ForeignKind, { kind, apiVersion }: ApiObject): string {
  return kind === wanted ? `kind ${kind} of ${apiVersion}` : `kind ${kind}`;
}
