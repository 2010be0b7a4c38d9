import { SemverVersion } from '../../src/oci/semver-version';
import { fc } from '../support/property';

function read(text: string): string | undefined {
  const version = SemverVersion.parse(text);
  return version && `${version.numbers.join('.')} ${version.prerelease}`.trim();
}

test.each([
  ['1.2.3', '1.2.3'],
  ['v1.2.3', '1.2.3'],
  ['1', '1.0.0'],
  ['1.2', '1.2.0'],
  ['01.02.03', '1.2.3'],
  ['18446744073709551615.0.0', '18446744073709551615.0.0'],
  ['1.2.3-rc.1', '1.2.3 rc.1'],
  ['1-rc', '1.0.0 rc'],
  ['1.2.3-a-b.0a.--', '1.2.3 a-b.0a.--'],
  ['1.2.3+build.05', '1.2.3'],
  ['1.2.3-rc.1+build', '1.2.3 rc.1'],
  [`1.2.3-${'a'.repeat(250)}`, `1.2.3 ${'a'.repeat(250)}`],
])('%s is read as %s', (text, expected) => {
  expect(read(text)).toBe(expected);
});

const FORM = 'a version is up to three numbers, such as 1.2.3, a pre-release behind a `-` and a build behind a `+`';

test.each([
  ['', FORM],
  ['latest', FORM],
  ['V1.2.3', FORM],
  ['1.2.3.4', FORM],
  ['1.2.x', FORM],
  ['1.2.3-', FORM],
  ['1.2.3_5', FORM],
  [' 1.2.3', FORM],
  ['1.2.3\n', FORM],
  ['1.18446744073709551616.0', 'a number is at most 18446744073709551615'],
  ['1.2.3-01', 'the numbers of a pre-release have no leading zeros'],
  ['1.2.3-rc.00', 'the numbers of a pre-release have no leading zeros'],
  [`1.2.3-${'a'.repeat(251)}`, 'a version has at most 256 characters'],
])('%p is no version: %s', (text, flaw) => {
  expect([SemverVersion.parse(text), SemverVersion.flawOf(text)]).toEqual([undefined, flaw]);
});

describe('a tag', () => {
  test('is a version with three numbers', () => {
    expect(['1.2.3', 'v1.2.3-rc.1', '1', '1.2', 'latest'].map(tag => SemverVersion.ofTag(tag)?.numbers.join('.'))).toEqual(['1.2.3', '1.2.3', undefined, undefined, undefined]);
  });

  test('may say its build behind an underscore if a Helm chart lies there', () => {
    expect(SemverVersion.ofTag('1.2.3_build.5')).toBeUndefined();
    expect(SemverVersion.ofTag('1.2.3_build.5', { helmChart: true })?.numbers).toEqual([1n, 2n, 3n]);
  });
});

// semver.org, 11, and what Masterminds/semver makes of numbers that Go can't count
const ORDER = [
  '0.0.0-0', '0.0.0', '0.0.1', '0.1.0', '1.0.0-0', '1.0.0-9', '1.0.0-11', '1.0.0-18446744073709551615', '1.0.0-18446744073709551616', '1.0.0-alpha', '1.0.0-alpha.1',
  '1.0.0-alpha.beta', '1.0.0-beta', '1.0.0-beta.2', '1.0.0-beta.11', '1.0.0-rc.1', '1.0.0', '1.0.2', '1.0.10', '1.2.0', '1.10.0', '2.0.0', '11.0.0', '18446744073709551615.0.0',
].map(text => SemverVersion.parse(text)!);

test('versions are in order', () => {
  const sign = (one: number, other: number) => Math.sign(ORDER[one].compare(ORDER[other]));
  const indices = [...ORDER.keys()];
  expect(indices.map(one => indices.map(other => sign(one, other)))).toEqual(indices.map(one => indices.map(other => Math.sign(one - other))));
});

test('neither a v nor the build count', () => {
  expect(SemverVersion.parse('v1.2.3+a')!.compare(SemverVersion.parse('1.2.3+b')!)).toBe(0);
});

test('what is written by its parts is read as them', () => {
  const number = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
  fc.assert(fc.property(number, number, number, (...numbers) => {
    expect(SemverVersion.parse(numbers.join('.'))!.numbers).toEqual(numbers);
  }));
});
