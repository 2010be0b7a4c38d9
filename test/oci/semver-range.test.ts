import { textOf } from './arbitraries';
import { SemverRange } from '../../src/oci/semver-range';
import { SemverVersion } from '../../src/oci/semver-version';
import { fc } from '../support/property';
import { refusalOf } from '../support/refusal';

// How Flux itself reads all of this is in test/cluster/semver.test.ts; here is what to know about it.

const VERSIONS = [
  '0.0.0', '0.0.1', '0.1.0', '0.1.5', '0.2.0', '1.0.0', '1.2.0', '1.2.3', '1.2.4', '1.3.0', '2.0.0', '2.1.0', '3.0.0',
  '0.0.0-a', '1.2.0-rc.1', '1.2.3-beta.1', '1.2.3-beta.2', '1.2.4-a', '1.3.0-0', '2.0.0-0',
];

/** Those of `VERSIONS` that lie in it. */
function within(range: string): string {
  const parsed = SemverRange.parse(range);
  return VERSIONS.filter(version => parsed.matches(SemverVersion.parse(version)!)).join(' ');
}

const RELEASES = '0.0.0 0.0.1 0.1.0 0.1.5 0.2.0 1.0.0 1.2.0 1.2.3 1.2.4 1.3.0 2.0.0 2.1.0 3.0.0';

describe('a version', () => {
  test.each([
    ['1.2.3', '1.2.3'],
    ['v1.2.3', '1.2.3'],
    ['= 1.2.3', '1.2.3'],
    ['1.2.3+build', '1.2.3'],
    ['1.2', '1.2.0 1.2.3 1.2.4'],
    ['=1.2.x', '1.2.0 1.2.3 1.2.4'],
    ['1', '1.0.0 1.2.0 1.2.3 1.2.4 1.3.0'],
    ['1.X.7', '1.0.0 1.2.0 1.2.3 1.2.4 1.3.0'],
    ['0', '0.0.0 0.0.1 0.1.0 0.1.5 0.2.0'],
    ['0.0', '0.0.0 0.0.1'],
    ['*', RELEASES],
    ['x.1', RELEASES],
  ])('%s: %s', (range, versions) => expect(within(range)).toBe(versions));
});

describe('comparisons', () => {
  test.each([
    ['!=1.2.3', '0.0.0 0.0.1 0.1.0 0.1.5 0.2.0 1.0.0 1.2.0 1.2.4 1.3.0 2.0.0 2.1.0 3.0.0'],
    ['!=1.2', '0.0.0 0.0.1 0.1.0 0.1.5 0.2.0 1.0.0 1.3.0 2.0.0 2.1.0 3.0.0'],
    ['!=1', '0.0.0 0.0.1 0.1.0 0.1.5 0.2.0 2.0.0 2.1.0 3.0.0'],
    ['>1.2.3', '1.2.4 1.3.0 2.0.0 2.1.0 3.0.0'],
    ['>1.2', '1.3.0 2.0.0 2.1.0 3.0.0'],
    ['>1', '2.0.0 2.1.0 3.0.0'],
    ['>=1.2', '1.2.0 1.2.3 1.2.4 1.3.0 2.0.0 2.1.0 3.0.0'],
    ['=>2', '2.0.0 2.1.0 3.0.0'],
    ['<1.2', '0.0.0 0.0.1 0.1.0 0.1.5 0.2.0 1.0.0'],
    ['<=1.2.3', '0.0.0 0.0.1 0.1.0 0.1.5 0.2.0 1.0.0 1.2.0 1.2.3'],
    ['<=1.2', '0.0.0 0.0.1 0.1.0 0.1.5 0.2.0 1.0.0 1.2.0 1.2.3 1.2.4'],
    ['=<1', '0.0.0 0.0.1 0.1.0 0.1.5 0.2.0 1.0.0 1.2.0 1.2.3 1.2.4 1.3.0'],
    ['~1.2.3', '1.2.3 1.2.4'],
    ['~>1.2', '1.2.0 1.2.3 1.2.4'],
    ['~1', '1.0.0 1.2.0 1.2.3 1.2.4 1.3.0'],
    ['^1.2.3', '1.2.3 1.2.4 1.3.0'],
    ['^1', '1.0.0 1.2.0 1.2.3 1.2.4 1.3.0'],
    ['^0.1', '0.1.0 0.1.5'],
    ['^0.0', '0.0.0 0.0.1'],
    ['^0.0.1', '0.0.1'],
    ['^0', '0.0.0 0.0.1 0.1.0 0.1.5 0.2.0'],
  ])('%s: %s', (range, versions) => expect(within(range)).toBe(versions));
});

