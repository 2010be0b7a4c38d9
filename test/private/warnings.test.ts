import { OciRepository, Warnings } from '../../src';
import { describe as message, sentence, typeName } from '../../src/private/errors';
import { warn } from '../../src/private/warnings';
import { fluxChart } from '../support/render';

test('a warning is kept with its construct, and told once', () => {
  const chart = fluxChart();
  const source = new OciRepository(chart, 'app', { url: 'oci://ghcr.io/acme/app' });
  warn(source, 'FOC018', 'again');
  warn(source, 'FOC018', 'again');
  expect(Warnings.of(chart).all).toEqual([
    { code: 'FOC018', path: 'delivery/app', message: 'without `ref` Flux follows the tag latest; use OciRef.digest, or OciRef.tag("latest") if that is meant' },
    { code: 'FOC018', path: 'delivery/app', message: 'again' },
  ]);
});

test('a message says code, place, problem, what was given and what to write', () => {
  const chart = fluxChart();
  expect(message('FOC001', chart, 'wrong', { got: '1', use: '2' })).toBe('FOC001 [delivery] wrong; got 1; use 2');
  expect(message('FOC001', undefined, 'wrong', { use: '2' })).toBe('FOC001 wrong; use 2');
  expect(sentence('wrong')).toBe('wrong');
});

test('an inner Resource is no place that users know', () => {
  const source = new OciRepository(fluxChart(), 'app', { url: 'oci://ghcr.io/acme/app' });
  expect(message('FOC001', source.node.defaultChild!, 'wrong')).toBe('FOC001 [delivery/app] wrong');
});

test('a type is named without showing the value', () => {
  expect([null, undefined, 'secret', 1, {}, [], new Date(0), Object.create(null)].map(typeName))
    .toEqual(['null', 'undefined', 'string', 'number', 'Object', 'Array', 'Date', 'object']);
});
