/** Manifests nest some twenty levels deep. A parser that goes thousands of levels down may take the whole process with it. */
const LIMIT = 500;
const BLOCKS = /^(?:\s*[-?]\s)+/;

/** Where a text nests deeper than any manifest; brackets in texts count as well. Undefined for everything that can be parsed without harm. */
export function tooDeepAt(text: string): number | undefined {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x5b || code === 0x7b) depth++;
    else if (code === 0x5d || code === 0x7d) depth = Math.max(0, depth - 1);
    else if (code === 0x0a && isDeepLine(text, at + 1)) return at + 1;
    if (depth > LIMIT) return at;
  }
  return isDeepLine(text, 0) ? 0 : undefined;
}

/** A line that is indented far, or opens many lists at once. */
function isDeepLine(text: string, start: number): boolean {
  const first = text.charCodeAt(start);
  if (first !== 0x20 && first !== 0x2d && first !== 0x3f) return false;
  let end = start;
  while (end < text.length && ' -?'.includes(text[end])) end++;
  return end - start > LIMIT && (BLOCKS.exec(text.slice(start, end))?.[0].length ?? 0) > LIMIT;
}
