import type { Built } from '../support/build';
import { isFlux, mayBeSame, nameOf, referencesOf, syncOf, type Reference } from '../support/flux';
import { listOf } from '../support/kustomize';
import { instancesOf, sourcesFor } from '../support/lookup';
import { editedFiles, isFound, pairsOf, type Run } from '../support/run';
import { isKustomizationFile } from '../support/tree';

/** (j) Whatever still depends on Git or on an OCI HelmRepository has a finding, or its source has one. */
export function everythingTold(run: Run): string[] {
  const left = run.after.objects.flatMap(({ value, file }) => {
    const what = leftIn(run, value);
    return !what || isFound(run, value, file) || isSourceTold(run, what.source) || what.users?.some(user => isFound(run, user)) ? [] : [`${file}: ${nameOf(value)}: ${what.what}`];
  });
  return [...new Set(left)];
}

/** A finding about a source speaks for all that use it; a source that is declared elsewhere is named in the text. */
function isSourceTold(run: Run, source: Reference | undefined): boolean {
  if (!source) return false;
  const sources = run.after.objects.filter(({ value }) => isFlux(value, source.kind) && value.metadata?.name === source.name
    && mayBeSame(value.metadata?.namespace, source.namespace));
  const isInstanceTold = instancesOf(run.after, source.name).some(({ value, file }) => run.migration.findings.some(finding => finding.file === file)
    && syncOf(value).kind === source.kind);
  return sources.some(({ value, file }) => isFound(run, value, file)) || isInstanceTold
    || run.migration.findings.some(({ problem }) => sources.length === 0 && problem.includes(`${source.kind} ${source.name}`));
}

interface Left {
  readonly what: string;
  readonly source?: Reference;
  /** What it stays for. */
  readonly users?: readonly any[];
}

function usersOf(run: Run, { kind, metadata }: any): any[] {
  const isUsed = (reference: Reference): boolean => reference.kind === kind && reference.name === metadata?.name
    && mayBeSame(reference.namespace, metadata?.namespace);
  return run.after.objects.filter(({ value }) => referencesOf(value).some(isUsed)).map(({ value }) => value);
}

function leftIn(run: Run, value: any): Left | undefined {
  if (isFlux(value, 'GitRepository') || isOciHelm(value)) return { what: 'stays', users: usersOf(run, value) };
  if (syncOf(value)?.kind === 'GitRepository') return { what: 'its sync stays with Git' };
  const references = referencesOf(value);
  const source = references.find(each => (each.kind === 'GitRepository' || isHelmOfOci(run, each)) && !isAccompanied(run, each, references));
  return source && { what: `${source.at} stays with ${source.kind} ${source.name}`, source };
}

/** Who listens to every GitRepository may go on, but has to listen to every OCIRepository as soon as there is a new one. */
function isAccompanied(run: Run, { kind, name }: Reference, references: readonly Reference[]): boolean {
  const isMoved = editedFiles(run).some(file => file.before.split('GitRepository').length > file.after.split('GitRepository').length);
  const isBeside = references.some(other => kind === 'GitRepository' && other.kind === 'OCIRepository' && other.name === name);
  return isBeside || (name === '*' && !isMoved);
}

function isOciHelm(value: any): boolean {
  return isFlux(value, 'HelmRepository') && (value.spec?.type === 'oci' || String(value.spec?.url).startsWith('oci://'));
}

function isHelmOfOci(run: Run, reference: Reference): boolean {
  return reference.kind === 'HelmRepository' && sourcesFor(run.after, reference).some(isOciHelm);
}

/** Findings name files, lines and objects that exist, and say what is wrong. */
export function soundFindings(run: Run): string[] {
  return run.migration.findings.flatMap(({ code, file, line, problem }) => {
    const text = file === undefined ? undefined : run.before.tree.get(file);
    const lines = text?.split('\n').length ?? Infinity;
    return [
      ...file === undefined || run.before.tree.has(file) || run.after.tree.has(file) ? [] : [`${code} speaks of ${file}, which doesn't exist`],
      ...line === undefined || (line >= 1 && line <= lines) ? [] : [`${code} speaks of line ${line} of ${file}, which has ${lines}`],
      ...problem.trim() && /^FOC1[0-6]\d$/.test(code) ? [] : [`${code} says ${JSON.stringify(problem)}`],
    ];
  });
}

/** What became of a tree, counted from the files themselves. */
export interface Counts {
  readonly files: number;
  readonly flux: number;
  readonly kustomizations: number;
  readonly releases: number;
  readonly sources: number;
  readonly patches: number;
}

/** (c) A second run changes nothing. */
export function nothingLeft(run: Run): string[] {
  return run.second.map(file => `${file.path}: changes again`);
}

export function countsOf(run: Run): Counts {
  const before = new Map(declared(run.before.objects).map(each => [`${each.file} ${nameOf(each.value)}`, each.value]));
  const now = declared(run.after.objects);
  const moved = (kind: string, field: (value: any) => unknown): number => now.filter(({ file, value }) => isFlux(value, kind)
    && field(value) === 'OCIRepository' && before.has(`${file} ${nameOf(value)}`) && field(before.get(`${file} ${nameOf(value)}`)) !== 'OCIRepository').length;
  return {
    files: run.before.tree.size,
    flux: before.size,
    kustomizations: moved('Kustomization', value => value.spec?.sourceRef?.kind),
    releases: moved('HelmRelease', value => value.spec?.chartRef?.kind),
    sources: now.filter(({ file, value }) => isFlux(value, 'OCIRepository') && !before.has(`${file} ${nameOf(value)}`)).length,
    patches: changedPatches(run),
  };
}

/** Patches of new sources, inline or in files of their own, and patches that were edited. */
function changedPatches({ migration }: Run): number {
  return migration.files.reduce((sum, { path, before = '', after = '' }) => {
    const { kept, come } = pairsOf(before, after);
    const news = come.filter(({ value }) => isFlux(value, 'OCIRepository') && !value.spec?.url).length;
    const patchesOf = ({ value }: { value: any }): any[] => listOf(isKustomizationFile(path) ? value?.patches : value?.spec?.patches);
    const edited = kept.filter(([old, now]) => JSON.stringify(patchesOf(old)) !== JSON.stringify(patchesOf(now))).length;
    return sum + news + edited;
  }, 0);
}

function declared(objects: readonly Built[]): Built[] {
  return [...new Map(objects.filter(({ value }) => isFlux(value)).map(each => [`${each.file} ${nameOf(each.value)}`, each])).values()];
}
