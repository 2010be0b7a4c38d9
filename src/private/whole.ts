import type { IConstruct } from 'constructs';
import { quoted, refusal } from './errors';

/** A whole number, of which every digit counts. Returns it. */
export function checkedWhole(scope: IConstruct, field: string, value: number): number {
  if (Number.isSafeInteger(value)) return value;
  throw refusal('FOC068', scope, `\`${field}\` must be a whole number`, { got: quoted(value), use: 'a number such as 3' });
}
