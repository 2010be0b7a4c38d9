import type { IConstruct } from 'constructs';
import { checkIdentity } from './identity-check';
import { type Account, subjectOf } from './subject';
import { refusal } from '../private/errors';

const PROJECT_ID = /^(?:[a-z0-9.-]+:)?[a-z][a-z0-9-]{4,28}[a-z0-9]$/;
const PROJECT_NUMBER = /^[0-9]{1,30}$/;

/** Of which cluster Google Cloud knows a ServiceAccount. */
export interface GcpMemberOptions {
  /**
   * Id of the project of the GKE cluster, such as `my-project`.
   *
   * @default - none; only outside GKE, where `workloadIdentityProvider` says it all
   */
  readonly projectId?: string;

  /**
   * Number of that project, such as `123456789`. With it the member is a `principal://…`, else a `serviceAccount:…`; IAM takes both
   * for the same ServiceAccount.
   *
   * @default - none
   */
  readonly projectNumber?: string;
}

/** What an identity of Google Cloud was told. */
export interface GcpIdentity {
  readonly serviceAccountEmail?: string;
  readonly workloadIdentityProvider?: string;
}

/** How IAM calls the Kubernetes ServiceAccount. */
export function memberOf(scope: IConstruct | undefined, account: Account, identity: GcpIdentity, options: GcpMemberOptions): string {
  const { workloadIdentityProvider } = identity;
  if (workloadIdentityProvider !== undefined) {
    return `principal://iam.googleapis.com/${workloadIdentityProvider.replace(/\/providers\/.*$/, '')}/subject/${subjectOf(account)}`;
  }
  const { projectId, projectNumber } = options;
  checkIdentity(scope, 'projectId', projectId, PROJECT_ID, 'the id of the project of the GKE cluster, such as "my-project"');
  const pool = `${projectId}.svc.id.goog`;
  if (projectNumber === undefined) return `serviceAccount:${pool}[${account.namespace}/${account.name}]`;
  checkIdentity(scope, 'projectNumber', projectNumber, PROJECT_NUMBER, 'the number that `gcloud projects describe` prints, such as "123456789"');
  const pools = `principal://iam.googleapis.com/projects/${projectNumber}/locations/global/workloadIdentityPools`;
  return `${pools}/${pool}/subject/ns/${account.namespace}/sa/${account.name}`;
}

/** Lets the Kubernetes ServiceAccount act as the Google service account that it is set on. */
export function serviceAccountBinding(scope: IConstruct | undefined, identity: GcpIdentity, member: () => string): { [key: string]: any } {
  if (identity.serviceAccountEmail !== undefined) return { role: 'roles/iam.workloadIdentityUser', members: [member()] };
  throw refusal('FOC031', scope, 'without `serviceAccountEmail` no Google service account is acted as', { use: '`repositoryBinding` alone' });
}

/** Lets whoever pulls read the repository that it is set on. */
export function repositoryBinding({ serviceAccountEmail }: GcpIdentity, member: () => string): { [key: string]: any } {
  return { role: 'roles/artifactregistry.reader', members: [serviceAccountEmail === undefined ? member() : `serviceAccount:${serviceAccountEmail}`] };
}
