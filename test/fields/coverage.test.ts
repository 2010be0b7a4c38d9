import { fieldsOf, writtenBy, type Program } from './fields';
import { helmReleases } from './helm-release';
import { kustomizations } from './kustomization';
import { ociRepositories } from './oci-repository';
import { MINORS } from '../support/crd/crds';

interface Construct {
  readonly apiVersion: string;
  readonly kind: string;
  readonly programs: readonly Program[];
  /** What no prop writes, with all below it, and why. */
  readonly leftOut: { readonly [path: string]: string };
  /** How many fields it has, by minor: who raises one gives the new fields props. */
  readonly counts: readonly number[];
}

const CONSTRUCTS: readonly Construct[] = [
  { apiVersion: 'source.toolkit.fluxcd.io/v1', kind: 'OCIRepository', programs: ociRepositories, leftOut: {}, counts: [21, 22, 22] },
  {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    programs: kustomizations,
    leftOut: { 'spec.sourceRef.apiVersion': 'the kind says it: Flux reads none' },
    counts: [55, 65, 65],
  },
  {
    apiVersion: 'helm.toolkit.fluxcd.io/v2',
    kind: 'HelmRelease',
    programs: helmReleases,
    leftOut: {
      'spec.chart': 'always `chartRef`: a chart that the HelmRelease names itself can\'t be held to the identity of its signer',
      'spec.chartRef.apiVersion': 'the kind says it: Flux reads none',
    },
    counts: [121, 124, 124],
  },
];

const within = (path: string) => (field: string) => field === path || field.startsWith(`${path}.`);

describe.each(CONSTRUCTS)('the props for $kind', ({ apiVersion, kind, programs, leftOut, counts }) => {
  const written = writtenBy(programs, kind);

  test.each(MINORS)('write every field of Flux %s, but for what is left out', minor => {
    const missing = fieldsOf(apiVersion, kind, minor).filter(field => !written.has(field));
    expect(missing.filter(field => !Object.keys(leftOut).some(path => within(path)(field)))).toEqual([]);
  });

  test('leave out nothing that they write, and nothing that is no field', () => {
    const fields = MINORS.flatMap(minor => fieldsOf(apiVersion, kind, minor));
    expect(Object.keys(leftOut).filter(path => [...written].some(within(path)) || !fields.some(within(path)))).toEqual([]);
  });

  test('are for as many fields as the CRDs have', () => {
    expect(MINORS.map(minor => fieldsOf(apiVersion, kind, minor).length)).toEqual(counts);
  });
});
