import type { Document, Node } from 'yaml';
import { tooDeepAt } from './nesting';
import { yaml } from '../private/yaml';

/** A value in a file, with its place there: `start` and `end` are offsets in the text of the file, without anchor and tag. */
export type YamlNode = YamlMap | YamlList | YamlScalar | YamlAlias;

interface Placed {
  readonly start: number;
  readonly end: number;
}

export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded';

export interface YamlScalar extends Placed {
  readonly type: 'scalar';
  readonly value: unknown;
  readonly style: ScalarStyle;
}

export interface YamlAlias extends Placed {
  readonly type: 'alias';
  /** What the anchor stands for; absent where there is no such anchor. */
  readonly target?: YamlNode;
}

export interface YamlList extends Placed {
  readonly type: 'list';
  readonly flow: boolean;
  readonly items: readonly YamlNode[];
}

export interface YamlMap extends Placed {
  readonly type: 'map';
  readonly flow: boolean;
  readonly pairs: readonly YamlPair[];
}

export interface YamlPair {
  readonly key: string;
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly value?: YamlNode;
}

/** One document of a file, or of a block of text within it. */
export interface YamlDocument {
  readonly root: YamlNode;
  /** From behind its `---` to the next one, or to the end. */
  readonly start: number;
  readonly end: number;
  /** What each line of it begins with, where it is a block of text within another document. */
  readonly margin: string;
}

/** Why a text can't be edited. */
export interface YamlProblem {
  readonly problem: string;
  readonly offset: number;
}

/** The documents of a text, null ones left out, or the first reason why it is none. */
export function parseYaml(text: string): YamlDocument[] | YamlProblem {
  const deep = tooDeepAt(text);
  if (deep !== undefined) return { problem: 'it is nested too deep', offset: deep };
  try {
    const documents = yaml().parseAllDocuments(text, { logLevel: 'silent', uniqueKeys: false, prettyErrors: false, stringKeys: false, keepSourceTokens: false });
    if (!Array.isArray(documents)) return [];
    const markers = markersOf(text);
    const found: YamlDocument[] = [];
    for (const document of documents as Document.Parsed[]) {
      const [error] = document.errors;
      if (error) return { problem: firstLine(error.message), offset: error.pos[0] };
      const root = new TreeBuilder(text).build(document.contents as Node | null);
      if (root && !(root.type === 'scalar' && root.value === null)) found.push({ root, ...regionOf(root.start, markers, text.length), margin: '' });
    }
    return found;
  } catch (error) {
    if (error instanceof BadKey) return { problem: error.message, offset: error.offset };
    return { problem: error instanceof Error ? firstLine(error.message) : 'it can\'t be read', offset: 0 };
  }
}

class BadKey extends Error {
  public constructor(problem: string, public readonly offset: number) {
    super(problem);
  }
}

class TreeBuilder {
  private readonly anchors = new Map<string, YamlNode>();
  private readonly library = yaml();

  public constructor(private readonly text: string) {}

  /** @param way the keys that lead there, as far as they matter */
  public build(node: any, way = ''): YamlNode | undefined {
    if (!node) return undefined;
    const [start, end] = node.range as [number, number, number];
    const built = this.shape(node, start, end, way);
    if (node.anchor) this.anchors.set(node.anchor, built);
    return built;
  }

  private shape(node: any, start: number, end: number, way: string): YamlNode {
    const { isAlias, isMap, isSeq } = this.library;
    if (isAlias(node)) return { type: 'alias', start, end, target: this.anchors.get(node.source) };
    if (isMap(node)) {
      if (way === VALUES && this.isOpaque(start, end)) return { type: 'map', start, end: this.lastEnd(node), flow: true, pairs: [] };
      return { type: 'map', start, end, flow: node.flow === true, pairs: this.pairs(node.items, way) };
    }
    if (isSeq(node)) {
      return { type: 'list', start, end, flow: node.flow === true, items: node.items.map(item => this.build(item) ?? nothing(start)) };
    }
    return { type: 'scalar', start, end, value: node.value, style: STYLES[node.type as string] ?? 'plain' };
  }

  private pairs(items: readonly any[], way: string): YamlPair[] {
    const keys = new Set<string>();
    return items.map(({ key, value }) => {
      const [keyStart, keyEnd] = (key?.range ?? value?.range ?? [0, 0]) as number[];
      // `{{ … }}` without quotes is a map in a map to YAML.
      const name = this.keyOf(key);
      if (name === undefined) throw new BadKey('a key is no text, so this is a template', keyStart);
      if (keys.has(name) && name !== '<<') throw new BadKey(`the key ${JSON.stringify(name)} is there twice`, keyStart);
      keys.add(name);
      if (key?.anchor) this.anchors.set(key.anchor, { type: 'scalar', start: keyStart, end: keyEnd, value: key.value, style: 'plain' });
      return { key: name, keyStart, keyEnd, value: this.build(value, VALUES.startsWith(way) ? `${way}/${name}` : undefined) };
    });
  }

  private keyOf(key: any): string | undefined {
    const { isAlias, isScalar } = this.library;
    if (isScalar(key)) return String(key.value);
    const target = isAlias(key) ? this.anchors.get(key.source) : undefined;
    return target?.type === 'scalar' ? String(target.value) : undefined;
  }

  /** More than half of what real repositories hold are Helm values, of which only those of a FluxInstance, anchors, aliases and templates matter. */
  private isOpaque(start: number, end: number): boolean {
    return !/[&*]\w|\{\{|\bsync\b/.test(this.text.slice(start, end));
  }

  /** Where the last character of a node ends. */
  private lastEnd(node: any): number {
    const { isCollection, isPair } = this.library;
    const last = isCollection(node) && !(node as any).flow ? node.items[node.items.length - 1] as any : undefined;
    if (last === undefined) return node.range[1];
    const [key, value] = isPair(last) ? [last.key as any, last.value as any] : [undefined, last];
    return Math.max(key ? key.range[1] + 1 : 0, value ? this.lastEnd(value) : 0);
  }
}

/** The way to the Helm values of a HelmRelease. */
const VALUES = '/spec/values';
const STYLES: { readonly [type: string]: ScalarStyle } = {
  PLAIN: 'plain', QUOTE_SINGLE: 'single', QUOTE_DOUBLE: 'double', BLOCK_LITERAL: 'literal', BLOCK_FOLDED: 'folded',
};

function nothing(at: number): YamlScalar {
  return { type: 'scalar', start: at, end: at, value: null, style: 'plain' };
}

/** Where documents are parted: a `---` or `...` at the beginning of a line is nothing else, wherever it stands. */
function markersOf(text: string): { start: number; end: number }[] {
  return [...text.matchAll(/^(?:---(?=[ \t\r\n]|$)|\.\.\.(?=[ \t\r\n]|$))/gm)].map(({ index, 0: { length } }) => ({ start: index, end: index + length }));
}

function regionOf(place: number, markers: readonly { start: number; end: number }[], length: number): { start: number; end: number } {
  let region = { start: 0, end: length };
  for (const marker of markers) {
    if (marker.end <= place) region = { start: marker.end, end: length };
    else return { ...region, end: marker.start };
  }
  return region;
}

function firstLine(message: string): string {
  return message.split('\n', 1)[0];
}
