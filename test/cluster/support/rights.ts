import type { Cluster } from './cluster';

/** What a ServiceAccount may do in a namespace. */
export interface Rights {
  /** `<namespace>:<name>`, as Kubernetes writes it. */
  readonly serviceAccount: string;
  readonly namespace: string;
  readonly resource: string;
  readonly verbs: readonly string[];
}

/** As a cluster's admin grants it. The ServiceAccount need not exist: whoever acts for it only says its name. */
export async function grant(cluster: Cluster, rights: Rights): Promise<void> {
  const { namespace, resource, verbs } = rights;
  const [of, name] = rights.serviceAccount.split(':');
  const metadata = { name: `${name}-${resource}`, namespace };
  const role = { apiVersion: `${RBAC}/v1`, kind: 'Role', metadata, rules: [{ apiGroups: [''], resources: [resource], verbs }] };
  const binding = {
    apiVersion: `${RBAC}/v1`,
    kind: 'RoleBinding',
    metadata,
    roleRef: { apiGroup: RBAC, kind: 'Role', name: metadata.name },
    subjects: [{ kind: 'ServiceAccount', name, namespace: of }],
  };
  await cluster.apply([role, binding].map(document => JSON.stringify(document)).join('\n---\n'));
  while (!await isAllowed(cluster, rights)) await new Promise(done => setTimeout(done, 50));
}

const RBAC = 'rbac.authorization.k8s.io';

/** The API server learns of a new role a moment after it was made. */
async function isAllowed(cluster: Cluster, { serviceAccount, namespace, resource, verbs }: Rights): Promise<boolean> {
  const spec = { user: `system:serviceaccount:${serviceAccount}`, resourceAttributes: { namespace, resource, verb: verbs[0] } };
  const review = { apiVersion: 'authorization.k8s.io/v1', kind: 'SubjectAccessReview', spec };
  return JSON.parse(await cluster.run(['create', '--filename=-', '--output=json'], JSON.stringify(review))).status.allowed;
}
