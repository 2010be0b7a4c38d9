import type { TextEdit } from '../../../src/migration/migration-result';
import { lineEnd, lineStart, linesOf, parseFile } from '../support/documents';
import { isRecord } from '../support/patch';
import { editedFiles, pairsOf, type EditedFile, type Run } from '../support/run';
import { targetPaths } from '../support/targets';

interface Range {
  readonly start: number;
  readonly end: number;
}

interface Line {
  readonly number: number;
  readonly text: string;
}

/** (a) The edits are all that differs, and each is within a place that a migration may change. */
export function allowedLines(run: Run): string[] {
  const { tree } = run.before;
  return [
    ...run.migration.files.filter(file => tree.get(file.path) !== file.before).map(file => `${file.path}: before isn't what is on disk`),
    ...run.migration.files.filter(file => file.before === file.after).map(file => `${file.path}: nothing changes`),
    ...editedFiles(run).flatMap(file => [
      ...spliced(file.before, file.edits) === file.after ? [] : [`${file.path}: the edits don't lead to the new text`],
      ...strayEdits(file).map(line => `${file.path}:${line}`),
    ]),
  ];
}

function spliced(text: string, edits: readonly TextEdit[]): string {
  let end = 0;
  const pieces = edits.map(edit => {
    const piece = text.slice(end, edit.start) + edit.text;
    end = edit.end;
    return piece;
  });
  return pieces.join('') + text.slice(end);
}

function strayEdits({ path, before, after, edits }: EditedFile): string[] {
  const allowed = allowedIn(path, before, after);
  let shift = 0;
  return edits.flatMap(edit => {
    const [head, tail] = sameLines(before.slice(edit.start, edit.end), edit.text);
    const old = { start: edit.start + head, end: edit.end - tail };
    const now = { start: edit.start + shift + head, end: edit.start + shift + edit.text.length - tail };
    shift += edit.text.length - (edit.end - edit.start);
    const isMoved = (line: string): boolean => line.startsWith('#') && before.includes(line);
    return [
      ...strayIn(before, old, allowed.before).map(line => `${line.number}: - ${line.text}`),
      ...strayIn(after, now, allowed.after).filter(line => !isMoved(line.text)).map(line => `${line.number}: + ${line.text}`),
    ];
  });
}

/** How much at both ends is whole lines that stay as they were. */
function sameLines(before: string, after: string): [number, number] {
  const [old, now] = [before, after].map(text => text.match(/.*\n|.+$/g) ?? []);
  const shorter = Math.min(old.length, now.length);
  let head = 0;
  while (head < shorter && old[head] === now[head]) head++;
  let tail = 0;
  while (tail < shorter - head && old.at(-1 - tail) === now.at(-1 - tail)) tail++;
  return [old.slice(0, head).join('').length, tail ? old.slice(-tail).join('').length : 0];
}

function strayIn(text: string, range: Range, allowed: readonly Range[]): Line[] {
  const lines: Line[] = [];
  for (let offset = range.start; offset < range.end; offset = lineEnd(text, offset)) {
    const line = { start: lineStart(text, offset), end: lineEnd(text, offset) };
    const touched = text.slice(Math.max(line.start, range.start), Math.min(line.end, range.end));
    const isBlank = touched.trim() === '' || /^\s*---\s*$/.test(touched);
    if (isBlank || allowed.some(each => each.start <= offset && Math.min(line.end, range.end) <= each.end)) continue;
    lines.push({ number: text.slice(0, offset).split('\n').length, text: text.slice(line.start, line.end).trim() });
  }
  return lines;
}

function allowedIn(path: string, before: string, after: string): { before: Range[]; after: Range[] } {
  const { kept, gone, come } = pairsOf(before, after);
  const modelines = (text: string): Range[] => [...text.matchAll(/^.*yaml-language-server.*$\n?/gm)]
    .map(({ index, 0: line }) => ({ start: index, end: index + line.length }));
  const rangesIn = (text: string, documents: readonly { node: any; value: any }[]): Range[] => documents.flatMap(({ node, value }) =>
    targetPaths(value, path).flatMap(target => linesOf(text, node.contents, target) ?? []));
  return {
    before: [...gone.filter(isRemovable), ...modelines(before), ...rangesIn(before, kept.map(([document]) => document))],
    after: [...come.filter(isAddable), ...modelines(after), ...rangesIn(after, kept.map(([, document]) => document))],
  };
}

/** Sources go, and patches that held nothing but a version of a chart. */
function isRemovable({ value }: { value: any }): boolean {
  return ['GitRepository', 'HelmRepository'].includes(value?.kind) || (value?.kind === 'HelmRelease' && Object.keys(value.spec ?? {}).every(key => key === 'chart'));
}

function isAddable({ value }: { value: any }): boolean {
  return isRecord(value) && value.kind === 'OCIRepository';
}

/** The files that a migration adds hold new sources and patches of them, and nothing else. */
export function newFiles(run: Run): string[] {
  return run.migration.files.filter(file => file.before === undefined).flatMap(file => parseFile(file.after ?? '').documents
    .filter(document => !isAddable(document)).map(({ value }) => `${file.path}: new ${value?.kind ?? 'document'}`));
}
