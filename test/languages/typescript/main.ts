/**
 * The program that every language of this folder writes its own way; the files that they render must have the same bytes. Here it is an App of
 * cdk8s, there a FleetApp.
 */
import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import {
  AwsWorkloadIdentity, CosignPublicKeys, GitToOci, HelmValues, OidcIdentity, Pem, PinnedArtifact, RegistryAuth, SignedApp, SignedHelmApp,
  Verification,
} from 'cdk8s-flux-oci';

const DIGEST = `sha256:${'1'.repeat(64)}`;
const PUBLIC_KEY = `-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE/9LXLmTkQk5fhoBw14WRHgJ+JL1B
LAdjlMMIBtJ4ie7mNFC3ZG77ai4Vw6FuION7gDzsDaayqWP6WMCPV129qQ==
-----END PUBLIC KEY-----
`;

const app = new App();
const delivery = new Chart(app, 'delivery', { namespace: 'flux-system' });

// Manifests from Amazon ECR, signed without a key by a release workflow.
const puller = new AwsWorkloadIdentity(delivery, 'Puller', { roleArn: 'arn:aws:iam::123456789012:role/flux-puller' });
const shop = new SignedApp(delivery, 'Shop', {
  artifact: PinnedArtifact.parse(`oci://123456789012.dkr.ecr.eu-central-1.amazonaws.com/acme/shop:1.4.0@${DIGEST}`),
  signedBy: Verification.cosignKeyless(OidcIdentity.githubActions({ repository: 'acme/shop', workflow: 'release.yml' })),
  auth: RegistryAuth.workloadIdentity(puller),
  targetNamespace: 'shop',
  source: { interval: '30m' },
  delivery: { timeout: '10m', wait: false },
});

// JSON patches name the fields as the CRDs do.
ApiObject.of(shop.source).addJsonPatch(JsonPatch.replace('/spec/verify/matchOIDCIdentity/0/issuer', '^https://oidc\\.acme\\.example$'));
ApiObject.of(shop.delivery).addJsonPatch(JsonPatch.add('/spec/deletionPolicy', 'Orphan'));

// A Helm chart, signed with a key. The nulls delete defaults of it.
const keys = new CosignPublicKeys(delivery, 'ReleaseKeys', { keys: { release: Pem.text(PUBLIC_KEY) } });
new SignedHelmApp(delivery, 'Cache', {
  artifact: PinnedArtifact.parse(`oci://ghcr.io/acme/charts/cache:18.4.0@${DIGEST}`),
  signedBy: Verification.cosignKeys(keys),
  targetNamespace: 'cache',
  values: {
    replicas: 3,
    ratio: 0.5,
    metrics: { enabled: true, port: '9121' },
    motd: 'Grüße\nfrom acme',
    persistence: HelmValues.null(),
    resources: { limits: HelmValues.null(), requests: { cpu: '250m' } },
    args: ['--appendonly', HelmValues.null()],
  },
});

app.synth();

// A repository of YAML is moved from Git to OCI.
const kustomization = [
  'apiVersion: kustomize.toolkit.fluxcd.io/v1',
  'kind: Kustomization',
  'metadata: {name: shop, namespace: flux-system}',
  'spec:',
  '  path: ./apps/shop # of this cluster',
  '  sourceRef: {kind: GitRepository, name: fleet}',
  '',
].join('\n');
const migration = GitToOci.migrateFiles([{ path: 'shop.yaml', content: kustomization }], {
  registry: 'oci://ghcr.io/acme',
  artifactRoot: 'apps',
  sources: { 'fleet.flux-system': 'oci://ghcr.io/acme/fleet' },
});
console.log(migration.unifiedDiff());

// What can't be right is refused while the program runs.
try {
  PinnedArtifact.parse('oci://ghcr.io/acme/shop:1.4.0@sha256:1234');
} catch (error) {
  console.log((error as Error).message);
}
