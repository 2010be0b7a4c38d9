import { Construct } from 'constructs';
import type { ManifestAppOptions } from './app-options';
import { appName, appSource, manifestDelivery } from './parts';
import { pinned, signed } from './required';
import { type PinnedArtifact } from '../artifact/pinned-artifact';
import type { IKustomization } from '../delivery/dependencies';
import type { Kustomization } from '../delivery/kustomization';
import type { OciRepository } from '../source/oci-repository';

/** Properties of `SignedApp`. */
export interface SignedAppProps extends ManifestAppOptions {
  /** What to deliver: exactly this artifact. */
  readonly artifact: PinnedArtifact;
}

/**
 * Delivers one artifact with Kubernetes manifests: pinned by digest, so that nothing but a change of the program changes
 * what runs, and only if the signer signed it.
 *
 * Renders an `OCIRepository`, a `Kustomization` and, unless it exists, the target `Namespace`.
 */
export class SignedApp extends Construct implements IKustomization {
  /** What Flux pulls and verifies. */
  public readonly source: OciRepository;

  /** How it is applied. */
  public readonly delivery: Kustomization;

  public readonly kustomizationName: string;
  public readonly kustomizationNamespace?: string;

  /**
   * @throws FOC002 for a name over 63 characters, FOC008 for a namespace that can't be, and what `OciRepository` and `Kustomization` throw; when it is rendered,
   * FOC047 or FOC048 for a JSON patch that takes away what is promised here
   */
  public constructor(scope: Construct, id: string, props: SignedAppProps) {
    super(scope, id);
    const name = appName(this, 'Kustomization', props);
    this.source = appSource(this, name, pinned(this, props.artifact), signed(this, props));
    this.delivery = manifestDelivery(this, name, this.source, props);
    this.kustomizationName = name;
    this.kustomizationNamespace = this.delivery.kustomizationNamespace;
  }
}
