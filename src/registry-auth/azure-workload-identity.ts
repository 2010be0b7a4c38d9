import type { ServiceAccount } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { type AzureFederationOptions, federatedCredential } from './azure-federation';
import { CLIENT, TENANT } from './identity-annotations';
import { checkAzureIds } from './identity-check';
import { identityServiceAccount } from './identity-service-account';
import { RegistryProvider } from './registry-provider';
import { accountOf, subjectOf } from './subject';
import type { IWorkloadIdentity, WorkloadIdentityOptions } from './workload-identity';

/** Properties of `AzureWorkloadIdentity`. */
export interface AzureWorkloadIdentityProps extends WorkloadIdentityOptions {
  /** Client id (a UUID) of the managed identity or application. */
  readonly clientId: string;

  /** Tenant id (a UUID) that it belongs to. */
  readonly tenantId: string;
}

/**
 * Pulls from Azure Container Registry as a managed identity with a federated credential for this ServiceAccount.
 *
 * @see https://fluxcd.io/flux/integrations/azure/#for-azure-container-registry
 */
export class AzureWorkloadIdentity extends Construct implements IWorkloadIdentity {
  public readonly provider = RegistryProvider.AZURE;
  public readonly serviceAccount: ServiceAccount;

  /** @throws FOC031 for a client or tenant id that is no UUID */
  public constructor(scope: Construct, id: string, props: AzureWorkloadIdentityProps) {
    super(scope, id);
    checkAzureIds(this, props);
    this.serviceAccount = identityServiceAccount(this, props, { [CLIENT]: props.clientId, [TENANT]: props.tenantId });
  }

  /**
   * What its tokens say of the ServiceAccount: `system:serviceaccount:<namespace>:<name>`.
   *
   * @throws FOC037 without a namespace
   */
  public get subject(): string {
    return subjectOf(accountOf(this, this.serviceAccount));
  }

  /**
   * The federated credential that the managed identity or application needs, as JSON of Microsoft Graph: `name`, `issuer`, `subject` and
   * `audiences`. Beside it the identity needs the role `AcrPull` on the registry.
   *
   * @param options the cluster
   * @throws FOC031 for a malformed issuer or name, FOC037 without a namespace
   * @see https://learn.microsoft.com/entra/workload-id/workload-identity-federation-create-trust-user-assigned-managed-identity
   */
  public federatedCredential(options: AzureFederationOptions): { [key: string]: any } {
    return federatedCredential(this, accountOf(this, this.serviceAccount), options);
  }
}
