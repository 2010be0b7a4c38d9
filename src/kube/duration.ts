import type { IConstruct } from 'constructs';
import { quoted, refusal } from '../private/errors';

const DURATION = /^([0-9]+(\.[0-9]+)?(ms|s|m|h))+$/;
const PART = /([0-9.]+)(ms|s|m|h)/g;
const NANOSECONDS: { readonly [unit: string]: number } = { ms: 1e6, s: 1e9, m: 60e9, h: 3600e9 };
/** Go counts the nanoseconds of a duration in 63 bits; a controller that can't read one object reads none of its kind. */
const TOO_LONG = 2 ** 63;

/** Which durations a field takes. */
export interface DurationRule {
  /** The CRDs of sources refuse hours in a timeout. */
  readonly withoutHours?: boolean;
}

/** A duration as the CRDs of Flux write it, such as `1h30m`; not zero. Returns it. */
export function checkedDuration(scope: IConstruct, field: string, value: string, rule: DurationRule = {}): string {
  const refuse = (code: 'FOC020' | 'FOC021' | 'FOC022', problem: string, use: string) => refusal(code, scope, `\`${field}\` ${problem}`, { got: quoted(value), use });
  if (typeof value !== 'string' || !DURATION.test(value)) {
    const units = rule.withoutHours ? 'ms, s and m here' : 'ms, s, m and h';
    throw refuse('FOC020', `is no duration of Flux, which knows the units ${units}`, instead(value, rule));
  }
  if (rule.withoutHours && value.includes('h')) {
    throw refuse('FOC022', 'of a source takes the units ms, s and m, not hours', 'minutes, such as "90m"');
  }
  const length = nanoseconds(value);
  if (length === 0) throw refuse('FOC021', 'must be longer than zero', 'a duration such as "5m"');
  if (length >= TOO_LONG) throw refuse('FOC020', 'is longer than Flux can count', 'less than "2562047h", which is 292 years');
  return value;
}

/** As `checkedDuration`, where there is one. */
export function optionalDuration(scope: IConstruct, field: string, value: string | undefined): string | undefined {
  return value === undefined ? undefined : checkedDuration(scope, field, value);
}

/** Whether a checked duration is shorter than these seconds. */
export function isShorterThan(seconds: number, duration: string): boolean {
  return nanoseconds(duration) < seconds * NANOSECONDS.s;
}

/** As Go reads it: what is left of a nanosecond counts for nothing. */
function nanoseconds(value: string): number {
  return [...value.matchAll(PART)].reduce((sum, [, number, unit]) => sum + Math.floor(Number(number) * NANOSECONDS[unit]), 0);
}

function instead(value: unknown, { withoutHours }: DurationRule): string {
  const days = Number(/^([0-9]+)d$/.exec(String(value))?.[1] ?? 0);
  if (days === 0) return `a text such as ${withoutHours ? '"90s" or "5m"' : '"90s", "5m" or "1h30m"'}`;
  return withoutHours ? `"${days * 24 * 60}m"` : `"${days * 24}h"`;
}
