import { readFileSync } from 'node:fs';
import type { Access } from '../../rig/plan';

/** An object that a drawn spec needs beside it. */
export interface Needed {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly [field: string]: unknown;
}

export function secret(namespace: string, name: string, stringData: { readonly [key: string]: string }, type = 'Opaque'): Needed {
  return { apiVersion: 'v1', kind: 'Secret', type, metadata: { name, namespace }, stringData };
}

export function configMap(namespace: string, name: string, data: { readonly [key: string]: string }): Needed {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace }, data };
}

export function namespaceNamed(name: string): Needed {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
}

export function serviceAccount(namespace: string, name: string): Needed {
  return { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace } };
}

/** All rights, for all ServiceAccounts of a namespace. */
export function rightsOf(namespace: string): Needed {
  const group = 'rbac.authorization.k8s.io';
  return {
    apiVersion: `${group}/v1`,
    kind: 'ClusterRoleBinding',
    metadata: { name: namespace },
    roleRef: { apiGroup: group, kind: 'ClusterRole', name: 'cluster-admin' },
    subjects: [{ apiGroup: group, kind: 'Group', name: `system:serviceaccounts:${namespace}` }],
  };
}

/** The rig's own, in which Flux finds all that it needs: of the files of others it reads none. */
export function kubeConfigOf({ kubeconfig }: Access): string {
  const config = JSON.parse(readFileSync(kubeconfig, 'utf8'));
  for (const { cluster } of config.clusters) {
    const authority = readFileSync(cluster['certificate-authority']);
    delete cluster['certificate-authority'];
    cluster['certificate-authority-data'] = authority.toString('base64');
  }
  return JSON.stringify(config);
}
