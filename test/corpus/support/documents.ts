import { isMap, isScalar, isSeq, parseAllDocuments, type Document } from 'yaml';

/** One document of a file, wholly parsed. */
export interface YamlDocument {
  readonly node: Document.Parsed;
  readonly value: any;
  /** From the end of the document before, with separator and comments, to its own end. */
  readonly start: number;
  readonly end: number;
}

/** A file as `yaml` understands it. */
export interface YamlFile {
  readonly documents: readonly YamlDocument[];
  /** Why it can't be read. */
  readonly problem?: string;
}

const known = new Map<string, YamlFile>();

/** Parses each text once. */
export function parseFile(text: string): YamlFile {
  const found = known.get(text) ?? parse(text);
  known.set(text, found);
  return found;
}

/** Makes room for the next tree. */
export function forgetFiles(): void {
  known.clear();
}

function parse(text: string): YamlFile {
  const documents: YamlDocument[] = [];
  try {
    let start = 0;
    for (const node of parseAllDocuments(text, { merge: true, logLevel: 'silent' }) as Document.Parsed[]) {
      if (node.errors.length) return { documents: [], problem: node.errors[0].message.split('\n')[0] };
      documents.push({ node, value: node.toJS({ maxAliasCount: -1 }), start, end: node.range[2] });
      start = node.range[1];
    }
  } catch (error) {
    return { documents: [], problem: String(error) };
  }
  return { documents };
}

/** Values of a text, none when it can't be read. */
export function valuesOf(text: string | undefined): any[] {
  return text === undefined ? [] : parseFile(text).documents.map(document => document.value).filter(value => value !== null && value !== undefined);
}

/** The lines that the pair, item or value at a path occupies, with comments behind it. */
export function linesOf(text: string, root: unknown, path: readonly (string | number)[]): { start: number; end: number } | undefined {
  let node = root as any;
  let start = node?.range?.[0];
  for (const step of path) {
    if (isMap(node)) {
      const pair: any = node.items.find(item => isScalar(item.key) && String(item.key.value) === String(step));
      if (!pair) return undefined;
      start = pair.key.range[0];
      node = pair.value ?? pair.key;
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      start = node?.range?.[0];
    } else {
      return undefined;
    }
  }
  if (!node?.range) return undefined;
  return { start: lineStart(text, start), end: lineEnd(text, Math.max(node.range[1], node.range[2] - 1)) };
}

export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

export function lineEnd(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  return newline < 0 ? text.length : newline + 1;
}
