import { parse } from 'yaml';

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
  fields: { [field: string]: Fields };
}

const INDEXED_GROUPS = /(^|\.)(toolkit|extensions)\.fluxcd\.io$/;

/**
 * TypeScript source of the index. A CRD that only stands in for its minor (its first line names another Flux version)
 * adds nothing for that minor.
 */
export function renderFieldIndex(minors: MinorCrds[]): string {
  const kinds = new Map<string, KindFields>();
  minors.forEach(({ minor, crds }, index) => {
    for (const text of crds) indexCrd(kinds, text, isOwnCrd(text, minor) ? 1 << index : 0);
  });
  const all = (1 << minors.length) - 1;
  const rows = [...kinds].sort(([a], [b]) => a < b ? -1 : 1)
    .map(([key, { known, fields }]) => `  ${JSON.stringify(key)}: { known: ${known}, fields: ${literal(fields, known || all)} },`);
  return [
    '/** Bits of the Flux minors that have a field; a map carries its own bits as `$` where they differ from the kind\'s, and `*` where any key is allowed. */',
    'export type Fields = number | { readonly [field: string]: Fields };',
    '',
    '/** One kind: the bits of the minors whose own CRD was read, and the fields below `spec`. */',
    'export interface KindFields {',
    '  readonly known: number;',
    '  readonly fields: { readonly [field: string]: Fields };',
    '}',
    '',
    '/** Flux minors, oldest first; a minor\'s bit is 1 shifted left by its place. */',
    `export const MINORS: readonly string[] = ${JSON.stringify(minors.map(m => m.minor)).replace(/"/g, '\'').replace(/,/g, ', ')};`,
    '',
    '/** By `<apiVersion>/<kind>`. */',
    'export const FIELD_INDEX: { readonly [kind: string]: KindFields } = {',
    ...rows,
    '};',
    '',
  ].join('\n');
}

function isOwnCrd(text: string, minor: string): boolean {
  const source = text.slice(0, text.indexOf('\n'));
  return new RegExp(`Flux v?${minor.replace('.', '\\.')}(\\.|\\)|$)`).test(source);
}

function indexCrd(kinds: Map<string, KindFields>, text: string, bit: number): void {
  const { spec } = parse(text);
  if (!INDEXED_GROUPS.test(spec.group)) return;
  for (const version of spec.versions) {
    if (!version.served) continue;
    const schema = version.schema.openAPIV3Schema.properties.spec;
    const key = `${spec.group}/${version.name}/${spec.names.kind}`;
    const entry = kinds.get(key) ?? { known: 0, fields: {} };
    kinds.set(key, entry);
    entry.known |= bit;
    if (bit && schema) merge(entry.fields, schema, bit);
  }
}

function merge(into: { [field: string]: Fields }, schema: any, bit: number): void {
  const object = schema.type === 'array' ? schema.items : schema;
  if (isOpen(object)) into['*'] = asBits(into['*']) | bit;
  for (const [name, property] of Object.entries<any>(object?.properties ?? {})) {
    const inner = property.type === 'array' ? property.items : property;
    const isMap = inner?.properties !== undefined || isOpen(inner);
    const before = into[name];
    if (!isMap && typeof before !== 'object') {
      into[name] = asBits(before) | bit;
      continue;
    }
    const map = typeof before === 'object' ? before : { $: asBits(before) };
    map.$ = asBits(map.$) | bit;
    into[name] = map;
    merge(map, property, bit);
  }
}

function isOpen(schema: any): boolean {
  return Boolean(schema?.['x-kubernetes-preserve-unknown-fields'] || schema?.additionalProperties)
    || (schema?.type === 'object' && schema.properties === undefined);
}

function asBits(fields: Fields | undefined): number {
  return typeof fields === 'number' ? fields : 0;
}

function literal(fields: { [field: string]: Fields }, known: number): string {
  const entries = Object.entries(fields)
    .filter(([name, value]) => !(name === '$' && value === known))
    .map(([name, value]) => `${/^[a-zA-Z$]\w*$/.test(name) ? name : JSON.stringify(name)}: ${typeof value === 'number' ? value : literal(value, known)}`);
  return entries.length ? `{ ${entries.join(', ')} }` : '{}';
}
