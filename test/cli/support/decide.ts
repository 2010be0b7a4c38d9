import { Migration } from '../../../src/migration/migration';
import { MigrationFindingLevel, type MigratedFile, type MigrationChange, type MigrationFinding } from '../../../src/migration/migration-result';
import type { TreeInput } from '../../../src/migration/tree-file';

/**
 * Stands for the rules: renames the kind everywhere, adds `sources/<name>` for what begins with `add`, deletes what begins with `gone`.
 * `# decide: …` and `# know: …` are findings.
 */
export function decide(inputs: Iterable<TreeInput>): Migration {
  const files: MigratedFile[] = [];
  const findings: MigrationFinding[] = [];
  const changes: MigrationChange[] = [];
  for (const { path, text, symlink } of inputs) {
    if (text === undefined || symlink) continue;
    findings.push(...findingsIn(path, text));
    if (!text.includes('GitRepository')) continue;
    const name = path.split('/').at(-1)!;
    const after = name.startsWith('gone') ? undefined : text.replaceAll('GitRepository', 'OCIRepository');
    files.push({ path, before: text, after, edits: [] });
    changes.push({ file: path, line: 1, object: `Kustomization/${name}`, what: 'sourceRef.kind: GitRepository → OCIRepository' });
    if (name.startsWith('add')) files.push({ path: `sources/${name}`, after: `# of ${path}\nkind: OCIRepository\n`, edits: [] });
  }
  const publish = files.length > 0 ? [{ url: 'oci://ghcr.io/acme/fleet', ref: 'tag latest', directory: '.', commands: ['flux push artifact …'] }] : [];
  return Migration._of({ files, findings, changes, publish, rollout: files.length > 0 ? ['push the artifact', 'apply the files'] : [] });
}

function findingsIn(file: string, text: string): MigrationFinding[] {
  return text.split('\n').flatMap((line, index): MigrationFinding[] => {
    const [, word, problem] = /^# (decide|know): (.*)/.exec(line) ?? [];
    if (word === 'decide') return [{ code: 'FOC101', level: MigrationFindingLevel.ACTION, file, line: index + 1, problem, use: 'a decision' }];
    return word === 'know' ? [{ code: 'FOC102', level: MigrationFindingLevel.NOTICE, file, line: index + 1, problem }] : [];
  });
}
