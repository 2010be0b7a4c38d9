import { chmodSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Contents by path. */
export interface Files {
  readonly [path: string]: string;
}

const made: string[] = [];

/** A directory with these files, which is there until the tests end. */
export function treeOf(files: Files): string {
  const root = mkdtempSync(join(tmpdir(), 'tree-'));
  made.push(root);
  for (const [path, content] of Object.entries(files)) put(root, path, content);
  return root;
}

export function put(root: string, path: string, content: string, mode = 0o644): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
  chmodSync(join(root, path), mode);
}

export function removeTrees(): void {
  for (const root of made.splice(0)) rmSync(root, { recursive: true, force: true });
}

/** Every file with its mode, and every directory. */
export function contentsOf(root: string, without = '.flux-oci-journal'): Files {
  return Object.fromEntries(readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(path => !path.startsWith(without)).sort().map(path => {
    const stats = lstatSync(join(root, path));
    return [path, stats.isFile() ? `${(stats.mode % 0o1000).toString(8)} ${readFileSync(join(root, path), 'utf8')}` : 'directory'];
  }));
}

/** Sixty files of several sizes, modes and line ends, of which some are added to and some go. */
export function sixtyFiles(): string {
  const root = treeOf({});
  for (let index = 0; index < 60; index++) {
    const name = index % 6 === 0 ? 'add' : index % 7 === 0 ? 'gone' : index % 11 === 0 ? 'stays' : 'ks';
    const end = index % 5 === 0 ? '\r\n' : '\n';
    const lines = [`${index % 4 === 0 ? '\uFEFF' : ''}# ${index}`, name === 'stays' ? 'kind: ConfigMap' : 'kind: GitRepository', ...Array<string>(index * index).fill('# größer')];
    put(root, `apps/team-${index % 9}/${name}-${index}.yaml`, lines.join(end), index % 3 === 0 ? 0o600 : index % 3 === 1 ? 0o755 : 0o644);
  }
  return root;
}
