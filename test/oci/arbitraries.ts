import { fc } from '../support/property';

/** Texts of an alphabet. */
export function textOf(alphabet: string, minLength: number, maxLength: number): fc.Arbitrary<string> {
  return fc.string({ unit: fc.constantFrom(...alphabet), minLength, maxLength });
}

const SMALL = 'abcxyz019';

export const digests = textOf('0123456789abcdef', 64, 64).map(hex => `sha256:${hex}`);

export const tags = fc.tuple(textOf('aZ09_', 1, 1), textOf('aZ09._-', 0, 127)).map(parts => parts.join(''));

const label = fc.oneof(textOf(SMALL, 1, 8), fc.tuple(textOf(SMALL, 1, 4), fc.constantFrom('-', '--'), textOf(SMALL, 1, 4)).map(parts => parts.join('')));
const port = fc.integer({ min: 1, max: 65535 }).map(number => `:${number}`);
const dotted = fc.array(label, { minLength: 2, maxLength: 4 }).map(labels => labels.join('.'));

/** What Flux takes for a registry: a host with a dot, a port, or both. */
export const hosts = fc.oneof(
  fc.tuple(dotted, fc.oneof(fc.constant(''), port)).map(parts => parts.join('')),
  fc.tuple(label, port).map(parts => parts.join('')),
  fc.tuple(fc.constantFrom('[::1]', '[2001:db8::7]'), fc.oneof(fc.constant(''), port)).map(parts => parts.join('')),
);

const component = fc.tuple(textOf(SMALL, 2, 8), fc.constantFrom('', '.a', '_b', '__c', '-d', '---e')).map(parts => parts.join(''));

export const urls = fc.tuple(hosts, fc.array(component, { minLength: 1, maxLength: 4 })).map(([host, parts]) => `oci://${[host, ...parts].join('/')}`);
