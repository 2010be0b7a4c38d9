import { ApiObject, Chart, JsonPatch, type App } from 'cdk8s';
import { Namespace } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import type { Order } from './synth';
import {
  FluxVersion, HelmRelease, Kustomization, NotationTrust, NotationVerificationLevel, OciRef, OciRepository, OidcIdentity, Pem, PinnedArtifact,
  RegistryAuth, SecretRef, SignedApp, TrackedApp, Verification, type SignedAppProps,
} from '../../src';

/** Made for this program; nobody holds the key. */
const CA = `-----BEGIN CERTIFICATE-----
MIIBtTCCAVqgAwIBAgICA+gwCgYIKoZIzj0EAwIwQDELMAkGA1UEBhMCVVMxCzAJ
BgNVBAgTAldBMQ0wCwYDVQQKEwRhY21lMRUwEwYDVQQDEwxhY21lIHNpZ25pbmcw
IBcNMjYxMTAxMDAwMDAwWhgPMjEyNjExMDEwMDAwMDBaMEAxCzAJBgNVBAYTAlVT
MQswCQYDVQQIEwJXQTENMAsGA1UEChMEYWNtZTEVMBMGA1UEAxMMYWNtZSBzaWdu
aW5nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAETDrNMD6uvAVa+nIKv3o6oljz
phFdI2SP7hViTia7CPZwjiMBh9oCBRYQo74RRqHXho2BMSkeJAaXTniuQ32tMKNC
MEAwDgYDVR0PAQH/BAQDAgEGMA8GA1UdEwEB/wQFMAMBAf8wHQYDVR0OBBYEFAJe
WqxioUMNdhi0SHZctxuHByffMAoGCCqGSM49BAMCA0kAMEYCIQCku0VK+IVoy+rG
VkgawZO3ymfnZadhNpdBPA+o8E9pagIhAPVlFRI8cDSfaNhqmUkoXGPCeb587+t/
qG4XaA6a7zU+
-----END CERTIFICATE-----
`;

/** How the platform team wants apps of tenants: the app in its own namespace, with that namespace's rights. */
class TenantApp extends Construct {
  public readonly app: SignedApp;

  public constructor(scope: Construct, id: string, tenant: string, props: Omit<SignedAppProps, 'targetNamespace'>) {
    super(scope, id);
    this.app = new SignedApp(this, 'Default', { ...props, targetNamespace: tenant, delivery: { serviceAccountName: 'tenant', ...props.delivery } });
  }
}

/** A cluster that several teams share: what the platform brings, and the tenants on top of it. */
export function build(app: App, order: Order): void {
  FluxVersion.V2_9.applyTo(app);

  const platform = new Chart(app, 'platform', order({ namespace: 'flux-system', labels: { 'acme.com/team': 'platform' } }));
  const trust = new NotationTrust(platform, 'PlatformTrust', order({
    certificates: { acme: Pem.text(CA) },
    policies: [
      order({ registryScopes: ['registry.acme.com:5000/platform'], trustedIdentities: ['x509.subject: C=US, ST=WA, O=acme'], level: NotationVerificationLevel.PERMISSIVE }),
      order({ registryScopes: ['*'], trustedIdentities: ['*'] }),
    ],
  }));
  const source = new OciRepository(platform, 'Platform', order({
    url: 'oci://registry.acme.com:5000/platform',
    ref: OciRef.semver('2.x'),
    verify: Verification.notation(trust),
    auth: RegistryAuth.dockerConfig(SecretRef.named('registry-acme-com')),
    certSecret: SecretRef.named('registry-ca'),
    proxySecret: SecretRef.named('egress-proxy'),
    timeout: '2m',
  }));
  const crds = new Kustomization(platform, 'Crds', order({ source, path: './crds', prune: false }));
  const controllers = new Kustomization(platform, 'Controllers', order({ source, path: './controllers', dependsOn: [crds], timeout: '10m' }));
  ApiObject.of(controllers).addJsonPatch(
    JsonPatch.add('/spec/postBuild', { substitute: { cluster_env: 'prod', cluster_region: 'eu-west-1' }, substituteFrom: [{ kind: 'ConfigMap', name: 'cluster' }] }),
    JsonPatch.replace('/spec/retryInterval', '30s'),
  );

  const monitoring = OciRepository.fromOciRepositoryName(platform, 'Charts', 'monitoring-chart');
  const agent = new HelmRelease(platform, 'MonitoringAgent', order({ source: monitoring, releaseName: 'agent', targetNamespace: 'kube-system', values: { port: 9100 } }));
  new HelmRelease(platform, 'MonitoringDashboards', order({ source: monitoring, targetNamespace: 'kube-system', dependsOn: [agent] }));

  const tenants = new Chart(app, 'tenants');
  for (const tenant of ['team-a', 'team-b']) new Namespace(tenants, tenant, { metadata: { name: tenant } });

  const teamA = new Chart(app, 'team-a', order({ namespace: 'team-a' }));
  const release = Verification.cosignKeyless(OidcIdentity.exact(order({ issuer: 'https://gitlab.com', subject: 'https://gitlab.com/acme/shop//.gitlab-ci.yml@refs/heads/main' })));
  const database = new TenantApp(teamA, 'ShopDatabase', 'team-a', order({
    artifact: PinnedArtifact.parse('oci://ghcr.io/acme/shop-db@sha256:5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d'),
    signedBy: release,
    dependsOn: [controllers],
  }));
  const shop = new TenantApp(teamA, 'Shop', 'team-a', order({
    artifact: PinnedArtifact.parse('oci://ghcr.io/acme/shop:2026.11@sha256:708192a3b4c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f'),
    signedBy: release,
    dependsOn: [database.app],
  }));
  // The workflow moved to another branch; a property would be better, but this is what an emergency looks like.
  ApiObject.of(shop.app.source).addJsonPatch(
    JsonPatch.replace('/spec/verify/matchOIDCIdentity/0/subject', '^https://gitlab\\.com/acme/shop//\\.gitlab-ci\\.yml@refs/heads/hotfix$'),
  );

  const teamB = new Chart(app, 'team-b', order({ namespace: 'team-b' }));
  new TrackedApp(teamB, 'Preview', order({
    url: 'oci://localhost:5000/team-b/preview',
    ref: OciRef.tag('latest'),
    signedBy: release,
    insecure: true,
    targetNamespace: 'team-b-preview',
    namespaceExists: false,
    dependsOn: [Kustomization.fromKustomizationName(teamB, 'Ingress', 'ingress', 'flux-system')],
  }));
}
