/**
 * Plain scalars as Helm and kubectl read them, by go-yaml v2 and then JSON: nearly YAML 1.1, but without base 60, without
 * dates, and with `0o17`. A differential test against helm holds this: test/cluster/helm-values.test.ts.
 */

const NULL = new Set(['', '~', 'null', 'Null', 'NULL']);
const TRUE = new Set(['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON']);
const FALSE = new Set(['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF']);
const NOT_FINITE = new Map<string, number>([
  ...['.nan', '.NaN', '.NAN'].map(text => [text, NaN] as const),
  ...['.inf', '.Inf', '.INF'].flatMap(text => [[text, Infinity], [`+${text}`, Infinity], [`-${text}`, -Infinity]] as const),
]);

const INTEGER = /^([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))$/;
const FLOAT = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;

export type Scalar = string | number | boolean | null;

/** A number of which Helm, too, would lose digits. */
export class LosesDigits extends Error {}

/** What a scalar without quotes says. */
export function plainScalar(text: string): Scalar {
  if (NULL.has(text)) return null;
  if (TRUE.has(text)) return true;
  if (FALSE.has(text)) return false;
  return NOT_FINITE.get(text) ?? number(text) ?? text;
}

function number(text: string): number | undefined {
  // Go overlooks underscores, behind a dot those between two digits.
  const plain = /^[-+0-9]/.test(text) ? text.replace(/_/g, '') : text.replace(/(?<=[0-9])_(?=[0-9])/g, '');
  // Go also takes the sign of a binary number behind its prefix.
  const digits = plain.replace(/^0b([-+])(?=[01]+$)/, (_, sign: string) => `${sign}0b`);
  const integer = INTEGER.exec(digits);
  if (integer) return exact(integer);
  if (!FLOAT.test(digits)) return undefined;
  const value = Number(digits);
  if (/^[-+]?[0-9]+$/.test(digits) && !Number.isSafeInteger(value)) throw new LosesDigits();
  return Number.isFinite(value) ? value : undefined;
}

function exact([, sign, hexadecimal, binary, octal, decimal]: RegExpExecArray): number {
  const bases = [[hexadecimal, 16], [binary, 2], [octal, 8], [decimal, 10]] as const;
  const [digits, base] = bases.find(([found]) => found !== undefined)!;
  const value = parseInt(digits!, base);
  if (!Number.isSafeInteger(value)) throw new LosesDigits();
  return sign === '-' && value !== 0 ? -value : value;
}
