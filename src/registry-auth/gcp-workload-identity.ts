import type { ServiceAccount } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { checkIdentity, identityServiceAccount } from './identity-service-account';
import { RegistryProvider } from './registry-provider';
import type { IWorkloadIdentity, WorkloadIdentityOptions } from './workload-identity';

const EMAIL = /^[a-zA-Z0-9-]{1,100}@[a-zA-Z0-9-]{1,100}\.iam\.gserviceaccount\.com$/;
const PROVIDER = /^projects\/[0-9]{1,30}\/locations\/global\/workloadIdentityPools\/[^/]{1,100}\/providers\/[^/]{1,100}$/;

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

  /** @throws FOC031 for a malformed e-mail or provider */
  public constructor(scope: Construct, id: string, props: GcpWorkloadIdentityProps = {}) {
    super(scope, id);
    const { serviceAccountEmail, workloadIdentityProvider } = props;
    if (serviceAccountEmail !== undefined) {
      checkIdentity(this, 'serviceAccountEmail', serviceAccountEmail, EMAIL, '"puller@my-project.iam.gserviceaccount.com"');
    }
    if (workloadIdentityProvider !== undefined) {
      checkIdentity(this, 'workloadIdentityProvider', workloadIdentityProvider, PROVIDER,
        '"projects/123456789/locations/global/workloadIdentityPools/my-pool/providers/my-provider"');
    }
    this.serviceAccount = identityServiceAccount(this, props, {
      'iam.gke.io/gcp-service-account': serviceAccountEmail,
      'gcp.auth.fluxcd.io/workload-identity-provider': workloadIdentityProvider,
    });
  }
}
