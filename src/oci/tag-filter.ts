import { quoted, refusal } from '../private/errors';
import { re2 } from '../private/re2';

/** What JavaScript, Python and Java have, and Go doesn't. */
const FOREIGN: readonly (readonly [pattern: RegExp, instead: string])[] = [
  [/\(\?<?[=!]/, 'a pattern of the tags to keep, such as "^[0-9.]+$" for releases: Go has no lookahead and lookbehind'],
  [/\\[1-9]|\\k|\(\?P=/, 'the text once more: Go has no backreferences'],
  [/\(\?>|[*+?}]\+/, 'plain groups and repetitions: Go has no atomic and possessive ones'],
];

/** A regular expression that Flux can read, in the syntax of RE2. Returns it. */
export function checkedTagFilter(filter: string): string {
  const flaw = flawOf(filter);
  if (flaw === undefined) return filter;
  throw refusal('FOC019', undefined, `\`filter\` is no regular expression of Go: ${flaw}`, { got: quoted(filter), use: instead(filter) });
}

/** In Go's words, as Flux would report it. */
function flawOf(filter: string): string | undefined {
  if (typeof filter !== 'string') return 'it is not a text';
  return complaint(withoutNames(filter)) === undefined ? undefined : complaint(filter);
}

function complaint(filter: string): string | undefined {
  try {
    re2().RE2JS.compile(filter);
    return undefined;
  } catch (error) {
    return (error as Error).message.replace('error parsing regexp: ', '');
  }
}

/**
 * Go takes two groups of one name, and since 1.25 names of Unicode classes in any case and with long forms, of which re2js has no list: which
 * names there are is left to Go.
 */
function withoutNames(filter: string): string {
  return filter
    .replace(/\(\?(P?)<([0-9A-Za-z_]+)>/g, (_, p, name, at) => `(?${p}<${name}_${at}>`)
    .replace(/\\[pP](?:\{\^?[A-Za-z _-]+\}|[clmnpsz])/g, '\\pL');
}

function instead(filter: string): string {
  const glob = `.${filter}`;
  if (/^[*?]/.test(filter) && flawOf(glob) === undefined) return `${quoted(glob)}, for it isn't a pattern of file names`;
  return FOREIGN.find(([pattern]) => pattern.test(filter))?.[1] ?? 'the syntax of RE2, see https://github.com/google/re2/wiki/Syntax';
}

/**
 * What lets a filter match other versions than it names, because Go looks for it anywhere in a tag: a number at its beginning without `^`, or one
 * at its end without `$`. What begins or ends otherwise, as `.*-rc.*` or `-stable`, is meant so.
 */
export function loosenessOf(filter: string): { readonly what: string; readonly use: string } | undefined {
  if (/^(?:\((?:\?:)?)*[0-9]/.test(filter)) {
    return { what: `the filter ${quoted(filter)} also matches behind other digits, as in "21.0.5" for "1.0"`, use: `\`^\` before it: ${quoted(`^${filter}`)}` };
  }
  if (/(?<![\\{,])[0-9]\)*$/.test(filter)) {
    return { what: `the filter ${quoted(filter)} also matches before other digits, as in "1.20.0" for "1.2"`, use: `what follows, such as ${quoted(`${filter}\\.`)}, or \`$\`` };
  }
  return undefined;
}
