/**
 * The grammar of CEL as cel-go reads it, with the optional syntax that Flux switches on. It takes a little more than cel-go does,
 * such as calls of what is no function, and never less. The parsers that there are for JavaScript know no optional syntax (`.?`), and would refuse
 * what Flux runs.
 */

const ESCAPE = String.raw`\\(?:[abfnrtv"'\\?${'`'}]|[0-3][0-7]{2}|[xX][\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8})`;

/** From the longest to the shortest, for the first that fits is taken. */
const STRING = [
  String.raw`[bB]?[rR](?:"""[^]*?"""|'''[^]*?'''|"[^"\n\r]*"|'[^'\n\r]*')`,
  String.raw`[bB]?(?:"""(?:${ESCAPE}|[^\\])*?"""|'''(?:${ESCAPE}|[^\\])*?'''|"(?:${ESCAPE}|[^\\"\n\r])*"|'(?:${ESCAPE}|[^\\'\n\r])*')`,
].join('|');

const TOKENS = new RegExp([
  String.raw`(?<blank>[ \t\r\n\f]+|//[^\n]*)`,
  `(?<text>${STRING})`,
  String.raw`(?<number>0x[\da-fA-F]+[uU]?|\d+(?:\.\d+)?[eE][+-]?\d+|\d*\.\d+(?:[eE][+-]?\d+)?|\d+[uU]?)`,
  String.raw`(?<name>[A-Za-z_]\w*)`,
  String.raw`(?<sign>==|!=|<=|>=|&&|\|\||[-+*/%<>!?:.,()[\]{}])`,
].join('|'), 'y');

type Kind = 'blank' | 'text' | 'number' | 'name' | 'sign' | 'unknown' | 'end';

interface Token {
  readonly kind: Kind;
  readonly text: string;
  readonly at: number;
}

const BINARY = new Set(['&&', '||', '==', '!=', '<=', '>=', '<', '>', 'in', '+', '-', '*', '/', '%']);
const RESERVED = new Set([
  'as', 'break', 'const', 'continue', 'else', 'for', 'function', 'if', 'import', 'in', 'let', 'loop', 'package', 'namespace', 'return', 'var', 'void', 'while',
]);
/** No field can have these names. */
const KEYWORDS = new Set(['in', 'true', 'false', 'null']);
const END_OF_EXPRESSION = 'the end';

/** What keeps a text from being a CEL expression, such as `"=" at character 18`; undefined where it is one. */
export function celProblem(expression: string): string | undefined {
  return new Expression(tokensOf(expression)).problem();
}

/** Names that cel-go knows by itself: its types, and the libraries that Flux adds. */
const KNOWN = new Set([
  'bool', 'bytes', 'double', 'int', 'list', 'map', 'null_type', 'string', 'type', 'uint', 'true', 'false', 'null', 'google', 'optional', 'optional_type', 'base64', 'sets', 'strings',
]);

/** The names in an expression that something must have declared, each once. */
export function celNames(expression: string): string[] {
  const tokens = tokensOf(expression);
  const known = new Set([...KNOWN, ...boundIn(tokens)]);
  const free = tokens.filter(({ kind, text }, index) => kind === 'name' && !known.has(text) && !BINARY.has(text) && stands(tokens, index));
  return [...new Set(free.map(({ text }) => text))];
}

/** By macros: the `x` of `list.all(x, x > 0)`. */
function boundIn(tokens: readonly Token[]): string[] {
  return tokens.flatMap(({ kind, text }, index) => {
    const isBound = kind === 'name' && index > 2 && tokens[index - 1].text === '(' && tokens[index + 1].text === ',' && tokens[index - 3].text === '.';
    return isBound ? [text] : [];
  });
}