describe('ranges that mean something else than they say', () => {
  test.each([
    ['~0.0.0', RELEASES],
    ['^*', '0.0.0'],
    ['<=*', '0.0.0 0.0.1'],
    ['!=*', '0.0.1 0.1.0 0.1.5 0.2.0 1.0.0 1.2.0 1.2.3 1.2.4 1.3.0 2.0.0 2.1.0 3.0.0'],
    ['>*', '0.0.1 0.1.0 0.1.5 0.2.0 1.0.0 1.2.0 1.2.3 1.2.4 1.3.0 2.0.0 2.1.0 3.0.0'],
    ['1.2-1.4', '1.2.0 1.2.3 1.2.4 1.2.0-rc.1 1.2.3-beta.1 1.2.3-beta.2 1.2.4-a'],
    ['2||1.2 - 1.3', '1.2.0 1.2.3 1.2.4 2.0.0 2.1.0 3.0.0'],
  ])('%s: %s', (range, versions) => expect(within(range)).toBe(versions));
});

describe('pre-releases', () => {
  test.each([
    ['>=1.2', '1.2.0 1.2.3 1.2.4 1.3.0 2.0.0 2.1.0 3.0.0'],
    ['>=1.2.3-0 <2', '1.2.3 1.2.4 1.3.0 1.2.3-beta.1 1.2.3-beta.2 1.2.4-a 1.3.0-0 2.0.0-0'],
    ['>=1.2.3-0 <2.0.0-0', '1.2.3 1.2.4 1.3.0 1.2.3-beta.1 1.2.3-beta.2 1.2.4-a 1.3.0-0'],
    ['1.2.3-beta.2', '1.2.3-beta.2'],
    ['~1.2.3-beta.2', '1.2.3 1.2.4 1.2.3-beta.2 1.2.4-a'],
    ['^1.2.3-beta.2', '1.2.3 1.2.4 1.3.0 1.2.3-beta.2 1.2.4-a 1.3.0-0'],
    ['1.2.3 || 1.2.3-beta.1', '1.2.3 1.2.3-beta.1'],
    ['>1.2.3-beta.1 !=1.2-a', '1.2.3 1.2.4 1.3.0 2.0.0 2.1.0 3.0.0 1.2.3-beta.2 1.3.0-0 2.0.0-0'],
    ['*-0', '0.0.0 0.0.1 0.1.0 0.1.5 0.2.0 1.0.0 1.2.0 1.2.3 1.2.4 1.3.0 2.0.0 2.1.0 3.0.0 0.0.0-a 1.2.0-rc.1 1.2.3-beta.1 1.2.3-beta.2 1.2.4-a 1.3.0-0 2.0.0-0'],
  ])('%s: %s', (range, versions) => expect(within(range)).toBe(versions));
});

