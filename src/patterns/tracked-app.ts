import { Construct } from 'constructs';
import type { ManifestAppOptions } from './app-options';
import { appName, appSource, manifestDelivery } from './parts';
import { moving, signed } from './required';
import type { IKustomization } from '../delivery/dependencies';
import type { Kustomization } from '../delivery/kustomization';
import type { OciRef } from '../oci/oci-ref';
import type { OciRepository } from '../source/oci-repository';

/** Properties of `TrackedApp`. */
export interface TrackedAppProps extends ManifestAppOptions {
  /** `oci://host[:port]/repository`, without tag and digest. */
  readonly url: string;

  /** The tag or semver range to follow. */
  readonly ref: OciRef;
}

/**
 * Delivers what a tag or a semver range points to, and follows it: for stages before production. Every new artifact must
 * be signed as well; one that isn't is not applied, and what runs keeps running.
 *
 * Renders an `OCIRepository`, a `Kustomization` and, unless it exists, the target `Namespace`.
 */
export class TrackedApp extends Construct implements IKustomization {
  /** What Flux pulls and verifies. */
  public readonly source: OciRepository;

  /** How it is applied. */
  public readonly delivery: Kustomization;

  public readonly kustomizationName: string;
  public readonly kustomizationNamespace?: string;

  /**
   * @throws FOC002 for a name over 63 characters, FOC008 for a namespace that can't be, FOC016 for a digest, and what `OciRepository` and `Kustomization` throw; when it is rendered,
   * FOC047 for a JSON patch that takes away what is promised here
   */
  public constructor(scope: Construct, id: string, props: TrackedAppProps) {
    super(scope, id);
    const name = appName(this, 'Kustomization', props);
    this.source = appSource(this, name, moving(this, props.url, props.ref), signed(this, props));
    this.delivery = manifestDelivery(this, name, this.source, props);
    this.kustomizationName = name;
    this.kustomizationNamespace = this.delivery.kustomizationNamespace;
  }
}
