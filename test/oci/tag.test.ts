import { tags } from './arbitraries';
import { checkedTag } from '../../src/oci/tag';
import { fc } from '../support/property';
import { refusalOf } from '../support/refusal';

function message(got: string, use = 'a tag that the registry lists'): string {
  return `FOC015 a tag has 1 to 128 letters, digits, \`_\`, \`.\` and \`-\`, and starts with neither \`.\` nor \`-\`; got ${got}; use ${use}`;
}

test('a legal tag is taken as it is', () => {
  fc.assert(fc.property(tags, tag => checkedTag(tag) === tag));
});

test.each(['latest', '6.9.2', 'v1', '_', 'A-B.c_d', 'a'.repeat(128)])('%s is legal', tag => {
  expect(checkedTag(tag)).toBe(tag);
});

test.each(['', '.hidden', '-dash', 'with space', 'a/b', 'a:b', 'é', 'a'.repeat(129), 'latest\n', '+1', '1+', '1+2+3', `1+${'a'.repeat(127)}`])('fails with %p', tag => {
  expect(refusalOf(() => checkedTag(tag))).toBe(message(JSON.stringify(tag)));
});

test('fails with the build metadata of a version, and says how registries write it', () => {
  expect(refusalOf(() => checkedTag('1.2.3+abc.4'))).toBe(message('"1.2.3+abc.4"', '"1.2.3_abc.4": registries write the + of a version as _'));
});

test.each([[undefined, 'undefined'], [null, 'null'], [6, '6'], [true, 'true'], [['v1'], 'v1']])('fails with %p, which is no text', (tag, got) => {
  expect(refusalOf(() => checkedTag(tag as any))).toBe(message(got));
});
