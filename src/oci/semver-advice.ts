import { VERSION_PART } from './semver-comparison';
import { isTag } from './tag';
import { quoted } from '../private/errors';

const HYPHEN_RANGE = `${VERSION_PART}\\s+-\\s+${VERSION_PART}`;

/** Slips of the pen, and how other tools write it. */
const MENDED: readonly (readonly [wrong: RegExp, right: string])[] = [
  [/[^\S\t\n\f\r ]/g, ' '],
  [/["'`()]/g, ''],
  [/[\u2010-\u2015\u2212]/g, '-'],
  [/≥/g, '>='],
  [/≤/g, '<='],
  [/≠|<>/g, '!='],
  [/([<>!])\s+=/g, '$1='],
  [/={2,}/g, '='],
  [/~=/g, '~'],
  [/!(?!=)/g, '!='],
  [/\bV(?=[0-9])/g, 'v'],
  [/\s*(?:&&|;|\band\b)\s*/gi, ', '],
  [/\s*(?:\|\|+|\||\bor\b)\s*/gi, ' || '],
  [/\s+-\s*|\s*-\s+/g, ' - '],
  [/(?<=[0-9])(?=[xX*](?![0-9A-Za-z]))/g, '.'],
  [/(\.[xX*])(?:\.[0-9A-Za-z*]+)+/g, '$1'],
  [/(?:\s*,)+(?=\s*,)/g, ''],
  [/(?:\|\|\s*)+(?=\|\|)/g, ''],
  [/^(?:\s|,|\|\|)+|(?:\s|,|\|\|)+$/g, ''],
  [/([0-9A-Za-z*])(?=[=!<>~^])/g, '$1 '],
  [new RegExp(`(?:>=|=>|(?<!<)=)\\s*(?=${HYPHEN_RANGE})`, 'g'), ''],
  [new RegExp(`([^\\s,|])\\s+(?=${HYPHEN_RANGE})`, 'g'), '$1, '],
];

/** Why parts such as these can't be read. */
const REASONS: readonly (readonly [part: RegExp, reason: string])[] = [
  [/[^\x20-\x7e]/, 'it has a character that no version has'],
  [/\|/, '`||` stands between alternatives'],
  [/^-|-$/, 'a hyphen range is two versions, with a space on both sides of the hyphen'],
];

/** What is wrong with a part of a range; `reason` is what to say in general. */
export function explained(part: string, reason: string, text: string): string {
  if (part === '') return 'there is no comparison on one side of a comma';
  const isOfText = text.replace(/\s/g, '').includes(part.replace(/\s/g, ''));
  if (!isOfText) return 'a hyphen range is two bare versions, and behind another comparison it needs a comma';
  return `${quoted(part)} can't be read: ${REASONS.find(([wrong]) => wrong.test(part))?.[1] ?? reason}`;
}

/** What to write instead of a range that can't be read: never again something that can't. */
export function instead(text: string, isRange: (candidate: string) => boolean): string {
  const mended = MENDED.reduce((rest, [wrong, right]) => rest.replace(wrong, right), text);
  if (isRange(mended)) return quoted(mended);
  if (isTag(text)) return `OciRef.tag(${quoted(text)}) for this one tag`;
  return 'comparisons such as ">=1.2.0 <2.0.0", "~1.4" or "6.x", and `||` between alternatives';
}
