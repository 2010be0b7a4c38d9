import { ARTIFACT, namespaceDocument, SIGNED_BY, URL, VERIFY } from './fixtures';
import { DriftDetection, HelmRelease, HelmValues, Kustomization, SignedHelmApp, type SignedHelmAppProps } from '../../src';
import { acceptedDocuments } from '../support/accepted';
import { refusalOf } from '../support/refusal';
import { DIGEST, fluxChart, warningsOf } from '../support/render';

const MINIMAL: SignedHelmAppProps = { artifact: ARTIFACT, signedBy: SIGNED_BY, targetNamespace: 'apps' };

const SPEC = {
  chartRef: { kind: 'OCIRepository', name: 'my-app' },
  releaseName: 'my-app',
  targetNamespace: 'apps',
  interval: '30m',
  install: { strategy: { name: 'RetryOnFailure', retryInterval: '5m' } },
  upgrade: { crds: 'CreateReplace', strategy: { name: 'RetryOnFailure', retryInterval: '5m' } },
  driftDetection: { mode: 'enabled' },
};

function releaseSpec(props: Partial<SignedHelmAppProps>): any {
  const chart = fluxChart();
  new SignedHelmApp(chart, 'MyApp', { ...MINIMAL, ...props });
  return acceptedDocuments(chart).find(({ kind }) => kind === 'HelmRelease').spec;
}

test('a signed Helm app is source, release and target namespace', () => {
  const chart = fluxChart();
  new SignedHelmApp(chart, 'MyApp', MINIMAL);
  expect(acceptedDocuments(chart)).toEqual([
    namespaceDocument('apps'),
    {
      apiVersion: 'source.toolkit.fluxcd.io/v1',
      kind: 'OCIRepository',
      metadata: { name: 'my-app', namespace: 'flux-system' },
      spec: {
        url: URL,
        ref: { digest: DIGEST, tag: '1.2.3' },
        interval: '60m',
        layerSelector: { mediaType: 'application/vnd.cncf.helm.chart.content.v1.tar+gzip', operation: 'copy' },
        verify: VERIFY,
      },
    },
    { apiVersion: 'helm.toolkit.fluxcd.io/v2', kind: 'HelmRelease', metadata: { name: 'my-app', namespace: 'flux-system' }, spec: SPEC },
  ]);
  expect(warningsOf(chart)).toEqual([]);
});

test('values, nulls in them too, release name, dependsOn and the options of the delivery reach the HelmRelease', () => {
  const dependsOn = [HelmRelease.fromHelmReleaseName(fluxChart(), 'base', 'base')];
  expect(releaseSpec({
    values: { replicas: 2, resources: { limits: null, requests: HelmValues.null() } },
    releaseName: 'web',
    dependsOn,
    delivery: { interval: '10m', timeout: '10m', retryInterval: '1m', driftDetection: DriftDetection.disabled(), suspend: true, serviceAccountName: 'deployer' },
  })).toStrictEqual({
    chartRef: { kind: 'OCIRepository', name: 'my-app' },
    releaseName: 'web',
    targetNamespace: 'apps',
    interval: '10m',
    timeout: '10m',
    install: { strategy: { name: 'RetryOnFailure', retryInterval: '1m' } },
    upgrade: { crds: 'CreateReplace', strategy: { name: 'RetryOnFailure', retryInterval: '1m' } },
    driftDetection: { mode: 'disabled' },
    suspend: true,
    serviceAccountName: 'deployer',
    dependsOn: [{ name: 'base' }],
    values: { replicas: 2, resources: { limits: null, requests: null } },
  });
});

test('the release is called like the app, wherever its name comes from', () => {
  expect(releaseSpec({ name: 'given' }).releaseName).toBe('given');
  expect(releaseSpec({ metadata: { name: 'given' } }).releaseName).toBe('given');
});

test('fails for an app of more characters than Helm takes, until the release has a name of its own', () => {
  const name = 'a'.repeat(54);
  expect(refusalOf(() => releaseSpec({ name })))
    .toBe(`FOC060 [delivery/MyApp/Delivery] Helm takes release names of up to 53 characters; got "${name}" (54); use a shorter \`releaseName\``);
  expect(releaseSpec({ name, releaseName: 'short' }).releaseName).toBe('short');
  expect(releaseSpec({ name: 'a'.repeat(53) }).releaseName).toBe('a'.repeat(53));
});

test('fails for a name that Flux can\'t label with', () => {
  const name = 'a'.repeat(64);
  expect(refusalOf(() => releaseSpec({ name, releaseName: 'short' }))).toBe('FOC002 [delivery/MyApp] the name of a HelmRelease may have 63 characters, '
    + `because Flux labels with it what it applies; got "${name}" (64); use a shorter \`name\``);
});

test('the children and their paths are contract', () => {
  const chart = fluxChart();
  const app = new SignedHelmApp(chart, 'app', MINIMAL);
  expect(chart.node.findAll().map(construct => construct.node.path)).toEqual([
    'delivery', 'delivery/app', 'delivery/app/Source', 'delivery/app/Source/Resource', 'delivery/app/Delivery', 'delivery/app/Delivery/Resource',
    'delivery/Namespace-apps',
  ]);
  expect([app.source.node.path, app.delivery.node.path]).toEqual(['delivery/app/Source', 'delivery/app/Delivery']);
});

test('what others depend on is the HelmRelease', () => {
  const chart = fluxChart();
  const base = new SignedHelmApp(chart, 'Base', MINIMAL);
  expect([base.helmReleaseName, base.helmReleaseNamespace]).toEqual(['base', 'flux-system']);
  new SignedHelmApp(chart, 'Top', { ...MINIMAL, dependsOn: [base] });
  expect(acceptedDocuments(chart).find(({ kind, metadata }) => kind === 'HelmRelease' && metadata.name === 'top').spec.dependsOn).toEqual([{ name: 'base' }]);
});

test('the source holds a Helm chart, and fails for a Kustomization', () => {
  const chart = fluxChart();
  const app = new SignedHelmApp(chart, 'app', MINIMAL);
  expect(refusalOf(() => new Kustomization(chart, 'apply', { source: app.source }))).toBe('FOC050 [delivery/apply] this needs a source of manifests, but '
    + 'delivery/app/Source holds Helm charts, as delivery/app/Delivery says; use a second OciRepository: Flux passes on one layer of an artifact, for all of its consumers');
});

test('fails for a value that YAML can\'t say', () => {
  expect(refusalOf(() => releaseSpec({ values: { replicas: NaN } }))).toBe('FOC061 [delivery/MyApp/Delivery] `values.replicas` is the number NaN; '
    + 'use texts, finite numbers, booleans, nulls, lists and plain objects of them');
});

test.each<[unknown, string]>([[undefined, 'undefined'], [null, 'null'], [{}, 'Object']])('fails for %j instead of an artifact or a verification, from JavaScript', (value, got) => {
  expect(refusalOf(() => releaseSpec({ artifact: value as any })))
    .toBe(`FOC012 [delivery/MyApp] \`artifact\` must be pinned by digest; got ${got}; use PinnedArtifact.parse("oci://host/repository@sha256:…")`);
  expect(refusalOf(() => releaseSpec({ signedBy: value as any })))
    .toBe(`FOC040 [delivery/MyApp] \`signedBy\` must say who signed; got ${got}; use Verification.cosignKeyless, .cosignKeys or .notation`);
});
