import { re2 } from '../private/re2';

// Flux asks whether a pattern matches anywhere in a text. Only a pattern that says where the text begins and ends says who signed.

/** As Go's regexp.QuoteMeta. */
export function escaped(text: string): string {
  return text.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&');
}

export function anchored(bare: string): string {
  return `^${bare}$`;
}

/** A pattern without its anchors: what may stand between anchors, alone or as an alternative, and then means the same. */
export function bareOf(pattern: string): string {
  const isBare = isAnchored(pattern) && !/\(\?[A-Za-z-]+\)/.test(pattern);
  return isBare ? pattern.slice(1, -1) : `(?:${pattern})`;
}

/** Whether nothing can stand around what the pattern says: not so in `^a|b$`. */
export function isAnchored(pattern: string): boolean {
  const bare = pattern.replace(/\\[^]/g, '.').replace(/\[\^?\]?[^\]]*\]/g, '.');
  if (!/^\^[^]*\$$/.test(bare) || /\(\?[a-z]*m/i.test(bare) || /\\Q/.test(pattern)) return false;
  let depth = 0;
  for (const sign of bare) {
    if (sign === '(') depth += 1;
    if (sign === ')') depth -= 1;
    if (sign === '|' && depth === 0) return false;
  }
  return true;
}

/** Tells whether Flux finds the pattern in a text. Throws what Go says of a pattern that is none. */
export function finder(pattern: string): (text: string) => boolean {
  const compiled = re2().RE2JS.compile(pattern);
  return text => compiled.matcher(text).find();
}

/** Why Go can't read the pattern, in its words; undefined where it can. */
export function complaintAbout(pattern: string): string | undefined {
  try {
    finder(pattern);
    return undefined;
  } catch (error) {
    return (error as Error).message.replace('error parsing regexp: ', '');
  }
}
