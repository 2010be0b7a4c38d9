import type { ApiObject } from 'cdk8s';
import { refusal } from './errors';
import { choosing, minorOf } from './flux-minor';
import { bitOf, minorsIn, newestUpTo, overlap, union } from './minor-bits';
import { warn } from './warnings';
import { FIELD_INDEX, MINORS, type KindFields } from '../../imports/fields';

/** What Flux has announced for a minor whose CRD of it this library doesn't know. */
const ANNOUNCED: { readonly [kind: string]: string } = {
  'notification.toolkit.fluxcd.io/v1/Alert': '2.10',
  'notification.toolkit.fluxcd.io/v1/Provider': '2.10',
};

/** The kind of a finished document, where its fields are known. A kind or version that the Flux minor lacks is refused. */
export function knownKind(resource: ApiObject, { apiVersion, kind }: any): KindFields | undefined {
  const key = `${apiVersion}/${kind}`;
  const group = groupOf(key);
  const known = KNOWN.get(group);
  if (known === undefined) return undefined;
  const found = FIELD_INDEX[key];
  const minor = minorOf(resource);
  const bit = newestUpTo(minor, known);
  if (found && (found.source !== undefined || overlap(found.known, bit))) return found;
  new KindCheck(resource, apiVersion, kind, minor).missing(havingOf(key), bit === bitOf(minor), otherVersion(group, kind, bit));
  return undefined;
}

class KindCheck {
  public constructor(
    private readonly resource: ApiObject, private readonly apiVersion: string, private readonly kind: string, private readonly minor: string,
  ) {}

  /** `having` are the minors that have it. */
  public missing(having: readonly string[], isMinorKnown: boolean, other: string | undefined): void {
    const what = `${this.kind} of ${this.apiVersion}`;
    if (having.length > 0 && !having.includes(this.minor)) {
      throw refusal('FOC005', this.resource, `${what} is not in Flux ${this.minor}; Flux ${having.join(', ')} has it`, { use: other ?? choosing(having) });
    }
    if (isMinorKnown) throw refusal('FOC006', this.resource, `${what} is in no Flux version that this library knows`, { use: other ?? 'an ApiObject of cdk8s for a newer Flux' });
    warn(this.resource, 'FOC080', `this library knows no CRD of ${what}, and checks none of its fields`, { use: other ?? 'a kind that the cluster has' });
  }
}

function havingOf(key: string): string[] {
  if (FIELD_INDEX[key]) return minorsIn(FIELD_INDEX[key].known);
  return key in ANNOUNCED ? MINORS.slice(MINORS.indexOf(ANNOUNCED[key])) : [];
}

function groupOf(key: string): string {
  return key.slice(0, key.indexOf('/'));
}

/** Of each group of Flux, the bits of the minors of which any kind is known. */
const KNOWN: ReadonlyMap<string, number> = new Map(Object.keys(FIELD_INDEX).map(groupOf).map(group => {
  const kinds = Object.keys(FIELD_INDEX).filter(key => groupOf(key) === group);
  return [group, union(kinds.map(key => FIELD_INDEX[key].known))];
}));

/** The version of this kind that the minor has, to write instead; of two the one that the newer minors have as well. */
function otherVersion(group: string, kind: string, bit: number): string | undefined {
  const [found] = Object.entries(FIELD_INDEX)
    .filter(([key, { known, source }]) => groupOf(key) === group && key.endsWith(`/${kind}`) && (source !== undefined || overlap(known, bit)))
    .sort(([, a], [, b]) => b.known - a.known)
    .map(([key]) => key.slice(0, key.lastIndexOf('/')));
  return found;
}
