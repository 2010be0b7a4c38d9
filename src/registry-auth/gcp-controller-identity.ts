import { controllerAccount, type ControllerIdentityOptions } from './controller-account';
import { FluxPatches } from './flux-patches';
import { type GcpMemberOptions, memberOf, repositoryBinding, serviceAccountBinding } from './gcp-iam';
import { GOOGLE_ACCOUNT } from './identity-annotations';
import { checkEmail } from './identity-check';
import { RegistryProvider } from './registry-provider';
import { type Account, subjectOf } from './subject';

/** Properties of `GcpControllerIdentity`. */
export interface GcpControllerIdentityProps extends ControllerIdentityOptions {
  /**
   * The Google service account to act as.
   *
   * @default - the controller's ServiceAccount itself is the principal that IAM grants access to, and needs no patch
   */
  readonly serviceAccountEmail?: string;
}

/**
 * A controller of Flux on GKE with workload identity federation: what `RegistryAuth.controllerIdentity(RegistryProvider.GCP)` counts on. The
 * controller's pod must be replaced once the patches are applied. Outside GKE a controller needs volumes and a credential configuration,
 * as the page below says.
 *
 * @see https://fluxcd.io/flux/integrations/gcp/#at-the-controller-level
 */
export class GcpControllerIdentity {
  /** For `RegistryAuth.controllerIdentity`. */
  public readonly provider = RegistryProvider.GCP;

  /** What the controller's ServiceAccount needs. */
  public readonly patches: FluxPatches;

  /** `system:serviceaccount:<namespace>:<name>` of the controller. */
  public readonly subject: string;
  private readonly account: Account;
  private readonly identity: GcpControllerIdentityProps;

  /** @throws FOC031 for a malformed e-mail, FOC008 for a namespace that can't be */
  public constructor(props: GcpControllerIdentityProps = {}) {
    const { serviceAccountEmail } = props;
    checkEmail(undefined, serviceAccountEmail);
    const account = controllerAccount(props);
    this.account = account;
    this.identity = { serviceAccountEmail };
    this.subject = subjectOf(account);
    this.patches = serviceAccountEmail === undefined
      ? FluxPatches._none()
      : FluxPatches._ofServiceAccount(account.name, { [GOOGLE_ACCOUNT]: serviceAccountEmail });
  }

  /**
   * How IAM calls the controller's ServiceAccount: `serviceAccount:…` or `principal://…`.
   *
   * @param options the cluster
   * @throws FOC031 without the project of the GKE cluster, or for a malformed one
   */
  public member(options: GcpMemberOptions): string {
    return memberOf(undefined, this.account, this.identity, options);
  }

  /**
   * The binding that the Google service account needs, as JSON of IAM (`role` and `members`): the controller may act as it.
   *
   * @param options the cluster
   * @throws FOC031 without `serviceAccountEmail`, or as `member`
   */
  public serviceAccountBinding(options: GcpMemberOptions): { [key: string]: any } {
    return serviceAccountBinding(undefined, this.identity, () => this.member(options));
  }

  /**
   * The binding that the repository of Artifact Registry needs, as JSON of IAM (`role` and `members`): whoever pulls may read it.
   *
   * @param options the cluster; not needed with `serviceAccountEmail`
   * @throws FOC031, as `member`
   */
  public repositoryBinding(options: GcpMemberOptions = {}): { [key: string]: any } {
    return repositoryBinding(this.identity, () => this.member(options));
  }
}
