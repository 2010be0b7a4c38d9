import { likeBeginning, likeHost, likeName, likeOwner, likePath, likeRef, openRefs, withoutDots, type LookAlike } from './look-alikes';

/**
 * Whose the part is: `other` if another text makes somebody else, such as an owner; `own` if all that it may be is the same signer's, such as
 * the branches of a repository; `fixed` if no certificate has another text there.
 */
export type PartKind = 'other' | 'own' | 'fixed';

/** A part of a subject or issuer, and what could be mistaken for it. */
export interface Part {
  readonly name: string;
  readonly kind: PartKind;
  readonly alike: (text: string) => LookAlike[];
  /** What nobody means who doesn't say so, though the part may be anything. */
  readonly open?: (examples: readonly string[]) => LookAlike[];
}

/** A kind of text. The groups of `form` are its parts, and nothing is left between them. */
export interface Shape {
  readonly form: RegExp;
  readonly parts: readonly Part[];
}

const BEGINNING: Part = { name: 'beginning', kind: 'other', alike: likeBeginning };
const BETWEEN: Part = { name: 'text between the names', kind: 'fixed', alike: withoutDots };
const HOST: Part = { name: 'host', kind: 'other', alike: likeHost };
const REF: Part = { name: 'ref', kind: 'own', alike: likeRef, open: openRefs };

const other = (name: string, alike = likeOwner): Part => ({ name, kind: 'other', alike });
const own = (name: string, alike = likeName): Part => ({ name, kind: 'own', alike });

/** What subjects look like; the first that fits counts, and the last fits all. */
const SUBJECTS: readonly Shape[] = [
  {
    form: /^(https:\/\/)([^/]+)(\/)([^/]+)(\/)([^/]+)(\/\.github\/workflows\/)([^/@]+)(@)(.+)$/,
    parts: [BEGINNING, HOST, BETWEEN, other('owner'), BETWEEN, own('repository'), BETWEEN, own('workflow'), BETWEEN, REF],
  },
  {
    form: /^(https:\/\/)([^/]+)(\/)([^/]+)(\/)([^@]+?)(\/\/)([^@]+)(@)(.+)$/,
    parts: [BEGINNING, HOST, BETWEEN, other('group'), BETWEEN, own('project'), BETWEEN, own('configuration'), BETWEEN, REF],
  },
  {
    form: /^(https:\/\/)(kubernetes\.io\/namespaces\/)([^/]+)(\/serviceaccounts\/)([^/]+)$/,
    parts: [BEGINNING, BETWEEN, own('namespace'), BETWEEN, own('ServiceAccount')],
  },
  { form: /^([^@/\s]+)(@)([^@/\s]+)(\.iam\.gserviceaccount\.com)$/, parts: [own('account'), BETWEEN, other('project'), other('domain', likeHost)] },
  { form: /^([^@/\s]+)(@)([^@/\s]+)$/, parts: [own('local part'), BETWEEN, other('domain', likeHost)] },
  {
    form: /^([a-z]+:\/\/)([^/]+)(\/?)([^/]*)(.*)$/,
    parts: [BEGINNING, HOST, BETWEEN, other('account'), own('path', likePath)],
  },
  { form: /^([^]*)$/, parts: [other('subject', likeName)] },
];

const ISSUERS: readonly Shape[] = [{ form: /^(https:\/\/)([^/]+)(.*)$/, parts: [BEGINNING, HOST, other('path', likePath)] }];

/** A text, taken to pieces. */
export interface Parts {
  readonly shape: Shape;
  readonly texts: readonly string[];
}

export function partsOfSubject(subject: string): Parts {
  return partsOf(subject, SUBJECTS)!;
}

/** Undefined for what is no URL. */
export function partsOfIssuer(issuer: string): Parts | undefined {
  return partsOf(issuer, ISSUERS);
}

function partsOf(text: string, shapes: readonly Shape[]): Parts | undefined {
  const shape = shapes.find(({ form }) => form.test(text));
  return shape && { shape, texts: shape.form.exec(text)!.slice(1) };
}
