import type { HelmServerSideApply } from './helm-upgrade';
import type { HelmReleaseSpecRollback, HelmReleaseSpecRollbackServerSideApply } from '../../imports/helm.toolkit.fluxcd.io';
import { optionalDuration } from '../kube/duration';
import type { Place } from '../private/namespaces';

/**
 * How Flux goes back to the release before: where `upgrade.strategy` is `HelmUpgradeStrategy.remediateOnFailure`, and only there.
 *
 * @see https://fluxcd.io/flux/components/helm/helmreleases/#rollback-configuration
 */
export interface HelmRollback {
  /**
   * Deletes what a failed rollback made anew.
   *
   * @default false
   */
  readonly cleanupOnFail?: boolean;

  /**
   * Runs none of the hooks of the Helm chart.
   *
   * @default false
   */
  readonly disableHooks?: boolean;

  /**
   * Doesn't wait until what was rolled back is ready.
   *
   * @default false
   */
  readonly disableWait?: boolean;

  /**
   * Doesn't wait until Jobs have come to an end.
   *
   * @default false
   */
  readonly disableWaitForJobs?: boolean;

  /**
   * Replaces objects instead of merging changes into them. Flux ignores it where it applies server-side.
   *
   * @default false
   */
  readonly force?: boolean;

  /**
   * Does nothing.
   *
   * @deprecated Helm 4, and with it Flux since 2.8, restarts no Pods; there is nothing in its place
   * @default - not written
   */
  readonly recreate?: boolean;

  /**
   * How changes are applied.
   *
   * @default - HelmServerSideApply.AUTO, by Flux
   */
  readonly serverSideApply?: HelmServerSideApply;

  /**
   * How long it may take. A duration such as `10m`.
   *
   * @default - the `timeout` of the HelmRelease
   */
  readonly timeout?: string;
}

/** The field `rollback`. */
export function renderRollback({ construct }: Place, rollback: HelmRollback | undefined): HelmReleaseSpecRollback | undefined {
  return rollback && {
    ...rollback,
    serverSideApply: rollback.serverSideApply as HelmReleaseSpecRollbackServerSideApply | undefined,
    timeout: optionalDuration(construct, 'rollback.timeout', rollback.timeout),
  };
}
