import { nearest } from '../../src/private/nearest';

const NAMES = ['dependsOn', 'interval', 'path', 'prune', 'url', 'verify'];

test.each([
  ['verfy', 'verify'],
  ['verifiy', 'verify'],
  ['vreify', 'verify'],
  ['VERIFY', 'verify'],
  ['dependOn', 'dependsOn'],
  ['dependencesOn', undefined],
  ['intervall', 'interval'],
  ['uri', 'url'],
  ['ulr', 'url'],
  ['ref', undefined],
  ['novelty', undefined],
])('%s: %s', (name, meant) => {
  expect(nearest(name, NAMES)).toBe(meant);
});

test('of none there is none', () => {
  expect(nearest('verify', [])).toBeUndefined();
});
