import type { IConstruct } from 'constructs';
import { quoted, refusal } from '../private/errors';

const DURATION = /^([0-9]+(\.[0-9]+)?(ms|s|m|h))+$/;

/** Which durations a field takes. */
export interface DurationRule {
  /** The CRDs of sources refuse hours in a timeout. */
  readonly withoutHours?: boolean;
}

/** A duration as the CRDs of Flux write it, such as `1h30m`; not zero. Returns it. */
export function checkedDuration(scope: IConstruct, field: string, value: string, rule: DurationRule = {}): string {
  if (typeof value !== 'string' || !DURATION.test(value)) {
    throw refusal('FOC020', scope, `\`${field}\` is no duration of Flux, which knows the units ms, s, m and h`, { got: quoted(value), use: inHours(value) });
  }
  if (rule.withoutHours && value.includes('h')) {
    throw refusal('FOC022', scope, `\`${field}\` of a source takes the units ms, s and m, not hours`, { got: quoted(value), use: 'minutes, such as "90m"' });
  }
  if (!/[1-9]/.test(value)) {
    throw refusal('FOC021', scope, `\`${field}\` must be longer than zero`, { got: quoted(value), use: 'a duration such as "5m"' });
  }
  return value;
}

function inHours(value: unknown): string {
  const days = /^([0-9]+)d$/.exec(String(value));
  return days ? `"${Number(days[1]) * 24}h"` : 'a text such as "90s", "5m" or "1h30m"';
}
