import { parse } from 'yaml';
import { literal } from './literal';

/** The CRDs that one Flux minor ships, as YAML texts. */
export interface MinorCrds {
  readonly minor: string;
  readonly crds: string[];
}

/** A leaf is a bit set of minors; a map has its own bits under `$` where they are not all, and `*` where any key is allowed. */
type Fields = number | { [field: string]: Fields };

interface KindFields {
  /** Bits of the minors whose own CRD stands behind this entry. */
  known: number;
  /** Where the CRD is from that doesn't come with Flux. */
  source?: string;
  fields: { [field: string]: Fields };
  /** Of every field with an enum, its values with the bits of the minors that take them. */
  values: Map<string, Map<string, number>>;
}

const FLUX_GROUPS = /(^|\.)(toolkit|extensions)\.fluxcd\.io$/;
/** flux-operator is released on its own. */
const OPERATOR_GROUP = 'fluxcd.controlplane.io';

const TYPES = `/** Bits of the Flux minors that have a field; a map carries its own bits as \`$\` where they differ from the kind's, and \`*\` where any key is allowed. */
export type Fields = number | { readonly [field: string]: Fields };

export interface KindFields {
  /** Bits of the minors whose own CRD was read; none for what doesn't come with Flux. */
  readonly known: number;
  /** Where the CRD is from that doesn't come with Flux. */
  readonly source?: string;
  /** The fields below \`spec\`. */
  readonly fields: { readonly [field: string]: Fields };
  /** Bits of the minors that take a value, by field, where not every minor that has the field does. */
  readonly values?: { readonly [path: string]: { readonly [value: string]: number } };
}

/** Flux minors, oldest first; a minor's bit is 1 shifted left by its place. */
`;

/**
 * TypeScript source of the index. A CRD that only stands in for its minor (its first line names another Flux version)
 * adds nothing for that minor.
 */
export function renderFieldIndex(minors: MinorCrds[]): string {
  const kinds = new Map<string, KindFields>();
  minors.forEach(({ minor, crds }, index) => {
    for (const text of crds) indexCrd(kinds, text, isOwnCrd(text, minor) ? 1 << index : 0);
  });
  const rows = [...kinds].sort(([a], [b]) => a < b ? -1 : 1).map(([key, kind]) => `  ${JSON.stringify(key)}: ${row(kind)},\n`);
  return [
    TYPES,
    `export const MINORS: readonly string[] = ${JSON.stringify(minors.map(m => m.minor)).replace(/"/g, '\'').replace(/,/g, ', ')};\n\n`,
    '/** By `<apiVersion>/<kind>`. */\nexport const FIELD_INDEX: { readonly [kind: string]: KindFields } = {\n',
    ...rows,
    '};\n',
  ].join('');
}

function row({ known, source, fields, values }: KindFields): string {
  return literal({ known, ...source && { source }, fields: withoutCommonBits(fields, known), ...unequal(values) });
}

function withoutCommonBits(fields: { [field: string]: Fields }, known: number): { [field: string]: Fields } {
  const entries = Object.entries(fields).filter(([name, value]) => !(name === '$' && value === known));
  return Object.fromEntries(entries.map(([name, value]) => [name, typeof value === 'number' ? value : withoutCommonBits(value, known)]));
}

/** The values that some minor doesn't take which takes another value of the same field. */
function unequal(values: Map<string, Map<string, number>>): { values?: object } {
  const found = [...values].flatMap(([path, byValue]) => {
    const all = [...byValue.values()].reduce((sum, bits) => sum | bits);
    const some = [...byValue].filter(([, bits]) => bits !== all);
    return some.length ? [[path, Object.fromEntries(some)] as const] : [];
  });
  return found.length ? { values: Object.fromEntries(found) } : {};
}

function sourceOf(text: string): string {
  return text.slice(0, text.indexOf('\n')).replace('# source: ', '');
}

function isOwnCrd(text: string, minor: string): boolean {
  return new RegExp(`Flux v?${minor.replace('.', '\\.')}(\\.|\\)|$)`).test(sourceOf(text));
}

function indexCrd(kinds: Map<string, KindFields>, text: string, bit: number): void {
  const { spec } = parse(text);
  const isOperator = spec.group === OPERATOR_GROUP;
  if (!isOperator && !FLUX_GROUPS.test(spec.group)) throw new Error(`${spec.group} is no API group of Flux: say in projenrc/field-index.ts how it is released`);
  for (const version of spec.versions) {
    if (!version.served) continue;
    const schema = version.schema.openAPIV3Schema.properties.spec;
    const key = `${spec.group}/${version.name}/${spec.names.kind}`;
    const entry: KindFields = kinds.get(key) ?? { known: 0, fields: {}, values: new Map(), ...isOperator && { source: sourceOf(text).replace(/ \(.*/, '') } };
    kinds.set(key, entry);
    entry.known |= bit;
    if (bit || isOperator) new Merge(entry, bit).schema(entry.fields, schema, 'spec');
  }
}

/** Adds what one minor has of a kind. */
class Merge {
  public constructor(private readonly kind: KindFields, private readonly bit: number) {}

  public schema(into: { [field: string]: Fields }, schema: any, path: string): void {
    const object = itemOf(schema);
    if (isOpen(object)) into['*'] = this.with(into['*']);
    for (const [name, property] of Object.entries<any>(object?.properties ?? {})) this.property(into, name, property, `${path}.${name}`);
  }

  private property(into: { [field: string]: Fields }, name: string, property: any, path: string): void {
    const inner = itemOf(property);
    const before = into[name];
    this.values(path, inner?.enum);
    if (inner?.properties === undefined && !isOpen(inner) && typeof before !== 'object') {
      into[name] = this.with(before);
      return;
    }
    const map = typeof before === 'object' ? before : { $: asBits(before) };
    map.$ = this.with(map.$);
    into[name] = map;
    this.schema(map, property, path);
  }

  private values(path: string, values: readonly string[] = []): void {
    const known = this.kind.values.get(path) ?? new Map<string, number>();
    for (const value of values) known.set(value, this.with(known.get(value)));
    if (known.size > 0) this.kind.values.set(path, known);
  }

  private with(fields: Fields | undefined): number {
    return asBits(fields) | this.bit;
  }
}

function itemOf(schema: any): any {
  return schema?.type === 'array' ? schema.items : schema;
}

function isOpen(schema: any): boolean {
  return Boolean(schema?.['x-kubernetes-preserve-unknown-fields'] || schema?.additionalProperties)
    || (schema?.type === 'object' && schema.properties === undefined);
}

function asBits(fields: Fields | undefined): number {
  return typeof fields === 'number' ? fields : 0;
}
