import { EMAIL, ROLE_ARN, WORKLOAD_IDENTITY_PROVIDER } from './identity-check';
import { RegistryProvider } from './registry-provider';

export const ROLE = 'eks.amazonaws.com/role-arn';
export const CLIENT = 'azure.workload.identity/client-id';
export const TENANT = 'azure.workload.identity/tenant-id';
export const GOOGLE_ACCOUNT = 'iam.gke.io/gcp-service-account';
export const GOOGLE_PROVIDER = 'gcp.auth.fluxcd.io/workload-identity-provider';
/** From Flux 2.10 on. */
export const CREDENTIAL = 'credential.auth.fluxcd.io/';
export const CREDENTIAL_PROVIDER = `${CREDENTIAL}provider`;
export const CREDENTIAL_TYPE = `${CREDENTIAL}type`;

/** An annotation that Flux reads. */
interface Annotation {
  readonly key: string;
  readonly pattern: RegExp;
  readonly optional?: boolean;
}

const READ: { readonly [provider in RegistryProvider]: readonly Annotation[] } = {
  [RegistryProvider.GENERIC]: [{ key: CREDENTIAL_PROVIDER, pattern: /^(kubernetes|spiffe)$/ }, { key: CREDENTIAL_TYPE, pattern: /^jwt$/ }],
  [RegistryProvider.AWS]: [{ key: ROLE, pattern: ROLE_ARN }],
  [RegistryProvider.AZURE]: [{ key: CLIENT, pattern: /./ }, { key: TENANT, pattern: /./ }],
  [RegistryProvider.GCP]: [
    { key: GOOGLE_ACCOUNT, pattern: EMAIL, optional: true },
    { key: GOOGLE_PROVIDER, pattern: WORKLOAD_IDENTITY_PROVIDER, optional: true },
  ],
};

/** The annotations that Flux would fail for: missing ones, and those that it can't read. */
export function unreadAnnotations(provider: RegistryProvider, annotations: { readonly [key: string]: string } = {}): string[] {
  const isBad = ({ key, pattern, optional }: Annotation) => annotations[key] === undefined ? !optional : !pattern.test(annotations[key]);
  return READ[provider].filter(isBad).map(({ key }) => key);
}

/** Whether a ServiceAccount asks for its own token to be the login. */
export function hasCredential(annotations: { readonly [key: string]: string } = {}): boolean {
  return annotations[CREDENTIAL_PROVIDER] !== undefined || annotations[CREDENTIAL_TYPE] !== undefined;
}
