import { GcpWorkloadIdentity, RegistryProvider, type GcpWorkloadIdentityProps } from '../../src';
import { acceptedDocument } from '../support/accepted';
import { refusalOf } from '../support/refusal';
import { fluxChart, warningsOf } from '../support/render';

const serviceAccountEmail = 'puller@acme-prod.iam.gserviceaccount.com';
const workloadIdentityProvider = 'projects/123456789/locations/global/workloadIdentityPools/acme/providers/cluster-1';

function metadataOf(props?: GcpWorkloadIdentityProps): any {
  const chart = fluxChart();
  new GcpWorkloadIdentity(chart, 'Puller', props);
  return acceptedDocument(chart, 'ServiceAccount').metadata;
}

test('renders a ServiceAccount that is the principal itself', () => {
  const chart = fluxChart();
  const identity = new GcpWorkloadIdentity(chart, 'Puller');
  expect(acceptedDocument(chart, 'ServiceAccount')).toEqual({
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'puller', namespace: 'flux-system' },
    automountServiceAccountToken: false,
  });
  expect([identity.provider, identity.serviceAccount.name]).toEqual([RegistryProvider.GCP, 'puller']);
  expect(warningsOf(chart)).toEqual([]);
});

test('renders the Google service account to act as', () => {
  expect(metadataOf({ serviceAccountEmail })).toEqual({
    name: 'puller', namespace: 'flux-system', annotations: { 'iam.gke.io/gcp-service-account': serviceAccountEmail },
  });
});

test('renders the provider of a cluster outside GKE', () => {
  expect(metadataOf({ workloadIdentityProvider })).toEqual({
    name: 'puller', namespace: 'flux-system', annotations: { 'gcp.auth.fluxcd.io/workload-identity-provider': workloadIdentityProvider },
  });
});

test('renders both', () => {
  expect(metadataOf({ serviceAccountEmail, workloadIdentityProvider }).annotations).toEqual({
    'iam.gke.io/gcp-service-account': serviceAccountEmail,
    'gcp.auth.fluxcd.io/workload-identity-provider': workloadIdentityProvider,
  });
});

test.each([
  ['', '""'],
  ['puller', '"puller"'],
  ['puller@acme.com', '"puller@acme.com"'],
  ['123-compute@developer.gserviceaccount.com', '"123-compute@developer.gserviceaccount.com"'],
  [`${serviceAccountEmail}.evil.example`, `"${serviceAccountEmail}.evil.example"`],
  [null, 'null'],
])('fails with the e-mail %p', (email, got) => {
  expect(refusalOf(() => metadataOf({ serviceAccountEmail: email as any })))
    .toBe(`FOC031 [delivery/Puller] \`serviceAccountEmail\` is malformed; got ${got}; use "puller@my-project.iam.gserviceaccount.com"`);
});

test.each([
  ['', '""'],
  ['acme', '"acme"'],
  [`//iam.googleapis.com/${workloadIdentityProvider}`, `"//iam.googleapis.com/${workloadIdentityProvider}"`],
  [workloadIdentityProvider.replace('123456789', 'acme-prod'), `"${workloadIdentityProvider.replace('123456789', 'acme-prod')}"`],
  [`${workloadIdentityProvider}/x`, `"${workloadIdentityProvider}/x"`],
  [null, 'null'],
])('fails with the provider %p', (provider, got) => {
  expect(refusalOf(() => metadataOf({ workloadIdentityProvider: provider as any }))).toBe('FOC031 [delivery/Puller] `workloadIdentityProvider` is malformed; '
    + `got ${got}; use "projects/123456789/locations/global/workloadIdentityPools/my-pool/providers/my-provider"`);
});
