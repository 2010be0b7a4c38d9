import type { IConstruct } from 'constructs';

/** A Kustomization: one that this program makes, or one that is in the cluster already. */
export interface IKustomization extends IConstruct {
  /** The name of the object. */
  readonly kustomizationName: string;

  /**
   * The namespace of the object.
   *
   * @default - that of whatever depends on it
   */
  readonly kustomizationNamespace?: string;
}

/** A HelmRelease: one that this program makes, or one that is in the cluster already. */
export interface IHelmRelease extends IConstruct {
  /** The name of the object. */
  readonly helmReleaseName: string;

  /**
   * The namespace of the object.
   *
   * @default - that of whatever depends on it
   */
  readonly helmReleaseNamespace?: string;
}
