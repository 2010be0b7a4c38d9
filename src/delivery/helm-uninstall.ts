import type { HelmReleaseSpecUninstall, HelmReleaseSpecUninstallDeletionPropagation } from '../../imports/helm.toolkit.fluxcd.io';
import { optionalDuration } from '../kube/duration';
import type { Place } from '../private/namespaces';

/** What becomes of objects that belong to a deleted one, such as the Pods of a Deployment. */
export enum HelmDeletionPropagation {
  /** They are deleted after it. */
  BACKGROUND = 'background',

  /** They are deleted before it. */
  FOREGROUND = 'foreground',

  /** They stay. */
  ORPHAN = 'orphan',
}

/**
 * How a release is uninstalled: when its HelmRelease is deleted, and where a strategy says so.
 *
 * @see https://fluxcd.io/flux/components/helm/helmreleases/#uninstall-configuration
 */
export interface HelmUninstall {
  /**
   * What becomes of objects that belong to a deleted one.
   *
   * @default - HelmDeletionPropagation.BACKGROUND, by Flux
   */
  readonly deletionPropagation?: HelmDeletionPropagation;

  /**
   * Runs none of the hooks of the Helm chart.
   *
   * @default false
   */
  readonly disableHooks?: boolean;

  /**
   * Doesn't wait until everything is deleted.
   *
   * @default false
   */
  readonly disableWait?: boolean;

  /**
   * Keeps what Helm knows of the release.
   *
   * @default false
   */
  readonly keepHistory?: boolean;

  /**
   * How long it may take. A duration such as `10m`.
   *
   * @default - the `timeout` of the HelmRelease
   */
  readonly timeout?: string;
}

/** The field `uninstall`. */
export function renderUninstall({ construct }: Place, uninstall: HelmUninstall | undefined): HelmReleaseSpecUninstall | undefined {
  return uninstall && {
    ...uninstall,
    deletionPropagation: uninstall.deletionPropagation as HelmReleaseSpecUninstallDeletionPropagation | undefined,
    timeout: optionalDuration(construct, 'uninstall.timeout', uninstall.timeout),
  };
}
