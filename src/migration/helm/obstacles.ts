import { isReferredTo } from './anchors';
import type { ChartUse } from './chart-use';
import type { DockerLogins } from './docker-logins';
import type { Reach } from './reach';
import type { Code } from '../../private/codes';
import type { MigrationRun } from '../migration-run';
import { hasLines, isOwn, lineEnd, pairEnd } from '../text-edits';
import { find, itemsAt, mapAt, textAt } from '../yaml-lookup';

/** Why a HelmRelease keeps its `chart`. */
interface Obstacle {
  readonly code: Code;
  readonly offset: number;
  readonly problem: string;
  readonly use: string;
}

/** Everything that an obstacle may depend on. */
export interface Surroundings {
  readonly run: MigrationRun;
  readonly reach: Reach;
  readonly logins: DockerLogins;
}

/** Asks about everything that keeps a HelmRelease, and tells whether there is anything. */
export function isKept(surroundings: Surroundings, use: ChartUse): boolean {
  const found = [...editing(use), ...settings(use), ...logins(surroundings, use), ...renaming(surroundings, use), ...fields(use)];
  const { object } = use;
  for (const { code, offset, problem, use: instead } of found) surroundings.run.ask(code, { file: object.file, offset, object }, problem, instead);
  return found.length > 0;
}

function* editing({ object, chart, chartName, policy, spec }: ChartUse): Generator<Obstacle> {
  const at = { code: 'FOC120' as const, offset: chart.pair.keyStart };
  if (!hasLines(chart.map) || chart.shared || !isOwn(find(object.map, 'apiVersion'))) {
    yield { ...at, problem: '`chart` can\'t be replaced line by line here', use: '`chartRef` and an OCIRepository in its place' };
  } else if (isReferredTo(object.document.root, chart.pair.keyStart, lineEnd(object.file.text, pairEnd(chart.pair)))) {
    yield { ...at, problem: '`chart` has an anchor that something else refers to', use: 'the anchor elsewhere, then migrate again' };
  }
  if (find(object.map, 'spec', 'chartRef')) yield { ...at, problem: 'both `chart` and `chartRef` are there, which Flux refuses', use: 'one of them' };
  if (object.name === undefined) yield { ...at, problem: 'it has no name that its OCIRepository could have', use: '`metadata.name`' };
  if (chartName === '') yield { ...at, problem: 'the chart has no name', use: '`chart.spec.chart`' };
  if (typeof policy === 'string') {
    yield { code: 'FOC131', offset: find(spec, 'version')?.pair.keyStart ?? at.offset, problem: policy, use: 'a version such as "1.2.3", or a range such as "1.x"' };
  }
}

const KNOWN = new Set(['chart', 'version', 'sourceRef', 'interval', 'reconcileStrategy', 'valuesFiles', 'valuesFile', 'ignoreMissingValuesFiles', 'verify']);

function* settings({ chart, spec }: ChartUse): Generator<Obstacle> {
  for (const { key, keyStart } of spec.pairs) {
    if (KNOWN.has(key)) continue;
    yield { code: 'FOC125', offset: keyStart, problem: `\`chart.spec.${key}\` has no place in an OCIRepository`, use: 'the chart without it, then migrate again' };
  }
  for (const { key, keyStart } of mapAt(chart.node)?.pairs ?? []) {
    if (key === 'spec' || key === 'metadata') continue;
    yield { code: 'FOC125', offset: keyStart, problem: `\`chart.${key}\` has no place in an OCIRepository`, use: 'the chart without it, then migrate again' };
  }
  const files = itemsAt(spec, 'valuesFiles').length > 0 ? find(spec, 'valuesFiles') : find(spec, 'valuesFile');
  if (files) {
    yield { code: 'FOC125', offset: files.pair.keyStart, problem: `a chartRef has no \`${files.pair.key}\``, use: '`values` or `valuesFrom` with what these files say, then migrate again' };
  }
  const verify = find(spec, 'verify');
  if (verify && textAt(verify.node, 'secretRef', 'name') === undefined) {
    yield { code: 'FOC125', offset: verify.pair.keyStart, problem: '`verify` without a key takes the signature of anybody, which an OCIRepository must not', use: 'an OCIRepository with `matchOIDCIdentity`, and `chartRef`' };
  } else if (verify && (textAt(verify.node, 'provider') ?? 'cosign') !== 'cosign') {
    yield { code: 'FOC125', offset: verify.pair.keyStart, problem: 'what notation trusts is told for each registry', use: 'an OCIRepository with `verify` and a trust policy for its URL, and `chartRef`' };
  }
}

