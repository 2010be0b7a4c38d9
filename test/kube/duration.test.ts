import { checkedDuration } from '../../src/kube/duration';
import { FluxOciError } from '../../src/private/errors';
import { findKind, MINORS } from '../support/crd/crds';
import { fc } from '../support/property';
import { refusalOf } from '../support/refusal';
import { fluxChart } from '../support/render';

const chart = fluxChart();

function refused(value: unknown, withoutHours?: boolean): string {
  return refusalOf(() => checkedDuration(chart, 'interval', value as string, { withoutHours }));
}

/** What the CRDs of every minor ask of a field of OCIRepository. */
function patterns(field: 'interval' | 'timeout'): RegExp[] {
  return MINORS.map(minor => {
    const { pattern } = findKind('source.toolkit.fluxcd.io/v1', 'OCIRepository', minor)!.schema.properties!.spec.properties![field];
    if (typeof pattern !== 'string') throw new Error(`${field} has no pattern in ${minor}`);
    return new RegExp(pattern);
  });
}

const number = fc.oneof(fc.nat(200).map(String), fc.tuple(fc.nat(20), fc.nat(999)).map(parts => parts.join('.')), fc.constantFrom('00', '007', '1.', '.5', ''));
const unit = fc.constantFrom('ms', 's', 'm', 'h', 'd', 'us', '', ' ', '-');
const texts = fc.array(fc.tuple(number, unit).map(parts => parts.join('')), { maxLength: 4 }).map(parts => parts.join(''));

/** Go counts the nanoseconds in 63 bits, and what is left of one in a part of the text counts for nothing. */
const OVERFLOW = 2 ** 63;
const NANOSECONDS: Readonly<Record<string, number>> = { ms: 1e6, s: 1e9, m: 60e9, h: 3600e9 };

function nanoseconds(duration: string): number {
  return [...duration.matchAll(/([\d.]+)(ms|s|m|h)/g)].reduce((sum, [, count, of]) => sum + Math.floor(Number(count) * NANOSECONDS[of]), 0);
}

describe('a duration', () => {
  test.each(['5m', '90s', '1h30m', '250ms', '1.5h', '60m', '0h5m', '2562047h'])('%s is taken as it is', value => {
    expect(checkedDuration(chart, 'interval', value)).toBe(value);
  });

  test.each([['interval', false], ['timeout', true]] as const)('of the field %s is accepted exactly where the CRDs accept it, but for zero and what overflows', (field, withoutHours) => {
    fc.assert(fc.property(texts, value => {
      const legal = patterns(field).map(pattern => pattern.test(value));
      const length = nanoseconds(value);
      const countable = legal.every(Boolean) && length > 0 && length < OVERFLOW;
      try {
        return checkedDuration(chart, field, value, { withoutHours }) === value && countable;
      } catch (error) {
        if (!(error instanceof FluxOciError) || countable) return false;
        return !legal.some(Boolean) || (error.code === 'FOC021' ? length === 0 : length >= OVERFLOW);
      }
    }), { numRuns: 2000, examples: [['2600100h'], ['2562047h'], ['9223372036855ms'], ['0h']] });
  });
});

describe('fails with what is no duration', () => {
  const message = (got: string, use: string) => `FOC020 [delivery] \`interval\` is no duration of Flux, which knows the units ms, s, m and h; got ${got}; use ${use}`;

  test.each([['1d', '24h'], ['30d', '720h']])('%s', (value, use) => {
    expect(refused(value)).toBe(message(`"${value}"`, `"${use}"`));
  });

  test.each(['', '5', 'm', '5 m', '1h 30m', '-5m', '+5m', '1.m', '.5m', '5M', '1w', '10us', '5m\n', 'PT5M', '0d'])('%p', value => {
    expect(refused(value)).toBe(message(JSON.stringify(value), 'a text such as "90s", "5m" or "1h30m"'));
  });

  test.each([[300, '300'], [null, 'null'], [undefined, 'undefined'], [['5m'], '5m']])('%p, which is no text', (value, got) => {
    expect(refused(value)).toBe(message(got, 'a text such as "90s", "5m" or "1h30m"'));
  });

  test.each([['1d', '"1440m"'], ['5', 'a text such as "90s" or "5m"']])('%s where hours are none, without proposing hours', (value, use) => {
    expect(refused(value, true)).toBe(`FOC020 [delivery] \`interval\` is no duration of Flux, which knows the units ms, s and m here; got "${value}"; use ${use}`);
  });
});

test.each(['0s', '0h0m0s', '0.0ms', '00m', '0.0000001ms', '0.0000005ms0.0000005ms'])('fails with %s, which is zero', value => {
  expect(refused(value)).toBe(`FOC021 [delivery] \`interval\` must be longer than zero; got "${value}"; use a duration such as "5m"`);
});

test.each(['2562048h', '9999999999999999h', '2562047h60m'])('fails with %s, which overflows the durations of Go', value => {
  expect(refused(value)).toBe(`FOC020 [delivery] \`interval\` is longer than Flux can count; got "${value}"; use less than "2562047h", which is 292 years`);
});

test.each(['1h', '1h30m', '0.5h', '0h'])('fails with the hours in %s where a source takes none', value => {
  expect(refused(value, true)).toBe(`FOC022 [delivery] \`interval\` of a source takes the units ms, s and m, not hours; got "${value}"; use minutes, such as "90m"`);
});
