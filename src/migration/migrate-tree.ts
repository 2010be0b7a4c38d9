import { checkedOptions } from './checked-options';
import { migrateGit } from './git/migrate-git';
import { migrateHelm } from './helm/migrate-helm';
import { Migration } from './migration';
import type { GitToOciOptions } from './migration-options';
import type { MigrationChange, MigrationFinding } from './migration-result';
import { MigrationRun } from './migration-run';
import { Repository } from './repository';
import type { TreeInput } from './tree-file';
import { tellTemplates, tellUntouched } from './untouched';

/** Reads the files of a repository, lets the rules decide, and gathers what they come to. */
export function migrateTree(inputs: Iterable<TreeInput>, options: GitToOciOptions, directory?: string): Migration {
  const run = new MigrationRun(new Repository(inputs), checkedOptions(options));
  tellUntouched(run);
  tellTemplates(run);
  // Charts leave their HelmRepository before anything asks whether a source is still needed.
  if (run.options.helm) migrateHelm(run);
  if (run.options.git) migrateGit(run, directory);
  return Migration._of({
    files: run.files(),
    findings: run.findings.sort(byPlace),
    changes: run.changes.sort(byPlace),
    publish: run.publish,
    rollout: [...run.rollout, ...run.afterwards],
  });
}

function byPlace(one: MigrationFinding | MigrationChange, other: MigrationFinding | MigrationChange): number {
  const [file, otherFile] = [one.file ?? '', other.file ?? ''];
  return file === otherFile ? (one.line ?? 0) - (other.line ?? 0) : file < otherFile ? -1 : 1;
}
