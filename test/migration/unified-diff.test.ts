import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { unifiedDiff } from '../../src/migration/unified-diff';
import { fc } from '../support/property';

interface Change {
  readonly path: string;
  readonly before?: string;
  readonly after?: string;
}

function diffOf(...changes: Change[]): string {
  return unifiedDiff(changes.map(change => ({ ...change, edits: [] })));
}

/** What real `git apply` makes of the old files. */
function applied(changes: readonly Change[]): Array<string | undefined> {
  const directory = mkdtempSync(join(tmpdir(), 'diff-'));
  try {
    for (const { path, before } of changes) {
      if (before === undefined) continue;
      mkdirSync(dirname(join(directory, path)), { recursive: true });
      writeFileSync(join(directory, path), before);
    }
    const diff = diffOf(...changes);
    if (diff !== '') execFileSync('git', ['-c', 'core.autocrlf=false', 'apply', '--whitespace=nowarn', '-'], { cwd: directory, input: diff, stdio: ['pipe', 'ignore', 'pipe'] });
    return changes.map(({ path }) => existsSync(join(directory, path)) ? readFileSync(join(directory, path), 'utf8') : undefined);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

test('shows an edit with three lines around it', () => {
  const before = 'a\nb\nc\nd\nkind: GitRepository\ne\nf\ng\nh\n';
  expect(diffOf({ path: 'apps/ks.yaml', before, after: before.replace('Git', 'OCI') })).toBe([
    'diff --git a/apps/ks.yaml b/apps/ks.yaml',
    '--- a/apps/ks.yaml',
    '+++ b/apps/ks.yaml',
    '@@ -2,7 +2,7 @@',
    ' b',
    ' c',
    ' d',
    '-kind: GitRepository',
    '+kind: OCIRepository',
    ' e',
    ' f',
    ' g',
    '',
  ].join('\n'));
});

test('shows new and deleted files, and a missing end of the last line', () => {
  expect(diffOf({ path: 'new.yaml', after: 'a: 1\nb: 2\n' }, { path: 'old.yaml', before: 'a: 1' })).toBe([
    'diff --git a/new.yaml b/new.yaml',
    'new file mode 100644',
    '--- /dev/null',
    '+++ b/new.yaml',
    '@@ -0,0 +1,2 @@',
    '+a: 1',
    '+b: 2',
    'diff --git a/old.yaml b/old.yaml',
    'deleted file mode 100644',
    '--- a/old.yaml',
    '+++ /dev/null',
    '@@ -1 +0,0 @@',
    '-a: 1',
    '\\ No newline at end of file',
    '',
  ].join('\n'));
});

test('shows nothing of what stays', () => {
  expect(diffOf({ path: 'a.yaml', before: 'a: 1\n', after: 'a: 1\n' })).toBe('');
});

test.each<[string, Change[]]>([
  ['an edit, a new file and a deleted one', [
    { path: 'a.yaml', before: 'a: 1\n', after: 'a: 2\n' }, { path: 'new/b.yaml', after: 'b: 1\n' }, { path: 'c.yaml', before: 'c: 1\n' },
  ]],
  ['carriage returns', [{ path: 'a.yaml', before: 'a: 1\r\nb: 2\r\nc: 3\r\n', after: 'a: 1\r\nb: 3\r\nc: 3\r\n' }]],
  ['carriage returns that go', [{ path: 'a.yaml', before: 'a: 1\r\nb: 2\n', after: 'a: 1\nb: 2\r\n' }]],
  ['a byte order mark', [{ path: 'a.yaml', before: '\uFEFFa: 1\n', after: '\uFEFFa: 2\n' }]],
  ['last lines without an end, before', [{ path: 'a.yaml', before: 'a: 1\nb: 2', after: 'a: 1\nb: 3\n' }]],
  ['last lines without an end, after', [{ path: 'a.yaml', before: 'a: 1\nb: 2\n', after: 'a: 1\nb: 3' }]],
  ['last lines without an end, before and after', [{ path: 'a.yaml', before: 'a: 1\nb: 2', after: 'a: 2\nb: 2' }]],
  ['names with blanks', [{ path: 'my apps/a b.yaml', before: 'a: 1\n', after: 'a: 2\n' }, { path: 'my apps/new file.yaml', after: 'a: 2\n' }]],
  ['names with quotes, tabs and other signs', [
    { path: 'a"b.yaml', before: 'a: 1\n', after: 'a: 2\n' }, { path: 'a\tb\\\u0001.yaml', before: 'a: 1\n' }, { path: 'grüße/日本.yaml', after: 'a: 2\n' },
  ]],
  ['files without a line', [
    { path: 'new.yaml', after: '' }, { path: 'old.yaml', before: '' }, { path: 'filled.yaml', before: '', after: 'a\n' }, { path: 'drained.yaml', before: 'a\n', after: '' },
  ]],
])('git applies %s', (_, changes) => {
  expect(applied(changes)).toEqual(changes.map(({ after }) => after));
});

test('git applies whatever changes', () => {
  const line = fc.constantFrom('a: 1\n', 'b: 2\n', '\n', 'c: 3\r\n', '-- x\n', '++ y\n', '\\ z\n', 'é\n', '---\n', '\r', 'lone\rreturn\n');
  const text = fc.tuple(fc.array(line, { maxLength: 12 }), fc.constantFrom('', 'end')).map(([lines, end]) => lines.join('') + end);
  const change = fc.record({ before: fc.option(text, { nil: undefined }), after: fc.option(text, { nil: undefined }) });
  fc.assert(fc.property(fc.array(change, { minLength: 1, maxLength: 12 }), changes => {
    const named = changes.map(({ before, after }, index) => ({ path: `d/${index}.yaml`, before, after }));
    expect(applied(named)).toEqual(named.map(({ after }) => after));
  }), { numRuns: 40 });
}, 60_000);

test('a big file with many edits takes no time', () => {
  const lines = Array.from({ length: 50_000 }, (_, index) => `key${index}: value\n`);
  const start = Date.now();
  const diff = diffOf({ path: 'a.yaml', before: lines.join(''), after: lines.map((text, index) => index % 500 === 0 ? `new${index}: value\n` : text).join('') });
  expect(diff.match(/^@@/gm)).toHaveLength(100);
  expect(Date.now() - start).toBeLessThan(3_000);
});
