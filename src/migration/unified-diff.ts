import type { MigratedFile } from './migration-result';

/** The changes of files, as `git apply` and `patch -p1` take them. Line ends stay as they are. */
export function unifiedDiff(files: readonly MigratedFile[]): string {
  return files.map(diffOf).join('');
}

/** git's own header, since a file without a line has no other. */
function diffOf({ path, before, after }: MigratedFile): string {
  if (before === after) return '';
  const [old, current] = [`a/${path}`, `b/${path}`];
  const hunks = hunksOf(before ?? '', after ?? '');
  return [
    `diff --git ${quoted(old)} ${quoted(current)}`,
    ...before === undefined ? ['new file mode 100644'] : after === undefined ? ['deleted file mode 100644'] : [],
    ...hunks.length > 0 ? [`--- ${before === undefined ? '/dev/null' : named(old)}`, `+++ ${after === undefined ? '/dev/null' : named(current)}`] : [],
    ...hunks,
    '',
  ].join('\n');
}

function hunksOf(before: string, after: string): string[] {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { structuredPatch }: typeof import('diff') = require('diff');
  return structuredPatch('', '', before, after, undefined, undefined, { context: 3 }).hunks.flatMap(hunk => [
    `@@ -${range(hunk.oldStart, hunk.oldLines)} +${range(hunk.newStart, hunk.newLines)} @@`,
    ...hunk.lines,
  ]);
}

/** Of no lines, the line before them. */
function range(start: number, lines: number): string {
  return lines === 1 ? `${start}` : `${lines === 0 ? start - 1 : start},${lines}`;
}

/** The tab ends a name with blanks, which would else be read up to the first of them. */
function named(path: string): string {
  return quoted(path) !== path || !path.includes(' ') ? quoted(path) : `${path}\t`;
}

const ESCAPES: { readonly [char: string]: string } = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\t': '\\t', '\r': '\\r' };

/** As git writes a name that would else end the line, or look quoted. */
function quoted(path: string): string {
  // eslint-disable-next-line no-control-regex
  const escaped = path.replace(/["\\\x00-\x1F\x7F]/g, char => ESCAPES[char] ?? `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`);
  return escaped === path ? path : `"${escaped}"`;
}
