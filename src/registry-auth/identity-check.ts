import type { IConstruct } from 'constructs';
import { quoted, refusal } from '../private/errors';

/** What Flux reads of an identity, and by which patterns (github.com/fluxcd/pkg/auth). */
export const ROLE_ARN = /^arn:aws[\w-]*:iam::[0-9]{1,30}:role\/.{1,200}$/;
export const EMAIL = /^[a-zA-Z0-9-]{1,100}@[a-zA-Z0-9-]{1,100}\.iam\.gserviceaccount\.com$/;
export const WORKLOAD_IDENTITY_PROVIDER = /^projects\/[0-9]{1,30}\/locations\/global\/workloadIdentityPools\/[^/]{1,100}\/providers\/[^/]{1,100}$/;
/** Flux takes any text here; Azure knows no other. */
const UUID = /^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/;

/** Refuses what Flux or the cloud refuses at run time. */
export function checkIdentity(scope: IConstruct | undefined, field: string, value: string | undefined, pattern: RegExp, example: string): void {
  if (typeof value === 'string' && pattern.test(value)) return;
  throw refusal('FOC031', scope, `\`${field}\` is malformed`, { got: quoted(value), use: example });
}

export function checkRoleArn(scope: IConstruct | undefined, roleArn: string): void {
  checkIdentity(scope, 'roleArn', roleArn, ROLE_ARN, '"arn:aws:iam::123456789012:role/flux-puller"');
}

export function checkEmail(scope: IConstruct | undefined, email: string | undefined): void {
  if (email !== undefined) checkIdentity(scope, 'serviceAccountEmail', email, EMAIL, '"puller@my-project.iam.gserviceaccount.com"');
}

export function checkAzureIds(scope: IConstruct | undefined, { clientId, tenantId }: { readonly clientId: string; readonly tenantId: string }): void {
  checkIdentity(scope, 'clientId', clientId, UUID, 'the UUID that `az identity show` prints as clientId');
  checkIdentity(scope, 'tenantId', tenantId, UUID, 'the UUID that `az account show` prints as tenantId');
}
