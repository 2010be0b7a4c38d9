import { join } from 'node:path';
import { Classes, fluxObjects } from './classes';
import { MigrationScope } from '../../../src/migration/migration-options';
import { differences } from '../checks/same-values';
import { HELM_LAYER, referencesOf } from '../support/flux';
import { sourcesFor } from '../support/lookup';
import { migrate, stateOf } from '../support/migrate';
import { isFound, type Run, type State } from '../support/run';
import { readTree } from '../support/tree';
import { ownershipOf, REGISTRY } from '../trees';

const BEFORE = 'billimek+k8s-gitops@2025-12-pre';
const AFTER = 'billimek+k8s-gitops@2025-12-post';

/** A person moved every chart to an OCIRepository by hand, those of https repositories to OCI homes that were found elsewhere. */
export function billimekPair(folder: string): void {
  describe('billimek, moved by hand in 2025-12', () => {
    let run: Run;
    let human: State;

    beforeAll(() => {
      const ownership = ownershipOf(BEFORE);
      const [before, after] = [BEFORE, AFTER].map(tree => stateOf(readTree(join(folder, tree)), { registry: REGISTRY }, ownership));
      human = after;
      run = migrate(join(folder, BEFORE), { registry: REGISTRY, what: MigrationScope.HELM, charts: homesOf(before, after) }, ownership);
    });

    test('each release pulls the same chart, or a difference has a reason', () => {
      const classes = new Classes();
      for (const [name, theirs] of releasesOf(human)) {
        const [old, ours] = [run.before, run.after].map(state => releasesOf(state).get(name));
        if (ours.spec.chart && theirs.spec.chartRef) {
          classes.add(name, [['we leave it to a person, because of a login', isLogin(run, old) && isFound(run, ours)]]);
          continue;
        }
        for (const difference of differences(pulledBy(run.after, ours), pulledBy(human, theirs))) {
          classes.add(`${name}: ${difference}`, [
            ['the person moved an OCI chart to another registry', sourceOf(run.before, old)?.spec.type === 'oci' && /: url: "oci:/.test(`: ${difference}`)],
            ['the person chose another interval', /: interval: /],
            ['the person forgot the timeout', /: timeout: "\w+" → undefined$/],
          ]);
        }
        for (const difference of differences(rest(ours), rest(theirs))) {
          classes.add(`${name}: ${difference}`, [['the person edited something else', differences(rest(old), rest(ours)).length === 0]]);
        }
      }
      expect(classes.unexplained).toEqual([]);
      expect(classes.byReason).toEqual({
        'the person chose another interval': 6,
        'the person edited something else': 1,
        'the person forgot the timeout': 2,
        'the person moved an OCI chart to another registry': 3,
        'we leave it to a person, because of a login': 8,
      });
    });

    test('each other object is the same, or a difference has a reason', () => {
      const classes = new Classes();
      const [old, ours, theirs] = [run.before, run.after, human].map(fluxObjects);
      for (const name of new Set([...ours.keys(), ...theirs.keys()])) {
        const [kind] = name.split('/');
        if (kind === 'HelmRelease' || differences(ours.get(name), theirs.get(name)).length === 0) continue;
        classes.add(name, [
          ['a source of a chart that is compared with its release', kind === 'OCIRepository' && isChart(ours.get(name) ?? theirs.get(name))],
          ['a HelmRepository that we need for a login', kind === 'HelmRepository' && ours.get(name)?.spec.secretRef !== undefined && isUsed(run.after, name)],
          ['a HelmRepository that nothing used before', kind === 'HelmRepository' && ours.has(name) && !isUsed(run.before, name)],
          ['the person edited something else', theirs.has(name) && differences(old.get(name), ours.get(name)).length === 0],
        ]);
      }
      expect(classes.unexplained).toEqual([]);
      expect(classes.byReason).toEqual({
        'a HelmRepository that nothing used before': 3,
        'a HelmRepository that we need for a login': 7,
        'a source of a chart that is compared with its release': 29,
      });
    });
  });
}

/** Where the person found the charts that came from https. */
function homesOf(before: State, human: State): Record<string, string> {
  return Object.fromEntries([...releasesOf(human)].flatMap(([name, release]) => {
    const old = releasesOf(before).get(name);
    const source = old?.spec?.chart && sourceOf(before, old);
    const url = release.spec?.chartRef && pulledBy(human, release).url;
    return source && source.spec.type !== 'oci' && url ? [[old.spec.chart.spec.chart, url]] : [];
  }));
}

function releasesOf(state: State): Map<string, any> {
  return new Map([...fluxObjects(state)].filter(([name]) => name.startsWith('HelmRelease/')));
}

function pulledBy(state: State, release: any): any {
  const source = sourceOf(state, release);
  return source && { ...source.spec, kind: source.kind, chart: release.spec.chart?.spec?.chart, version: release.spec.chart?.spec?.version };
}

function sourceOf(state: State, release: any): any {
  const [reference] = referencesOf(release);
  return reference && sourcesFor(state, reference)[0];
}

function isLogin({ before }: Run, release: any): boolean {
  return sourceOf(before, release)?.spec.secretRef !== undefined;
}

function isChart(source: any): boolean {
  return source?.spec.layerSelector?.mediaType === HELM_LAYER;
}

function rest(release: any): any {
  const { chart, chartRef, ...others } = release?.spec ?? {};
  return others;
}

function isUsed(state: State, name: string): boolean {
  const [kind, , last] = name.split('/');
  return state.objects.some(({ value }) => referencesOf(value).some(reference => reference.kind === kind && reference.name === last));
}
