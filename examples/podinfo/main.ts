/**
 * podinfo: its workload, and how it is delivered to staging and production.
 *
 * `npm run demo` in the project's root runs this program, checks what it writes, and shows it.
 */
import { App, Chart } from 'cdk8s';
import { Deployment, Probe } from 'cdk8s-plus-28';
import { OciRef, OidcIdentity, PinnedArtifact, SignedApp, SignedHelmApp, TrackedApp, Verification } from 'cdk8s-flux-oci';

export const app = new App();

// The workload. A team's CI pushes what this renders as an artifact, and signs it; the deliveries below pull the one that podinfo's
// own release workflow published.
const workload = new Chart(app, 'workload', { disableResourceNameHashes: true });
const podinfo = new Deployment(workload, 'podinfo', {
  metadata: { name: 'podinfo' },
  replicas: 2,
  containers: [{
    image: 'ghcr.io/stefanprodan/podinfo:6.9.2',
    portNumber: 9898,
    readiness: Probe.fromHttpGet('/readyz', { port: 9898 }),
    securityContext: { user: 1000 },
  }],
});
podinfo.exposeViaService({ name: 'podinfo', ports: [{ port: 9898 }] });

// Whoever may sign: the release workflow of the repository, for any of its tags or branches.
const releaseWorkflow = Verification.cosignKeyless(
  OidcIdentity.githubActions({ repository: 'stefanprodan/podinfo', workflow: 'release.yml' }),
);

// Staging follows every 6.x release.
const staging = new Chart(app, 'staging', { namespace: 'flux-system' });
new TrackedApp(staging, 'Podinfo', {
  url: 'oci://ghcr.io/stefanprodan/manifests/podinfo',
  ref: OciRef.semver('6.x'),
  signedBy: releaseWorkflow,
  targetNamespace: 'podinfo',
});

// Production runs what this file says, and nothing else. It is another cluster, so both charts may hold an app of one name; that
// they do is a warning (FOC004).
const production = new Chart(app, 'production', { namespace: 'flux-system' });
new SignedApp(production, 'Podinfo', {
  // A placeholder digest: `crane digest ghcr.io/stefanprodan/manifests/podinfo:6.9.2` tells the real one.
  artifact: PinnedArtifact.parse(
    'oci://ghcr.io/stefanprodan/manifests/podinfo:6.9.2@sha256:1111111111111111111111111111111111111111111111111111111111111111',
  ),
  signedBy: releaseWorkflow,
  targetNamespace: 'podinfo',
});

// The same application as a Helm chart, for the preview environment.
new SignedHelmApp(production, 'PodinfoPreview', {
  // A placeholder digest: `crane digest ghcr.io/stefanprodan/charts/podinfo:6.9.2` tells the real one.
  artifact: PinnedArtifact.parse(
    'oci://ghcr.io/stefanprodan/charts/podinfo:6.9.2@sha256:2222222222222222222222222222222222222222222222222222222222222222',
  ),
  signedBy: releaseWorkflow,
  targetNamespace: 'podinfo-preview',
  values: {
    replicaCount: 1,
    ui: { message: 'preview' },
    resources: { limits: null }, // a null deletes the default of the Helm chart
  },
});

app.synth();
