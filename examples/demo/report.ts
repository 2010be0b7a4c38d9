import type { CheckedFile } from './check';
import { placeholderOf } from './pull';
import { count, wrap } from './text';
import { treeOf } from './tree';

/** What a program rendered, and what was found out about it. */
export interface Findings {
  /** Path of the program. */
  readonly program: string;
  /** Where the files are. */
  readonly folder: string;
  /** Flux version that it rendered for. */
  readonly minor: string;
  readonly files: readonly CheckedFile[];
  readonly warnings: ReadonlyArray<{ readonly code: string; readonly path: string; readonly message: string }>;
}

/** The lines to print. */
export function report(findings: Findings): string[] {
  const { program, folder, minor, files, warnings } = findings;
  const problems = problemsOf(findings);
  return [
    ...wrap(`${program} rendered ${count(files.length, 'file')} into ${folder}, for Flux ${minor}:`, 0),
    '',
    ...treeOf(files),
    ...section('Warnings', warnings.map(({ code, path, message }) => `${code} [${path}] ${message}`)),
    ...section('Problems', problems),
    ...wrap(verdict(findings), 0),
    problems.length ? `${count(problems.length, 'problem')}.` : 'No problems.',
    ...problems.length ? [] : ['', 'What next', ...nextSteps(findings).flatMap(step => wrap(`  ${step}`, 4))],
  ];
}

/** One line each; none for a program that is in order. */
export function problemsOf({ folder, files }: Pick<Findings, 'folder' | 'files'>): string[] {
  if (files.every(({ documents, problems }) => documents.length + problems.length === 0)) return [`${folder}: no documents`];
  return files.flatMap(({ name, problems, documents }) => [
    ...problems.map(({ message }) => `${name}: ${message}`),
    ...documents.flatMap(({ label, problems: own }) => own.map(({ path, message }) => `${name}: ${label}: ${path ? `${path}: ` : ''}${message}`)),
  ]);
}

function section(title: string, items: readonly string[]): string[] {
  return items.length ? [title, ...items.flatMap(item => wrap(`  ${item}`, 4)), ''] : [];
}

function verdict({ files, minor }: Findings): string {
  const documents = files.flatMap(file => file.documents);
  const byCrd = documents.filter(({ hasCrd }) => hasCrd).length;
  return `Checked ${count(documents.length, 'document')}: ${byCrd} by the CRDs of Flux ${minor}, ${documents.length - byCrd} for apiVersion, kind and legal names.`;
}

function nextSteps({ program, folder, files }: Findings): string[] {
  const sound = files.flatMap(file => file.documents).filter(({ problems }) => problems.length === 0);
  const placeholders = new Set(sound.flatMap(({ document }) => placeholderOf(document) ?? []));
  return [
    `Read ${folder} beside ${program}: a few lines of it become all of this.`,
    ...placeholders.size ? ['Put real digests where the placeholders are:'] : [],
    ...[...placeholders].map(image => `  crane digest ${image}`),
    'Push what your workload renders with `flux push artifact`, and sign its digest with `cosign sign`.',
    'Commit each file with an OCIRepository where the Flux of its cluster looks: it does the rest.',
    'Change the program and run this again; `npm test` runs the tests of the library.',
  ];
}
