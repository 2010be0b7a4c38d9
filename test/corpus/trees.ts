import { valuesOf } from './support/documents';
import { isYaml, type Tree } from './support/tree';
import type { GitToOciOptions } from '../../src/migration/migration-options';
import { OciRef } from '../../src/oci/oci-ref';

/** What a person would know about a repository and its files don't say. */
export interface Ownership {
  /** GitRepositories that are this repository itself, as `NAME.NAMESPACE`. */
  readonly own: readonly string[];
  readonly artifactRoot?: string;
  /** Where its artifact is pushed, if that is so already. */
  readonly home?: string;
  /** Where other repositories are pushed. */
  readonly others?: Readonly<Record<string, string>>;
}

export const REGISTRY = 'oci://registry.example/acme';

const BOOTSTRAPPED: Ownership = { own: ['flux-system.flux-system'] };
const BELOW_KUBERNETES: Ownership = { ...BOOTSTRAPPED, artifactRoot: 'kubernetes' };

const HALF_MOVED: Ownership = { ...BELOW_KUBERNETES, home: 'oci://ghcr.io/xunholy/manifests/k8s-gitops' };

/** Repositories that aren't like `BOOTSTRAPPED`. */
const TREES: Readonly<Record<string, Ownership>> = {
  'angelnu+k8s-gitops': { own: ['cluster-repository.flux-system'] },
  'controlplaneio-fluxcd+d1-fleet': {
    ...BOOTSTRAPPED,
    others: {
      'flux-infra.flux-system': `${REGISTRY}/d1-infra`,
      'flux-apps.apps-update': `${REGISTRY}/d1-apps`,
      'flux-apps.backend': `${REGISTRY}/d1-apps`,
      'flux-apps.frontend': `${REGISTRY}/d1-apps`,
    },
  },
  'giantswarm+gitops-template': { own: ['your-repo.default'] },
  'onedr0p+home-ops': BELOW_KUBERNETES,
  'onedr0p+home-ops@2023-06': { own: ['home-ops-kubernetes.flux-system'], artifactRoot: 'kubernetes' },
  'toboshii+home-ops': { own: ['flux-cluster.flux-system'], artifactRoot: 'cluster' },
  'truxnell+home-cluster': { own: ['home-cluster-kubernetes.flux-system'], artifactRoot: 'kubernetes' },
  'xunholy+k8s-gitops@2022-01': { ...BOOTSTRAPPED, artifactRoot: 'k8s' },
  'xunholy+k8s-gitops': HALF_MOVED,
  'xunholy+k8s-gitops@2025-09-post-oci': HALF_MOVED,
  'xunholy+k8s-gitops@2025-09-pre-oci': HALF_MOVED,
};

export function ownershipOf(tree: string): Ownership {
  return TREES[tree] ?? BOOTSTRAPPED;
}

/**
 * How each tree is migrated: as somebody does who only names a registry; as its owner would; and as if every chart had a home in the
 * registry, so that all releases move.
 */
export const MODES = ['default', 'mapped', 'charts'] as const;

export function optionsFor(tree: string, mode: typeof MODES[number], files: Tree): GitToOciOptions {
  if (mode === 'default') return { registry: REGISTRY };
  const { own, others, artifactRoot, home = `${REGISTRY}/${tree.replace(/^.*\+/, '').replace(/@.*$/, '')}` } = ownershipOf(tree);
  return {
    registry: REGISTRY,
    sources: { ...Object.fromEntries(own.map(name => [name, home])), ...others },
    ref: OciRef.tag('main'),
    ...artifactRoot && { artifactRoot },
    ...mode === 'charts' && { charts: Object.fromEntries(chartsIn(files).map(chart => [chart, `oci://charts.example/${chart}`])) },
  };
}

/** The charts that come from any HelmRepository, by name. */
function chartsIn(files: Tree): string[] {
  return [...files].flatMap(([path, text]) => isYaml(path) ? valuesOf(text) : []).map(value => value?.spec?.chart?.spec)
    .filter(chart => typeof chart?.chart === 'string' && chart.sourceRef?.kind === 'HelmRepository' && /^[a-z0-9._-]+$/.test(chart.chart))
    .map(chart => chart.chart);
}