/** Secrets are looked up beside the source, which moves to its HelmRelease. */
function* logins({ run, logins: known }: Surroundings, use: ChartUse): Generator<Obstacle> {
  const { object, reference, source, isMapped, spec } = use;
  const offset = reference.map.start;
  if (!source) return;
  const elsewhere = !sameNamespaces(source.namespaces, run.repository.namespacesOf(object));
  const verifySecret = textAt(spec, 'verify', 'secretRef', 'name');
  const secrets = isMapped ? [] : [source.text('secretRef', 'name'), source.text('certSecretRef', 'name')];
  for (const secret of elsewhere ? [...secrets, verifySecret] : []) {
    if (secret === undefined) continue;
    yield { code: 'FOC124', offset, problem: `the Secret ${secret} is in the namespace of HelmRepository ${source.name}, and the OCIRepository will not be`, use: 'a copy of the Secret beside the HelmRelease, and an OCIRepository with `chartRef` by hand' };
  }
  const login = isMapped ? undefined : source.text('secretRef', 'name');
  if (login === undefined) return;
  if (source.text('provider') !== undefined && source.text('provider') !== 'generic') {
    yield { code: 'FOC124', offset, problem: `HelmRepository ${source.name} has both a provider and a secretRef`, use: 'one of them, then migrate again' };
  }
  if (!elsewhere && !known.has(login, run.repository.namespacesOf(object))) {
    yield {
      code: 'FOC124',
      offset,
      problem: `HelmRepository ${source.name} logs in with the Secret ${login}, and no file here says that it has the type kubernetes.io/dockerconfigjson, which an OCIRepository needs`,
      use: '`flux create secret oci` for a Secret of that type, in a file of this repository, then migrate again',
    };
  }
}

function* renaming({ run, reach }: Surroundings, { object, chart }: ChartUse): Generator<Obstacle> {
  for (const directory of reach.above(object.file.path)) {
    const kustomize = run.repository.kustomizations.get(directory);
    if (!kustomize?.renames || coversChartRef(run, directory)) continue;
    yield {
      code: 'FOC127',
      offset: chart.pair.keyStart,
      problem: `${kustomize.file.path} gives objects other names, and kustomize doesn't know that a chartRef is one`,
      use: '`configurations` with a nameReference from OCIRepository to spec/chartRef/name of HelmRelease, then migrate again',
    };
  }
}

function coversChartRef(run: MigrationRun, directory: string): boolean {
  const kustomize = run.repository.kustomizations.get(directory);
  return itemsAt(kustomize?.map, 'configurations').some(item => {
    const text = run.repository.fileAt(directory, textAt(item) ?? '')?.text ?? '';
    return /kind:\s*OCIRepository/.test(text) && /spec\/chartRef\/name/.test(text);
  });
}

/** Of what the betas of HelmRelease had and v2 hasn't. */
function* fields({ object, isBeta }: ChartUse): Generator<Obstacle> {
  if (!isBeta) return;
  for (const renderer of itemsAt(object.spec, 'postRenderers')) {
    for (const key of ['patchesStrategicMerge', 'patchesJson6902']) {
      const found = find(renderer, 'kustomize', key);
      if (found) yield { code: 'FOC128', offset: found.pair.keyStart, problem: `\`chartRef\` needs helm.toolkit.fluxcd.io/v2, which has no \`${key}\``, use: '`patches` instead, then migrate again' };
    }
  }
}

function sameNamespaces(one: readonly (string | undefined)[], other: readonly (string | undefined)[]): boolean {
  return one.length === other.length && one.every(namespace => other.includes(namespace));
}
