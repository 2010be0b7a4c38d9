import { harmless, type Paint } from './terminal';
import type { Migration } from '../migration/migration';
import { MigrationFindingLevel, type MigrationFinding } from '../migration/migration-result';
import { JOURNAL } from '../migration/read-directory';
import { stateOf } from '../migration/report-json';
import { sentence } from '../private/errors';

/** What a person wants to know at the end. */
export function summaryOf(migration: Migration, directory: string, written: boolean, paint: Paint): string {
  const { ACTION, NOTICE } = MigrationFindingLevel;
  const next = written ? afterWriting(migration, directory) : afterShowing(migration);
  return [
    paint.bold(totalsOf(migration, written)),
    ...listed('to know', migration.findings.filter(({ level }) => level === NOTICE), paint.cyan),
    ...listed('to decide', migration.findings.filter(({ level }) => level === ACTION), paint.yellow),
    ...next.length > 0 ? ['', paint.bold('next:'), ...next.map(line => `  ${line}`)] : [],
    '',
  ].join('\n');
}

function totalsOf({ files, changes }: Migration, written: boolean): string {
  if (files.length === 0) return 'nothing to change';
  const states = (['new', 'edited', 'deleted'] as const).map(state => [files.filter(file => stateOf(file) === state).length, state] as const);
  const parts = states.filter(([count]) => count > 0).map(([count, state]) => `${count} ${state}`).join(', ');
  return `${written ? 'wrote' : 'would write'} ${counted(changes.length, 'change')} in ${counted(files.length, 'file')}: ${parts}`;
}

function listed(title: string, findings: readonly MigrationFinding[], colour: (text: string) => string): string[] {
  return findings.length > 0 ? ['', colour(`${title}: ${findings.length}`), ...findings.map(lineOf)] : [];
}

/** `file:line: CODE what; use …`, which editors can jump to. */
export function lineOf({ file, line, code, problem, use }: MigrationFinding): string {
  const place = file === undefined ? '' : `${file}:${line === undefined ? '' : `${line}:`} `;
  return harmless(`${place}${code} ${sentence(problem, { use })}`);
}

function afterShowing({ files, publish, needsPerson }: Migration): string[] {
  if (files.length === 0) return [];
  return [
    ...needsPerson ? ['decide what is listed above; the rest can be written without it'] : [],
    ...publish.length > 0 ? [`publish ${counted(publish.length, 'artifact')}: \`--output markdown\` has the commands, and the order of the rollout`] : [],
    'write it: the same command with `--write`',
  ];
}

function afterWriting({ files }: Migration, directory: string): string[] {
  if (files.length === 0) return [];
  const place = quotedForShell(directory);
  return [
    `look at it: \`git -C ${place} diff\`${files.some(file => file.before === undefined) ? `, and \`git -C ${place} status\` for new files` : ''}`,
    `undo it: \`flux-oci migrate ${place} --rollback\``,
    `keep it: commit, and delete ${JOURNAL}, which is there for the rollback`,
  ];
}

export function quotedForShell(text: string): string {
  return /^[\w./@:=+-]+$/.test(text) ? text : `'${text.replace(/'/g, "'\\''")}'`;
}

/** `1 file`, `2 files`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
