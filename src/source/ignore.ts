import type { IConstruct } from 'constructs';
import { quoted, refusal } from '../private/errors';
import { warn } from '../private/warnings';

// How Flux reads `ignore` (github.com/fluxcd/pkg/sourceignore): the last line that matches a file decides, and a line matches
// what is below a folder together with the folder. Unlike for git, `!` therefore brings back what is inside an ignored folder.

const ANY_NAME = /^(?:\*+\??|\?\*)\**$/;

/** Refuses what leaves nothing of any artifact, and tells of lines that do nothing. */
export function checkIgnore(scope: IConstruct, ignore: string): void {
  const lines = ignore.split(/\r?\n/).filter(line => line.trim() !== '' && !line.startsWith('#'));
  for (const line of lines) tellOfNoEffect(scope, line);
  const last = lines.map(matchesEverything).lastIndexOf(true);
  if (last < 0 || lines.slice(last + 1).some(line => line.startsWith('!') && flawOf(line) === undefined)) return;
  throw refusal('FOC058', scope, '`ignore` leaves nothing: whatever uses this source would delete all that it has applied, and succeed', {
    got: quoted(lines[last]),
    use: 'a line that starts with ! after it, for what is to stay, such as "!/deploy/"',
  });
}

/** What of a finished source decides whether `ignore` applies. */
interface Pulled {
  readonly ignore?: string;
  readonly layerSelector?: { readonly operation?: string };
}

/** Of what is passed on as it is, Flux sees no files. */
export function tellOfCopy(scope: IConstruct, { ignore, layerSelector }: Pulled): void {
  if (ignore === undefined || layerSelector?.operation !== 'copy') return;
  warn(scope, 'FOC059', '`ignore` leaves nothing out of a layer that is passed on as it is, such as a Helm chart', { use: 'an artifact without what is to be left out' });
}

function tellOfNoEffect(scope: IConstruct, line: string): void {
  const reason = noEffectOf(line);
  if (reason === undefined) return;
  warn(scope, 'FOC059', `a line of \`ignore\` matches no file: ${reason}`, { got: quoted(line), use: 'patterns as in .gitignore, one on each line' });
}

function noEffectOf(line: string): string | undefined {
  if (/^!?\s/.test(line)) return 'it starts with a blank, which counts';
  return line.includes(',') ? 'a comma separates nothing' : flawOf(line);
}

/** Why no file can have such a name. */
function flawOf(line: string): string | undefined {
  const { parts, isPath } = partsOf(line);
  if (parts.length === 0) return 'it names nothing';
  if (/\[[^\]]*$/.test(line.replace(/\\./g, ''))) return 'it has a bracket that is not closed';
  if (isPath && parts.every(part => part === '**')) return '** stands for folders between names, and there is no name';
  return isPath && parts.some(part => part !== '**' && part.includes('**')) ? '** must stand between slashes' : undefined;
}

/** Any name: `*`, `**` or `?*`, after a slash too, and with any folders around it. One that ends in a slash leaves the files of the root. */
function matchesEverything(line: string): boolean {
  if (line.startsWith('!') || line.trimEnd().endsWith('/')) return false;
  const { parts, isPath } = partsOf(line);
  if (!isPath) return parts.every(part => ANY_NAME.test(part));
  const names = parts.filter(part => part !== '**');
  return names.length === 1 && ANY_NAME.test(names[0]) && !names[0].includes('**');
}

/** What stands between slashes. Without a slash, but for one at the end, a line is the name of something in any folder. */
function partsOf(line: string): { readonly parts: string[]; readonly isPath: boolean } {
  const pattern = line.replace(/^!/, '').replace(/ +$/, '').replace(/\/$/, '');
  return { parts: pattern.split('/').filter(part => part !== ''), isPath: pattern.includes('/') };
}
