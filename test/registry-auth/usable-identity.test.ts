import { ApiObject, JsonPatch, type Chart } from 'cdk8s';
import { AwsWorkloadIdentity, AzureWorkloadIdentity, GcpWorkloadIdentity, OciRef, OciRepository, RegistryAuth, type IWorkloadIdentity } from '../../src';
import { refusalOf } from '../support/refusal';
import { DIGEST, documentOf, documentsOf, fluxChart } from '../support/render';

// What the library makes is right; patches of users may change it.

const AT = { aws: '012345678901.dkr.ecr.us-east-1.amazonaws.com', azure: 'acme.azurecr.io', gcp: 'gcr.io' };

function identityOf(chart: Chart, cloud: keyof typeof AT): IWorkloadIdentity {
  if (cloud === 'aws') return new AwsWorkloadIdentity(chart, 'Puller', { roleArn: 'arn:aws:iam::012345678901:role/puller' });
  if (cloud === 'gcp') return new GcpWorkloadIdentity(chart, 'Puller', { serviceAccountEmail: 'puller@acme-prod.iam.gserviceaccount.com' });
  return new AzureWorkloadIdentity(chart, 'Puller', { clientId: '00000000-1111-2222-3333-444444444444', tenantId: '55555555-6666-7777-8888-999999999999' });
}

function patched(cloud: keyof typeof AT, ...patches: JsonPatch[]): Chart {
  const chart = fluxChart();
  const identity = identityOf(chart, cloud);
  new OciRepository(chart, 'app', { url: `oci://${AT[cloud]}/acme/app`, ref: OciRef.digest(DIGEST), auth: RegistryAuth.workloadIdentity(identity) });
  ApiObject.of(identity).addJsonPatch(...patches);
  return chart;
}

const annotation = (key: string) => `/metadata/annotations/${key.replace('/', '~1')}`;
const NO_IDENTITY = (cloud: string, got: string) => `FOC031 [delivery/app] the ServiceAccount puller is no identity of the provider ${cloud}: `
  + `Flux can't do with its annotations; got ${got}; use those that the identity gives it`;

test.each(['aws', 'azure', 'gcp'] as const)('fails with an identity of %s that has image pull secrets: Flux would use these alone', cloud => {
  const chart = patched(cloud, JsonPatch.add('/imagePullSecrets', [{ name: 'registry' }]));
  expect(refusalOf(() => documentsOf(chart))).toBe('FOC035 [delivery/app] the ServiceAccount puller has `imagePullSecrets` and an identity to pull with, of which Flux takes '
    + 'the Secrets or neither; use a ServiceAccount for each');
});

test.each([
  ['azure.workload.identity/client-id'],
  ['azure.workload.identity/tenant-id'],
])('fails with an identity of azure without %s', key => {
  expect(refusalOf(() => documentsOf(patched('azure', JsonPatch.remove(annotation(key)))))).toBe(NO_IDENTITY('azure', `no ${key}`));
});

test('fails with an identity of azure that has lost both, or one of them to an empty text', () => {
  const [client, tenant] = ['azure.workload.identity/client-id', 'azure.workload.identity/tenant-id'];
  expect(refusalOf(() => documentsOf(patched('azure', JsonPatch.remove('/metadata/annotations'))))).toBe(NO_IDENTITY('azure', `no ${client}, no ${tenant}`));
  expect(refusalOf(() => documentsOf(patched('azure', JsonPatch.replace(annotation(tenant), ''))))).toBe(NO_IDENTITY('azure', `a malformed ${tenant}`));
});

test('fails with an identity of aws or gcp that Flux can\'t read', () => {
  const role = 'eks.amazonaws.com/role-arn';
  const account = 'iam.gke.io/gcp-service-account';
  expect(refusalOf(() => documentsOf(patched('aws', JsonPatch.remove(annotation(role)))))).toBe(NO_IDENTITY('aws', `no ${role}`));
  expect(refusalOf(() => documentsOf(patched('aws', JsonPatch.replace(annotation(role), 'puller'))))).toBe(NO_IDENTITY('aws', `a malformed ${role}`));
  expect(refusalOf(() => documentsOf(patched('gcp', JsonPatch.replace(annotation(account), 'puller'))))).toBe(NO_IDENTITY('gcp', `a malformed ${account}`));
});

test('an identity of gcp may be the ServiceAccount itself', () => {
  const chart = patched('gcp', JsonPatch.remove('/metadata/annotations'));
  expect(documentOf(chart, 'OCIRepository').spec.serviceAccountName).toBe('puller');
});
