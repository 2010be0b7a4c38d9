import type { ApiObject } from 'cdk8s';
import { refusal } from './errors';
import { minorOf } from './flux-minor';
import { warn } from './warnings';
import { FIELD_INDEX, MINORS, type Fields, type KindFields } from '../../imports/fields';

/**
 * Holds a finished document, whatever props, patches or escape hatches made it, against the fields that its Flux minor
 * has. A field of another minor is refused; one that no minor has survives with a warning, for it may be a newer one.
 */
export function checkFields(resource: ApiObject, document: any): void {
  const kind = FIELD_INDEX[`${document?.apiVersion}/${document?.kind}`];
  if (kind) new FieldCheck(resource, kind, minorOf(resource)).walk(kind.fields, document.spec, 'spec');
}

class FieldCheck {
  private readonly bit: number;

  public constructor(private readonly resource: ApiObject, private readonly kind: KindFields, private readonly minor: string) {
    this.bit = newestKnownUpTo(kind.known, MINORS.indexOf(minor));
  }

  public walk(fields: { readonly [field: string]: Fields }, value: any, path: string): void {
    if (Array.isArray(value)) {
      value.forEach(item => this.walk(fields, item, path));
    } else if (value !== null && typeof value === 'object') {
      for (const key of Object.keys(value)) this.field(fields, key, value[key], `${path}.${key}`);
    }
  }

  private field(fields: { readonly [field: string]: Fields }, key: string, value: unknown, path: string): void {
    const entry: Fields | undefined = Object.prototype.hasOwnProperty.call(fields, key) ? fields[key] : undefined;
    if (entry === undefined) {
      if (fields['*'] === undefined) this.unknown(path);
      return;
    }
    const bits = typeof entry === 'number' ? entry : entry.$ as number | undefined ?? this.kind.known;
    if (!(bits & this.bit)) this.lacking(path, bits);
    if (typeof entry !== 'number') this.walk(entry, value, path);
  }

  private unknown(path: string): void {
    warn(this.resource, 'FOC006', `\`${path}\` is no field of ${this.resource.kind} in any Flux version that this library knows`, {
      use: 'the name in the CRD, unless your Flux is newer',
    });
  }

  private lacking(path: string, bits: number): void {
    const having = MINORS.filter((_, index) => bits & (1 << index));
    throw refusal('FOC005', this.resource, `\`${path}\` is not in Flux ${this.minor}; Flux ${having.join(', ')} has it`, {
      use: `FluxVersion.V${having[0].replace('.', '_')}.applyTo(app) if the cluster runs it, else leave the field out`,
    });
  }
}

/** A minor whose own CRD is unknown is held against the one before it. */
function newestKnownUpTo(known: number, index: number): number {
  for (let i = index; i > 0; i--) if (known & (1 << i)) return 1 << i;
  return 1;
}
