/** The parts of a subject, such as `C` → `US`. */
export type DistinguishedName = ReadonlyMap<string, string>;

const MANDATORY = ['C', 'ST', 'O'];

/** Reads a subject as notation does (RFC 4514, with rules of its own). Returns why it can't, where it can't. */
export function parseDistinguishedName(text: string): DistinguishedName | string {
  if (text.includes('=#')) return 'a value in hexadecimal form';
  const parts = splitParts(text);
  if (parts.separators.includes('+')) return 'an attribute of several values';
  const attributes = new Map<string, string>();
  for (const part of parts.texts) {
    const [type, value] = attributeOf(part);
    if (type === '' || value === undefined) return `${JSON.stringify(part.trim())}, which is no attribute`;
    if (attributes.get(type)) return `two attributes ${type}`;
    attributes.set(type, value);
  }
  const missing = MANDATORY.filter(type => !attributes.get(type));
  return missing.length ? `no attribute ${missing.join(', ')}` : attributes;
}

/** Whether every part of `one` stands in `other` as well: notation takes that for an ambiguity. */
export function isWithin(one: DistinguishedName, other: DistinguishedName): boolean {
  return [...one].every(([type, value]) => other.get(type) === value);
}

/** At `,`, `;` and `+`, where no backslash is before them. */
function splitParts(text: string): { readonly texts: string[]; readonly separators: string[] } {
  const pieces = text.match(/(?:\\[^]|[^\\,;+])+|[,;+]|\\$/g) ?? [''];
  const separators = pieces.filter(piece => /^[,;+]$/.test(piece));
  const texts: string[] = [''];
  for (const piece of pieces) {
    if (/^[,;+]$/.test(piece)) texts.push('');
    else texts[texts.length - 1] += piece;
  }
  return { texts, separators };
}

/** `S` is another name of `ST`. */
function attributeOf(part: string): readonly [string, string | undefined] {
  const [, type, value] = /^((?:\\[^]|[^\\=])*)=([^]*)$/.exec(part) ?? ['', '', ''];
  const name = decoded(type) ?? '';
  return [name === 'S' ? 'ST' : name, decoded(value)];
}

/** Without blanks around it and without backslashes; undefined where one escapes nothing. */
function decoded(text: string): string | undefined {
  const trimmed = text.replace(/^ +/, '').replace(/(\\ )? *$/, '$1');
  if (!/^(?:[^\\]|\\[ "#+,;<=>\\]|\\[0-9a-fA-F]{2})*$/.test(trimmed)) return undefined;
  return trimmed.replace(/\\(?:([ "#+,;<=>\\])|(..))/g, (_, special, hex) => special ?? String.fromCharCode(parseInt(hex, 16)));
}
