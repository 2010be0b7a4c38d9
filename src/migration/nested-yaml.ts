import { parseYaml } from './parse-yaml';
import type { YamlDocument, YamlNode, YamlPair, YamlScalar } from './yaml-tree';

/**
 * The documents in a block of text, such as an inline patch, with their places in the file. Undefined where that can't be told: in quoted
 * and folded texts characters don't stand where they are read, and what is no YAML has none.
 */
export function nestedDocuments(text: string, scalar: YamlScalar): YamlDocument[] | undefined {
  if (scalar.style !== 'literal' || typeof scalar.value !== 'string') return undefined;
  const block = new BlockText(text, scalar);
  const documents = parseYaml(block.content);
  if (!Array.isArray(documents)) return undefined;
  const { margin } = block;
  return documents.map(({ root, start, end }) => ({ root: moved(root, block), start: block.place(start), end: block.place(end), margin }));
}

/** A literal block scalar: its lines without their margin, and where each of them stands. */
class BlockText {
  public readonly content: string;
  public readonly margin: string;
  private readonly lines: readonly { readonly from: number; readonly at: number }[];

  public constructor(text: string, { start, end }: YamlScalar) {
    const first = text.indexOf('\n', start) + 1;
    const raw = first === 0 || first > end ? [] : linesOf(text, first, end);
    this.margin = ' '.repeat(marginOf(raw.map(({ line }) => line)));
    const lines: { from: number; at: number }[] = [];
    let content = '';
    for (const { line, at } of raw) {
      const cut = Math.min(this.margin.length, line.length - line.trimStart().length);
      lines.push({ from: content.length, at: at + cut });
      content += `${line.slice(cut)}\n`;
    }
    this.content = content;
    this.lines = lines;
  }

  /** Where a place of the content is in the file. */
  public place(offset: number): number {
    let [low, high] = [0, this.lines.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.lines[middle].from <= offset) low = middle;
      else high = middle - 1;
    }
    const line = this.lines[low];
    return line === undefined ? 0 : line.at + offset - line.from;
  }
}

function linesOf(text: string, start: number, end: number): { line: string; at: number }[] {
  const lines: { line: string; at: number }[] = [];
  for (let at = start; at < end;) {
    const stop = text.indexOf('\n', at);
    const next = stop < 0 || stop >= end ? end : stop;
    // A carriage return is white space at the end of a line, and stays where it is.
    lines.push({ line: text.slice(at, next), at });
    at = next + 1;
  }
  return lines;
}

/** Of YAML the least indented line is the margin; an indentation that the header gives is relative to what stands around it. */
function marginOf(lines: readonly string[]): number {
  const widths = lines.filter(line => line.trim() !== '').map(line => line.length - line.trimStart().length);
  return widths.length === 0 ? 0 : Math.min(...widths);
}

function moved(node: YamlNode, block: BlockText): YamlNode {
  const place = { start: block.place(node.start), end: block.place(node.end) };
  switch (node.type) {
    case 'map': return { ...node, ...place, pairs: node.pairs.map(pair => movedPair(pair, block)) };
    case 'list': return { ...node, ...place, items: node.items.map(item => moved(item, block)) };
    case 'alias': return { ...node, ...place, target: node.target && moved(node.target, block) };
    default: return { ...node, ...place };
  }
}

function movedPair(pair: YamlPair, block: BlockText): YamlPair {
  return { ...pair, keyStart: block.place(pair.keyStart), keyEnd: block.place(pair.keyEnd), value: pair.value && moved(pair.value, block) };
}
