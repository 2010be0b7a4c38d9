import type { TextEdit } from './migration-result';
import type { Found } from './yaml-lookup';
import type { YamlAlias, YamlMap, YamlNode, YamlPair, YamlScalar } from './yaml-tree';

/** The edits of one text. They are gathered in any order, and never overlap. */
export class TextEdits {
  private readonly edits: TextEdit[] = [];

  public constructor(public readonly text: string) {}

  public get list(): TextEdit[] {
    return [...this.edits].sort((one, other) => one.start - other.start || one.end - other.end);
  }

  public get isEmpty(): boolean {
    return this.edits.length === 0;
  }

  /** The same edit twice is one: two objects may share a place. */
  public replace(start: number, end: number, text: string): void {
    if (start === end ? text === '' : this.text.slice(start, end) === text) return;
    if (start !== end && this.edits.some(edit => edit.start === start && edit.end === end && edit.text === text)) return;
    this.edits.push({ start, end, text });
  }

  /** Forgets what was done within this stretch. */
  public revert(start: number, end: number): void {
    const others = this.edits.filter(edit => edit.start < start || edit.end > end);
    this.edits.splice(0, this.edits.length, ...others);
  }

  /** Whether something in this stretch is replaced already. */
  public touches(start: number, end: number): boolean {
    return this.edits.some(edit => edit.start < end && edit.end > start);
  }

  public insert(at: number, text: string): void {
    this.replace(at, at, text);
  }

  public applied(): string {
    let result = '';
    let at = 0;
    for (const { start, end, text } of this.list) {
      if (start < at) throw new Error(`edits overlap at ${start}`);
      result += this.text.slice(at, start) + text;
      at = end;
    }
    return result + this.text.slice(at);
  }

  /** Writes another text in the place of a value, in its quotes if it has any. An alias gives way to the text. */
  public setText(node: YamlScalar | YamlAlias, text: string): void {
    this.replace(node.start, node.end, inStyleOf(node, text));
  }

  /** Takes the lines of a key and its value out; comments on lines of their own stay. */
  public removePair(pair: YamlPair): void {
    this.replace(lineStart(this.text, pair.keyStart), lineEnd(this.text, pairEnd(pair)), '');
  }

  /** Adds lines behind a key and its value. They are given without indentation, and get that of the key. */
  public insertAfter(pair: YamlPair, lines: readonly string[]): void {
    const at = lineEnd(this.text, pairEnd(pair));
    const text = indented(lines, indentOf(this.text, pair.keyStart), eolOf(this.text));
    // The last line of a file may lack its end.
    this.insert(at, at === this.text.length && !this.text.endsWith('\n') ? eolOf(this.text) + text.slice(0, -eolOf(this.text).length) : text);
  }

  /** Puts lines in the place of a key and its value. They are given without indentation, and get that of the key. */
  public replacePair(pair: YamlPair, lines: readonly string[]): void {
    const end = lineEnd(this.text, pairEnd(pair));
    const text = indented(lines, indentOf(this.text, pair.keyStart), eolOf(this.text)).slice(indentOf(this.text, pair.keyStart).length);
    this.replace(pair.keyStart, end, this.text.slice(pair.keyStart, end).endsWith('\n') ? text : text.slice(0, -eolOf(this.text).length));
  }
}

/** Whether the value at a place can be given another text without anything else changing. */
export function isOwn(found: Found | undefined): boolean {
  return found !== undefined && !found.shared && (found.node.type === 'scalar' || found.node.type === 'alias');
}

/** Whether lines can be put into or taken out of a map. */
export function hasLines(map: YamlMap | undefined): map is YamlMap {
  return map !== undefined && !map.flow && map.pairs.length > 0;
}

function inStyleOf(node: YamlScalar | YamlAlias, text: string): string {
  if (node.type === 'alias' || node.style === 'plain') return plainOrQuoted(text);
  return node.style === 'single' ? `'${text.replace(/'/g, '\'\'')}'` : JSON.stringify(text);
}

/** A text as it may stand behind a key. */
export function plainOrQuoted(text: string): string {
  return /^[A-Za-z0-9./_$][\w./:@+${}-]*$/.test(text) && !/^(?:true|false|null|yes|no|on|off|[-+.]?[\d_.]+(?:e[-+]?\d+)?|0[xo][\da-f]+|\d[\d:]*)$/i.test(text) && !/:$|\{|\}/.test(text.replace(/\$\{[^{}]*\}/g, ''))
    ? text
    : JSON.stringify(text);
}

/** Where the last character of a key and its value ends; comments behind it are not counted. */
export function pairEnd({ keyEnd, value }: YamlPair): number {
  return value ? Math.max(contentEnd(value), keyEnd + 1) : keyEnd + 1;
}

/** Where the last character of a value ends. */
export function contentEnd(node: YamlNode): number {
  if (node.type === 'map' && !node.flow) return node.pairs.length === 0 ? node.end : pairEnd(node.pairs[node.pairs.length - 1]);
  if (node.type === 'list' && !node.flow) return node.items.length === 0 ? node.end : contentEnd(node.items[node.items.length - 1]);
  return node.end;
}

/** The line that a place is in, from 1. */
export function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}

export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Behind the line break of the line that ends at or behind this place; of a place behind a line break, the place itself. */
export function lineEnd(text: string, offset: number): number {
  if (offset > 0 && text[offset - 1] === '\n') return offset;
  const at = text.indexOf('\n', offset);
  return at < 0 ? text.length : at + 1;
}

/** What the line of a key begins with: white space, also in the place of the dash of a list. */
export function indentOf(text: string, offset: number): string {
  return text.slice(lineStart(text, offset), offset).replace(/[^\t]/g, ' ');
}

/** How the lines of a text end. */
export function eolOf(text: string): string {
  return /\r\n/.test(text) ? '\r\n' : '\n';
}

function indented(lines: readonly string[], indent: string, eol: string): string {
  return lines.map(line => `${line === '' ? '' : indent + line}${eol}`).join('');
}
