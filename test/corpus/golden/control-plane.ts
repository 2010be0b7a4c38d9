import { join } from 'node:path';
import { Classes, type Reason } from './classes';
import { differences } from '../checks/same-values';
import { isFlux } from '../support/flux';
import { migrate, stateOf } from '../support/migrate';
import type { State } from '../support/run';
import { readTree } from '../support/tree';
import { optionsFor, ownershipOf } from '../trees';

const ONE_SIDED: readonly Reason[] = [
  ['d2 has other components', /\/(kyverno|cert-manager) only in d[12]$/],
  ['d2 has no Kustomizations of tenants', /^(Kustomization|ImageUpdateAutomation)\/(flux-(apps|infra|backend|frontend)|(monitoring|admission)-con)\S* only in d1$/],
  ['d2 has no tenants by cluster', /^clusters\/\S+ Kustomization\/flux-(apps|infra)-tenant only in d1$/],
  ['d2 makes the sources of tenants in ResourceSets', /^(OCI|Git)Repository\/flux-(apps|infra) only in d1$/],
  ['d2 has ResourceSets, or makes it in one', /^(ResourceSet|\w+Repository|Kustomization|ImageUpdateAutomation)\/(apps|infra|policies|image-update|<<)[^/]* only in d2$/],
  ['d2 applies tenants in each cluster', /^clusters\/\S+ Kustomization\/tenants only in d2$/],
  ['d2 has a cluster for updates', /^clusters\/update .* only in d2$/],
];

const DIFFERENT: readonly Reason[] = [
  ['d2 calls the source NAME-chart', /chartRef\.name: "(\w+)" → "\1-chart"$/],
  ['d2 has another interval', / interval: /],
  ['d2 retries by strategy', / (install|upgrade)(\.(timeout|remediation|strategy))?: | timeout: undefined → "10m"$/],
  ['d2 writes one version as a range', /^OCIRepository\/(memcached|redis|podinfo) ref\.(tag|semver): /],
  ['d2 has another version', /^OCIRepository\/\S+ ref\.tag: "\S+" → "\S+"$/],
  ['d2 selects no layer, and gets the first', / layerSelector: \{.*helm.*→ undefined$/],
  ['d2 watches its metrics otherwise', / (valuesFrom|values\.\S*serviceMonitor\w*): /],
  ['d2 has another Flux', / FluxInstance\/flux (distribution|components|cluster)\./],
  ['d2 has another Flux Operator', / (ResourceSet|HelmRelease)\/flux-operator \S*(serviceAccountName|values\S*|install|upgrade): /],
  ['d2 has another artifact', / FluxInstance\/flux sync\.(url|ref|pullSecret): /],
  ['d2 verifies its artifact, and tunes nothing', / FluxInstance\/flux kustomize\.patches\./],
];

const COUNTS = {
  apps: {
    'd2 calls the source NAME-chart': 3,
    'd2 has another interval': 6,
    'd2 retries by strategy': 18,
    'd2 selects no layer, and gets the first': 3,
    'd2 watches its metrics otherwise': 1,
    'd2 writes one version as a range': 6,
  },
  infra: {
    'd2 has another interval': 2,
    'd2 has another version': 2,
    'd2 has other components': 8,
    'd2 watches its metrics otherwise': 3,
  },
  fleet: {
    'd2 applies tenants in each cluster': 3,
    'd2 has ResourceSets, or makes it in one': 8,
    'd2 has a cluster for updates': 8,
    'd2 has another Flux': 23,
    'd2 has another Flux Operator': 18,
    'd2 has another artifact': 9,
    'd2 has no Kustomizations of tenants': 10,
    'd2 has no tenants by cluster': 6,
    'd2 makes the sources of tenants in ResourceSets': 4,
    'd2 retries by strategy': 6,
    'd2 verifies its artifact, and tunes nothing': 21,
    'd2 watches its metrics otherwise': 3,
  },
};

/**
 * The reference architecture of Flux's maintainers, once with Git (d1) and once without (d2). These are two designs, not two states of
 * one: d2 was written anew and delivers through ResourceSets.
 */
export function controlPlanePairs(folder: string): void {
  describe('d1 against d2', () => {
    test.each(Object.entries(COUNTS))('each object of %s is the same, or a difference has a reason', (part, counts) => {
      const [d1, d2] = ['d1', 'd2'].map(design => `controlplaneio-fluxcd+${design}-${part}`);
      const options = optionsFor(d1, 'mapped', new Map());
      const ours = byPlace(migrate(join(folder, d1), options, ownershipOf(d1)).after);
      const theirs = byPlace(stateOf(readTree(join(folder, d2)), options, ownershipOf(d1)));
      const classes = new Classes();
      for (const name of new Set([...ours.keys(), ...theirs.keys()])) {
        if (!ours.has(name)) classes.add(`${name} only in d2`, ONE_SIDED);
        else if (!theirs.has(name)) classes.add(`${name} only in d1`, ONE_SIDED);
        else for (const place of differences(ours.get(name).spec, theirs.get(name).spec)) classes.add(`${name} ${place}`, DIFFERENT);
      }
      expect(classes.unexplained).toEqual([]);
      expect(classes.byReason).toEqual(counts);
    });
  });
}

/** Objects by cluster, kind and name. Namespaces are part of the design, so they aren't compared; d2 calls some sources NAME-chart. */
function byPlace({ objects }: State): Map<string, any> {
  return new Map(objects.filter(({ value }) => isFlux(value)).map(({ value, file }) => {
    const [cluster] = /^clusters\/[^/]+/.exec(file) ?? [];
    return [`${cluster ? `${cluster} ` : ''}${value.kind}/${String(value.metadata?.name).replace(/-chart$/, '')}`, value];
  }));
}
