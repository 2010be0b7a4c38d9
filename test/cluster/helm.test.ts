import type { Chart } from 'cdk8s';
import { DriftDetection, HelmRelease, HelmValues, OciRef, OciRepository, PinnedArtifact, SignedHelmApp, type SignedHelmAppProps } from '../../src';
import { conditionOf } from './support/cluster';
import { configMap, Publisher, type Published } from './support/publish';
import { grant } from './support/rights';
import { rigs } from './support/rigs';
import { Scenario } from './support/scenario';
import { SIGNERS, type Signer } from './support/signer';

// What becomes of a Helm chart: installed, upgraded, refused, corrected, removed.

const VALUES = `
limits:
  cpu: 100m
  memory: 64Mi
  storage: 1Gi
`;
/** Says which Helm chart it comes from and which values it got. */
const TEMPLATE = `
apiVersion: v1
kind: ConfigMap
metadata:
  name: app
data:
  chart: {{ .Chart.Version | quote }}
  limits: {{ .Values.limits | toJson | quote }}
`;
const DEFAULTS = '{"cpu":"100m","memory":"64Mi","storage":"1Gi"}';

const publisher = new Publisher(rigs()['2.9']);
let signer: Signer;
let story: Scenario;

beforeAll(async () => {
  signer = await SIGNERS['cosign 3 bundles'](publisher);
});
beforeEach(async () => {
  story = await new Scenario('helm').open();
});
afterEach(() => story.close());
afterAll(() => publisher.close());

function publishUnsigned(version: string, name = 'app'): Promise<Published> {
  return story.publisher.pushChart(story.namespace, name, version, { 'values.yaml': VALUES, 'templates/app.yaml': TEMPLATE.replace('name: app', `name: ${name}`) });
}

async function publish(version: string, name = 'app'): Promise<Published> {
  return signer.sign(await publishUnsigned(version, name));
}

const policy = (chart: Chart) => ({ signedBy: signer.trust(chart), targetNamespace: story.target, insecure: true });

function deliver({ url, digest }: Published, props: Partial<SignedHelmAppProps> = {}): Promise<void> {
  return story.deliver(chart => new SignedHelmApp(chart, 'App', {
    artifact: PinnedArtifact.parse(`${url}@${digest}`), ...policy(chart), ...props,
  }));
}

/** How Flux calls a Helm chart of this version and digest. */
const chartVersion = (version: string, { digest }: Published) => `${version}+${digest.slice('sha256:'.length, 'sha256:'.length + 12)}`;

function installed(version: string, app: Published) {
  const message = `Helm install succeeded for release ${story.target}/app.v1 with chart app@${chartVersion(version, app)}`;
  return { status: 'True', reason: 'InstallSucceeded', message };
}

function upgraded(revision: number, version: string, app: Published) {
  const message = `Helm upgrade succeeded for release ${story.target}/app.v${revision} with chart app@${chartVersion(version, app)}`;
  return { status: 'True', reason: 'UpgradeSucceeded', message };
}

function unverified({ url, digest }: Published) {
  const message = `failed to verify the signature using provider 'cosign': no matching signatures were found for '${url.replace('oci://', '')}@${digest}'`;
  return { status: 'False', reason: 'VerificationError', message };
}

function sourceNotReady(why: string) {
  return { status: 'False', reason: 'SourceNotReady', message: `OCIRepository '${story.namespace}/app' is not ready: ${why}` };
}

async function tamper(): Promise<void> {
  await story.cluster.run(['patch', 'configmap', 'app', `--namespace=${story.target}`, '--type=merge', '--patch={"data":{"limits":"none"}}']);
  expect((await story.delivered()).app.limits).toBe('none');
}

test('a signed Helm chart is installed, as a release with the name of the app', async () => {
  const app = await publish('1.0.0');
  await deliver(app);
  expect(await story.released('app', app.digest)).toEqual(installed('1.0.0', app));
  const source = await story.cluster.get(story.source('app'));
  expect(conditionOf(source, 'SourceVerified')).toEqual({ status: 'True', reason: 'Succeeded', message: `verified signature of revision ${app.digest}` });
  expect(await story.delivered()).toEqual({ app: { chart: chartVersion('1.0.0', app), limits: DEFAULTS } });
});

