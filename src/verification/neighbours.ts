import type { ExactIdentity } from './identity-options';
import type { LookAlike } from './look-alikes';
import { partsOfIssuer, partsOfSubject, type PartKind, type Parts } from './shapes';

/** Why somebody isn't meant: because of a part, for a ref that is `open` to people without any rights, or `mixed` from two examples. */
export type Kind = PartKind | 'open' | 'mixed';

/** Somebody who isn't meant, and differs from a signer who is in one thing. */
export interface Neighbour extends ExactIdentity {
  /** The pattern that should tell the two from each other. */
  readonly field: 'issuer' | 'subject';
  /** The part in which they differ. */
  readonly part: string;
  readonly how: string;
  readonly kind: Kind;
}

type Variant = Pick<Neighbour, 'part' | 'how' | 'kind'> & { readonly text: string };

/** The neighbours of signers. In what belongs to one signer they may differ as the examples do. */
export function neighboursOf(examples: readonly ExactIdentity[]): Neighbour[] {
  const all = examples.flatMap(({ issuer, subject }): Neighbour[] => [
    ...variantsOf(partsOfSubject(subject), likewise(examples, { issuer, subject })).map(({ text, ...why }) => ({ ...why, field: 'subject' as const, issuer, subject: text })),
    ...issuerVariants(issuer).map(({ text, ...why }) => ({ ...why, field: 'issuer' as const, issuer: text, subject })),
    ...examples.map(other => ({ field: 'issuer' as const, part: 'issuer', how: 'of another example', kind: 'mixed' as const, issuer: other.issuer, subject })),
  ]);
  return all.filter(({ issuer, subject }) => !examples.some(example => example.issuer === issuer && example.subject === subject));
}

/** The examples of the same signer, in parts. */
function likewise(examples: readonly ExactIdentity[], { issuer, subject }: ExactIdentity): (readonly string[])[] {
  return examples.filter(other => other.issuer === issuer && isOfOneSigner(other.subject, subject)).map(other => partsOfSubject(other.subject).texts);
}

/** Subjects that could be mistaken for this one, though nothing of it is theirs. */
export function strangersToSubject(subject: string): string[] {
  const parts = partsOfSubject(subject);
  return variantsOf(parts, [parts.texts]).filter(({ kind }) => kind === 'other').map(({ text }) => text);
}

/** Issuers that could be mistaken for this one. */
export function strangersToIssuer(issuer: string): string[] {
  return issuerVariants(issuer).map(({ text }) => text);
}

function issuerVariants(issuer: string): Variant[] {
  const parts = partsOfIssuer(issuer);
  return parts ? variantsOf(parts, [parts.texts]) : [];
}

function variantsOf({ shape, texts }: Parts, examples: readonly (readonly string[])[]): Variant[] {
  return shape.parts.flatMap(({ name, kind, alike, open }, at) => {
    const seen = [...new Set(examples.map(example => example[at]))];
    const variants = (why: Kind, found: readonly LookAlike[]) => found.map(({ how, text }): Variant => (
      { part: name, how, kind: why, text: Object.assign([...texts], { [at]: text }).join('') }
    ));
    return [...variants(kind, seen.length > 1 ? [] : alike(texts[at])), ...variants('open', open?.(seen) ?? [])];
  });
}

function isOfOneSigner(one: string, other: string): boolean {
  const [mine, theirs] = [one, other].map(partsOfSubject);
  return mine.shape === theirs.shape && mine.shape.parts.every(({ kind }, at) => kind === 'own' || mine.texts[at] === theirs.texts[at]);
}
