import { plainScalar } from './plain-scalars';

/** Numbers of YAML 1.1: cdk8s puts texts that look like one into quotes. */
const QUOTED = [
  /^[-+]?(?:0b[01_]+|0x[0-9a-fA-F_]+|[0-9][0-9_]*)$/,
  /^[-+]?(?:[0-9][0-9_]*)?(?:\.[0-9_]*)?[eE][-+]?[0-9]+$/,
  /^[-+]?(?:[0-9][0-9_]*)?\.[0-9_]*$/,
  /^[-+]?\.(?:inf|Inf|INF)$|^\.(?:nan|NaN|NAN)$/,
];

/** Line separators, of which YAML 1.1 and 1.2 think differently. */
const BREAKS_LINES = /[\u0085\u2028\u2029]/;

/** Whether cdk8s writes this text without quotes, and Go, with which kubectl and Flux read YAML, takes it for something else. */
export function needsQuotes(text: string): boolean {
  return BREAKS_LINES.test(text) || (isNumber(text) && !QUOTED.some(number => number.test(text)));
}

/** Whether readers of YAML take a text without quotes for a number, if only for one of too many digits. */
export function isNumber(text: string): boolean {
  if (!/^[-+.0-9]/.test(text)) return false;
  try {
    return typeof plainScalar(text) === 'number';
  } catch {
    return true;
  }
}

/** The document with such texts in quotes, wherever they are. What is in it already may belong to the user, and stays as it is. */
export function quoteTexts(value: any): any {
  return holdsSuch(value) ? quoted(value) : value;
}

/** Hardly any document does, and none is copied for nothing. */
function holdsSuch(value: any): boolean {
  if (typeof value === 'string') return needsQuotes(value);
  if (Array.isArray(value)) return value.some(holdsSuch);
  if (value === null || typeof value !== 'object') return false;
  return Object.values(value).some(holdsSuch);
}

function quoted(value: any): any {
  if (typeof value === 'string') return needsQuotes(value) ? new QuotedText(value) : value;
  if (Array.isArray(value)) return value.map(quoted);
  if (value === null || typeof value !== 'object' || NODE_TYPE in value) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, quoted(item)]));
}

/** By which all copies of the YAML library know their nodes. */
const NODE_TYPE = Symbol.for('yaml.node.type');

/** A text that the YAML writer of cdk8s takes for one of its own nodes; for everybody else it is a text as soon as it is JSON. */
class QuotedText {
  public readonly [NODE_TYPE] = Symbol.for('yaml.scalar');
  public readonly type = 'QUOTE_DOUBLE';

  public constructor(public readonly value: string) {}

  public toJSON(): string {
    return this.value;
  }

  public toString(): string {
    return this.value;
  }
}
