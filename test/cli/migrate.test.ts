import { existsSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { inProcess, runIn } from './support/in-process';
import { contentsOf, put, removeTrees, treeOf } from './support/tree';
import { JOURNAL } from '../../src/migration/read-directory';

afterAll(removeTrees);

const REGISTRY = ['--registry', 'oci://ghcr.io/acme'];
const KS = 'kind: Kustomization\nsourceRef:\n  kind: GitRepository\n';

const DIFF = [
  'diff --git a/apps/ks.yaml b/apps/ks.yaml',
  '--- a/apps/ks.yaml',
  '+++ b/apps/ks.yaml',
  '@@ -1,3 +1,3 @@',
  ' kind: Kustomization',
  ' sourceRef:',
  '-  kind: GitRepository',
  '+  kind: OCIRepository',
  '',
].join('\n');

test('shows the diff and what to do, and writes nothing', () => {
  const root = treeOf({ 'apps/ks.yaml': KS });
  expect(inProcess('migrate', root, ...REGISTRY)).toEqual({
    status: 0,
    stdout: DIFF,
    stderr: [
      'would write 1 change in 1 file: 1 edited',
      '',
      'next:',
      '  publish 1 artifact: `--output markdown` has the commands, and the order of the rollout',
      '  write it: the same command with `--write`',
      '',
    ].join('\n'),
  });
  expect(contentsOf(root)).toEqual({ 'apps': 'directory', 'apps/ks.yaml': `644 ${KS}` });
  expect(existsSync(join(root, JOURNAL))).toBe(false);
});

test('names what a person has to decide, and decides the rest', () => {
  const root = treeOf({ 'a.yaml': `${KS}# decide: nobody knows this one\n`, 'b.yaml': '# know: this is so\n# decide: nor that one\n' });
  const { status, stderr } = inProcess('migrate', root, ...REGISTRY);
  expect(status).toBe(1);
  expect(stderr).toBe([
    'would write 1 change in 1 file: 1 edited',
    '',
    'to know: 1',
    'b.yaml:1: FOC102 this is so',
    '',
    'to decide: 2',
    'a.yaml:4: FOC101 nobody knows this one; use a decision',
    'b.yaml:2: FOC101 nor that one; use a decision',
    '',
    'next:',
    '  decide what is listed above; the rest can be written without it',
    '  publish 1 artifact: `--output markdown` has the commands, and the order of the rollout',
    '  write it: the same command with `--write`',
    '',
  ].join('\n'));
});

test('has nothing to do', () => {
  expect(inProcess('migrate', treeOf({ 'a.yaml': 'kind: ConfigMap\n' }), ...REGISTRY)).toEqual({ status: 0, stdout: '', stderr: 'nothing to change\n' });
});

test('writes, says how to look at it, and rolls back', () => {
  const root = treeOf({ 'add.yaml': KS, 'gone.yaml': KS });
  const old = contentsOf(root);
  expect(inProcess('migrate', root, ...REGISTRY, '--write')).toEqual({
    status: 0,
    stdout: '',
    stderr: [
      'wrote 2 changes in 3 files: 1 new, 1 edited, 1 deleted',
      '',
      'next:',
      `  look at it: \`git -C ${root} diff\`, and \`git -C ${root} status\` for new files`,
      `  undo it: \`flux-oci migrate ${root} --rollback\``,
      '  keep it: commit, and delete .flux-oci-journal, which is there for the rollback',
      '',
    ].join('\n'),
  });
  expect(contentsOf(root)).toEqual({
    'add.yaml': `644 ${KS.replace('Git', 'OCI')}`, 'sources': 'directory', 'sources/add.yaml': '644 # of add.yaml\nkind: OCIRepository\n',
  });
  expect(inProcess('migrate', root, ...REGISTRY, '--write')).toEqual({ status: 0, stdout: '', stderr: 'nothing to change\n' });
  expect(inProcess('migrate', root, '--rollback')).toEqual({ status: 0, stdout: '', stderr: 'rolled back: 3 files as before\n' });
  expect(contentsOf(root, '\0')).toEqual(old);
  expect(inProcess('migrate', root, '--rollback')).toEqual({ status: 0, stdout: '', stderr: 'nothing to roll back\n' });
});

test('says of edits alone only how to see the difference, in a path that a shell can read', () => {
  const root = join(treeOf({ "it's here/a.yaml": KS }), "it's here");
  const place = `'${root.replace("'", "'\\''")}'`;
  expect(inProcess('migrate', root, ...REGISTRY, '--write').stderr).toContain(`  look at it: \`git -C ${place} diff\`\n`);
});

test('is 1 after a write if a person has to decide something', () => {
  expect(inProcess('migrate', treeOf({ 'a.yaml': `${KS}# decide: what\n` }), ...REGISTRY, '--write').status).toBe(1);
});

test.each([['json', /^\{\n {2}"needsPerson": false,/], ['markdown', /^# From Git to OCI\n/], ['diff', /^diff --git /]])('reports as %s, also when it writes', (form, begin) => {
  const root = treeOf({ 'a.yaml': KS });
  const shown = inProcess('migrate', root, ...REGISTRY, '--output', form).stdout;
  expect(shown).toMatch(begin);
  expect(inProcess('migrate', root, ...REGISTRY, '--output', form, '--write').stdout).toBe(shown);
});

test('fails for a form that there is none of', () => {
  expect(inProcess('migrate', treeOf({}), ...REGISTRY, '--output', 'yaml')).toEqual({
    status: 2, stdout: '', stderr: 'FOC162 `--output` doesn\'t take this; got "yaml"; use diff, json, markdown\n',
  });
});

test('takes its options from a file of the directory', () => {
  const root = treeOf({ '.flux-oci.yaml': 'registry: oci://ghcr.io/acme\noutput: json\n', 'a.yaml': KS });
  expect(inProcess('migrate', root).stdout).toContain('"needsPerson"');
  expect(inProcess('migrate', root, '--output', 'diff').stdout).toContain('diff --git');
});

test.each(['/nowhere/at/all', __filename, `${__filename}/a`])('fails for the directory %s', path => {
  expect(inProcess('migrate', path, ...REGISTRY)).toEqual({
    status: 2, stdout: '', stderr: `FOC164 there is no such directory; got "${path}"; use the path of a repository\n`,
  });
});

describe('after a run that was interrupted', () => {
  const journal = JSON.stringify({ format: 1, files: [{ path: 'a.yaml', before: KS, after: 'new\n', mode: 0o644 }, { path: 'b.yaml', after: 'b\n' }], directories: [] });

  test('a look says so', () => {
    const root = treeOf({ [`${JOURNAL}/0001-writing.json`]: journal, 'a.yaml': KS });
    expect(inProcess('migrate', root, ...REGISTRY).stderr).toContain(
      'a run with `--write` was interrupted, so some files are old and some new; `--write` ends it, `--rollback` undoes it\n\nwould write 1 change',
    );
    const other = treeOf({ [`${JOURNAL}/0001-undoing.json`]: journal, 'a.yaml': KS });
    expect(inProcess('migrate', other, ...REGISTRY).stderr).toContain('a run with `--rollback` was interrupted, so some files are old and some new; `--rollback` ends it\n');
  });

  test('a write finishes it first, and says so', () => {
    const root = treeOf({ [`${JOURNAL}/0001-writing.json`]: journal, 'a.yaml': KS });
    expect(inProcess('migrate', root, ...REGISTRY, '--write')).toEqual({
      status: 0, stdout: '', stderr: 'finished what an interrupted run had begun: 2 files\nnothing to change\n',
    });
    expect(contentsOf(root)).toEqual({ 'a.yaml': '644 new\n', 'b.yaml': '644 b\n' });
  });

  test('fails with status 1 where it cannot, and leaves everything', () => {
    const root = treeOf({ [`${JOURNAL}/0001-undoing.json`]: journal, 'a.yaml': KS });
    expect(inProcess('migrate', root, ...REGISTRY, '--write')).toEqual({
      status: 1, stdout: '', stderr: "FOC167 a rollback hasn't come to its end; use `--rollback` first, which ends it\n",
    });
    expect(readFileSync(join(root, 'a.yaml'), 'utf8')).toBe(KS);
  });
});

test('a file that somebody changed while it was decided isn\'t written', () => {
  const root = treeOf({ 'a.yaml': KS });
  const { status, stderr } = runIn({
    decide: inputs => {
      const { decide } = jest.requireActual<typeof import('./support/decide')>('./support/decide');
      const migration = decide(inputs);
      put(root, 'a.yaml', 'kind: Bucket\n');
      return migration;
    },
  }, 'migrate', root, ...REGISTRY, '--write');
  expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringMatching(/^FOC165 .*; got "a\.yaml"; /) });
  expect(readFileSync(join(root, 'a.yaml'), 'utf8')).toBe('kind: Bucket\n');
});

describe('on a terminal', () => {
  test('shows progress, and colours', () => {
    const { stdout, stderr } = runIn({ isTTY: true }, 'migrate', treeOf({ 'a.yaml': `${KS}# decide: what\n` }), ...REGISTRY);
    expect(stdout).toContain('\u001B[31m-  kind: GitRepository\u001B[39m\n\u001B[32m+  kind: OCIRepository\u001B[39m\n');
    expect(stderr).toMatch(/^\r\u001B\[Kreading: 1 file\r\u001B\[Kdeciding about 1 file\r\u001B\[K/);
    expect(stderr).toContain('\u001B[33mto decide: 1\u001B[39m');
  });

  test('shows errors in red, and progress when it writes', () => {
    const root = treeOf({ 'a.yaml': KS });
    expect(runIn({ isTTY: true }, 'migrate', root, ...REGISTRY, '--write').stderr).toContain('\r\u001B[Kwriting 1 file\r\u001B[K');
    rmSync(root, { recursive: true });
    expect(runIn({ isTTY: true }, 'migrate', root).stderr).toMatch(/^\u001B\[31mFOC164 .*\u001B\[39m\n$/);
  });

  test.each<{ readonly [name: string]: string }>([{ NO_COLOR: '1' }, { TERM: 'dumb' }])('has no colours with %j', environment => {
    const { stdout } = runIn({ isTTY: true, environment }, 'migrate', treeOf({ 'apps/ks.yaml': KS }), ...REGISTRY);
    expect(stdout).toBe(DIFF);
  });

  test('lets no finding move the cursor', () => {
    const root = treeOf({ 'a.yaml': '# decide: \u001B[2Jwhat\n' });
    expect(runIn({ isTTY: true }, 'migrate', root, ...REGISTRY).stderr).toContain('\na.yaml:1: FOC101 \uFFFD[2Jwhat; use a decision\n');
  });

  test('lets no file move the cursor', () => {
    const root = treeOf({ 'a.yaml': `${KS}# \u001B[2J\u0007 \u009Bx\tend\n` });
    expect(runIn({ isTTY: true }, 'migrate', root, ...REGISTRY).stdout).toContain('\n # \uFFFD[2J\uFFFD \uFFFDx\tend\n');
    expect(inProcess('migrate', root, ...REGISTRY).stdout).toContain('\n # \u001B[2J\u0007 \u009Bx\tend\n');
  });
});

test('a mistake in the program is no usage error', () => {
  const decide = () => { throw new TypeError('a mistake'); };
  expect(() => runIn({ decide }, 'migrate', treeOf({}), ...REGISTRY)).toThrow(new TypeError('a mistake'));
});

test('a link is read, and not written', () => {
  const root = treeOf({ 'a.yaml': KS });
  symlinkSync('a.yaml', join(root, 'link.yaml'));
  expect(inProcess('migrate', root, ...REGISTRY).stderr).toContain('would write 1 change in 1 file: 1 edited\n');
});
