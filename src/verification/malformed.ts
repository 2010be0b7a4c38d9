import { quoted, refusal } from '../private/errors';

/** What a certificate writes as it is, in the class of a regular expression: everything else would be percent-encoded in its URL. */
export const PLAIN = 'A-Za-z0-9._+=,;!$&\'()\\-';

const ISSUER = /^https:\/\/[A-Za-z0-9.-]+(?::[0-9]+)?(?:\/[A-Za-z0-9._~+=&,;:@/-]*)?$/;
const SUBJECT = /^(?!\^)(?=[^]*[A-Za-z0-9])[!-)+-[\]-~]+(?<!\$)$/;

/** Returns the value if it is one. Patterns, blanks and letters that only look like others are none. */
export function checked(field: string, value: string, isOne: RegExp | ((text: string) => boolean), use: string): string {
  if (typeof value === 'string' && (typeof isOne === 'function' ? isOne(value) : isOne.test(value))) return value;
  throw refusal('FOC045', undefined, `\`${field}\` is malformed`, { got: visible(value), use });
}

export function checkedIssuer(issuer: string): string {
  return checked('issuer', issuer, ISSUER, 'the issuer\'s URL, such as "https://accounts.google.com"');
}

export function checkedSubject(subject: string): string {
  return checked('subject', subject, SUBJECT, 'the subject of the certificate, such as "builder@acme.iam.gserviceaccount.com"');
}

/** A Cyrillic a must not look as the Latin one does. */
function visible(value: unknown): string {
  return quoted(value).replace(/[^ -~]/g, sign => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
