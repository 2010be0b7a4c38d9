import type { ApiObjectMetadata } from 'cdk8s';
import type { IHelmRelease } from './dependencies';
import type { HelmReleaseOptions } from './helm-release-options';
import type { ISource } from '../source/source';

/** Properties of `HelmRelease`. */
export interface HelmReleaseProps extends HelmReleaseOptions {
  /**
   * Name of the object.
   *
   * @default - the construct id in kebab case
   */
  readonly name?: string;

  /**
   * Namespace, labels and annotations of the object.
   *
   * @default - the namespace and labels of the chart
   */
  readonly metadata?: ApiObjectMetadata;

  /** Where the Helm chart comes from. */
  readonly source: ISource;

  /**
   * Values for the Helm chart. A null deletes a default of it; see `HelmValues.null()`, and `HelmValues.file()` for those in files.
   *
   * @default - what the Helm chart says
   */
  readonly values?: { [key: string]: any };

  /**
   * Name of the release, of up to 53 characters. Changing it uninstalls and installs.
   *
   * @default - by Flux: the name, with the target namespace before it where there is one
   */
  readonly releaseName?: string;

  /**
   * Namespace to release into. It must exist. Changing it uninstalls and installs.
   *
   * @default - that of the HelmRelease
   */
  readonly targetNamespace?: string;

  /**
   * What must be ready first. `Dependency.helmRelease` says when something else than readiness is meant.
   *
   * @default - nothing
   */
  readonly dependsOn?: IHelmRelease[];
}
