import { Chart, type App } from 'cdk8s';
import type { Order } from './synth';
import {
  AwsWorkloadIdentity, CosignPublicKeys, DriftDetection, OciRef, OidcIdentity, Pem, PinnedArtifact, RegistryAuth, SignedApp, SignedHelmApp,
  TrackedApp, Verification,
} from '../../src';

/** Made for this program; nobody holds the private halves. */
const RELEASE_KEY = `-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAECcURIk2JBPLIwlB5nMb/KIBWYyrf
EbTRyXyQaEPKNzpnbdOYISNp6c6oQFzYNZZGo3ze3klJfvtWJt7yjwWAiQ==
-----END PUBLIC KEY-----
`;
const STANDBY_KEY = `-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE+lsgfygFDI6I0kjp9iJnHJPrtr5g
c4nS3tco2X0fKlMqbAXehOqT3wid0w6zbwuBElLcs2+9Fwe83Kn/Nf+tbg==
-----END PUBLIC KEY-----
`;

/** What one app team delivers: staging and production of its app, and the Helm chart that it needs. */
export function build(app: App, order: Order): void {
  const delivery = new Chart(app, 'delivery', order({ namespace: 'flux-system', labels: order({ 'acme.com/team': 'web', 'acme.com/cost-center': '42' }) }));
  const ci = Verification.cosignKeyless(OidcIdentity.githubActions(order({ repository: 'acme/web', workflow: 'release.yml', branch: 'main' })));

  new TrackedApp(delivery, 'WebStaging', order({
    url: 'oci://ghcr.io/acme/manifests/web',
    ref: OciRef.semver('>=1.0.0-0', { filter: '.*-rc.*' }),
    signedBy: ci,
    targetNamespace: 'web-staging',
    path: './staging',
    source: order({ interval: '1m', ignore: '/docs/\n*.md\n' }),
  }));

  new SignedApp(delivery, 'Web', order({
    artifact: PinnedArtifact.parse('oci://ghcr.io/acme/manifests/web:1.4.2@sha256:1f0c6e8b2a94d7350c1f0c6e8b2a94d7350c1f0c6e8b2a94d7350c1f0c6e8b2a'),
    signedBy: ci,
    targetNamespace: 'web',
    path: './production',
    metadata: order({ annotations: { 'acme.com/on-call': 'web@acme.com' }, labels: { 'acme.com/tier': '1' } }),
    delivery: order({ serviceAccountName: 'web-deployer', timeout: '10m' }),
  }));

  const keys = new CosignPublicKeys(delivery, 'CacheKeys', order({ keys: order({ 'release': Pem.text(RELEASE_KEY), 'standby.pub': Pem.text(STANDBY_KEY) }) }));
  const puller = new AwsWorkloadIdentity(delivery, 'ECRPuller', { roleArn: 'arn:aws:iam::123456789012:role/flux/ecr-puller' });
  new SignedHelmApp(delivery, 'Cache', order({
    artifact: PinnedArtifact.parse('oci://123456789012.dkr.ecr.eu-west-1.amazonaws.com/charts/redis@sha256:9b3d5f7a1c2e4b6d8f0a9b3d5f7a1c2e4b6d8f0a9b3d5f7a1c2e4b6d8f0a9b3d'),
    signedBy: Verification.cosignKeys(keys),
    auth: RegistryAuth.workloadIdentity(puller),
    targetNamespace: 'web',
    values: order({
      architecture: 'replication',
      replica: order({ replicaCount: 3, resources: order({ limits: null, requests: order({ memory: '256Mi', cpu: '0.1' }) }) }),
      commonConfiguration: 'maxmemory 200mb\nappendonly yes\n',
      nodeSelector: { 'kubernetes.io/os': 'linux' },
      tolerations: [],
      extraEnv: [order({ name: 'ON', value: 'on' }), null],
    }),
    delivery: order({ timeout: '15m', driftDetection: DriftDetection.disabled() }),
  }));
}
