import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { filesBelow, gitFile } from '../../src/migration/read-directory';
import { refusalOf } from '../support/refusal';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'read-'));
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

function put(path: string, content: string | Buffer = ''): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

test('reads YAML, knows the names of all else, by path', () => {
  for (const path of ['b.yaml', 'a/z.yml', 'a/Kustomization', 'a.yaml', 'a/b/README.md', 'script.sh']) put(path, `# ${path}\n`);
  expect([...filesBelow(root)]).toEqual([
    { path: 'a.yaml', text: '# a.yaml\n' },
    { path: 'a/Kustomization', text: '# a/Kustomization\n' },
    { path: 'a/b/README.md' },
    { path: 'a/z.yml', text: '# a/z.yml\n' },
    { path: 'b.yaml', text: '# b.yaml\n' },
    { path: 'script.sh' },
  ]);
});

test('passes over what belongs to git, npm and the command', () => {
  for (const directory of ['.git', '.github', 'a/node_modules', '.flux-oci-journal']) put(`${directory}/a.yaml`);
  put('.hidden/a.yaml');
  expect([...filesBelow(root)].map(({ path }) => path)).toEqual(['.hidden/a.yaml']);
});

test('keeps byte order marks and line ends, and tells bytes that are no UTF-8 from the character that stands for them', () => {
  put('a.yaml', '\uFEFFa: 1\r\nb: größer 🚀');
  put('b.yaml', Buffer.from([0x61, 0xFF, 0x0A]));
  put('c.yaml', 'a: "\uFFFD"\n');
  expect([...filesBelow(root)]).toEqual([{ path: 'a.yaml', text: '\uFEFFa: 1\r\nb: größer 🚀' }, { path: 'b.yaml' }, { path: 'c.yaml', text: 'a: "\uFFFD"\n' }]);
});

test('reads a file through a link, and no directory', () => {
  put('real/a.yaml', 'a: 1\n');
  symlinkSync('real/a.yaml', join(root, 'b.yaml'));
  symlinkSync('nowhere.yaml', join(root, 'c.yaml'));
  symlinkSync('d.yaml', join(root, 'd.yaml'));
  symlinkSync('real', join(root, 'linked'));
  expect([...filesBelow(root)]).toEqual([
    { path: 'b.yaml', text: 'a: 1\n', symlink: true },
    { path: 'c.yaml', text: '', symlink: true },
    { path: 'd.yaml', text: '', symlink: true },
    { path: 'linked', symlink: true },
    { path: 'real/a.yaml', text: 'a: 1\n' },
  ]);
});

test('fails for a directory that is not there, or is none', () => {
  put('a.yaml');
  expect(refusalOf(() => [...filesBelow(join(root, 'b'))])).toBe(
    `FOC164 what can't be read can't be migrated; got "${root}/b" (ENOENT); use the path of a directory that you may read`,
  );
  expect(refusalOf(() => [...filesBelow(join(root, 'a.yaml'))])).toContain('(ENOTDIR); use the path of a directory that you may read');
});

test('fails for a file that goes while others are read', () => {
  put('a.yaml');
  put('b.yaml');
  const files = filesBelow(root);
  files.next();
  rmSync(join(root, 'b.yaml'));
  expect(refusalOf(() => [...files])).toBe(`FOC164 what can't be read can't be migrated; got "${root}/b.yaml" (ENOENT); use a file that you may read, or remove it`);
});

test('reads a file of git, where it is there', () => {
  put('.git/config', '[core]\n');
  put('.git/refs/heads/main');
  expect(['config', 'nothing', 'refs'].map(name => gitFile(root, name))).toEqual(['[core]\n', undefined, undefined]);
});
