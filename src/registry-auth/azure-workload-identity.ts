import type { ServiceAccount } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { checkIdentity, identityServiceAccount } from './identity-service-account';
import { RegistryProvider } from './registry-provider';
import type { IWorkloadIdentity, WorkloadIdentityOptions } from './workload-identity';

const UUID = /^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/;

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
    checkIdentity(this, 'clientId', props.clientId, UUID, 'the UUID that `az identity show` prints as clientId');
    checkIdentity(this, 'tenantId', props.tenantId, UUID, 'the UUID that `az account show` prints as tenantId');
    this.serviceAccount = identityServiceAccount(this, props, {
      'azure.workload.identity/client-id': props.clientId,
      'azure.workload.identity/tenant-id': props.tenantId,
    });
  }
}
