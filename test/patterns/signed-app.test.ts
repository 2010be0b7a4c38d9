import { ARTIFACT, namespaceDocument, SIGNED_BY, URL, VERIFY } from './fixtures';
import { ArtifactContent, HelmRelease, Kustomization, SignedApp, type SignedAppProps } from '../../src';
import { acceptedDocuments } from '../support/accepted';
import { refusalOf } from '../support/refusal';
import { DIGEST, fluxChart, warningsOf } from '../support/render';

const MINIMAL: SignedAppProps = { artifact: ARTIFACT, signedBy: SIGNED_BY, targetNamespace: 'apps' };

test('a signed app is source, delivery and target namespace', () => {
  const chart = fluxChart();
  new SignedApp(chart, 'MyApp', MINIMAL);
  expect(acceptedDocuments(chart)).toEqual([
    namespaceDocument('apps'),
    {
      apiVersion: 'source.toolkit.fluxcd.io/v1',
      kind: 'OCIRepository',
      metadata: { name: 'my-app', namespace: 'flux-system' },
      spec: { url: URL, ref: { digest: DIGEST, tag: '1.2.3' }, interval: '60m', verify: VERIFY },
    },
    {
      apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
      kind: 'Kustomization',
      metadata: { name: 'my-app', namespace: 'flux-system' },
      spec: {
        sourceRef: { kind: 'OCIRepository', name: 'my-app' },
        targetNamespace: 'apps',
        interval: '60m',
        retryInterval: '2m',
        timeout: '3m',
        prune: true,
        wait: true,
      },
    },
  ]);
  expect(warningsOf(chart)).toEqual([]);
});

test('path, dependsOn and the options of the delivery reach the Kustomization', () => {
  const chart = fluxChart();
  new SignedApp(chart, 'app', {
    ...MINIMAL,
    path: './overlays/prod',
    dependsOn: [Kustomization.fromKustomizationName(chart, 'base', 'base')],
    delivery: { interval: '10m', retryInterval: '1m', timeout: '5m', prune: false, wait: false, force: true, suspend: true, serviceAccountName: 'deployer' },
  });
  expect(acceptedDocuments(chart).find(({ kind }) => kind === 'Kustomization').spec).toEqual({
    sourceRef: { kind: 'OCIRepository', name: 'app' },
    path: './overlays/prod',
    targetNamespace: 'apps',
    interval: '10m',
    retryInterval: '1m',
    timeout: '5m',
    prune: false,
    wait: false,
    force: true,
    suspend: true,
    serviceAccountName: 'deployer',
    dependsOn: [{ name: 'base' }],
  });
});

test('the children and their paths are contract', () => {
  const chart = fluxChart();
  const app = new SignedApp(chart, 'app', MINIMAL);
  expect(chart.node.findAll().map(construct => construct.node.path)).toEqual([
    'delivery', 'delivery/app', 'delivery/app/Source', 'delivery/app/Source/Resource', 'delivery/app/Delivery', 'delivery/app/Delivery/Resource',
    'delivery/Namespace-apps',
  ]);
  expect([app.source.node.path, app.delivery.node.path]).toEqual(['delivery/app/Source', 'delivery/app/Delivery']);
});

test('what others depend on is the Kustomization', () => {
  const chart = fluxChart();
  const base = new SignedApp(chart, 'Base', { ...MINIMAL, metadata: { namespace: 'team' } });
  expect([base.kustomizationName, base.kustomizationNamespace]).toEqual(['base', 'team']);
  expect([base.delivery.kustomizationName, base.delivery.kustomizationNamespace, base.source.sourceName, base.source.sourceNamespace])
    .toEqual(['base', 'team', 'base', 'team']);
  new SignedApp(chart, 'Top', { ...MINIMAL, metadata: { namespace: 'team' }, dependsOn: [base] });
  expect(acceptedDocuments(chart).find(({ kind, metadata }) => kind === 'Kustomization' && metadata.name === 'top').spec.dependsOn).toEqual([{ name: 'base' }]);
});

test('the source holds manifests, and fails for a HelmRelease', () => {
  const chart = fluxChart();
  const app = new SignedApp(chart, 'app', MINIMAL);
  expect(refusalOf(() => new HelmRelease(chart, 'release', { source: app.source }))).toBe('FOC050 [delivery/release] this needs a source of '
    + `${ArtifactContent.HELM_CHART}, but delivery/app/Source holds manifests, as delivery/app/Delivery says; use a second OciRepository: `
    + 'Flux passes on one layer of an artifact, for all of its consumers');
});

test.each<[unknown, string]>([[undefined, 'undefined'], [null, 'null'], [{}, 'Object'], [`${URL}@${DIGEST}`, 'string'], [{ url: URL, digest: DIGEST }, 'Object']])(
  'fails for %j instead of an artifact, from JavaScript', (artifact, got) => {
    const chart = fluxChart();
    expect(refusalOf(() => new SignedApp(chart, 'app', { ...MINIMAL, artifact: artifact as any }))).toBe('FOC012 [delivery/app] `artifact` must be pinned by digest; '
      + `got ${got}; use PinnedArtifact.parse("oci://host/repository@sha256:…")`);
  });

test.each<[unknown, string]>([[undefined, 'undefined'], [null, 'null'], [{}, 'Object'], [{ provider: 'cosign' }, 'Object'], [true, 'boolean']])(
  'fails for %j instead of a verification, from JavaScript', (signedBy, got) => {
    expect(refusalOf(() => new SignedApp(fluxChart(), 'app', { ...MINIMAL, signedBy: signedBy as any })))
      .toBe(`FOC040 [delivery/app] \`signedBy\` must say who signed; got ${got}; use Verification.cosignKeyless, .cosignKeys or .notation`);
  });

test('no option of the source or the delivery undoes what the pattern promises, from JavaScript', () => {
  const chart = fluxChart();
  const undo: any = { url: 'oci://evil.example.com/app', ref: undefined, verify: undefined, insecure: true, name: 'other', metadata: { name: 'x' }, targetNamespace: 'kube-system', source: undefined };
  new SignedApp(chart, 'app', { ...MINIMAL, source: undo, delivery: undo });
  const other = fluxChart();
  new SignedApp(other, 'app', MINIMAL);
  expect(acceptedDocuments(chart)).toEqual(acceptedDocuments(other));
});
