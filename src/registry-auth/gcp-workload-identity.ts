import type { ServiceAccount } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { type GcpMemberOptions, memberOf, repositoryBinding, serviceAccountBinding } from './gcp-iam';
import { GOOGLE_ACCOUNT, GOOGLE_PROVIDER } from './identity-annotations';
import { checkEmail, checkIdentity, WORKLOAD_IDENTITY_PROVIDER } from './identity-check';
import { identityServiceAccount } from './identity-service-account';
import { RegistryProvider } from './registry-provider';
import { accountOf, subjectOf } from './subject';
import type { IWorkloadIdentity, WorkloadIdentityOptions } from './workload-identity';

/** Properties of `GcpWorkloadIdentity`. */
export interface GcpWorkloadIdentityProps extends WorkloadIdentityOptions {
  /**
   * The Google service account to act as.
   *
   * @default - the Kubernetes ServiceAccount itself is the principal that IAM grants access to
   */
  readonly serviceAccountEmail?: string;

  /**
   * `projects/<number>/locations/global/workloadIdentityPools/<pool>/providers/<provider>`. Needed outside GKE.
   *
   * @default - the pool of the GKE cluster
   */
  readonly workloadIdentityProvider?: string;
}

/**
 * Pulls from Google Artifact Registry with workload identity federation.
 *
 * @see https://fluxcd.io/flux/integrations/gcp/#for-google-artifact-registry
 */
export class GcpWorkloadIdentity extends Construct implements IWorkloadIdentity {
  public readonly provider = RegistryProvider.GCP;
  public readonly serviceAccount: ServiceAccount;
  private readonly identity: GcpWorkloadIdentityProps;

  /** @throws FOC031 for a malformed e-mail or provider */
  public constructor(scope: Construct, id: string, props: GcpWorkloadIdentityProps = {}) {
    super(scope, id);
    const { serviceAccountEmail, workloadIdentityProvider } = props;
    checkEmail(this, serviceAccountEmail);
    if (workloadIdentityProvider !== undefined) {
      checkIdentity(this, 'workloadIdentityProvider', workloadIdentityProvider, WORKLOAD_IDENTITY_PROVIDER,
        '"projects/123456789/locations/global/workloadIdentityPools/my-pool/providers/my-provider"');
    }
    this.identity = { serviceAccountEmail, workloadIdentityProvider };
    this.serviceAccount = identityServiceAccount(this, props, { [GOOGLE_ACCOUNT]: serviceAccountEmail, [GOOGLE_PROVIDER]: workloadIdentityProvider });
  }

  /**
   * What its tokens say of the ServiceAccount: `system:serviceaccount:<namespace>:<name>`. The provider of a pool outside GKE must map it:
   * `google.subject=assertion.sub`.
   *
   * @throws FOC037 without a namespace
   */
  public get subject(): string {
    return subjectOf(accountOf(this, this.serviceAccount));
  }

  /**
   * How IAM calls the Kubernetes ServiceAccount: `serviceAccount:…` or `principal://…`.
   *
   * @param options the cluster
   * @throws FOC031 without the project of a GKE cluster, or for a malformed one; FOC037 without a namespace
   * @see https://cloud.google.com/iam/docs/principal-identifiers
   */
  public member(options: GcpMemberOptions = {}): string {
    return memberOf(this, accountOf(this, this.serviceAccount), this.identity, options);
  }

  /**
   * The binding that the Google service account needs, as JSON of IAM (`role` and `members`): the Kubernetes ServiceAccount may act as it.
   *
   * @param options the cluster
   * @throws FOC031 without `serviceAccountEmail`, or as `member`; FOC037 without a namespace
   */
  public serviceAccountBinding(options: GcpMemberOptions = {}): { [key: string]: any } {
    return serviceAccountBinding(this, this.identity, () => this.member(options));
  }

  /**
   * The binding that the repository of Artifact Registry needs, as JSON of IAM (`role` and `members`): whoever pulls may read it.
   *
   * @param options the cluster; not needed with `serviceAccountEmail`
   * @throws FOC031 or FOC037, as `member`
   */
  public repositoryBinding(options: GcpMemberOptions = {}): { [key: string]: any } {
    return repositoryBinding(this.identity, () => this.member(options));
  }
}
