import type { IConstruct } from 'constructs';
import { checkIdentity } from './identity-check';
import { type Account, subjectOf } from './subject';

const ISSUER = /^https:\/\/[^\s?#]+$/;
const NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{2,119}$/;

/** Of which cluster a managed identity trusts a ServiceAccount. */
export interface AzureFederationOptions {
  /**
   * The OIDC issuer of the cluster, letter by letter, with the slash at its end if it has one. `az aks show --query
   * oidcIssuerProfile.issuerUrl` prints it; in Terraform it is `azurerm_kubernetes_cluster.<name>.oidc_issuer_url`.
   */
  readonly issuer: string;

  /**
   * Name of the federated credential: 3 to 120 letters, digits, `-` and `_`.
   *
   * @default - namespace and name of the ServiceAccount, with `-` between them
   */
  readonly name?: string;
}

/** Lets the tokens of one ServiceAccount act as a managed identity or application. */
export function federatedCredential(scope: IConstruct | undefined, account: Account, options: AzureFederationOptions): { [key: string]: any } {
  const { issuer, name = `${account.namespace}-${account.name.replace(/\./g, '-')}` } = options;
  checkIdentity(scope, 'issuer', issuer, ISSUER, '"https://westeurope.oic.prod-aks.azure.com/<tenant>/<cluster>/"');
  checkIdentity(scope, 'name', name, NAME, '3 to 120 letters, digits, `-` and `_`, such as "flux-system-puller"');
  return { name, issuer, subject: subjectOf(account), audiences: ['api://AzureADTokenExchange'] };
}
