import { Migration } from '../../src/migration/migration';
import { MigrationFindingLevel } from '../../src/migration/migration-result';

const { ACTION, NOTICE } = MigrationFindingLevel;

const EMPTY = Migration._of({ files: [], findings: [], changes: [], publish: [], rollout: [] });

const MIGRATION = Migration._of({
  files: [
    { path: 'apps/ks.yaml', before: 'kind: GitRepository\n', after: 'kind: OCIRepository\n', edits: [{ start: 6, end: 9, text: 'OCI' }] },
    { path: 'apps/new.yaml', after: 'a: 1\n', edits: [] },
    { path: 'apps/old.yaml', before: 'b: 1\n', edits: [] },
  ],
  findings: [
    { code: 'FOC101', level: ACTION, file: 'apps/ks.yaml', line: 7, object: 'Kustomization/apps', problem: 'a | b is <unknown>', use: '`--source <name>`' },
    { code: 'FOC102', level: NOTICE, file: 'apps/new.yaml', problem: 'so\nit is' },
    { code: 'FOC103', level: NOTICE, problem: 'of everything' },
  ],
  changes: [{ file: 'apps/ks.yaml', line: 1, object: 'Kustomization/flux-system/apps', what: 'sourceRef.kind: GitRepository → OCIRepository' }],
  publish: [
    { url: 'oci://ghcr.io/acme/fleet', ref: 'tag latest', directory: '.', commands: ['flux push artifact …', 'cosign sign …'] },
    { url: 'oci://ghcr.io/acme/charts/app', ref: 'semver 1.x', commands: [] },
  ],
  rollout: ['push', 'apply <all>'],
});

test('knows whether a person has to decide something', () => {
  expect([MIGRATION.needsPerson, EMPTY.needsPerson]).toEqual([true, false]);
});

test('the JSON says everything but the contents of files', () => {
  const { findings, changes, publish, rollout } = MIGRATION;
  expect(JSON.parse(MIGRATION.toJson())).toEqual(JSON.parse(JSON.stringify({
    needsPerson: true,
    files: [{ path: 'apps/ks.yaml', state: 'edited' }, { path: 'apps/new.yaml', state: 'new' }, { path: 'apps/old.yaml', state: 'deleted' }],
    changes,
    findings,
    publish,
    rollout,
  })));
  expect(EMPTY.toJson()).toBe('{\n  "needsPerson": false,\n  "files": [],\n  "changes": [],\n  "findings": [],\n  "publish": [],\n  "rollout": []\n}\n');
});

test('the page is in the order in which a person needs it', () => {
  expect(MIGRATION.toMarkdown()).toBe(`# From Git to OCI

1 change in 3 files; 1 finding for a person, 2 notices.

## To decide

| where | code | object | what | what to do |
| --- | --- | --- | --- | --- |
| \`apps/ks.yaml:7\` | FOC101 | \`Kustomization/apps\` | a \\| b is &lt;unknown> | \`--source <name>\` |

## To know

| where | code | object | what | what to do |
| --- | --- | --- | --- | --- |
| \`apps/new.yaml\` | FOC102 |  | so it is |  |
|  | FOC103 |  | of everything |  |

## To publish

\`oci://ghcr.io/acme/fleet\`, tag latest, from the directory \`.\`:

\`\`\`shell
flux push artifact …
cosign sign …
\`\`\`

\`oci://ghcr.io/acme/charts/app\`, semver 1.x.

## Rollout

1. push
2. apply &lt;all>

## Changes

| where | object | what |
| --- | --- | --- |
| \`apps/ks.yaml:1\` | \`Kustomization/flux-system/apps\` | sourceRef.kind: GitRepository → OCIRepository |

## Files

| file |  |
| --- | --- |
| \`apps/ks.yaml\` | edited |
| \`apps/new.yaml\` | new |
| \`apps/old.yaml\` | deleted |
`);
});

test('the page of nothing has nothing but its head', () => {
  expect(EMPTY.toMarkdown()).toBe('# From Git to OCI\n\n0 changes in 0 files; 0 findings for a person, 0 notices.\n');
});

test('no name and no command ends the code that it stands in', () => {
  const page = Migration._of({
    files: [{ path: 'a`b.yaml', before: '', after: 'a\n', edits: [] }],
    findings: [],
    changes: [],
    publish: [{ url: 'oci://a/b', ref: 'tag latest', directory: '', commands: ['echo ```'] }],
    rollout: [],
  }).toMarkdown();
  expect(page).toContain('| `` a`b.yaml `` | edited |');
  expect(page).toContain('from the directory `.`:\n\n````shell\necho ```\n````\n');
});

test('the diff has all files', () => {
  expect(MIGRATION.unifiedDiff()).toBe([
    'diff --git a/apps/ks.yaml b/apps/ks.yaml', '--- a/apps/ks.yaml', '+++ b/apps/ks.yaml', '@@ -1 +1 @@', '-kind: GitRepository', '+kind: OCIRepository',
    'diff --git a/apps/new.yaml b/apps/new.yaml', 'new file mode 100644', '--- /dev/null', '+++ b/apps/new.yaml', '@@ -0,0 +1 @@', '+a: 1',
    'diff --git a/apps/old.yaml b/apps/old.yaml', 'deleted file mode 100644', '--- a/apps/old.yaml', '+++ /dev/null', '@@ -1 +0,0 @@', '-b: 1',
    '',
  ].join('\n'));
});
