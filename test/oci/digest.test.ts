import { digests } from './arbitraries';
import { checkedDigest } from '../../src/oci/digest';
import { fc } from '../support/property';
import { refusalOf } from '../support/refusal';
import { DIGEST } from '../support/render';

const HEX = DIGEST.slice('sha256:'.length);

function message(reason: string, got: string): string {
  return `FOC010 a digest is \`sha256:\` and 64 lower-case hexadecimal digits; ${reason}; got ${got}; `
    + 'use the digest that the registry returned for the manifest, e.g. from `crane digest` or `flux push artifact --output json`';
}

test('a sha256 digest is taken as it is', () => {
  fc.assert(fc.property(digests, digest => checkedDigest(digest) === digest));
});

test.each([
  ['upper-case digits', `sha256:${HEX.toUpperCase()}`, 'this has upper-case letters'],
  ['one upper-case digit', `sha256:${HEX.replace('f', 'F')}`, 'this has upper-case letters'],
  ['another algorithm', `sha512:${HEX.repeat(2)}`, 'Flux takes no "sha512" digests'],
  ['an upper-case algorithm', `SHA256:${HEX}`, 'Flux takes no "SHA256" digests'],
  ['no algorithm', HEX, 'this is not of the form algorithm:hex'],
  ['two algorithms', `sha256:sha256:${HEX}`, 'this is not of the form algorithm:hex'],
  ['a digit too few', `sha256:${HEX.slice(1)}`, 'this has 63 digits'],
  ['a digit too many', `sha256:${HEX}0`, 'this has 65 digits'],
  ['no digits', 'sha256:', 'this has 0 digits'],
  ['a letter that is no digit', `sha256:${HEX.replace('f', 'g')}`, 'this has other characters'],
  ['a space at its end', `${DIGEST} `, 'this has other characters'],
  ['a newline at its end', `${DIGEST}\n`, 'this has other characters'],
  ['a tag', 'latest', 'this is not of the form algorithm:hex'],
  ['nothing', '', 'this is not of the form algorithm:hex'],
])('fails with %s', (_, digest, reason) => {
  expect(refusalOf(() => checkedDigest(digest))).toBe(message(reason, JSON.stringify(digest)));
});

test.each([[undefined, 'undefined'], [null, 'null'], [256, '256'], [[DIGEST], DIGEST]])('fails with %p, which is no text', (digest, got) => {
  expect(refusalOf(() => checkedDigest(digest as any))).toBe(message('this is not a text', got));
});
