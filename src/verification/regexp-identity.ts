import { anchored, bareOf, complaintAbout, finder } from './anchored';
import type { ExactIdentity, RegexpIdentity } from './identity-options';
import { checkedIssuer, checkedSubject } from './malformed';
import { neighboursOf, type Neighbour } from './neighbours';
import type { Signer } from './signers';
import { quoted, refusal } from '../private/errors';

type Accepts = (identity: ExactIdentity) => boolean;

/** The patterns, if they accept the examples and nobody who only looks like one. */
export function regexpSigner({ issuer, subject, accepts }: RegexpIdentity): Signer {
  const signer = { issuer: readable('issuer', issuer), subject: readable('subject', subject) };
  const examples = checkedExamples(accepts);
  const [acceptsIssuer, acceptsSubject] = [signer.issuer, signer.subject].map(bare => finder(anchored(bare)));
  for (const example of examples) {
    refuseUnless(acceptsIssuer(example.issuer), 'issuer', example.issuer);
    refuseUnless(acceptsSubject(example.subject), 'subject', example.subject);
  }
  refuseStrangers(neighboursOf(examples), identity => acceptsIssuer(identity.issuer) && acceptsSubject(identity.subject));
  return signer;
}

/** Judged as it is written and as it is rendered: `a)|(b` is no pattern, though one in a group. */
function readable(field: string, pattern: string): string {
  const complaint = typeof pattern === 'string' ? complaintAbout(pattern) ?? complaintAbout(anchored(bareOf(pattern))) : 'it is not a text';
  if (complaint === undefined) return bareOf(pattern);
  throw refusal('FOC093', undefined, `\`${field}\` is no regular expression of Go: ${complaint}`, {
    got: quoted(pattern), use: 'the syntax of RE2, see https://github.com/google/re2/wiki/Syntax',
  });
}

function checkedExamples(accepts: ExactIdentity[]): ExactIdentity[] {
  if (!Array.isArray(accepts) || accepts.length === 0) {
    throw refusal('FOC094', undefined, '`accepts` has no example, so nobody knows whom the pattern is for', { use: 'issuer and subject of at least one signer' });
  }
  return accepts.map(({ issuer, subject }) => ({ issuer: checkedIssuer(issuer), subject: checkedSubject(subject) }));
}

function refuseUnless(isAccepted: boolean, field: string, example: string): void {
  if (isAccepted) return;
  throw refusal('FOC092', undefined, `\`${field}\` does not match its own example from beginning to end`, { got: quoted(example), use: 'a pattern of the whole text, or the right example' });
}

function refuseStrangers(neighbours: readonly Neighbour[], accepts: Accepts): void {
  const stranger = neighbours.find(accepts);
  if (!stranger) return;
  throw refusal('FOC091', undefined, `\`${stranger.field}\` also accepts somebody else (${stranger.part} ${stranger.how})`, {
    got: `${quoted(stranger.subject)} of ${quoted(stranger.issuer)}`,
    use: instead(stranger),
  });
}

function instead({ kind, part }: Neighbour): string {
  switch (kind) {
    case 'own': return `exactly one ${part}, with \\. for a dot, or one more example with another ${part} where any will do`;
    case 'open': return '@refs/(?:heads|tags)/ before the names of branches and tags, or one more example with such a ref where it will do';
    case 'mixed': return 'a pattern for one issuer, or one more example where the other one vouches for it too';
    default: return `exactly the ${part} that is meant, with \\. for a dot`;
  }
}
