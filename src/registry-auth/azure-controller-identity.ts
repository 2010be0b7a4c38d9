import { type AzureFederationOptions, federatedCredential } from './azure-federation';
import { controllerAccount, type ControllerIdentityOptions } from './controller-account';
import { FluxPatches } from './flux-patches';
import { CLIENT, TENANT } from './identity-annotations';
import { checkAzureIds } from './identity-check';
import { RegistryProvider } from './registry-provider';
import { type Account, subjectOf } from './subject';

/** Properties of `AzureControllerIdentity`. */
export interface AzureControllerIdentityProps extends ControllerIdentityOptions {
  /** Client id (a UUID) of the managed identity or application. */
  readonly clientId: string;

  /** Tenant id (a UUID) that it belongs to. */
  readonly tenantId: string;
}

/**
 * A controller of Flux on AKS as a managed identity: what `RegistryAuth.controllerIdentity(RegistryProvider.AZURE)` counts on. Outside AKS a
 * controller needs a volume and environment variables, as the page below says.
 *
 * @see https://fluxcd.io/flux/integrations/azure/#at-the-controller-level
 */
export class AzureControllerIdentity {
  /** For `RegistryAuth.controllerIdentity`. */
  public readonly provider = RegistryProvider.AZURE;

  /** What the controller's ServiceAccount needs, and its pods: AKS lets only labelled ones act as somebody. */
  public readonly patches: FluxPatches;

  /** `system:serviceaccount:<namespace>:<name>` of the controller. */
  public readonly subject: string;
  private readonly account: Account;

  /** @throws FOC031 for a client or tenant id that is no UUID, FOC008 for a namespace that can't be */
  public constructor(props: AzureControllerIdentityProps) {
    checkAzureIds(undefined, props);
    const account = controllerAccount(props);
    this.account = account;
    this.subject = subjectOf(account);
    this.patches = FluxPatches._ofServiceAccount(account.name, { [CLIENT]: props.clientId, [TENANT]: props.tenantId })
      .plus(FluxPatches._ofPods(account.name, { 'azure.workload.identity/use': 'true' }));
  }

  /**
   * The federated credential that the managed identity or application needs, as JSON of Microsoft Graph. Beside it the identity needs the role
   * `AcrPull` on the registry.
   *
   * @param options the cluster
   * @throws FOC031 for a malformed issuer or name
   */
  public federatedCredential(options: AzureFederationOptions): { [key: string]: any } {
    return federatedCredential(undefined, this.account, options);
  }
}
