import { lineStart } from './text-edits';
import { yaml } from '../private/yaml';

/** A comment of a file. */
export interface Comment {
  /** With its `#`. */
  readonly text: string;
  readonly offset: number;
  /** Whether nothing but white space is before it in its line. */
  readonly ownLine: boolean;
  /** Whether it tells editors which schema the document has. */
  readonly isModeline: boolean;
}

/** The comments in a stretch of a file that begins with a line. A `#` in a value is none. */
export function commentsIn(text: string, start: number, end: number): Comment[] {
  const from = lineStart(text, start);
  const comments: Comment[] = [];
  let at = from;
  for (const token of new (yaml().Lexer)().lex(text.slice(from, end))) {
    // The lexer puts marks of one character between the tokens of the text: document, flow scalar, scalar.
    if (token === '\u0002' || token === '\u0018' || token === '\u001f') continue;
    if (token.startsWith('#') && at >= start) comments.push(commentAt(text, token, at));
    at += token.length;
  }
  return comments;
}

function commentAt(text: string, token: string, at: number): Comment {
  const before = text.slice(lineStart(text, at), at);
  return { text: token.trimEnd(), offset: at, ownLine: before.trim() === '', isModeline: /^#\s*yaml-language-server:/.test(token) };
}
