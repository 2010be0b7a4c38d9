import type { YamlDocument, YamlMap, YamlNode, YamlPair } from './yaml-tree';

/** Where a path leads. */
export interface Found {
  /** The value, as it stands there: an alias isn't followed at the last step. */
  readonly node: YamlNode;
  /** The map that has it, and the pair. */
  readonly map: YamlMap;
  readonly pair: YamlPair;
  /** Whether the way goes through an alias or merge key: what is changed there changes elsewhere too. */
  readonly shared: boolean;
}

/** The value at a path of keys; aliases and merge keys are followed on the way. */
export function find(node: YamlNode | undefined, ...path: readonly string[]): Found | undefined {
  let current: YamlNode | undefined = node;
  let shared = false;
  let found: Found | undefined;
  for (const key of path) {
    if (current?.type === 'alias') {
      shared = true;
      current = dereferenced(current);
    }
    if (current?.type !== 'map') return undefined;
    const hit: Hit | undefined = pairIn(current, key);
    if (!hit?.pair.value) return undefined;
    shared ||= hit.merged;
    found = { node: hit.pair.value, map: hit.map, pair: hit.pair, shared };
    current = hit.pair.value;
  }
  return found;
}

/** The scalar at a path, as text; undefined for null and what is no scalar. */
export function textAt(node: YamlNode | undefined, ...path: readonly string[]): string | undefined {
  return textOf(path.length === 0 ? node : find(node, ...path)?.node);
}

/** The text of a scalar, or of what an alias stands for. */
export function textOf(node: YamlNode | undefined): string | undefined {
  const value = dereferenced(node);
  return value?.type === 'scalar' && value.value !== null && value.value !== undefined ? String(value.value) : undefined;
}

/** The items of the list at a path; none where there is no list. */
export function itemsAt(node: YamlNode | undefined, ...path: readonly string[]): readonly YamlNode[] {
  const list = dereferenced(path.length === 0 ? node : find(node, ...path)?.node);
  return list?.type === 'list' ? list.items : [];
}

/** The map at a path, aliases followed. */
export function mapAt(node: YamlNode | undefined, ...path: readonly string[]): YamlMap | undefined {
  const map = dereferenced(path.length === 0 ? node : find(node, ...path)?.node);
  return map?.type === 'map' ? map : undefined;
}

/** What an alias stands for, else the node itself. */
export function dereferenced(node: YamlNode | undefined): YamlNode | undefined {
  return node?.type === 'alias' ? node.target : node;
}

/** The value as data, such as `JSON.parse` gives; merge keys are kept apart. */
export function dataOf(node: YamlNode | undefined): any {
  const value = dereferenced(node);
  if (value === undefined) return undefined;
  if (value.type === 'list') return value.items.map(dataOf);
  if (value.type === 'map') return Object.fromEntries(value.pairs.map(({ key, value: of }) => [key, dataOf(of) ?? null]));
  return value.type === 'scalar' ? value.value : undefined;
}

/** Every map in it, itself first. */
export function* mapsIn(node: YamlNode | undefined): Generator<YamlMap> {
  if (node?.type === 'map') {
    yield node;
    for (const { value } of node.pairs) yield* mapsIn(value);
  } else if (node?.type === 'list') {
    for (const item of node.items) yield* mapsIn(item);
  }
}

/** The map that a document is. */
export function rootMap(document: YamlDocument): YamlMap | undefined {
  return document.root.type === 'map' ? document.root : undefined;
}

interface Hit {
  readonly map: YamlMap;
  readonly pair: YamlPair;
  readonly merged: boolean;
}

function pairIn(map: YamlMap, key: string): Hit | undefined {
  const own = map.pairs.find(pair => pair.key === key);
  if (own) return { map, pair: own, merged: false };
  for (const { key: name, value } of map.pairs) {
    if (name !== '<<') continue;
    const sources = value?.type === 'list' ? value.items : [value];
    for (const source of sources) {
      const merged = dereferenced(source);
      const hit = merged?.type === 'map' && merged !== map ? pairIn(merged, key) : undefined;
      if (hit) return { ...hit, merged: true };
    }
  }
  return undefined;
}
