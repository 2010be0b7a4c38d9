import { HelmCrds } from './helm-install';
import { HelmUpgradeStrategy } from './helm-strategy';
import type {
  HelmReleaseSpecUpgrade, HelmReleaseSpecUpgradeChartNameChangeStrategy, HelmReleaseSpecUpgradeCrds, HelmReleaseSpecUpgradeServerSideApply,
} from '../../imports/helm.toolkit.fluxcd.io';
import { optionalDuration } from '../kube/duration';
import type { Place } from '../private/namespaces';

/** Whether Helm applies as kube-apiserver merges (server-side apply), or as Helm 3 did. */
export enum HelmServerSideApply {
  /** Server-side apply. */
  ENABLED = 'enabled',

  /** As Helm 3 did. */
  DISABLED = 'disabled',

  /** As the release was applied last. */
  AUTO = 'auto',
}

/** What becomes of a release whose Helm chart gets another name. */
export enum HelmChartNameChange {
  /** Upgraded, as by any other change. */
  IN_PLACE_UPDATE = 'InPlaceUpdate',

  /** Uninstalled, then installed. */
  REINSTALL = 'Reinstall',
}

/**
 * How a release is upgraded.
 *
 * @see https://fluxcd.io/flux/components/helm/helmreleases/#upgrade-configuration
 */
export interface HelmUpgrade {
  /**
   * What becomes of a release whose Helm chart gets another name. Since Flux 2.9.
   *
   * @default - HelmChartNameChange.REINSTALL, by Flux
   */
  readonly chartNameChangeStrategy?: HelmChartNameChange;

  /**
   * Deletes what a failed upgrade made anew.
   *
   * @default false
   */
  readonly cleanupOnFail?: boolean;

  /**
   * What becomes of the CustomResourceDefinitions of the Helm chart.
   *
   * @default HelmCrds.CREATE_REPLACE
   */
  readonly crds?: HelmCrds;

  /**
   * Runs none of the hooks of the Helm chart.
   *
   * @default false
   */
  readonly disableHooks?: boolean;

  /**
   * Doesn't hold the manifests against the OpenAPI schemas of Kubernetes.
   *
   * @default false
   */
  readonly disableOpenApiValidation?: boolean;

  /**
   * Doesn't hold the values against the `values.schema.json` of the Helm chart.
   *
   * @default false
   */
  readonly disableSchemaValidation?: boolean;

  /**
   * Fails where an object exists that belongs to no release or to another one, instead of taking it over.
   *
   * @default false
   */
  readonly disableTakeOwnership?: boolean;

  /**
   * Doesn't wait until what was upgraded is ready.
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
   * Keeps the values of the release before where `values` say nothing. What runs is then no longer what the program says.
   *
   * @default false
   */
  readonly preserveValues?: boolean;

  /**
   * How changes are applied.
   *
   * @default - HelmServerSideApply.AUTO, by Flux
   */
  readonly serverSideApply?: HelmServerSideApply;

  /**
   * What Flux does when it fails.
   *
   * @default HelmUpgradeStrategy.retryOnFailure()
   */
  readonly strategy?: HelmUpgradeStrategy;

  /**
   * How long it may take. A duration such as `10m`.
   *
   * @default - the `timeout` of the HelmRelease
   */
  readonly timeout?: string;
}

/** The field `upgrade`; `retryInterval` is that of the HelmRelease. */
export function renderUpgrade(place: Place, upgrade: HelmUpgrade, retryInterval: string): HelmReleaseSpecUpgrade {
  const { strategy = HelmUpgradeStrategy.retryOnFailure(), crds = HelmCrds.CREATE_REPLACE, ...said } = upgrade;
  const { serverSideApply, chartNameChangeStrategy, timeout, ...others } = said;
  return {
    ...others,
    ...strategy._bind(place, retryInterval),
    crds: crds as string as HelmReleaseSpecUpgradeCrds,
    serverSideApply: serverSideApply as HelmReleaseSpecUpgradeServerSideApply | undefined,
    chartNameChangeStrategy: chartNameChangeStrategy as HelmReleaseSpecUpgradeChartNameChangeStrategy | undefined,
    timeout: optionalDuration(place.construct, 'upgrade.timeout', timeout),
  };
}
