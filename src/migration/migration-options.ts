import type { FluxVersion } from '../kube/flux-version';
import type { OciRef } from '../oci/oci-ref';
import type { RegistryAuth } from '../registry-auth/registry-auth';
import type { Verification } from '../verification/verification';

/** Which sources are moved. */
export enum MigrationScope {
  /** `GitRepository` to `OCIRepository`. */
  GIT = 'git',
  /** `HelmRepository` and `spec.chart` to `OCIRepository` and `spec.chartRef`. */
  HELM = 'helm',
  /** Both. */
  ALL = 'all',
}

/** What is moved where. */
export interface GitToOciOptions {
  /**
   * Where the artifacts of this repository are pushed: `oci://host[:port]/path`. The name of the Git repository is added to it, unless
   * `sources` gives a whole URL.
   */
  readonly registry: string;

  /**
   * The directory that CI pushes, relative to the repository. It is the root of the artifact, so every `path` loses it as a prefix.
   *
   * @default - the repository itself
   */
  readonly artifactRoot?: string;

  /**
   * Which sources are moved.
   *
   * @default MigrationScope.ALL
   */
  readonly what?: MigrationScope;

  /**
   * Where Git sources are published: `oci://…` by `NAME.NAMESPACE` of the GitRepository, which may be declared outside these files.
   *
   * @default - what the files themselves prove to be this repository goes to `registry`; every other one stays
   */
  readonly sources?: { readonly [nameAndNamespace: string]: string };

  /**
   * OCI homes of charts that come from an https repository: the `oci://…` of the chart by its name.
   *
   * @default - charts of https repositories stay where they are
   */
  readonly charts?: { readonly [chart: string]: string };

  /**
   * Globs of the files to change, relative to the repository. All files are read all the same.
   *
   * @default - every file
   */
  readonly only?: string[];

  /**
   * Globs of the files to leave alone, relative to the repository.
   *
   * @default - none
   */
  readonly skip?: string[];

  /**
   * What the sources of this repository follow: the tag that CI moves, or a range of versions.
   *
   * @default - the tag `latest`, with a finding
   */
  readonly ref?: OciRef;

  /**
   * The proof that Flux demands of the artifacts of this repository.
   *
   * @default - none, with a finding
   */
  readonly verify?: Verification;

  /**
   * Who pulls the artifacts of this repository.
   *
   * @default RegistryAuth.anonymous()
   */
  readonly auth?: RegistryAuth;

  /**
   * The version of Flux that applies the result.
   *
   * @default FluxVersion.V2_9
   */
  readonly fluxVersion?: FluxVersion;
}

/** A file of a repository. */
export interface MigrationInput {
  /** Path relative to the repository, with `/`. */
  readonly path: string;

  /** The whole text. */
  readonly content: string;
}
