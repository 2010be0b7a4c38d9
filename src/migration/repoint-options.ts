import type { OciRef } from '../oci/oci-ref';
import type { RegistryAuth } from '../registry-auth/registry-auth';
import type { OciRepositoryOptions } from '../source/oci-repository';
import type { Verification } from '../verification/verification';

/** Which GitRepository of a program becomes an OCI source, and of what. */
export interface RepointOptions {
  /** Where the artifact is: `oci://host[:port]/repository`, without tag and digest. */
  readonly url: string;

  /**
   * Name of the GitRepository.
   *
   * @default - the only one there is
   */
  readonly sourceName?: string;

  /**
   * Namespace of the GitRepository.
   *
   * @default - whichever it is in
   */
  readonly sourceNamespace?: string;

  /**
   * Which artifact of the repository.
   *
   * @default - the tag `latest`, with a warning
   */
  readonly ref?: OciRef;

  /**
   * The proof that Flux demands before it uses an artifact.
   *
   * @default - none: whatever the registry serves is used
   */
  readonly verify?: Verification;

  /**
   * Who pulls. The Secret that the GitRepository names holds nothing that a registry takes.
   *
   * @default RegistryAuth.anonymous()
   */
  readonly auth?: RegistryAuth;

  /**
   * Allows plain HTTP, for a registry on this machine. On HTTPS it also switches the check of the registry's certificate off, unless
   * `source.certSecret` is given.
   *
   * @default false
   */
  readonly insecure?: boolean;

  /**
   * The folder of the Git repository that CI pushes, such as `clusters`. It is the root of the artifact, so every `path` loses it.
   *
   * @default - the Git repository itself: no `path` changes
   */
  readonly artifactRoot?: string;

  /**
   * Keeps the GitRepository, for the time in which both are in use.
   *
   * @default false - it goes, unless something else needs it; then it stays, with warnings that say for what
   */
  readonly keepGit?: boolean;

  /**
   * How the source is pulled.
   *
   * @default - `interval`, `timeout` and `suspend` of the GitRepository, and its `ignore` where the artifact has the same root
   */
  readonly source?: OciRepositoryOptions;
}