describe('several comparisons', () => {
  test.each([
    ['>=1.2.0 <1.3.0', '1.2.0 1.2.3 1.2.4'],
    ['>=1.2.0, <1.3.0', '1.2.0 1.2.3 1.2.4'],
    [' >= 1.2.0\t,<1.3.0\n', '1.2.0 1.2.3 1.2.4'],
    ['1 || 3', '1.0.0 1.2.0 1.2.3 1.2.4 1.3.0 3.0.0'],
    ['1||3', '1.0.0 1.2.0 1.2.3 1.2.4 1.3.0 3.0.0'],
    ['1.2 - 2.0', '1.2.0 1.2.3 1.2.4 1.3.0 2.0.0'],
    ['1.2.3 - 1.3 || 3', '1.2.3 1.2.4 1.3.0 3.0.0'],
    ['!=1.2.4, 1.2 - 1.3', '1.2.0 1.2.3 1.3.0'],
    ['0 - 1 1.2 - 2', '1.2.0 1.2.3 1.2.4 1.3.0'],
    ['>2 <1', ''],
  ])('%j: %s', (range, versions) => expect(within(range)).toBe(versions));
});

const GENERAL = 'a range consists of comparisons such as "6.x", "~1.4" or ">=1.2.0"';
const HYPHEN = 'a hyphen range is two versions, with a space on both sides of the hyphen';
const BARE = 'a hyphen range is two bare versions, and behind another comparison it needs a comma';
const CHARACTER = 'it has a character that no version has';
const WILDCARD = 'a wildcard stands in the place of a whole number, as in "1.2.x"';

describe('fails, and tells what to write instead', () => {
  test.each([
    ['>=1.0.0<2.0.0', '>=1.0.0<2.0.0', GENERAL, '>=1.0.0 <2.0.0'],
    ['==1.2.3', '==1.2.3', GENERAL, '=1.2.3'],
    ['~=1.4', '~=1.4', GENERAL, '~1.4'],
    ['!1.2', '!1.2', GENERAL, '!=1.2'],
    ['<>1.2', '<>1.2', GENERAL, '!=1.2'],
    ['> = 1.2', '>', GENERAL, '>= 1.2'],
    ['V1.2', 'V1.2', GENERAL, 'v1.2'],
    ['>=1 && <2', '&&', GENERAL, '>=1, <2'],
    ['>=1 and <2', 'and', GENERAL, '>=1, <2'],
    ['>=1; <2', '>=1;', GENERAL, '>=1, <2'],
    ['1.x or 2.x', 'or', GENERAL, '1.x || 2.x'],
    ['1.x | 2.x', '|', '`||` stands between alternatives', '1.x || 2.x'],
    ['1|2', '1|2', '`||` stands between alternatives', '1 || 2'],
    ['(1.x)', '(1.x)', GENERAL, '1.x'],
    ['1.x.y.z', '1.x.y.z', GENERAL, '1.x'],
    ['1.2*', '1.2*', WILDCARD, '1.2.*'],
    ['11x', '11x', WILDCARD, '11.x'],
    ['1.2 -1.4', '-1.4', HYPHEN, '1.2 - 1.4'],
    ['1.2 – 1.4', '–', CHARACTER, '1.2 - 1.4'],
    ['≥1.2', '≥1.2', CHARACTER, '>=1.2'],
    ['≤1.2', '≤1.2', CHARACTER, '<=1.2'],
    ['≠1.2', '≠1.2', CHARACTER, '!=1.2'],
    ['>=1\u00a0<2', '>=1\u00a0<2', CHARACTER, '>=1 <2'],
  ])('%s', (range, part, reason, use) => {
    expect(refusalOf(() => SemverRange.parse(range))).toBe(`FOC016 "${part}" can't be read: ${reason}; got "${range}"; use "${use}"`);
  });

  test.each([
    ['>=1.0 - 2.0', BARE, '1.0 - 2.0'],
    ['>1 1.2 - 2.0', BARE, '>1, 1.2 - 2.0'],
    ['1 ||1.2 - 2.0', BARE, '1 || 1.2 - 2.0'],
    ['>=1,,<2', 'there is no comparison on one side of a comma', '>=1,<2'],
    ['>=1,', 'there is no comparison on one side of a comma', '>=1'],
    ['1.x ||', 'there is no range on one side of `||`, and Flux doesn\'t take that for every version', '1.x'],
    ['1.x || || 2.x', 'there is no range on one side of `||`, and Flux doesn\'t take that for every version', '1.x || 2.x'],
  ])('%s', (range, problem, use) => {
    expect(refusalOf(() => SemverRange.parse(range))).toBe(`FOC016 ${problem}; got "${range}"; use "${use}"`);
  });
});

