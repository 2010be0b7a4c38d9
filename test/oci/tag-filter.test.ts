import { checkedTagFilter, loosenessOf } from '../../src/oci/tag-filter';
import { refusalOf } from '../support/refusal';

// How Go itself reads all of this is in test/cluster/semver.test.ts.

test.each([
  '', '-stable$', '^v?[0-9]+\\.[0-9]+$', '^(?P<version>.*)-(?<build>\\d+)$', '(?i)RC', '\\Q1.0\\E', '\\pL\\p{Greek}', '[[:alpha:]]', '\\z',
  '(?P<n>a)|(?P<n>b)', '(?P<constructor>a)', '\\p{uppercase_letter}',
])('%s is one of Go', filter => {
  expect(checkedTagFilter(filter)).toBe(filter);
});

const SYNTAX = 'the syntax of RE2, see https://github.com/google/re2/wiki/Syntax';
const LOOK = 'a pattern of the tags to keep, such as "^[0-9.]+$" for releases: Go has no lookahead and lookbehind';
const BACK = 'the text once more: Go has no backreferences';
const ATOMIC = 'plain groups and repetitions: Go has no atomic and possessive ones';

test.each([
  ['(stable', 'missing closing ): `(stable`', SYNTAX],
  ['stable)', 'unexpected ): `stable)`', SYNTAX],
  ['[a-z', 'missing closing ]: `[a-z`', SYNTAX],
  ['a{1001}', 'invalid repeat count: `{1001}`', SYNTAX],
  ['(?P<n>a)(?P<m>b', 'missing closing ): `(?P<n>a)(?P<m>b`', SYNTAX],
  ['^(?!.*rc).*$', 'invalid or unsupported Perl syntax: `(?!`', LOOK],
  ['1(?=-rc)', 'invalid or unsupported Perl syntax: `(?=`', LOOK],
  ['(?<=v)1', 'invalid named capture: `(?<=v)1`', LOOK],
  ['(?<!v)1', 'invalid named capture: `(?<!v)1`', LOOK],
  ['(a)\\1', 'invalid escape sequence: `\\1`', BACK],
  ['(?<n>a)\\k<n>', 'invalid escape sequence: `\\k`', BACK],
  ['(?P<n>a)(?P=n)', 'invalid or unsupported Perl syntax: `(?P`', BACK],
  ['(?>a)b', 'invalid or unsupported Perl syntax: `(?>`', ATOMIC],
  ['a++', 'invalid nested repetition operator: `++`', ATOMIC],
  ['*-stable', 'missing argument to repetition operator: `*`', '".*-stable", for it isn\'t a pattern of file names'],
  ['*-(stable', 'missing argument to repetition operator: `*`', SYNTAX],
])('fails with %s', (filter, problem, use) => {
  expect(refusalOf(() => checkedTagFilter(filter))).toBe(`FOC019 \`filter\` is no regular expression of Go: ${problem}; got ${JSON.stringify(filter)}; use ${use}`);
});

test.each([[null, 'null'], [6, '6']])('fails with %p', (filter, got) => {
  expect(refusalOf(() => checkedTagFilter(filter as any))).toBe(`FOC019 \`filter\` is no regular expression of Go: it is not a text; got ${got}; use ${SYNTAX}`);
});

const BEFORE = 'also matches behind other digits, as in "21.0.5" for "1.0"';
const BEHIND = 'also matches before other digits, as in "1.20.0" for "1.2"';

test.each([
  ['1\\.0', BEFORE, '`^` before it: "^1\\\\.0"'],
  ['(?:1|2)\\.0\\.', BEFORE, '`^` before it: "^(?:1|2)\\\\.0\\\\."'],
  ['^1\\.2', BEHIND, 'what follows, such as "^1\\\\.2\\\\.", or `$`'],
  ['^v(1\\.2)', BEHIND, 'what follows, such as "^v(1\\\\.2)\\\\.", or `$`'],
])('%s is loose', (filter, how, use) => {
  expect(loosenessOf(filter)).toEqual({ what: `the filter ${JSON.stringify(filter)} ${how}`, use });
});

test.each(['^1\\.0\\.', '^1\\.0$', '.*-rc.*', '-stable', '^v?[0-9]+\\.[0-9]+\\.[0-9]+$', '\\d+$', '^[0-9]{1,3}', ''])('%s says how it begins and ends', filter => {
  expect(loosenessOf(filter)).toBeUndefined();
});