test('a new digest upgrades the release, and the old one takes it back', async () => {
  const first = await publish('1.0.0');
  await deliver(first);
  expect(await story.released('app', first.digest)).toEqual(installed('1.0.0', first));
  const second = await publish('1.1.0');
  await deliver(second);
  expect(await story.released('app', second.digest)).toEqual(upgraded(2, '1.1.0', second));
  expect(await story.delivered()).toEqual({ app: { chart: chartVersion('1.1.0', second), limits: DEFAULTS } });
  await deliver(first);
  expect(await story.released('app', first.digest)).toEqual(upgraded(3, '1.0.0', first));
  expect(await story.delivered()).toEqual({ app: { chart: chartVersion('1.0.0', first), limits: DEFAULTS } });
});

test('an unsigned Helm chart is not installed, until it is signed', async () => {
  const app = await publishUnsigned('1.0.0');
  await deliver(app);
  expect(await story.cluster.settled(story.source('app'))).toEqual(unverified(app));
  expect(conditionOf(await story.cluster.get(story.source('app')), 'SourceVerified')).toEqual(unverified(app));
  expect(await story.cluster.settled(story.helmRelease('app'))).toEqual(sourceNotReady('latest generation of object has not been reconciled'));
  expect(await story.delivered()).toEqual({});
  await signer.sign(app);
  await story.cluster.reconcile(story.source('app'));
  expect(await story.released('app', app.digest)).toEqual(installed('1.0.0', app));
});

test('an unsigned Helm chart is no upgrade: what runs stays', async () => {
  const first = await publish('1.0.0');
  await deliver(first);
  expect(await story.released('app', first.digest)).toEqual(installed('1.0.0', first));
  const before = await story.cluster.list('configmap', story.target);
  const second = await publishUnsigned('1.1.0');
  await deliver(second);
  expect(await story.cluster.settled(story.source('app'), 'False')).toEqual(unverified(second));
  await story.cluster.reconcile(story.helmRelease('app'));
  expect(await story.cluster.settled(story.helmRelease('app'))).toEqual(sourceNotReady(unverified(second).message));
  expect(await story.cluster.list('configmap', story.target)).toEqual(before);
});

test('a null among the values deletes a default of the Helm chart, and HelmValues.null() does so as well', async () => {
  const app = await publish('1.0.0');
  await deliver(app, { values: { limits: { cpu: null, memory: HelmValues.null() } } });
  expect(await story.released('app', app.digest)).toEqual(installed('1.0.0', app));
  expect((await story.delivered()).app.limits).toBe('{"storage":"1Gi"}');
});

test('what others change in the objects of a release is corrected', async () => {
  const app = await publish('1.0.0');
  await deliver(app);
  await story.released('app', app.digest);
  await tamper();
  await story.cluster.reconcile(story.helmRelease('app'));
  expect(await story.cluster.settled(story.helmRelease('app'))).toEqual(installed('1.0.0', app));
  expect((await story.delivered()).app.limits).toBe(DEFAULTS);
});

test('what others change stays without drift detection', async () => {
  const app = await publish('1.0.0');
  await deliver(app, { delivery: { driftDetection: DriftDetection.disabled() } });
  await story.released('app', app.digest);
  await tamper();
  await story.cluster.reconcile(story.helmRelease('app'));
  expect(await story.cluster.settled(story.helmRelease('app'))).toEqual(installed('1.0.0', app));
  expect((await story.delivered()).app.limits).toBe('none');
});

test('a digest may have been read from a tag with build metadata, which Flux replaces with the digest', async () => {
  const app = await publish('1.0.0+build.5');
  expect(await story.publisher.digestOf(`${story.namespace}/app`, '1.0.0_build.5')).toBe(app.digest);
  await deliver(app, { artifact: PinnedArtifact.parse(`${app.url}:1.0.0_build.5@${app.digest}`) });
  expect(await story.released('app', app.digest)).toEqual(installed('1.0.0', app));
  const { status } = await story.cluster.get(story.source('app'));
  expect(status.artifact.revision).toBe(app.digest);
});

test('a range reads the underscore in tags of Helm charts as the + of their version', async () => {
  const app = await publish('1.0.0+build.5');
  await story.deliver(chart => {
    const source = new OciRepository(chart, 'App', { url: app.url, ref: OciRef.semver('1.x'), verify: signer.trust(chart), insecure: true });
    new HelmRelease(chart, 'Release', { name: 'app', source });
  });
  await story.released('app', app.digest);
  const { status } = await story.cluster.get(story.source('app'));
  expect(status.artifact.revision).toBe(`1.0.0_build.5@${app.digest}`);
  expect((await story.cluster.get(story.helmRelease('app'))).status.lastAttemptedRevision).toBe(chartVersion('1.0.0', app));
});

