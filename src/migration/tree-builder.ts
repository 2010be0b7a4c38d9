import type { ScalarStyle, YamlNode, YamlPair, YamlScalar } from './yaml-tree';
import { yaml } from '../private/yaml';

/** A key that can't be one. */
export class BadKey extends Error {
  public constructor(problem: string, public readonly offset: number) {
    super(problem);
  }
}

/** Makes our tree of the parser's, which is several times its size. */
export class TreeBuilder {
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
