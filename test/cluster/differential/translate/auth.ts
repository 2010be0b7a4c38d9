import type { Chart } from 'cdk8s';
import { Impossible, member, need } from './impossible';
import {
  AwsWorkloadIdentity, AzureWorkloadIdentity, GcpWorkloadIdentity, RegistryAuth, RegistryProvider, SecretRef, ServiceAccountRef,
  type IWorkloadIdentity,
} from '../../../../src';

/** Who pulls. */
export function authOf(chart: Chart, { provider: said, secretRef, serviceAccountName }: any): RegistryAuth | undefined {
  const provider = member(RegistryProvider, said) ?? RegistryProvider.GENERIC;
  const isCloud = provider !== RegistryProvider.GENERIC;
  if (secretRef && (isCloud || serviceAccountName !== undefined)) throw new Impossible('two logins', { provider, secretRef, serviceAccountName });
  if (secretRef) return RegistryAuth.dockerConfig(SecretRef.named(need(secretRef.name)));
  if (serviceAccountName === undefined) return isCloud ? RegistryAuth.controllerIdentity(provider) : undefined;
  if (isCloud) return RegistryAuth.workloadIdentity(identityOf(chart, provider, serviceAccountName));
  return RegistryAuth.imagePullSecrets(ServiceAccountRef.named(serviceAccountName));
}

function identityOf(chart: Chart, provider: RegistryProvider, name: string): IWorkloadIdentity {
  const uuid = '01234567-89ab-cdef-0123-456789abcdef';
  switch (provider) {
    case RegistryProvider.AWS: return new AwsWorkloadIdentity(chart, 'Identity', { name, roleArn: 'arn:aws:iam::123456789012:role/puller' });
    case RegistryProvider.AZURE: return new AzureWorkloadIdentity(chart, 'Identity', { name, clientId: uuid, tenantId: uuid });
    default: return new GcpWorkloadIdentity(chart, 'Identity', { name });
  }
}