test('another release name uninstalls and installs', async () => {
  const app = await publish('1.0.0');
  await deliver(app);
  await story.released('app', app.digest);
  const [before] = await story.cluster.list('configmap', story.target);
  await deliver(app, { releaseName: 'other' });
  const message = `Helm install succeeded for release ${story.target}/other.v1 with chart app@${chartVersion('1.0.0', app)}`;
  expect(await story.cluster.settled(story.helmRelease('app'), 'True')).toEqual({ status: 'True', reason: 'InstallSucceeded', message });
  const [after] = await story.cluster.list('configmap', story.target);
  expect(after.metadata.annotations['meta.helm.sh/release-name']).toBe('other');
  expect(after.metadata.uid).not.toBe(before.metadata.uid);
});

test('a removed app is uninstalled, and nothing else in its namespace', async () => {
  const app = await publish('1.0.0');
  await deliver(app);
  await story.released('app', app.digest);
  await story.cluster.apply(configMap('bystander'), `--namespace=${story.target}`);
  expect(Object.keys(await story.delivered())).toEqual(['app', 'bystander']);
  await story.cluster.delete(story.helmRelease('app'));
  expect(await story.delivered()).toEqual({ bystander: { version: '1' } });
  expect((await story.cluster.get({ kind: 'namespace', name: story.target })).status.phase).toBe('Active');
});

test('a Helm app is not released before the one it depends on', async () => {
  const [base, app] = [await publishUnsigned('1.0.0', 'base'), await publish('1.0.0')];
  await story.deliver(chart => {
    const shared = policy(chart);
    const first = new SignedHelmApp(chart, 'Base', { artifact: PinnedArtifact.parse(`${base.url}@${base.digest}`), ...shared });
    new SignedHelmApp(chart, 'App', { artifact: PinnedArtifact.parse(`${app.url}@${app.digest}`), ...shared, dependsOn: [first] });
  });
  expect(await story.cluster.settled(story.source('base'))).toEqual(unverified(base));
  expect((await story.cluster.settled(story.source('app'))).status).toBe('True');
  expect(await story.cluster.settled(story.helmRelease('app'))).toEqual({
    status: 'False', reason: 'DependencyNotReady', message: `dependency '${story.namespace}/base' is not ready`,
  });
  expect(await story.delivered()).toEqual({});
  await signer.sign(base);
  await story.cluster.reconcile(story.source('base'));
  expect(await story.released('app', app.digest)).toEqual(installed('1.0.0', app));
  expect(Object.keys(await story.delivered())).toEqual(['app', 'base']);
});

test('a ServiceAccount releases once it may keep releases in the namespace of the HelmRelease and apply into the other', async () => {
  const app = await publish('1.0.0');
  await story.cluster.run(['create', 'serviceaccount', 'releaser', `--namespace=${story.namespace}`]);
  await deliver(app, { delivery: { serviceAccountName: 'releaser' } });
  expect((await story.cluster.settled(story.source('app'))).status).toBe('True');
  const serviceAccount = `${story.namespace}:releaser`;
  const user = `User "system:serviceaccount:${serviceAccount}"`;
  expect(await story.cluster.settled(story.helmRelease('app'))).toEqual({
    status: 'False',
    reason: 'StateError',
    message: 'Could not determine release state: failed to retrieve last release from storage: query: failed to query with labels: '
      + `secrets is forbidden: ${user} cannot list resource "secrets" in API group "" in the namespace "${story.namespace}"`,
  });
  expect(await story.delivered()).toEqual({});
  await grant(story.cluster, { serviceAccount, namespace: story.namespace, resource: 'secrets', verbs: ['list', 'create', 'update'] });
  await story.cluster.reconcile(story.helmRelease('app'));
  expect(await story.cluster.settled(story.helmRelease('app'))).toEqual({
    status: 'False',
    reason: 'InstallFailed',
    message: `Helm install failed for release ${story.target}/app with chart app@${chartVersion('1.0.0', app)}: unable to continue with install: `
      + `could not get information about the resource ConfigMap "app" in namespace "${story.target}": `
      + `configmaps "app" is forbidden: ${user} cannot get resource "configmaps" in API group "" in the namespace "${story.target}"`,
  });
  expect(await story.delivered()).toEqual({});
  await grant(story.cluster, { serviceAccount, namespace: story.target, resource: 'configmaps', verbs: ['get', 'create', 'patch'] });
  await story.cluster.reconcile(story.helmRelease('app'));
  expect(await story.cluster.settled(story.helmRelease('app'))).toEqual(installed('1.0.0', app));
});
