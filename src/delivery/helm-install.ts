import { HelmInstallStrategy } from './helm-strategy';
import type { HelmReleaseSpecInstall, HelmReleaseSpecInstallCrds } from '../../imports/helm.toolkit.fluxcd.io';
import { optionalDuration } from '../kube/duration';
import type { Place } from '../private/namespaces';

/** What becomes of the CustomResourceDefinitions in the folder `crds` of a Helm chart. */
export enum HelmCrds {
  /** Leaves them alone. */
  SKIP = 'Skip',

  /** Makes those that aren't there. */
  CREATE = 'Create',

  /** Makes those that aren't there, and replaces those that are. It deletes none. */
  CREATE_REPLACE = 'CreateReplace',
}

/**
 * How a Helm chart is installed.
 *
 * @see https://fluxcd.io/flux/components/helm/helmreleases/#install-configuration
 */
export interface HelmInstall {
  /**
   * What becomes of the CustomResourceDefinitions of the Helm chart.
   *
   * @default - HelmCrds.CREATE, by Flux
   */
  readonly crds?: HelmCrds;

  /**
   * Makes the target namespace if it isn't there. Nothing removes it again. The golden paths render it instead.
   *
   * @default false
   */
  readonly createNamespace?: boolean;

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
   * Doesn't wait until what was installed is ready.
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
   * Takes the name of a release that was uninstalled with `keepHistory`.
   *
   * @default false
   */
  readonly replace?: boolean;

  /**
   * Applies as kube-apiserver merges (server-side apply), not as Helm 3 did.
   *
   * @default - true, by Flux
   */
  readonly serverSideApply?: boolean;

  /**
   * Does nothing.
   *
   * @deprecated no Flux that this library knows reads it; use `crds: HelmCrds.SKIP`
   * @default - not written
   */
  readonly skipCrds?: boolean;

  /**
   * What Flux does when it fails.
   *
   * @default HelmInstallStrategy.retryOnFailure()
   */
  readonly strategy?: HelmInstallStrategy;

  /**
   * How long it may take. A duration such as `10m`.
   *
   * @default - the `timeout` of the HelmRelease
   */
  readonly timeout?: string;
}

/** The field `install`; `retryInterval` is that of the HelmRelease. */
export function renderInstall(place: Place, install: HelmInstall, retryInterval: string): HelmReleaseSpecInstall {
  const { strategy = HelmInstallStrategy.retryOnFailure(), crds, skipCrds: skipCrDs, timeout, ...others } = install;
  return {
    ...others,
    ...strategy._bind(place, retryInterval),
    crds: crds as HelmReleaseSpecInstallCrds | undefined,
    skipCrDs,
    timeout: optionalDuration(place.construct, 'install.timeout', timeout),
  };
}
