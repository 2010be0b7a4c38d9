import { MigrationFindingLevel } from './migration-result';
import type { MigrationRun } from './migration-run';
import type { Untouched } from './repository';
import { OPERATOR } from './tree-object';
import { find, textOf } from './yaml-lookup';
import type { Code } from '../private/codes';

const REASONS: { readonly [reason in Untouched['reason']]: { readonly code: Code; readonly level: MigrationFindingLevel; readonly problem: string; readonly use?: string } } = {
  encoding: { code: 'FOC140', level: MigrationFindingLevel.ACTION, problem: 'the file is no UTF-8, and is left as it is', use: 'UTF-8, then migrate again' },
  syntax: { code: 'FOC141', level: MigrationFindingLevel.NOTICE, problem: 'the file is no YAML, and is left as it is', use: 'your own eyes where it is a template of Flux objects' },
  sops: { code: 'FOC142', level: MigrationFindingLevel.NOTICE, problem: 'the file is encrypted by SOPS, and is left as it is: an edit would break its MAC' },
  symlink: { code: 'FOC143', level: MigrationFindingLevel.NOTICE, problem: 'the file is a symbolic link, which no artifact holds', use: '`flux push artifact --resolve-symlinks`' },
};

/** A finding for every file that could matter and isn't touched. */
export function tellUntouched(run: MigrationRun): void {
  for (const { path, reason, problem, line } of run.repository.untouched) {
    const { code, level, problem: said, use } = REASONS[reason];
    run.findings.push({ code, level, file: path, ...(line !== undefined && { line }), problem: problem === undefined ? said : `${said}: ${problem}`, ...(use !== undefined && { use }) });
  }
}

const MOVABLE = /\bkind:\s*["']?(?:GitRepository|HelmRepository)\b/;

/** A finding for every text that makes objects out of a template: what it says is known to the Flux Operator alone. */
export function tellTemplates(run: MigrationRun): void {
  for (const object of run.repository.ofKind(OPERATOR, 'ResourceSet')) {
    const found = find(object.spec, 'resourcesTemplate');
    if (!found || !MOVABLE.test(textOf(found.node) ?? '')) continue;
    const spot = { file: object.file, offset: found.pair.keyStart, object };
    run.ask('FOC146', spot, 'resourcesTemplate is the text of a template, and is left as it is', 'your own eyes for the GitRepository or HelmRepository in it');
  }
}
