import type { CommonMetadata } from './common-metadata';
import type { Decryption } from './decryption';
import type { HealthCheck } from './health-check';
import type { HealthCheckExpr } from './health-check-expr';
import type { KubeConfig } from './kube-config';
import type { IgnoreRule, KustomizeImage, KustomizePatch } from './kustomize';
import type { PostBuild } from './post-build';

/** What becomes of all that a Kustomization applied when it is deleted itself. A suspended one deletes nothing. */
export enum DeletionPolicy {
  /** Deleted if `prune` is on, else left. */
  MIRROR_PRUNE = 'MirrorPrune',
  /** Deleted. */
  DELETE = 'Delete',
  /** Deleted, and the Kustomization stays until all of it is gone. */
  WAIT_FOR_TERMINATION = 'WaitForTermination',
  /** Left where it is. */
  ORPHAN = 'Orphan',
}

/** What kustomize writes about an object into its annotations. */
export enum BuildMetadata {
  /** The file that it came from. */
  ORIGIN_ANNOTATIONS = 'originAnnotations',
  /** What changed it. */
  TRANSFORMER_ANNOTATIONS = 'transformerAnnotations',
}

/** How manifests are applied. */
export interface KustomizationOptions {
  /**
   * How often Flux compares the cluster with the artifact, and corrects it. A duration such as `10m`.
   *
   * @default 60m
   */
  readonly interval?: string;

  /**
   * How soon Flux tries again after a failure.
   *
   * @default 2m
   */
  readonly retryInterval?: string;

  /**
   * How long building, applying and becoming ready may take together. Flux counts less than 30s as 30s.
   *
   * @default 3m
   */
  readonly timeout?: string;

  /**
   * Deletes from the cluster what is no longer in the artifact.
   *
   * @default true
   */
  readonly prune?: boolean;

  /**
   * Is ready only when everything that was applied is.
   *
   * @default true - unless there are `healthChecks`, which Flux ignores beside it
   */
  readonly wait?: boolean;

  /**
   * Is ready only when these objects are, whoever applies them; instead of `wait`.
   *
   * @default - none
   * @see https://fluxcd.io/flux/components/kustomize/kustomizations/#health-checks
   */
  readonly healthChecks?: HealthCheck[];

  /**
   * When objects are ready that don't say it as Kubernetes does; for `wait` and `healthChecks` alike.
   *
   * @default - as Kubernetes says it
   */
  readonly healthCheckExprs?: HealthCheckExpr[];

  /**
   * What becomes of all that was applied when the Kustomization itself is deleted.
   *
   * @default DeletionPolicy.MIRROR_PRUNE
   */
  readonly deletionPolicy?: DeletionPolicy;

  /**
   * Recreates objects whose immutable fields change.
   *
   * @default false
   */
  readonly force?: boolean;

  /**
   * Stops applying. What was applied stays, also if the Kustomization is removed while it is suspended.
   *
   * @default false
   */
  readonly suspend?: boolean;

  /**
   * ServiceAccount of the Kustomization's namespace with whose rights Flux applies. It needs `get`, `create` and `patch` on all that
   * is applied, and `delete` to prune; what it lacks is told as `ReconciliationFailed`, `… is forbidden`. It must outlive the
   * Kustomization: without it Flux removes nothing.
   *
   * @default - the rights of kustomize-controller
   */
  readonly serviceAccountName?: string;

  /**
   * The cluster to apply to.
   *
   * @default - the one in which Flux runs
   */
  readonly kubeConfig?: KubeConfig;

  /**
   * Decrypts what SOPS has encrypted.
   *
   * @default - nothing is decrypted
   */
  readonly decryption?: Decryption;

  /**
   * Replaces `${variable}` in the built manifests.
   *
   * @default - nothing is replaced
   */
  readonly postBuild?: PostBuild;

  /**
   * Folders with kustomize components, relative to `path` and inside the artifact.
   *
   * @default - none
   * @see https://fluxcd.io/flux/components/kustomize/kustomizations/#components
   */
  readonly components?: string[];

  /**
   * Leaves out components that the artifact doesn't have.
   *
   * @default false - one that is missing fails the build
   */
  readonly ignoreMissingComponents?: boolean;

  /**
   * Changes to the manifests, in this order.
   *
   * @default - none
   * @see https://fluxcd.io/flux/components/kustomize/kustomizations/#patches
   */
  readonly patches?: KustomizePatch[];

  /**
   * Other images than those in the manifests.
   *
   * @default - those in the manifests
   * @see https://fluxcd.io/flux/components/kustomize/kustomizations/#images
   */
  readonly images?: KustomizeImage[];

  /**
   * Stands before the name of every object, of up to 200 characters. Changing it prunes all of them and applies them anew.
   *
   * @default - nothing
   */
  readonly namePrefix?: string;

  /**
   * Stands behind the name of every object, of up to 200 characters. Changing it prunes all of them and applies them anew.
   *
   * @default - nothing
   */
  readonly nameSuffix?: string;

  /**
   * Labels and annotations for everything that is applied.
   *
   * @default - none
   */
  readonly commonMetadata?: CommonMetadata;

  /**
   * Annotations with which kustomize tells how it built an object. Since Flux 2.9.
   *
   * @default - none
   */
  readonly buildMetadata?: BuildMetadata[];

  /**
   * Fields that Flux sets once and then leaves to others, such as the replicas that an autoscaler sets. Since Flux 2.9.
   *
   * @default - Flux takes every field back that the manifests have
   */
  readonly ignore?: IgnoreRule[];
}
