import { Lexer } from 'yaml';
import { parseFile } from '../support/documents';
import { isRecord } from '../support/patch';
import { editedFiles, type Run } from '../support/run';

/** What isn't UTF-8, can't be parsed or is encrypted is never touched. */
export function untouchable(run: Run): string[] {
  return run.migration.files.filter(file => run.before.tree.has(file.path)).flatMap(file => {
    const text = run.before.tree.get(file.path);
    if (text === undefined) return [`${file.path} isn't UTF-8`];
    const { documents, problem } = parseFile(text);
    if (problem) return [`${file.path} can't be parsed: ${problem}`];
    return documents.some(({ value }) => isRecord(value) && isRecord(value.sops) && value.sops.mac) ? [`${file.path} is encrypted`] : [];
  });
}

/** What comes out can be parsed. */
export function parseable(run: Run): string[] {
  return run.migration.files.filter(file => file.after !== undefined).flatMap(file => {
    const { problem } = parseFile(file.after!);
    return problem ? [`${file.path}: ${problem}`] : [];
  });
}

/** Every comment of the old files is in the new files or in a finding. Modelines of schemas may follow the kind. */
export function commentsKept(run: Run): string[] {
  const files = run.migration.files.map(({ path, before = '', after = '' }) => ({ path, ...difference(commentsIn(before), commentsIn(after)) }));
  const elsewhere = files.flatMap(({ come }) => come);
  return files.flatMap(({ path, gone }) => difference(gone, elsewhere).gone.filter(comment => {
    const bare = comment.replace(/^#+\s*/, '');
    const isModeline = /yaml-language-server: *\$schema=.*(gitrepository|helmrepository|helmrelease)/i.test(comment);
    return bare && !isModeline && !run.migration.findings.some(finding => `${finding.problem} ${finding.use ?? ''}`.includes(bare));
  }).map(comment => `${path}: ${comment}`));
}

function difference(before: readonly string[], after: readonly string[]): { gone: string[]; come: string[] } {
  const come = [...after];
  const gone = before.filter(comment => {
    const index = come.indexOf(comment);
    if (index >= 0) come.splice(index, 1);
    return index < 0;
  });
  return { gone, come };
}

/** A marker for image automation stands behind the value that it is for, wherever that went. */
export function markersKept(run: Run): string[] {
  const now = new Set(run.migration.files.flatMap(file => markersIn(file.after ?? '')));
  return run.migration.files.flatMap(file => markersIn(file.before ?? '').filter(marker => !now.has(marker)).map(marker => `${file.path}: ${marker}`));
}

function markersIn(text: string): string[] {
  const found = text.matchAll(/^[^#\n]*?:\s*["']?([^"'\s#]+)["']?\s+(#\s*\{\s*"\$imagepolicy.*?)\s*$/gm);
  return [...found].map(([, value, marker]) => `${value.replace('+', '_')} ${marker}`);
}

/** Line ends and the mark at the begin of a file are what they were. */
export function lineEndsKept(run: Run): string[] {
  return editedFiles(run).flatMap(({ path, before, after }) => [
    ...before.startsWith('\uFEFF') === after.startsWith('\uFEFF') ? [] : [`${path}: the byte order mark`],
    ...(before.includes('\r\n') && !/[^\r]\n/.test(before)) === (after.includes('\r\n') && !/[^\r]\n/.test(after)) ? [] : [`${path}: CRLF`],
  ]);
}

/** The comments outside of scalars. */
function commentsIn(text: string): string[] {
  let isScalar = false;
  const comments: string[] = [];
  for (const token of new Lexer().lex(text)) {
    if (!isScalar && token.startsWith('#')) comments.push(token.trim());
    isScalar = token === '\u001f';
  }
  return comments;
}