/** Whether a name is neither a field, nor a function, nor a key of a message. */
function stands(tokens: readonly Token[], index: number): boolean {
  const [before, after] = [tokens[index - 1], tokens[index + 1]];
  const isField = before?.text === '.' || (before?.text === '?' && tokens[index - 2]?.text === '.');
  return !isField && after.text !== '(' && !(after.text === ':' && ['{', ','].includes(before?.text));
}

function tokensOf(expression: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < expression.length;) {
    TOKENS.lastIndex = at;
    const found = Object.entries(TOKENS.exec(expression)?.groups ?? { unknown: expression[at] }).find(([, text]) => text !== undefined)!;
    tokens.push({ kind: found[0] as Kind, text: found[1], at });
    at += found[1].length;
  }
  return [...tokens.filter(({ kind }) => kind !== 'blank'), { kind: 'end', text: END_OF_EXPRESSION, at: expression.length }];
}

/** Reads by the grammar; precedence doesn't matter for whether it fits. */
class Expression {
  private position = 0;
  private found?: string;

  public constructor(private readonly tokens: readonly Token[]) {}

  public problem(): string | undefined {
    this.expression();
    if (this.token.kind !== 'end') this.misfit();
    return this.found;
  }

  private get token(): Token {
    return this.tokens[this.position];
  }

  /** The first one counts; nothing more is read. */
  private misfit(): void {
    const { kind, text, at } = this.token;
    this.found ??= kind === 'end' ? text : `${JSON.stringify(text)} at character ${at + 1}`;
    this.position = this.tokens.length - 1;
  }

  private takes(...texts: string[]): boolean {
    const { kind, text } = this.token;
    const fits = (kind === 'sign' || kind === 'name') && texts.includes(text);
    if (fits) this.position++;
    return fits;
  }

  private needs(text: string): void {
    if (!this.takes(text)) this.misfit();
  }

  private expression(): void {
    do this.operand(); while (this.takes(...BINARY));
    if (!this.takes('?')) return;
    this.expression();
    this.needs(':');
    this.expression();
  }

  private operand(): void {
    if (this.takes('!')) this.negated();
    else while (this.takes('-'));
    this.primary();
    while (this.member());
  }

  /** What follows a `!`: more of them, or the sign of a number. */
  private negated(): void {
    while (this.takes('!'));
    if (this.takes('-') && this.token.kind !== 'number') this.misfit();
  }

  private primary(): void {
    const { kind, text } = this.token;
    if (kind === 'text' || kind === 'number') this.position++;
    else if (this.takes('(')) this.close(')', () => this.expression());
    else if (this.takes('[')) this.list(']', () => this.optional());
    else if (this.takes('{')) this.list('}', () => this.entry());
    else if (this.takes('.')) this.name();
    else if (kind === 'name' && !RESERVED.has(text)) this.position++;
    else this.misfit();
  }

  /** What may follow: a field, a call, an index, the fields of a message. */
  private member(): boolean {
    if (this.takes('.')) this.select();
    else if (this.takes('[')) this.close(']', () => this.optional());
    else if (this.takes('(')) this.arguments();
    else if (this.takes('{')) this.list('}', () => this.entry());
    else return false;
    return true;
  }

  private select(): void {
    this.takes('?');
    this.name();
  }

  private name(): void {
    if (this.token.kind !== 'name' || KEYWORDS.has(this.token.text)) this.misfit();
    else this.position++;
  }

  private arguments(): void {
    if (this.takes(')')) return;
    do this.expression(); while (this.takes(','));
    this.needs(')');
  }

  private entry(): void {
    this.optional();
    this.needs(':');
    this.expression();
  }

  private optional(): void {
    this.takes('?');
    this.expression();
  }

  private close(end: string, inside: () => void): void {
    inside();
    this.needs(end);
  }

  /** Separated by commas, the last of which may be followed by nothing. */
  private list(end: string, item: () => void): void {
    while (!this.takes(end)) {
      if (this.takes(',')) return this.needs(end);
      item();
      if (!this.takes(',')) return this.needs(end);
    }
  }
}
