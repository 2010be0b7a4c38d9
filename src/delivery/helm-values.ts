import { resolve, type ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { refusal } from '../private/errors';
import { NULL_MARK } from '../private/nulls';

/** Values that only Helm knows. */
export class HelmValues {
  /**
   * A null, with which Helm deletes a default of the chart. TypeScript may write `null` itself; Python's None, Java's null
   * and Go's nil are lost on their way here.
   */
  public static null(): any {
    return NULL_MARK;
  }

  private constructor() {}
}

/** Refuses, where the program can still say who wrote it, what YAML can't say or what cdk8s would drop without a word. */
export function checkValues(scope: IConstruct, value: unknown, path = 'values', above: readonly unknown[] = []): void {
  const problem = problemOf(value, above);
  if (problem) throw refusal('FOC061', scope, `\`${path}\` is ${problem}`, { use: 'texts, finite numbers, booleans, nulls, lists and plain objects of them' });
  if (Array.isArray(value)) value.forEach((item, index) => checkValues(scope, item, `${path}[${index}]`, [...above, value]));
  else if (isPlain(value)) for (const [key, item] of Object.entries(value)) checkValues(scope, item, `${path}.${key}`, [...above, value]);
}

/** The values as the document shall have them, their nulls marked; with everything that is only known now. */
export function renderValues(resource: ApiObject, values: unknown): any {
  const known = resolve(['spec', 'values'], values, resource);
  checkValues(resource, known);
  return markNulls(known);
}

function problemOf(value: unknown, above: readonly unknown[]): string | undefined {
  if (above.includes(value)) return 'a cycle';
  switch (typeof value) {
    case 'function': return 'a function';
    case 'symbol': return 'a symbol';
    case 'bigint': return 'a bigint';
    case 'number': return Number.isFinite(value) ? undefined : `the number ${value}`;
    case 'object': return value instanceof Date ? 'a date' : undefined;
    default: return undefined;
  }
}

function isPlain(value: unknown): value is object {
  return value !== null && typeof value === 'object' && (Object.getPrototypeOf(value) === Object.prototype || Object.getPrototypeOf(value) === null);
}

function markNulls(value: any): any {
  if (value === null) return NULL_MARK;
  if (Array.isArray(value)) return value.map(item => markNulls(item ?? null));
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined).map(([key, item]) => [key, markNulls(item)]));
}
