import { misreadingOf } from '../../src/oci/semver-misreadings';
import { SemverRange } from '../../src/oci/semver-range';
import { SemverVersion } from '../../src/oci/semver-version';

const VERSIONS = ['0.0.0', '0.0.1', '1.0.0', '1.2.0-1.4', '1.2.0', '1.3.0', '2.0.0', '3.0.0', '5.0.0'];
const EVERY = '0.0.0 0.0.1 1.0.0 1.2.0 1.3.0 2.0.0 3.0.0 5.0.0';
const LINE = '"0.0.0" for this one, "0.0.x" for all of its line, or "*" if every version is meant';
const ALONE = '"*" alone for every version, or the version that is meant';

// The third column is what such a range lets through, which is why one is warned of it.
test.each([
  ['1.2-1.4', 'Flux reads "1.2-1.4" as the pre-release 1.4 of the version 1.2', '1.2.0-1.4 1.2.0', '"1.2 - 1.4" if a range from 1.2 to 1.4 is meant'],
  ['>=5 || 1-2', 'Flux reads "1-2" as the pre-release 2 of the version 1', '1.0.0 1.2.0-1.4 1.2.0 1.3.0 5.0.0', '"1 - 2" if a range from 1 to 2 is meant'],
  ['1||2 - 3', 'Flux reads "1||2 - 3" as ">=1 || 2, <=3"', '1.0.0 1.2.0 1.3.0 2.0.0 3.0.0 5.0.0', '"1 || 2 - 3"'],
  ['~0.0.0', 'Flux reads "~0.0.0" as every version', EVERY, LINE],
  ['~> v0.0.0', 'Flux reads "~> v0.0.0" as every version', EVERY, LINE],
  ['^*', 'Flux reads the wildcard in "^*" as 0.0.0', '0.0.0', ALONE],
  ['<= x', 'Flux reads the wildcard in "<= x" as 0.0.0', '0.0.0 0.0.1', ALONE],
  ['>*', 'Flux reads the wildcard in ">*" as 0.0.0', EVERY.slice(6), ALONE],
  ['!=*', 'Flux reads the wildcard in "!=*" as 0.0.0', EVERY.slice(6), ALONE],
])('%s', (range, what, matching, use) => {
  expect(misreadingOf(range)).toEqual({ what, use });
  const read = SemverRange.parse(range);
  expect(VERSIONS.filter(version => read.matches(SemverVersion.parse(version)!)).join(' ')).toBe(matching);
});

test.each([
  '6.x', '~1.4', '>=1.2.0 <2.0.0', '1.2 - 1.4', '1 || 2 - 3', '2 - 3||5', '>=1.0.0-0', '1.2.3-1.4', '>=1.2-rc.1', '~0.0.1', '0.0.0', '*', '>=*', '~*', '1.2.x',
])('%s is what it looks like', range => {
  expect(misreadingOf(range)).toBeUndefined();
});
