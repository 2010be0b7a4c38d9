import { Construct } from 'constructs';
import type { AppOptions } from './app-options';
import { appName, appSource } from './parts';
import { staysWith } from './promise';
import { pinned, signed } from './required';
import { type PinnedArtifact } from '../artifact/pinned-artifact';
import type { IHelmRelease } from '../delivery/dependencies';
import { HelmRelease } from '../delivery/helm-release';
import type { HelmReleaseOptions } from '../delivery/helm-release-options';
import type { OciRepository } from '../source/oci-repository';

/** Properties of `SignedHelmApp`. */
export interface SignedHelmAppProps extends AppOptions {
  /** The Helm chart to release: exactly this artifact. */
  readonly artifact: PinnedArtifact;

  /**
   * Values for the Helm chart. A null deletes a default of it; see `HelmValues.null()`, and `HelmValues.file()` for those in files.
   *
   * @default - what the Helm chart says
   */
  readonly values?: { [key: string]: any };

  /**
   * Name of the release, of up to 53 characters. Changing it uninstalls and installs.
   *
   * @default - the name of the app
   */
  readonly releaseName?: string;

  /**
   * What must be ready first.
   *
   * @default - nothing
   */
  readonly dependsOn?: IHelmRelease[];

  /**
   * How the Helm chart is released.
   *
   * @default - the defaults of `HelmRelease`
   */
  readonly delivery?: HelmReleaseOptions;
}

/**
 * Releases one Helm chart: pinned by digest, and only if the signer signed it.
 *
 * Renders an `OCIRepository`, a `HelmRelease` and, unless it exists, the target `Namespace`.
 */
export class SignedHelmApp extends Construct implements IHelmRelease {
  /** What Flux pulls and verifies. */
  public readonly source: OciRepository;

  /** How it is released. */
  public readonly delivery: HelmRelease;

  public readonly helmReleaseName: string;
  public readonly helmReleaseNamespace?: string;

  /**
   * @throws FOC002 for a name over 63 characters, FOC008 for a namespace that can't be, and what `OciRepository` and `HelmRelease` throw; when it is rendered,
   * FOC047 or FOC048 for a JSON patch that takes away what is promised here
   */
  public constructor(scope: Construct, id: string, props: SignedHelmAppProps) {
    super(scope, id);
    const name = appName(this, 'HelmRelease', props);
    this.source = appSource(this, name, pinned(this, props.artifact), signed(this, props));
    const { values, dependsOn, targetNamespace, metadata } = props;
    this.delivery = new HelmRelease(this, 'Delivery', {
      ...props.delivery,
      source: this.source,
      releaseName: props.releaseName ?? name,
      values,
      dependsOn,
      targetNamespace,
      name,
      metadata,
    });
    staysWith(this.source, this.delivery);
    this.helmReleaseName = name;
    this.helmReleaseNamespace = this.delivery.helmReleaseNamespace;
  }
}
