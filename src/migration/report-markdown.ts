import type { Migration } from './migration';
import { MigrationFindingLevel, type MigratedFile, type MigrationChange, type MigrationFinding, type PublishStep } from './migration-result';
import { stateOf } from './report-json';

/** What a migration came to, for a pull request. */
export function markdownReport(migration: Migration): string {
  const { files, findings, changes, publish, rollout } = migration;
  const actions = findings.filter(({ level }) => level === MigrationFindingLevel.ACTION);
  const notices = findings.filter(({ level }) => level === MigrationFindingLevel.NOTICE);
  return [
    '# From Git to OCI',
    `${counted(changes.length, 'change')} in ${counted(files.length, 'file')}; ${counted(actions.length, 'finding')} for a person, ${counted(notices.length, 'notice')}.`,
    ...section('To decide', findingTable(actions)),
    ...section('To know', findingTable(notices)),
    ...section('To publish', publish.map(publishing)),
    ...section('Rollout', rollout.length > 0 ? [rollout.map((step, index) => `${index + 1}. ${prose(step)}`).join('\n')] : []),
    ...section('Changes', changeTable(changes)),
    ...section('Files', fileTable(files)),
  ].join('\n\n') + '\n';
}

function section(title: string, blocks: readonly string[]): string[] {
  return blocks.length > 0 ? [`## ${title}`, ...blocks] : [];
}

function findingTable(findings: readonly MigrationFinding[]): string[] {
  return table(['where', 'code', 'object', 'what', 'what to do'], findings.map(({ file, line, code, object, problem, use }) => [
    file === undefined ? '' : literal(placeOf(file, line)), code, object === undefined ? '' : literal(object), prose(problem), prose(use ?? ''),
  ]));
}

function changeTable(changes: readonly MigrationChange[]): string[] {
  return table(['where', 'object', 'what'], changes.map(({ file, line, object, what }) => [literal(placeOf(file, line)), literal(object), prose(what)]));
}

function fileTable(files: readonly MigratedFile[]): string[] {
  return table(['file', ''], files.map(file => [literal(file.path), stateOf(file)]));
}

function publishing({ url, ref, directory, commands }: PublishStep): string {
  const what = `${literal(url)}, ${ref}${directory === undefined ? '' : `, from the directory ${literal(directory === '' ? '.' : directory)}`}`;
  return commands.length > 0 ? `${what}:\n\n${fenced(commands)}` : `${what}.`;
}

/** A fence that is longer than any within. */
function fenced(lines: readonly string[]): string {
  const text = lines.join('\n');
  const fence = '`'.repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([run]) => run.length + 1)));
  return `${fence}shell\n${text}\n${fence}`;
}

function table(head: readonly string[], rows: ReadonlyArray<readonly string[]>): string[] {
  if (rows.length === 0) return [];
  return [[head, head.map(() => '---'), ...rows].map(cells => `| ${cells.map(cell => cell.replace(/\r?\n/g, ' ').replace(/\|/g, '\\|')).join(' | ')} |`).join('\n')];
}

/** Names in angle brackets would be taken for HTML. */
function prose(text: string): string {
  return text.split('`').map((part, index) => index % 2 === 0 ? part.replace(/</g, '&lt;') : part).join('`');
}

function literal(text: string): string {
  const fence = '`'.repeat(1 + Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length)));
  return fence === '`' ? `\`${text}\`` : `${fence} ${text} ${fence}`;
}

function placeOf(file: string, line?: number): string {
  return line === undefined ? file : `${file}:${line}`;
}

/** `1 file`, `2 files`. */
function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
