import { OciRef, OciRepository } from '../../src';
import { acceptedDocument } from '../support/accepted';
import { refusalOf } from '../support/refusal';
import { DIGEST, fluxChart } from '../support/render';

function refOf(ref: OciRef): any {
  const chart = fluxChart();
  new OciRepository(chart, 'app', { url: 'oci://ghcr.io/acme/app', ref });
  return acceptedDocument(chart, 'OCIRepository').spec.ref;
}

describe('a digest', () => {
  test('renders the digest and nothing else', () => {
    expect(refOf(OciRef.digest(DIGEST))).toEqual({ digest: DIGEST });
  });

  test('renders the tag that it was read from beside it', () => {
    expect(refOf(OciRef.digest(DIGEST, { tag: '6.9.2' }))).toEqual({ digest: DIGEST, tag: '6.9.2' });
  });

  test('takes a tag that is undefined for none', () => {
    expect(refOf(OciRef.digest(DIGEST, { tag: undefined }))).toEqual({ digest: DIGEST });
  });

  test('fails where it is malformed', () => {
    expect(refusalOf(() => OciRef.digest('sha256:1234'))).toBe('FOC010 a digest is `sha256:` and 64 lower-case hexadecimal digits; this has 4 digits; got "sha256:1234"; '
      + 'use the digest that the registry returned for the manifest, e.g. from `crane digest` or `flux push artifact --output json`');
  });

  test('fails with an illegal tag', () => {
    expect(refusalOf(() => OciRef.digest(DIGEST, { tag: 'a b' }))).toBe('FOC015 a tag has 1 to 128 letters, digits, `_`, `.` and `-`, '
      + 'and starts with neither `.` nor `-`; got "a b"; use a tag that the registry lists');
  });
});

describe('a tag', () => {
  test('renders the tag and nothing else', () => {
    expect(refOf(OciRef.tag('latest'))).toEqual({ tag: 'latest' });
  });

  test('fails where it is illegal', () => {
    expect(refusalOf(() => OciRef.tag('1.0+build'))).toBe('FOC015 a tag has 1 to 128 letters, digits, `_`, `.` and `-`, '
      + 'and starts with neither `.` nor `-`; got "1.0+build"; use "1.0_build": registries write the + of a version as _');
  });
});

describe('a semver range', () => {
  test('renders the range and nothing else', () => {
    expect(refOf(OciRef.semver('>=1.2.0 <2.0.0'))).toEqual({ semver: '>=1.2.0 <2.0.0' });
  });

  test('renders the filter beside it', () => {
    expect(refOf(OciRef.semver('6.x', { filter: '.*-stable$' }))).toEqual({ semver: '6.x', semverFilter: '.*-stable$' });
  });

  test.each([['', '""'], [' \t', '" \\t"'], [undefined, 'undefined'], [null, 'null'], [6, '6']])('fails with %p', (range, got) => {
    expect(refusalOf(() => OciRef.semver(range as any))).toBe(`FOC016 a semver range must say something; got ${got}; use "*" for every released version`);
  });

  test('fails where Flux can\'t read it', () => {
    expect(refusalOf(() => OciRef.semver('latest'))).toBe('FOC016 "latest" can\'t be read: a range consists of comparisons such as "6.x", "~1.4" or ">=1.2.0"; '
      + 'got "latest"; use OciRef.tag("latest") for this one tag');
  });

  test('fails with a filter that Go can\'t read', () => {
    expect(refusalOf(() => OciRef.semver('6.x', { filter: '^(?!.*rc)' }))).toBe('FOC019 `filter` is no regular expression of Go: invalid or unsupported Perl syntax: `(?!`; '
      + 'got "^(?!.*rc)"; use a pattern of the tags to keep, such as "^[0-9.]+$" for releases: Go has no lookahead and lookbehind');
  });

  test('loads what reads regular expressions when there is a first filter', () => {
    const load = jest.fn(() => jest.requireActual('re2js'));
    jest.isolateModules(() => {
      jest.doMock('re2js', load);
      const { OciRef: Fresh }: { OciRef: typeof OciRef } = jest.requireActual('../../src/oci/oci-ref');
      Fresh.semver('6.x');
      expect(load).not.toHaveBeenCalled();
      Fresh.semver('6.x', { filter: '^6' });
      expect(load).toHaveBeenCalledTimes(1);
    });
  });
});

test.each([
  [OciRef.digest(DIGEST, { tag: 'v1' }), true, `digest "${DIGEST}"`],
  [OciRef.tag('latest'), false, 'tag "latest"'],
  [OciRef.semver('6.x', { filter: 'rc' }), false, 'semver range "6.x"'],
])('%s says whether it is pinned, and what it is', (ref, isPinned, text) => {
  expect([ref.isPinned, `${ref}`]).toEqual([isPinned, text]);
});
