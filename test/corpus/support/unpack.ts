import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** The trees on disk; `close` removes what was unpacked. */
export interface Corpus {
  readonly folder: string;
  readonly trees: readonly CorpusTree[];
  close(): void;
}

/** A line of `index.json`. */
export interface CorpusTree {
  readonly tree: string;
  readonly role: 'input' | 'no-op control' | 'golden-before' | 'golden-after';
}

const BESIDE = resolve(__dirname, '../../../../shared/corpus.tar.xz');

/** Where the corpus is: CORPUS, an archive or a folder, or else `shared/corpus.tar.xz` beside the checkout. */
export function corpusPath(): string | undefined {
  const { CORPUS } = process.env;
  if (CORPUS && !existsSync(CORPUS)) throw new Error(`CORPUS names ${CORPUS}, which doesn't exist`);
  return CORPUS || (existsSync(BESIDE) ? BESIDE : undefined);
}

export function openCorpus(path: string): Corpus {
  if (statSync(path).isDirectory()) return { ...contentsOf(path), close: () => {} };
  const folder = mkdtempSync(join(tmpdir(), 'flux-corpus-'));
  execFileSync('tar', ['-xf', path, '-C', folder]);
  return { ...contentsOf(folder), close: () => rmSync(folder, { recursive: true, force: true }) };
}

/** The archive may hold the trees directly or within one folder. */
function contentsOf(folder: string): Pick<Corpus, 'folder' | 'trees'> {
  const found = [folder, ...readdirSync(folder).map(name => join(folder, name))].find(each => existsSync(join(each, 'index.json')));
  if (!found) throw new Error(`no index.json in ${folder}`);
  return { folder: found, trees: JSON.parse(readFileSync(join(found, 'index.json'), 'utf8')) };
}
