import { resolve, type ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { readValues } from './helm-values-file';
import { quoted, refusal, typeName } from '../private/errors';
import { NULL_MARK } from '../private/nulls';
import { needsQuotes } from '../private/quoting';

/** Values that only Helm knows. */
export class HelmValues {
  /**
   * A null, with which Helm deletes a default of the chart. TypeScript may write `null` itself; Python's None, Java's null
   * and Go's nil are lost on their way here.
   */
  public static null(): any {
    return NULL_MARK;
  }

  /**
   * The values in a YAML file, read now, exactly as `helm --values` reads them: anchors, merge keys, `on` and `0o17` included.
   * What stands in quotes stays a text.
   *
   * @param path absolute, or relative to the folder that the program runs in
   * @returns names with values, in which nulls are `HelmValues.null()`
   * @throws FOC065 if there is no such file, if Helm couldn't read it, or if it holds a key twice or a number that loses digits
   */
  public static file(path: string): { [key: string]: any } {
    return readValues(path);
  }

  /**
   * Several values in one, as Helm merges several files: the later ones win, names within names one by one, lists as a whole.
   *
   * @param values names with values each, such as `HelmValues.file()` returns them
   */
  public static merge(...values: { [key: string]: any }[]): { [key: string]: any } {
    return values.reduce<any>(merged, {});
  }

  private constructor() {}
}

function merged(low: unknown, high: unknown): any {
  if (!isPlain(low) || !isPlain(high)) return high;
  const both = Object.keys(low).filter(key => Object.prototype.hasOwnProperty.call(high, key) && high[key] !== undefined);
  const known = Object.fromEntries(Object.entries(high).filter(([, value]) => value !== undefined));
  return { ...low, ...known, ...Object.fromEntries(both.map(key => [key, merged(low[key], high[key])])) };
}

/** Refuses, where the program can still say who wrote it, what YAML can't say. Objects of classes may yet be resolved. */
export function checkValues(scope: IConstruct, value: unknown, path = 'values', above: readonly unknown[] = []): void {
  refuse(scope, path, problemOf(value, above));
  if (Array.isArray(value)) value.forEach((item, index) => checkValues(scope, item, `${path}[${index}]`, [...above, value]));
  else if (isPlain(value)) for (const [key, item] of Object.entries(value)) checkValues(scope, item, member(path, key), [...above, value]);
}

/** A copy of the values with everything that is only known now, their keys sorted. */
export function renderValues(resource: ApiObject, values: unknown): any {
  const known = new Values(resource).render(values, ['spec', 'values'], 'values', []);
  if (known !== undefined && known !== null && !isPlain(known)) throw refusal('FOC061', resource, '`values` is no object', { use: 'names with values' });
  return known ?? undefined;
}

/** cdk8s's own way of rendering drops nulls, and fails for a key named `constructor`. */
class Values {
  public constructor(private readonly resource: ApiObject) {}

  public render(value: unknown, key: string[], path: string, above: readonly unknown[]): any {
    const known = Array.isArray(value) || isPlain(value) ? value : this.resolved(value, key);
    refuse(this.resource, path, problemOf(known, above) ?? classOf(known));
    const inside = [...above, known];
    if (Array.isArray(known)) return known.map((item, index) => this.render(item ?? null, [...key, `${index}`], `${path}[${index}]`, inside));
    if (!isPlain(known)) return known === NULL_MARK ? null : known;
    const entries = Object.entries(known).map(([name, item]) => [name, this.render(item, [...key, name], member(path, name), inside)] as const);
    return Object.fromEntries(entries.filter(([, item]) => item !== undefined).sort(([a], [b]) => a < b ? -1 : 1));
  }

  /** cdk8s takes every object with a `value` for an IntOrString, and cuts the rest of it off. */
  private resolved(value: any, key: string[]): unknown {
    const known = resolve(key, value, this.resource);
    const isCut = classOf(value) !== undefined && isPlain(known) && Object.keys(known).join() === 'value' && known.value === value.value;
    return isCut ? value : known;
  }
}

function refuse(scope: IConstruct, path: string, problem: string | undefined): void {
  if (problem) throw refusal('FOC061', scope, `\`${path}\` is ${problem}`, { use: 'texts, finite numbers, booleans, nulls, lists and plain objects of them' });
}

/** No YAML has them, or none that Go reads. */
const UNWRITABLE = /[\u007f-\u0084\u0086-\u009f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

function problemOf(value: unknown, above: readonly unknown[]): string | undefined {
  if (above.includes(value)) return 'a cycle';
  switch (typeof value) {
    case 'function': return 'a function';
    case 'symbol': return 'a symbol';
    case 'bigint': return 'a bigint';
    case 'number': return Number.isFinite(value) ? undefined : `the number ${value}`;
    case 'string': return UNWRITABLE.test(value as string) ? 'a text with a character that YAML doesn\'t have' : undefined;
    case 'object': return value instanceof Date ? 'a date' : keyProblemOf(value);
    default: return undefined;
  }
}

/** A value can be put into quotes when it is written, a key can't. */
function keyProblemOf(value: unknown): string | undefined {
  const key = isPlain(value) ? Object.keys(value).find(each => UNWRITABLE.test(each) || needsQuotes(each)) : undefined;
  return key === undefined ? undefined : `an object with the key ${quoted(key)}, which would be read as something else`;
}

function classOf(value: unknown): string | undefined {
  return value === null || typeof value !== 'object' || Array.isArray(value) || isPlain(value) ? undefined : `an object of class ${typeName(value)}`;
}

/** One of no class, whichever realm it is from: jest gives each test file an `Object` of its own. */
function isPlain(value: unknown): value is { [key: string]: unknown } {
  if (value === null || typeof value !== 'object') return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function member(path: string, key: string): string {
  return /^[A-Za-z_][\w-]*$/.test(key) ? `${path}.${key}` : `${path}[${quoted(key)}]`;
}
