import { posix } from 'node:path';
import { HELM_LAYER, isFlux, mayBeSame, nameOf, referencesOf, type Reference } from '../support/flux';
import { Kustomize } from '../support/kustomize';
import { isThere } from '../support/lookup';
import { editedFiles, type Run, type State } from '../support/run';

/** (d) No reference leads nowhere that didn't before, and everything still builds. */
export function noDangling(run: Run): string[] {
  const known = new Set([...danglingIn(run.before).map(each => each.id), ...buildProblems(run.before)]);
  const mapped = Object.keys(run.options.sources ?? {}).map(key => key.split('.')[0]);
  const isElsewhere = ({ kind, name }: Reference): boolean => kind === 'OCIRepository' && mapped.includes(name);
  return [
    ...danglingIn(run.after).filter(({ id, reference }) => !known.has(id) && !isElsewhere(reference))
      .map(({ id, reference }) => `${id} names ${reference.kind} ${reference.namespace}/${reference.name}, which isn't there`),
    ...buildProblems(run.after).filter(problem => !known.has(problem)),
  ];
}

function buildProblems({ roots }: State): string[] {
  const twice = roots.flatMap(({ id, objects }) => {
    const names = objects.filter(({ value }) => isFlux(value)).map(({ value }) => nameOf(value));
    return names.filter((name, index) => names.indexOf(name) !== index).map(name => `${id}: ${name} is there twice`);
  });
  return [...new Set([...roots.flatMap(root => root.problems), ...twice])];
}

/** (d) A file that is new is applied like those beside it. */
export function newFilesApplied(run: Run): string[] {
  const added = run.migration.files.filter(file => file.before === undefined).map(file => file.path);
  return added.filter(path => run.after.roots.some(({ id }) => id === path) && new Kustomize(run.after.tree).fileIn(posix.dirname(path)))
    .map(path => `${path} is in no kustomization`);
}

function danglingIn(state: State): { id: string; reference: Reference }[] {
  return state.roots.flatMap(root => root.objects.flatMap(({ value, file }) => referencesOf(value)
    .filter(reference => !isThere(state, reference, root))
    .map(reference => ({ id: `${root.id}: ${file}: ${nameOf(value)} ${reference.at.replace(/chart\.spec\.sourceRef/, 'chartRef')}`, reference }))));
}

/** (e) Nothing ends up with both `chart` and `chartRef`, also after overlays are merged. */
export function oneChart(run: Run): string[] {
  return [...new Set(bothIn(run.after).filter(each => !bothIn(run.before).includes(each)))];
}

function bothIn(state: State): string[] {
  return state.roots.flatMap(root => root.objects.filter(({ value }) => isFlux(value, 'HelmRelease') && value.spec?.chart && value.spec.chartRef)
    .map(({ value }) => `${root.id}: ${nameOf(value)}`));
}

/** (f) An OCIRepository selects the layer of a chart if a HelmRelease uses it, and none if a Kustomization does. */
export function layerSelectors(run: Run): string[] {
  const known = new Set(wrongLayers(run.before));
  return [...new Set(wrongLayers(run.after).filter(problem => !known.has(problem)))];
}

function wrongLayers(state: State): string[] {
  return state.objects.filter(({ value }) => isFlux(value, 'OCIRepository')).flatMap(({ value }) => {
    const { layerSelector } = value.spec ?? {};
    const users = state.objects.filter(user => user.value.kind !== 'ArtifactGenerator' && referencesOf(user.value).some(reference =>
      /sourceRef|chartRef/.test(reference.at) && reference.kind === 'OCIRepository' && reference.name === value.metadata?.name
      && mayBeSame(reference.namespace, value.metadata?.namespace)));
    const isChart = layerSelector?.mediaType === HELM_LAYER && layerSelector.operation === 'copy';
    return users.filter(user => (user.value.kind === 'HelmRelease') !== isChart).map(user => `${nameOf(value)}: ${user.value.kind} uses it`);
  });
}

/** (g) A source is only gone when nothing refers to it any more. */
export function noneDeletedInUse(run: Run): string[] {
  const gone = run.before.objects.filter(({ value }) => ['GitRepository', 'HelmRepository'].includes(value.kind)
    && !run.after.objects.some(other => nameOf(other.value) === nameOf(value)));
  return [...new Set(gone.flatMap(({ value }) => {
    const isIt = (reference: Reference): boolean => reference.kind === value.kind && reference.name === value.metadata?.name
      && mayBeSame(reference.namespace, value.metadata?.namespace);
    const users = run.after.objects.filter(user => referencesOf(user.value).some(isIt)).map(user => `${nameOf(user.value)} of ${user.file}`);
    return [...users, ...patchesNaming(run, value)].map(user => `${nameOf(value)} is gone, but ${user} names it`);
  }))];
}

/** Patches are text, so they are searched as text. */
function patchesNaming(run: Run, { kind, metadata }: any): string[] {
  const pair = new RegExp(`kind: *["']?${kind}["']?\\s+(?:- )?name: *["']?${metadata?.name}["']?\\s`);
  return editedFiles(run).filter(file => pair.test(file.after.replace(/^\s*#.*$/gm, ''))).map(file => `the text of ${file.path}`);
}
