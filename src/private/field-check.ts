import type { ApiObject } from 'cdk8s';
import { quoted, refusal } from './errors';
import { choosing, minorOf } from './flux-minor';
import { knownKind } from './kind-check';
import { bitOf, minorsIn, newestUpTo, overlap } from './minor-bits';
import { nearest } from './nearest';
import { warn } from './warnings';
import type { Fields, KindFields } from '../../imports/fields';

type FieldMap = { readonly [field: string]: Fields };

/**
 * Holds a finished document, whatever props, patches or escape hatches made it, against what its Flux minor has. A field
 * that this minor lacks is refused, and so is one that no minor has, unless a CRD that this library doesn't know may have it.
 * Metadata and status aren't looked at.
 */
export function checkFields(resource: ApiObject, document: any): void {
  const kind = knownKind(resource, document);
  if (kind) new FieldCheck(resource, document.kind, kind, minorOf(resource)).document(document);
}

class FieldCheck {
  private readonly bit: number;

  public constructor(
    private readonly resource: ApiObject, private readonly name: string, private readonly kind: KindFields, private readonly minor: string,
  ) {
    this.bit = newestUpTo(minor, kind.known);
  }

  public document(document: any): void {
    const { apiVersion: _, kind: __, metadata: ___, status: ____, spec, ...others } = document;
    const [stranger] = Object.keys(others);
    if (stranger !== undefined) this.unknown(stranger, has(this.kind.fields, stranger) ? `spec.${stranger}` : undefined);
    this.walk(this.kind.fields, spec, 'spec');
  }

  private walk(fields: FieldMap, value: any, path: string): void {
    if (Array.isArray(value)) {
      value.forEach(item => this.walk(fields, item, path));
    } else if (value !== null && typeof value === 'object') {
      for (const key of Object.keys(value)) this.field(fields, key, value[key], path);
    }
  }

  private field(fields: FieldMap, key: string, value: unknown, parent: string): void {
    const path = `${parent}.${key}`;
    if (!has(fields, key)) {
      const meant = nearest(key, Object.keys(fields).filter(name => has(fields, name) && this.isThere(fields[name])));
      if (fields['*'] === undefined) this.unknown(path, meant && `${parent}.${meant}`);
      return;
    }
    const entry = fields[key];
    if (!this.isThere(entry)) this.lacking(`\`${path}\``, this.bitsOf(entry), 'leave the field out');
    if (Array.isArray(value)) value.forEach(item => this.value(path, item));
    else this.value(path, value);
    if (typeof entry !== 'number') this.walk(entry, value, path);
  }

  private value(path: string, value: unknown): void {
    const bits = typeof value === 'string' ? this.kind.values?.[path]?.[value] : undefined;
    if (bits !== undefined && !this.isThere(bits)) this.lacking(`the value ${quoted(value)} of \`${path}\``, bits, 'write another value');
  }

  private bitsOf(entry: Fields): number {
    return typeof entry === 'number' ? entry : entry.$ as number | undefined ?? this.kind.known;
  }

  /** What doesn't come with Flux is in every minor. */
  private isThere(entry: Fields): boolean {
    return this.kind.source !== undefined || overlap(this.bitsOf(entry), this.bit);
  }

  private lacking(what: string, bits: number, otherwise: string): never {
    const having = minorsIn(bits);
    throw refusal('FOC005', this.resource, `${what} is not in Flux ${this.minor}; Flux ${having.join(', ')} has it`, { use: `${choosing(having)}, else ${otherwise}` });
  }

  private unknown(path: string, meant: string | undefined): void {
    const { source, known } = this.kind;
    const where = source ?? `Flux ${minorsIn(known).join(', ')}`;
    const problem = `\`${path}\` is no field of ${this.name} in ${where}`;
    if (this.bit === bitOf(this.minor)) {
      throw refusal('FOC006', this.resource, problem, { use: meant ? `\`${meant}\`` : 'the name in the CRD, or for a newer Flux an ApiObject of cdk8s' });
    }
    warn(this.resource, 'FOC080', `${problem}, and this library knows no ${source ? 'other CRD' : `CRD of Flux ${this.minor}`}`, {
      use: meant ? `\`${meant}\`, unless your cluster has the field` : 'a field that the CRD in your cluster has',
    });
  }
}

/** The index says with `$` and `*` what is no field. */
function has(fields: FieldMap, key: string): boolean {
  return key !== '$' && key !== '*' && Object.prototype.hasOwnProperty.call(fields, key);
}
