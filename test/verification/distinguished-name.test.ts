import { isWithin, parseDistinguishedName } from '../../src/verification/distinguished-name';

function parsed(text: string): object | string {
  const name = parseDistinguishedName(text);
  return typeof name === 'string' ? name : Object.fromEntries(name);
}

test.each<[string, object]>([
  ['C=US, ST=WA, O=acme', { C: 'US', ST: 'WA', O: 'acme' }],
  [' C = US ;S=WA; O = acme ', { C: 'US', ST: 'WA', O: 'acme' }],
  ['CN=web,OU=a b,O=acme,ST=WA,C=US', { CN: 'web', OU: 'a b', O: 'acme', ST: 'WA', C: 'US' }],
  ['C=US,ST=WA,O=acme\\, inc.', { C: 'US', ST: 'WA', O: 'acme, inc.' }],
  ['C=US,ST=WA,O=acme\\2C\\20inc', { C: 'US', ST: 'WA', O: 'acme, inc' }],
  ['C=US,ST=WA,O=acme\\ ', { C: 'US', ST: 'WA', O: 'acme ' }],
  ['C=US,ST=WA,O=a=b', { C: 'US', ST: 'WA', O: 'a=b' }],
])('%j is a subject', (text, expected) => {
  expect(parsed(text)).toEqual(expected);
});

test.each([
  ['', '"", which is no attribute'],
  ['C=US, ST=WA, O=acme,', '"", which is no attribute'],
  ['C=US, WA, O=acme', '"WA", which is no attribute'],
  ['C=US, =WA, O=acme', '"=WA", which is no attribute'],
  ['C=US, ST=WA, O=acme\\', '"O=acme\\\\", which is no attribute'],
  ['C=US, ST=WA, O=acme\\zz', '"O=acme\\\\zz", which is no attribute'],
  ['C=US, ST=WA, O=#0403', 'a value in hexadecimal form'],
  ['C=US, ST=WA, O=acme+CN=web', 'an attribute of several values'],
  ['C=US, ST=WA, O=acme, C=DE', 'two attributes C'],
  ['C=US, ST=WA, S=OR, O=acme', 'two attributes ST'],
  ['CN=acme', 'no attribute C, ST, O'],
  ['C=US, ST=WA, o=acme', 'no attribute O'],
  ['C=, ST=WA, O=acme', 'no attribute C'],
])('%j is none', (text, reason) => {
  expect(parsed(text)).toBe(reason);
});

test('one subject is within another that has all of it', () => {
  const [acme, web, other] = ['C=US,ST=WA,O=acme', 'C=US,S=WA,O=acme,CN=web', 'C=US,ST=WA,O=other'].map(text => parseDistinguishedName(text) as ReadonlyMap<string, string>);
  expect([isWithin(acme, web), isWithin(web, acme), isWithin(acme, acme), isWithin(acme, other)]).toEqual([true, false, true, false]);
});
