import type { CommonMetadata } from './common-metadata';
import type { DriftDetection } from './drift-detection';
import type { HealthCheckExpr } from './health-check-expr';
import type { HelmInstall } from './helm-install';
import type { HelmRollback } from './helm-rollback';
import type { HelmTest } from './helm-test';
import type { HelmUninstall } from './helm-uninstall';
import type { HelmUpgrade } from './helm-upgrade';
import type { KubeConfig } from './kube-config';
import type { HelmPostRenderStrategy, PostRenderer } from './post-renderer';
import type { ValuesFrom } from './values-from';

/** How Flux finds out whether objects of a release are ready. */
export enum HelmWaitStrategy {
  /** By their status, as Flux does elsewhere; the only one that asks `healthCheckExprs`. */
  POLLER = 'poller',

  /** As Helm 3 did. */
  LEGACY = 'legacy',
}

/** How a Helm chart is released. */
export interface HelmReleaseOptions {
  /**
   * How often Flux compares the cluster with the release, and corrects it. A duration such as `10m`.
   *
   * @default 30m
   */
  readonly interval?: string;

  /**
   * How long each Helm action may take. A duration such as `10m`.
   *
   * @default - 5m, by Flux
   */
  readonly timeout?: string;

  /**
   * How soon a failed install or upgrade is tried again, where its strategy doesn't say it. A duration such as `10m`.
   *
   * @default 5m
   */
  readonly retryInterval?: string;

  /**
   * How the Helm chart is installed.
   *
   * @default - it is tried again until it succeeds
   */
  readonly install?: HelmInstall;

  /**
   * How the release is upgraded.
   *
   * @default - it is tried again until it succeeds; CustomResourceDefinitions are replaced
   */
  readonly upgrade?: HelmUpgrade;

  /**
   * How Flux goes back to the release before; needs `HelmUpgradeStrategy.remediateOnFailure`.
   *
   * @default - the defaults of Helm
   */
  readonly rollback?: HelmRollback;

  /**
   * Runs the tests of the Helm chart after each install and upgrade.
   *
   * @default - no tests
   */
  readonly test?: HelmTest;

  /**
   * How the release is uninstalled.
   *
   * @default - the defaults of Helm
   */
  readonly uninstall?: HelmUninstall;

  /**
   * What Flux does when others change objects of the release.
   *
   * @default DriftDetection.enabled()
   */
  readonly driftDetection?: DriftDetection;

  /**
   * Values from Secrets and ConfigMaps, the later ones over the earlier ones.
   *
   * @default - none
   */
  readonly valuesFrom?: ValuesFrom[];

  /**
   * Changes to what the Helm chart renders, in this order.
   *
   * @default - none
   */
  readonly postRenderers?: PostRenderer[];

  /**
   * When `postRenderers` see the hooks of the Helm chart. Since Flux 2.9.
   *
   * @default - HelmPostRenderStrategy.COMBINED, by Flux
   * @see https://fluxcd.io/flux/components/helm/helmreleases/#post-render-strategy
   */
  readonly postRenderStrategy?: HelmPostRenderStrategy;

  /**
   * Labels and annotations for everything that the Helm chart renders.
   *
   * @default - none
   */
  readonly commonMetadata?: CommonMetadata;

  /**
   * How Flux finds out whether objects are ready.
   *
   * @default - HelmWaitStrategy.POLLER, by Flux
   * @see https://fluxcd.io/flux/components/helm/helmreleases/#wait-strategy
   */
  readonly waitStrategy?: HelmWaitStrategy;

  /**
   * When objects are ready that don't say it as Kubernetes does.
   *
   * @default - as Kubernetes says it
   */
  readonly healthCheckExprs?: HealthCheckExpr[];

  /**
   * How many releases Helm remembers; 0 for all of them, which slows Helm down.
   *
   * @default - 5, by Flux
   */
  readonly maxHistory?: number;

  /**
   * Namespace in which Helm keeps what it knows of the release. It must exist. Changing it uninstalls and installs.
   *
   * @default - that of the HelmRelease
   */
  readonly storageNamespace?: string;

  /**
   * Uses one connection to Kubernetes for all steps of a reconciliation. Some Helm charts that bring their CustomResourceDefinitions
   * along as templates need it off.
   *
   * @default - true, by Flux
   */
  readonly persistentClient?: boolean;

  /**
   * Stops releasing. What was released stays.
   *
   * @default false
   */
  readonly suspend?: boolean;

  /**
   * ServiceAccount of the HelmRelease's namespace with whose rights Flux releases. It needs `list`, `create` and `update` on Secrets
   * there, where Helm keeps its state, and `get`, `create` and `patch` on all that the Helm chart holds.
   *
   * @default - the rights of helm-controller
   */
  readonly serviceAccountName?: string;

  /**
   * The cluster to release into. Namespaces, also that of the HelmRelease where no other is said, must exist there.
   *
   * @default - the one in which Flux runs
   */
  readonly kubeConfig?: KubeConfig;
}
