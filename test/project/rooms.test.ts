import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';
import { preProcessFile } from 'typescript';
import { RANKS } from '../../projenrc/rooms';

const SRC = join(__dirname, '../../src');

/** Where an import leads: a room of src/, `imports`, or nothing that has a rank. */
export interface Arrow {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder).map(name => join(folder, name)).flatMap(path => statSync(path).isDirectory() ? filesBelow(path) : [path]);
}

function arrowsOf(file: string, text: string): Arrow[] {
  return preProcessFile(text, true, true).importedFiles
    .map(({ fileName }) => fileName)
    .filter(name => name.startsWith('.'))
    .map(name => posix.join(posix.dirname(`src/${file}`), name).split('/'))
    .map(([top, room]) => ({ file, from: file.split('/')[0], to: top === 'src' ? room : top }));
}

function rankOf(room: string): number {
  if (room === 'imports') return -1;
  const rank = RANKS.findIndex(rooms => rooms.includes(room));
  if (rank < 0) throw new Error(`${room} has no rank`);
  return rank;
}

function isUpward({ from, to }: Arrow): boolean {
  return from !== to && rankOf(to) >= rankOf(from);
}

const files = filesBelow(SRC).map(path => relative(SRC, path).split(sep).join('/')).filter(file => file !== 'index.ts');
const arrows = files.flatMap(file => arrowsOf(file, readFileSync(join(SRC, file), 'utf8')));

test('every arrow between rooms points to a lower rank', () => {
  expect(arrows.filter(isUpward)).toEqual([]);
  expect(arrows.length).toBeGreaterThan(files.length);
});

test('imports/ and private/ share a base of classes and an index of fields, and nothing else', () => {
  const shared = (folder: string, other: string) => filesBelow(folder).filter(path => path.endsWith('.ts'))
    .flatMap(path => preProcessFile(readFileSync(path, 'utf8'), true, true).importedFiles.map(({ fileName }) => fileName))
    .filter(name => name.startsWith('.') && name.includes(other));
  expect([...new Set(shared(join(SRC, '../imports'), 'src/'))]).toEqual(['../src/private/flux-object']);
  expect([...new Set(shared(join(SRC, 'private'), 'imports/'))]).toEqual(['../../imports/fields']);
});

test('the rule sees an arrow upward, one to a sibling, one by type, require or re-export', () => {
  const seen = (text: string, file = 'source/x.ts') => arrowsOf(file, text).filter(isUpward).map(({ to }) => to);
  expect(seen("import { A } from '../delivery/a';")).toEqual(['delivery']);
  expect(seen("import type { A } from '../patterns/a';")).toEqual(['patterns']);
  expect(seen("export * from '../cli/a';")).toEqual(['cli']);
  expect(seen("const a = require('../delivery/a');")).toEqual(['delivery']);
  expect(seen("import { A } from '../artifact/a';", 'verification/x.ts')).toEqual(['artifact']);
  expect(seen("import { A } from './a'; import { B } from '../kube/b'; import { C } from '../../imports/c';")).toEqual([]);
});

test('only cli/ reaches for the network or for other programs', () => {
  const forbidden = /['"](?:node:)?(?:https?|http2|net|tls|dgram|dns|child_process|worker_threads)['"/]|\bfetch\(/;
  const offenders = files.filter(file => !file.startsWith('cli/') && forbidden.test(readFileSync(join(SRC, file), 'utf8')));
  expect(offenders).toEqual([]);
});
