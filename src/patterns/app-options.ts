import type { ApiObjectMetadata } from 'cdk8s';
import type { IKustomization } from '../delivery/dependencies';
import type { KustomizationOptions } from '../delivery/kustomization-options';
import type { RegistryAuth } from '../registry-auth/registry-auth';
import type { OciRepositoryOptions } from '../source/oci-repository';
import type { Verification } from '../verification/verification';

/** What every golden path asks for: who signed, who pulls, where it goes. */
export interface AppOptions {
  /** Who must have signed the artifact. Flux refuses what nobody of them signed. */
  readonly signedBy: Verification;

  /** Namespace to deliver into. */
  readonly targetNamespace: string;

  /**
   * True where something else makes the target namespace.
   *
   * @default false - the chart holds it, once for all apps that go there; it is never pruned
   */
  readonly namespaceExists?: boolean;

  /**
   * Who pulls.
   *
   * @default RegistryAuth.anonymous()
   */
  readonly auth?: RegistryAuth;

  /**
   * Allows plain HTTP, for a registry on this machine. On HTTPS it also switches the check of the registry's certificate
   * off, unless `source.certSecret` is given.
   *
   * @default false
   */
  readonly insecure?: boolean;

  /**
   * Name of the source and of the delivery. Changing it prunes the app and applies it again.
   *
   * @default - the construct id in kebab case
   */
  readonly name?: string;

  /**
   * Namespace, labels and annotations of the source and of the delivery.
   *
   * @default - the namespace and labels of the chart
   */
  readonly metadata?: ApiObjectMetadata;

  /**
   * How the source is pulled.
   *
   * @default - the defaults of `OciRepository`
   */
  readonly source?: OciRepositoryOptions;
}

/** What golden paths for manifests ask for beside that. */
export interface ManifestAppOptions extends AppOptions {
  /**
   * Folder in the artifact.
   *
   * @default - its root
   */
  readonly path?: string;

  /**
   * What must be ready first.
   *
   * @default - nothing
   */
  readonly dependsOn?: IKustomization[];

  /**
   * How the manifests are applied.
   *
   * @default - the defaults of `Kustomization`
   */
  readonly delivery?: KustomizationOptions;
}
