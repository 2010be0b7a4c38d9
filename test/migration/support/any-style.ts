/** A source of draws. */
export type Draw = (below: number) => number;

/** The same draws for the same seed: the generator of Park and Miller. */
export function drawing(seed: number): Draw {
  let state = seed % 2147483646 + 1;
  return below => {
    state = state * 48271 % 2147483647;
    return Math.floor(state / 2147483647 * below);
  };
}

/** Writes documents as nobody would twice: any indentation, quotes, order of keys, comments, blank lines, line ends. */
export function anyStyle(documents: readonly object[], seed: number): { readonly text: string; readonly comments: readonly string[] } {
  const writer = new Writer(drawing(seed));
  const text = writer.file(documents);
  return { text, comments: writer.comments };
}

class Writer {
  public readonly comments: string[] = [];
  private readonly eol: string;
  private readonly step: number;
  private readonly indentedLists: boolean;

  public constructor(private readonly draw: Draw) {
    this.eol = this.oneIn(4) ? '\r\n' : '\n';
    this.step = 2 + draw(3);
    this.indentedLists = this.oneIn(2);
  }

  public file(documents: readonly object[]): string {
    const lines = documents.flatMap((document, index) => [
      ...(index > 0 || this.oneIn(2) ? [`---${this.trailing()}`] : []),
      ...this.above(''),
      ...this.map(document, ''),
      ...this.above(''),
    ]);
    const text = lines.join(this.eol);
    return (this.oneIn(5) ? '\ufeff' : '') + text + (this.oneIn(4) ? '' : this.eol);
  }

  private map(map: object, indent: string): string[] {
    return this.shuffled(Object.entries(map)).flatMap(([key, value]) => [...this.above(indent), ...this.pair(key, value, indent)]);
  }

  private pair(key: string, value: unknown, indent: string): string[] {
    const name = this.oneIn(6) ? JSON.stringify(key) : key;
    if (typeof value !== 'object' || value === null) return [`${indent}${name}: ${this.scalar(value)}${this.trailing()}`];
    if (this.isFlow(value)) return [`${indent}${name}: ${this.flow(value)}${this.trailing()}`];
    if (Array.isArray(value)) return [`${indent}${name}:${this.trailing()}`, ...value.flatMap(item => this.item(item, indent + (this.indentedLists ? ' '.repeat(this.step) : '')))];
    return [`${indent}${name}:${this.trailing()}`, ...this.map(value, indent + ' '.repeat(this.step))];
  }

  private item(item: unknown, indent: string): string[] {
    if (typeof item !== 'object' || item === null) return [`${indent}- ${this.scalar(item)}${this.trailing()}`];
    const [first, ...rest] = this.map(item, `${indent}  `).filter(line => line.trim() !== '' && !line.trim().startsWith('#'));
    return [`${indent}- ${first.trimStart()}`, ...rest];
  }

  /** A map of scalars may stand in one line, unless it is one that lines are put into or taken from. */
  private isFlow(value: object): boolean {
    return Object.values(value).every(item => typeof item !== 'object') && !('version' in value) && this.oneIn(4);
  }

  private flow(value: object): string {
    if (Array.isArray(value)) return `[${value.map(item => this.scalar(item)).join(', ')}]`;
    return `{ ${this.shuffled(Object.entries(value)).map(([key, item]) => `${key}: ${this.scalar(item)}`).join(', ')} }`;
  }

  private scalar(value: unknown): string {
    if (typeof value !== 'string') return String(value);
    const plain = /^[A-Za-z./][\w./-]*(?:[:]\/\/[\w./-]+)?$/.test(value);
    switch (plain ? this.draw(4) : 2 + this.draw(2)) {
      case 2: return JSON.stringify(value);
      case 3: return `'${value}'`;
      default: return value;
    }
  }

  private trailing(): string {
    return this.oneIn(4) ? `${' '.repeat(1 + this.draw(3))}${this.comment()}` : this.oneIn(8) ? '  ' : '';
  }

  private above(indent: string): string[] {
    if (this.oneIn(6)) return [''];
    return this.oneIn(6) ? [`${indent}${this.comment()}`] : [];
  }

  private comment(): string {
    const comment = `# remark ${this.comments.length} on it`;
    this.comments.push(comment);
    return comment;
  }

  private shuffled<T>(items: T[]): T[] {
    for (let at = items.length - 1; at > 0; at--) {
      const other = this.draw(at + 1);
      [items[at], items[other]] = [items[other], items[at]];
    }
    return items;
  }

  private oneIn(times: number): boolean {
    return this.draw(times) === 0;
  }
}
