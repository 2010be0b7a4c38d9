import { posix } from 'node:path';
import { parseFile } from '../support/documents';
import { isFlux, nameOf, referencesOf } from '../support/flux';
import { isRemote, Kustomize, listOf } from '../support/kustomize';
import { isRecord } from '../support/patch';
import { directoryOf } from '../support/roots';
import { isFound, type Run, type State } from '../support/run';

/** (h) What a repointed Kustomization applies is in the artifact, with all that it includes, or a finding says that it isn't. */
export function insideArtifact(run: Run): string[] {
  const root = posix.normalize(run.options.artifactRoot ?? '.').replace(/(?<=.)\/$/, '');
  const kustomize = new Kustomize(run.after.tree);
  return repointed(run).flatMap(({ value, file }) => {
    const directory = directoryOf(value, root);
    const told = isFound(run, value, file);
    if (directory === undefined || told) return [];
    if (!kustomize.isDirectory(directory)) return wasThere(run, value, file) ? [`${file}: ${nameOf(value)} applies ${directory}, which isn't there`] : [];
    return outside(run.after, kustomize, directory, root).filter(path => !run.migration.findings.some(finding => finding.file === path))
      .map(path => `${file}: ${nameOf(value)} applies ${directory}, but ${path} leads out of ${root}`);
  });
}

/** Kustomizations that pulled from this repository by Git and now pull an artifact. */
function repointed(run: Run): { value: any; file: string }[] {
  return run.after.objects.filter(({ value, file }) => isFlux(value, 'Kustomization') && value.spec?.sourceRef?.kind === 'OCIRepository'
    && run.ownership.own.some(own => own.split('.')[0] === value.spec.sourceRef.name)
    && run.before.objects.some(old => old.file === file && nameOf(old.value) === nameOf(value) && referencesOf(old.value)[0]?.kind === 'GitRepository'));
}

function wasThere(run: Run, value: any, file: string): boolean {
  const old = run.before.objects.find(each => each.file === file && nameOf(each.value) === nameOf(value));
  const directory = old && directoryOf(old.value, '.');
  return directory !== undefined && new Kustomize(run.before.tree).isDirectory(directory);
}

/** Kustomizations below a directory that include something outside the artifact. */
function outside(state: State, kustomize: Kustomize, directory: string, root: string): string[] {
  const read = kustomize.build(directory).read;
  return [...read].filter(path => state.tree.has(path)).filter(path => {
    const [value] = parseFile(state.tree.get(path) ?? '').documents.map(document => document.value);
    if (!isRecord(value) || isFlux(value)) return false;
    const entries = [...listOf(value.resources), ...listOf(value.bases), ...listOf(value.components)].filter(entry => typeof entry === 'string' && !isRemote(entry));
    return entries.some(entry => !isInside(posix.join(posix.dirname(path), entry), root));
  });
}

function isInside(path: string, root: string): boolean {
  return root === '.' ? !path.startsWith('..') : path === root || path.startsWith(`${root}/`);
}

/** (h) The publish plan has every artifact that this repository's sources ask for. */
export function planned(run: Run): string[] {
  const urls = new Set(run.migration.publish.map(step => step.url));
  const isNew = (value: any): boolean => !run.before.objects.some(old => nameOf(old.value) === nameOf(value));
  return [...new Set(run.after.objects.filter(({ value }) => isFlux(value, 'OCIRepository') && isNew(value) && String(value.spec?.url).startsWith(run.options.registry))
    .map(({ value }) => String(value.spec.url)).filter(url => !urls.has(url)))].map(url => `${url} is in no step of the publish plan`);
}
