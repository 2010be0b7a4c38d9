import { readFileSync } from 'node:fs';
import type { Document, Node, Pair, Scalar as ScalarNode, YAMLMap } from 'yaml';
import { quoted, refusal, typeName } from '../private/errors';
import { NULL_MARK } from '../private/nulls';
import { LosesDigits, plainScalar, type Scalar } from '../private/plain-scalars';
import { yaml } from '../private/yaml';

export interface Values {
  [key: string]: any;
}

/** The values in a file, as Helm reads them; nulls are marks. */
export function readValues(path: string): Values {
  const text = readText(path);
  const lines = new (yaml().LineCounter)();
  const at = (offset: number | undefined) => `${path}, line ${lines.linePos(offset ?? 0).line}`;
  // All scalars are texts at first.
  const documents = yaml().parseAllDocuments(text, { schema: 'failsafe', merge: false, resolveKnownTags: false, uniqueKeys: false, prettyErrors: false, lineCounter: lines });
  for (const { errors: [error] } of documents) if (error) throw unreadable(`${error.message}, in ${at(error.pos[0])}`, 'YAML');
  if (documents.length > 1) throw unreadable(`${documents.length} documents in ${path}`, 'one document');
  return documents.length === 0 ? {} : new Reader(documents[0], at).values();
}

function readText(path: string): string {
  const use = 'a path that exists';
  if (typeof path !== 'string') throw unreadable(typeName(path), use);
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw unreadable(`${quoted(path)} (${(error as NodeJS.ErrnoException).code ?? 'unreadable'})`, use);
  }
}

/** Never shows a value. */
function unreadable(got: string, use: string): Error {
  return refusal('FOC065', undefined, 'a file of Helm values can\'t be read', { got, use });
}

const TAG = 'tag:yaml.org,2002:';

class Reader {
  private readonly inside: Node[] = [];

  public constructor(private readonly document: Document, private readonly at: (offset: number | undefined) => string) {}

  public values(): Values {
    const { contents } = this.document;
    const read = contents === null ? {} : this.read(contents);
    if (read === NULL_MARK) return {};
    if (typeof read === 'object' && !Array.isArray(read)) return read;
    throw this.refuse(contents!, Array.isArray(read) ? 'a list' : 'one value', 'names with values');
  }

  private read(given: Node): any {
    const node = this.target(given);
    if (this.inside.includes(node)) throw this.refuse(given, 'an anchor within itself', 'an end');
    this.inside.push(node);
    const value = this.known(node);
    this.inside.pop();
    return value;
  }

  private known(node: Node): any {
    if (yaml().isMap(node)) return this.map(node);
    if (yaml().isSeq(node)) return node.items.map(item => this.read(item as Node));
    return this.scalar(node as ScalarNode) ?? NULL_MARK;
  }

  private target(node: Node): Node {
    if (!yaml().isAlias(node)) return node;
    const target = node.resolve(this.document);
    if (!target) throw this.refuse(node, 'an alias without an anchor', '`&name` before `*name`');
    return target;
  }

  /** As Helm, not as YAML says: what is merged in wins over what stands before it. */
  private map(map: YAMLMap): Values {
    const entries = new Map<string, any>();
    const own = new Set<string>();
    for (const pair of map.items as Pair<Node, Node | null>[]) {
      if (isMerge(pair.key)) {
        for (const merged of this.merged(pair)) for (const [key, value] of Object.entries(merged)) entries.set(key, value);
        continue;
      }
      const key = this.key(pair.key);
      if (own.has(key)) throw this.refuse(pair.key, `the key ${quoted(key)} twice`, 'it once');
      own.add(key);
      entries.set(key, pair.value === null ? NULL_MARK : this.read(pair.value));
    }
    return Object.fromEntries(entries);
  }

  /** The last one first, so that the first one wins. */
  private merged({ key, value }: Pair<Node, Node | null>): Values[] {
    const node = value === null ? undefined : this.target(value);
    const maps = yaml().isSeq(node) ? [...node.items as Node[]].reverse() : node ? [node] : [];
    if (maps.length === 0 || !maps.every(map => yaml().isMap(this.target(map)))) throw this.refuse(key, '`<<` of something else than maps', 'an alias of a map');
    return maps.map(map => this.read(map));
  }

  private key(node: Node): string {
    const target = this.target(node);
    if (!yaml().isScalar(target)) throw this.refuse(node, 'a list or map as key', 'a text');
    const key = this.scalar(target);
    if (key === null) throw this.refuse(node, 'null as key', 'a text');
    return String(key);
  }

  private scalar(node: ScalarNode): Scalar {
    try {
      const value = this.tagged(node, String(node.value ?? ''));
      if (typeof value === 'number' && !Number.isFinite(value)) throw this.refuse(node, `the number ${value}`, 'a number that JSON knows');
      return value;
    } catch (error) {
      if (error instanceof LosesDigits) throw this.refuse(node, 'a number that loses digits', 'quotes around it');
      throw error;
    }
  }

  private tagged(node: ScalarNode, text: string): Scalar {
    const tag = node.tag?.startsWith(TAG) ? node.tag.slice(TAG.length) : node.tag;
    switch (tag) {
      case undefined: return node.type === 'PLAIN' ? plainScalar(text) : text;
      case 'int': return this.typed(node, plainScalar(text), value => Number.isInteger(value));
      case 'float': return this.typed(node, plainScalar(text), value => typeof value === 'number');
      case 'bool': return this.typed(node, plainScalar(text), value => typeof value === 'boolean');
      case 'null': return this.typed(node, plainScalar(text), value => value === null);
      case 'binary': return Buffer.from(text, 'base64').toString();
      default: return text;
    }
  }

  private typed(node: ScalarNode, value: Scalar, is: (value: Scalar) => boolean): Scalar {
    if (is(value)) return value;
    throw this.refuse(node, `a value that isn't what its tag !!${node.tag!.slice(TAG.length)} says`, 'another tag, or none');
  }

  private refuse(node: Node, got: string, use: string): Error {
    return unreadable(`${got}, in ${this.at(node.range?.[0])}`, use);
  }
}

function isMerge(key: Node): boolean {
  const { tag, type, value } = key as ScalarNode;
  return tag === undefined && type === 'PLAIN' && value === '<<';
}