test.each([
  ['latest', GENERAL],
  ['1.2.3.4', GENERAL],
  ['1.2.3-01', 'the numbers of a pre-release have no leading zeros'],
  ['1.18446744073709551616', 'a number is at most 18446744073709551615'],
])('fails with %s, which may be a tag', (tag, reason) => {
  expect(refusalOf(() => SemverRange.parse(tag))).toBe(`FOC016 "${tag}" can't be read: ${reason}; got "${tag}"; use OciRef.tag("${tag}") for this one tag`);
});

const INSTEAD = 'comparisons such as ">=1.2.0 <2.0.0", "~1.4" or "6.x", and `||` between alternatives';

test.each([
  ['^^1', '^^1', GENERAL],
  ['latest || 1.x', 'latest', GENERAL],
  ['1.x > ', '>', GENERAL],
  ['1.0 - <2.0', '-', HYPHEN],
  [`>=1.2-${'a'.repeat(251)}`, `>=1.2-${'a'.repeat(251)}`, 'a version has at most 256 characters'],
  ['é', 'é', CHARACTER],
])('fails with %s, where nobody knows what is meant', (range, part, reason) => {
  expect(refusalOf(() => SemverRange.parse(range))).toBe(`FOC016 "${part}" can't be read: ${reason}; got "${range}"; use ${INSTEAD}`);
});

test.each([['', '""'], [' \t', '" \\t"'], ['\u00a0', '"\u00a0"'], [undefined, 'undefined'], [null, 'null'], [6, '6']])('fails with %p', (range, got) => {
  expect(refusalOf(() => SemverRange.parse(range as any))).toBe(`FOC016 a semver range must say something; got ${got}; use "*" for every released version`);
});

test('fails with more than 512 bytes, and reads 512', () => {
  expect(within(`${' '.repeat(511)}*`)).toBe(RELEASES);
  expect(refusalOf(() => SemverRange.parse(`${' '.repeat(512)}*`))).toBe('FOC016 Flux reads no semver range of more than 512 bytes; got 513; use a wider range');
  expect(refusalOf(() => SemverRange.parse('é'.repeat(257)))).toBe('FOC016 Flux reads no semver range of more than 512 bytes; got 514; use a wider range');
});

test('fails with more than 32 alternatives, and reads 32', () => {
  const many = (count: number) => Array(count).fill('3').join('||');
  expect(within(many(32))).toBe('3.0.0');
  expect(refusalOf(() => SemverRange.parse(many(33)))).toBe(`FOC016 Flux reads at most 32 alternatives between \`||\`, and here are 33; got "${many(33)}"; use ${INSTEAD}`);
});

describe('properties', () => {
  test('what is proposed can be read', () => {
    fc.assert(fc.property(textOf('0123xX*v.|-+=!<>~^, ()&;', 1, 14), text => {
      const proposed = proposalFor(text);
      if (proposed !== undefined) SemverRange.parse(proposed);
    }), { numRuns: 2000 });
  });

  test('a range of any length is read or refused at once', () => {
    const worst = ['1  ', '1 - 2 ', '1-a.', '1.1.', '  ,', '||1', '>= ', 'x|', '- '];
    const began = Date.now();
    for (const part of worst) for (const end of ['', '!', '1']) proposalFor(part.repeat(512 / part.length - 1) + end);
    expect(Date.now() - began).toBeLessThan(2000);
  });
});

/** What a refusal proposes as a range; undefined for anything else. */
function proposalFor(text: string): string | undefined {
  try {
    SemverRange.parse(text);
    return undefined;
  } catch (error) {
    const [, proposed] = /; use ("(?:[^"\\]|\\.)*")$/.exec((error as Error).message) ?? [];
    return proposed && JSON.parse(proposed);
  }
}
