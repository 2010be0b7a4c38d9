import { namespaceDocument, SIGNED_BY, URL, VERIFY } from './fixtures';
import { Kustomization, OciRef, TrackedApp, type TrackedAppProps } from '../../src';
import { acceptedDocuments } from '../support/accepted';
import { refusalOf } from '../support/refusal';
import { DIGEST, fluxChart, warningsOf } from '../support/render';

const MINIMAL: TrackedAppProps = { url: URL, ref: OciRef.semver('6.x', { filter: '.*-stable' }), signedBy: SIGNED_BY, targetNamespace: 'apps' };

test('a tracked app is source, delivery and target namespace', () => {
  const chart = fluxChart();
  new TrackedApp(chart, 'MyApp', MINIMAL);
  expect(acceptedDocuments(chart)).toEqual([
    namespaceDocument('apps'),
    {
      apiVersion: 'source.toolkit.fluxcd.io/v1',
      kind: 'OCIRepository',
      metadata: { name: 'my-app', namespace: 'flux-system' },
      spec: { url: URL, ref: { semver: '6.x', semverFilter: '.*-stable' }, interval: '5m', verify: VERIFY },
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

test('it may follow a tag, as often as it is told', () => {
  const chart = fluxChart();
  new TrackedApp(chart, 'app', { ...MINIMAL, ref: OciRef.tag('staging'), source: { interval: '1m' } });
  expect(acceptedDocuments(chart)[1].spec).toEqual({ url: URL, ref: { tag: 'staging' }, interval: '1m', verify: VERIFY });
});

test('path, dependsOn and the options of the delivery reach the Kustomization', () => {
  const chart = fluxChart();
  const dependsOn = [Kustomization.fromKustomizationName(chart, 'base', 'base')];
  new TrackedApp(chart, 'app', { ...MINIMAL, path: './staging', dependsOn, delivery: { interval: '5m', wait: false } });
  expect(acceptedDocuments(chart)[2].spec).toEqual({
    sourceRef: { kind: 'OCIRepository', name: 'app' },
    path: './staging',
    targetNamespace: 'apps',
    interval: '5m',
    retryInterval: '2m',
    timeout: '3m',
    prune: true,
    wait: false,
    dependsOn: [{ name: 'base' }],
  });
});

test('the children and their paths are contract', () => {
  const chart = fluxChart();
  const app = new TrackedApp(chart, 'app', MINIMAL);
  expect(chart.node.findAll().map(construct => construct.node.path)).toEqual([
    'delivery', 'delivery/app', 'delivery/app/Source', 'delivery/app/Source/Resource', 'delivery/app/Delivery', 'delivery/app/Delivery/Resource',
    'delivery/Namespace-apps',
  ]);
  expect([app.source.node.path, app.delivery.node.path]).toEqual(['delivery/app/Source', 'delivery/app/Delivery']);
});

test('what others depend on is the Kustomization', () => {
  const app = new TrackedApp(fluxChart(), 'MyApp', MINIMAL);
  expect([app.kustomizationName, app.kustomizationNamespace]).toEqual(['my-app', 'flux-system']);
});

test('fails for a digest, which can\'t be followed', () => {
  expect(refusalOf(() => new TrackedApp(fluxChart(), 'app', { ...MINIMAL, ref: OciRef.digest(DIGEST) }))).toBe('FOC016 [delivery/app] `ref` must be a tag or a '
    + `semver range, for it is to be followed; got digest "${DIGEST}"; use OciRef.tag or OciRef.semver, or a SignedApp for one digest`);
});

test.each<[unknown, string]>([[undefined, 'undefined'], [null, 'null'], [{ tag: 'latest' }, 'Object'], ['latest', 'string']])(
  'fails for %j instead of a reference, from JavaScript', (ref, got) => {
    expect(refusalOf(() => new TrackedApp(fluxChart(), 'app', { ...MINIMAL, ref: ref as any }))).toBe('FOC016 [delivery/app] `ref` must be a tag or a semver range, '
      + `for it is to be followed; got ${got}; use OciRef.tag or OciRef.semver, or a SignedApp for one digest`);
  });

test.each<[unknown, string]>([[undefined, 'undefined'], [null, 'null'], [{}, 'Object']])('fails for %j instead of a verification, from JavaScript', (signedBy, got) => {
  expect(refusalOf(() => new TrackedApp(fluxChart(), 'app', { ...MINIMAL, signedBy: signedBy as any })))
    .toBe(`FOC040 [delivery/app] \`signedBy\` must say who signed; got ${got}; use Verification.cosignKeyless, .cosignKeys or .notation`);
});

test('fails for a URL with the tag in it', () => {
  expect(refusalOf(() => new TrackedApp(fluxChart(), 'app', { ...MINIMAL, url: `${URL}:staging` })))
    .toBe(`FOC013 [delivery/app/Source] a tag has no place in the URL; got "${URL}:staging"; use the URL "${URL}" with OciRef.tag("staging")`);
});
