import { differences, settled } from './same-values';
import { isFlux, isTemplate, nameOf, referencesOf, syncOf, type Reference } from '../support/flux';
import { isSynced, sourcesFor } from '../support/lookup';
import type { Root } from '../support/roots';
import { isFound, type Run } from '../support/run';

/** What a HelmRelease or Kustomization pulls, whichever way it is written. */
type Pulled = Record<string, any>;

const SOURCES = ['GitRepository', 'HelmRepository', 'OCIRepository'];
const COPIED = ['provider', 'insecure', 'certSecretRef', 'proxySecretRef', 'timeout', 'suspend'] as const;

/**
 * (b) After all overlays and patches are merged, each thing that is applied is what it was, and each delivery pulls the same chart,
 * version and settings, or the artifact that its Git source is published as.
 */
export function sameDeliveries(run: Run): string[] {
  const before = new Map(run.before.roots.map(root => [root.id, root]));
  return run.after.roots.filter(({ read }) => [...read].some(path => run.migration.files.some(file => file.path === path))).flatMap(root => {
    const old = before.get(root.id);
    return old ? compareRoots(run, old, root).map(problem => `${root.id}: ${problem}`) : [];
  });
}

function compareRoots(run: Run, before: Root, after: Root): string[] {
  const rest = after.objects.filter(({ value }) => !SOURCES.includes(value.kind));
  return before.objects.filter(({ value }) => !SOURCES.includes(value.kind)).flatMap(({ value, file }) => {
    const index = rest.findIndex(other => nameOf(other.value) === nameOf(value));
    if (index < 0) return [`${nameOf(value)} is gone`];
    const [{ value: now }] = rest.splice(index, 1);
    const problems = differences(...settled(value, now, file, run.options.artifactRoot ?? '.'));
    const pulled = [...comparePulled(run, before, after, value, now), ...compareSyncs(run, syncOf(value), syncOf(now))];
    return [...problems, ...pulled].map(problem => `${nameOf(value)}: ${problem}`);
  }).concat(rest.map(({ value }) => `${nameOf(value)} is new`));
}

function comparePulled(run: Run, before: Root, after: Root, old: any, now: any): string[] {
  if (isFlux(old, 'HelmRelease') && old.spec?.chart && now.spec?.chartRef) return compareCharts(run, before, after, old, now);
  const [one, other] = [referencesOf(old)[0], referencesOf(now)[0]];
  if (!isFlux(old, 'Kustomization') || one?.kind !== 'GitRepository' || other?.kind !== 'OCIRepository') return [];
  return compareSources(run, one, sourcesFor(run.before, one, before), sourcesFor(run.after, other, after));
}

function compareCharts(run: Run, before: Root, after: Root, old: any, now: any): string[] {
  const { chart, version = '*', interval, sourceRef, verify } = old.spec.chart.spec ?? {};
  const [reference] = referencesOf(old);
  const [chartRef] = referencesOf(now);
  const sources = chartRef ? sourcesFor(run.after, chartRef, after) : [];
  if (!sources.length) return [`chartRef ${chartRef?.kind}/${chartRef?.namespace}/${chartRef?.name} isn't there`];
  const home = run.options.charts?.[chart];
  const found = sourceRef ? sourcesFor(run.before, reference, before) : [];
  const repositories = home !== undefined && !found.length ? [{ kind: 'HelmRepository', spec: {} as any }] : found;
  if (!repositories.length) return [`chart moved although ${reference?.kind} ${reference?.name} isn't there`];
  const wanted = repositories.map(({ spec }) => ({
    ...Object.fromEntries(COPIED.map(field => [field, spec[field]])),
    url: home ?? `${String(spec.url).replace(/\/+$/, '')}/${chart}`,
    ref: refFor(String(version)),
    interval: interval ?? spec.interval ?? old.spec.interval,
    verify,
  }));
  const problems = sources.map(({ spec }) => leastProblems(wanted.map(each => pulledDifferences(each, spec))));
  const isTold = [...repositories, ...sources, old].some(each => isFound(run, each));
  const secret = repositories.some(({ spec }) => spec.secretRef) && !isTold;
  return [...leastProblems(problems), ...secret ? [`secretRef of ${reference.name} isn't told of`] : []];
}

/** What stands for a version: a tag for exactly one, else a range. */
export function refFor(version: string): any {
  const isOne = isTemplate(version) || /^v?\d+\.\d+\.\d+([-+][\w.+-]*)?$/.test(version);
  return isOne ? { tag: version.replace('+', '_') } : { semver: version };
}

function pulledDifferences(wanted: Pulled, spec: any): string[] {
  const defaults: Pulled = { provider: 'generic' };
  return Object.entries(wanted).flatMap(([field, value]) => field === 'interval'
    ? []
    : differences(value ?? defaults[field], spec[field] ?? defaults[field], `source.${field}`));
}

function leastProblems(candidates: string[][]): string[] {
  return candidates.reduce((least, each) => each.length < least.length ? each : least, candidates[0] ?? []);
}

function compareSources(run: Run, reference: Reference, old: any[], now: any[]): string[] {
  const isElsewhere = homeOf(run, reference) || isSynced(run.after, { ...reference, kind: 'OCIRepository' });
  if (!now.length) return isElsewhere ? [] : [`${reference.name}.${reference.namespace} was repointed to an OCIRepository that isn't there`];
  return now.flatMap(({ spec }) => {
    const carried = old.some(git => git.spec?.secretRef && git.spec.secretRef.name === spec.secretRef?.name);
    return [
      ...wrongUrl(run, reference, old.map(git => git.spec?.url), spec.url),
      ...carried ? ['the secret of Git is carried over'] : [],
      ...old.length && !old.some(git => git.spec?.interval === spec.interval) ? ['source.interval has changed'] : [],
    ];
  });
}

/** The sync of a FluxInstance makes a source of its own name. */
function compareSyncs(run: Run, old: any, now: any): string[] {
  if (old?.kind !== 'GitRepository' || now?.kind !== 'OCIRepository') return [];
  const reference = { kind: 'GitRepository', name: old.name ?? 'flux-system', namespace: 'flux-system', at: 'sync' };
  return [
    ...wrongUrl(run, reference, [old.url], now.url),
    ...old.pullSecret && now.pullSecret === old.pullSecret ? ['the pull secret of Git is carried over'] : [],
    ...String(now.ref).startsWith('refs/') ? [`sync.ref: ${now.ref}`] : [],
  ];
}

function wrongUrl(run: Run, reference: Reference, git: unknown[], url: unknown): string[] {
  const home = homeOf(run, reference);
  const urls = home ? [home] : git.map(each => `${run.options.registry}/${repositoryName(each)}`);
  return urls.length === 0 || urls.includes(String(url)) ? [] : [`url: ${url}, not ${urls.join(' or ')}`];
}

/** The `oci://` that a source was mapped to. */
function homeOf({ options: { sources = {} } }: Run, { name, namespace }: Reference): string | undefined {
  return sources[`${name}.${namespace}`] ?? Object.entries(sources).find(([key]) => namespace === undefined && key.split('.')[0] === name)?.[1];
}

function repositoryName(url: unknown): string {
  return String(url).replace(/\/+$/, '').replace(/\.git$/, '').split(/[/:]/).pop()!.toLowerCase();
}
