import * as fc from 'fast-check';

const SEED = 20_261_121;

/** The same ones each time. */
function drawn<T>(arbitrary: fc.Arbitrary<T>, count: number): T[] {
  return fc.sample(arbitrary, { seed: SEED, numRuns: count });
}

/** One of the usual texts, and now and then one of the others: what goes wrong mustn't hide what comes behind it. */
function mostly(usual: readonly string[], others: readonly string[]): fc.Arbitrary<string> {
  return fc.oneof({ weight: 30, arbitrary: fc.constantFrom(...usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) });
}

function joined(...parts: fc.Arbitrary<string>[]): fc.Arbitrary<string> {
  return fc.tuple(...parts).map(texts => texts.join(''));
}

function several(part: fc.Arbitrary<string>, most: number, separators: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.tuple(fc.array(part, { minLength: 1, maxLength: most }), separators).map(([parts, separator]) => parts.join(separator));
}

const number = mostly(['0', '0', '1', '1', '2', '2', '3', '10'], ['00', '01', '18446744073709551615', '18446744073709551616']);
const place = fc.oneof({ weight: 5, arbitrary: number }, mostly(['x', 'X', '*'], ['1x', '|', '']));
const identifier = mostly(['0', '1', '2', '11', 'alpha', 'beta', 'rc', 'a-b', '0a'], ['01', '-', '18446744073709551616', '', 'a_b']);
const prerelease = fc.oneof({ weight: 3, arbitrary: fc.constant('') }, several(identifier, 3, fc.constant('.')).map(text => `-${text}`));
const build = mostly(['', '', '', '+5', '+build.1'], ['+', '+a_b']);
const prefix = mostly(['', '', '', 'v'], ['V', 'vv']);

function versionOf(part: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const numbers = fc.tuple(part, part, part, part, mostly(['3', '3', '2', '1'], ['4'])).map(([a, b, c, d, count]) => [a, b, c, d].slice(0, Number(count)).join('.'));
  return joined(prefix, numbers, prerelease, build);
}

const space = fc.constantFrom('', '', ' ', '  ', '\t');
const operator = mostly(['', '=', '!=', '>', '<', '>=', '=>', '<=', '=<', '~', '~>', '^'], ['==', '!', '~=', '<>']);
const comparison = joined(space, operator, space, versionOf(place), space);
const hyphenRange = joined(space, versionOf(place), mostly([' - ', '  -\t'], [' -', '- ', '-']), versionOf(place), space);
const together = several(fc.oneof({ weight: 3, arbitrary: comparison }, hyphenRange), 3, mostly([' ', ', ', ',', ' , '], ['', ',,']));
const alternatives = several(together, 3, mostly(['||', ' || '], ['|', '|||', ' or ']));

/** Ranges, most of them sound and the rest nearly so. */
export const DRAWN_CONSTRAINTS: readonly string[] = drawn(fc.oneof(comparison, together, alternatives), 4000);
export const DRAWN_VERSIONS: readonly string[] = drawn(versionOf(number), 600);

/** Texts of the letters that mean something in a range. */
export const SCRIBBLES: readonly string[] = drawn(fc.string({ unit: fc.constantFrom(...'0123xX*v.|-+=!<>~^, a\t\n'), maxLength: 14 }), 20_000);

const PIECES = [
  'a b 1 . \\. \\d \\w \\b \\pL \\p{Greek} \\x41 \\1 \\Z \\z \\Q \\E ^ $ | * + ? ?? *? {2} {2,} {2,3} {1001} ( (?: (?P<n> (?<m> (?i) (?= (?! (?<= ) ) )',
  '[ [^ ] ] - [:alpha:] \\\' \\p{greek} \\',
].join(' ').split(' ');

/** Texts of the pieces that mean something in a regular expression. */
export const DRAWN_FILTERS: readonly string[] = drawn(fc.array(fc.constantFrom(...PIECES), { maxLength: 8 }).map(parts => parts.join('')), 5000);
