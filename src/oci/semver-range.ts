import { explained, instead } from './semver-advice';
import { Comparison, VERSION_PART } from './semver-comparison';
import type { SemverVersion } from './semver-version';
import { quoted, refusal } from '../private/errors';

/** What Go's `\s` matches. */
const SPACE = '[\\t\\n\\f\\r ]';
const AROUND = new RegExp(`^${SPACE}+|${SPACE}+$`, 'g');
const BEHIND_OPERATOR = new RegExp(`([=!<>~^])${SPACE}+(?![=!<>~^])`, 'g');
const BETWEEN = new RegExp(`${SPACE}*,${SPACE}*|${SPACE}+`);
const HYPHEN_RANGE = new RegExp(`${SPACE}*(${VERSION_PART})${SPACE}+-${SPACE}+(${VERSION_PART})${SPACE}*`, 'g');
/** Of Masterminds/semver: bytes, and ranges between `||`. */
const MAX_LENGTH = 512;
const MAX_ALTERNATIVES = 32;

/**
 * A range of versions as Flux reads it: by Masterminds/semver 3.5, which isn't how npm reads one.
 *
 * `test/cluster/semver.test.ts` holds it against the original.
 */
export class SemverRange {
  /** Refuses what Flux can't read (FOC016). */
  public static parse(text: string): SemverRange {
    if (typeof text !== 'string' || text.trim() === '') {
      throw refusal('FOC016', undefined, 'a semver range must say something', { got: quoted(text), use: '"*" for every released version' });
    }
    if (Buffer.byteLength(text) > MAX_LENGTH) {
      throw refusal('FOC016', undefined, `Flux reads no semver range of more than ${MAX_LENGTH} bytes`, { got: `${Buffer.byteLength(text)}`, use: 'a wider range' });
    }
    const read = readAlternatives(text);
    if (typeof read !== 'string') return new SemverRange(read);
    throw refusal('FOC016', undefined, read, { got: quoted(text), use: instead(text, candidate => typeof readAlternatives(candidate) !== 'string') });
  }

  private constructor(private readonly alternatives: readonly (readonly Comparison[])[]) {}

  /** Pre-releases lie in it only where a comparison of the same alternative names one. */
  public matches(version: SemverVersion): boolean {
    return this.alternatives.some(comparisons => (version.prerelease === '' || comparisons.some(({ namesPrerelease }) => namesPrerelease))
      && comparisons.every(comparison => comparison.matches(version)));
  }
}

/** A text is the reason why it is none. */
function readAlternatives(text: string): Comparison[][] | string {
  const alternatives = withoutHyphenRanges(text).split('||');
  if (alternatives.length > MAX_ALTERNATIVES) return `Flux reads at most ${MAX_ALTERNATIVES} alternatives between \`||\`, and here are ${alternatives.length}`;
  const read: Comparison[][] = [];
  for (const alternative of alternatives) {
    const comparisons = readComparisons(alternative, text);
    if (typeof comparisons === 'string') return comparisons;
    read.push(comparisons);
  }
  return read;
}

function readComparisons(alternative: string, text: string): Comparison[] | string {
  const trimmed = alternative.replace(AROUND, '');
  if (trimmed === '') return 'there is no range on one side of `||`, and Flux doesn\'t take that for every version';
  const read: Comparison[] = [];
  for (const part of trimmed.replace(BEHIND_OPERATOR, '$1').split(BETWEEN)) {
    const comparison = Comparison.read(part);
    if (typeof comparison === 'string') return explained(part, comparison, text);
    read.push(comparison);
  }
  return read;
}

/**
 * Masterminds/semver first writes `1.2 - 2.3` as `>= 1.2, <= 2.3 ` into the text, with these spaces, wherever it first finds those words; what comes
 * of it where something stands before or behind is its secret, so it is done here in the same way.
 */
function withoutHyphenRanges(text: string): string {
  return [...text.matchAll(HYPHEN_RANGE)].reduce((rest, [whole, first, last]) => rest.replace(whole, () => `>= ${first}, <= ${last} `), text);
}
