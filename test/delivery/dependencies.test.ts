import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { HelmRelease, Kustomization, OciRef, OciRepository, OidcIdentity, PinnedArtifact, SignedApp, SignedHelmApp, Verification } from '../../src';
import { acceptedDocuments } from '../support/accepted';
import { refusalOf } from '../support/refusal';
import { DIGEST, documentsOf, fluxChart, warningsOf } from '../support/render';

const artifact = PinnedArtifact.parse(`oci://ghcr.io/acme/app@${DIGEST}`);
const signedBy = Verification.cosignKeyless(OidcIdentity.githubActions({ repository: 'acme/app' }));

function source(chart: Chart): OciRepository {
  return chart.node.tryFindChild('source') as OciRepository ?? new OciRepository(chart, 'source', { url: 'oci://ghcr.io/acme/app', ref: OciRef.digest(DIGEST) });
}

function dependsOnOf(chart: Chart, name: string): any {
  return acceptedDocuments(chart).find(({ kind, metadata }) => ['Kustomization', 'HelmRelease'].includes(kind) && metadata.name === name).spec.dependsOn;
}

describe('a Kustomization depends', () => {
  test('on others of its namespace by name', () => {
    const chart = fluxChart();
    const crds = new Kustomization(chart, 'crds', { path: 'crds', source: source(chart) });
    const base = new Kustomization(chart, 'base', { path: 'base', source: source(chart) });
    new Kustomization(chart, 'app', { path: 'app', source: source(chart), dependsOn: [crds, base] });
    expect(dependsOnOf(chart, 'app')).toEqual([{ name: 'crds' }, { name: 'base' }]);
    expect(dependsOnOf(chart, 'base')).toBeUndefined();
    expect(warningsOf(chart)).toEqual([]);
  });

  test('on one of another namespace with a warning', () => {
    const chart = fluxChart();
    const base = new Kustomization(chart, 'base', { path: 'base', source: source(chart), metadata: { namespace: 'platform' } });
    new Kustomization(chart, 'app', { path: 'app', source: source(chart), dependsOn: [base] });
    expect(dependsOnOf(chart, 'app')).toEqual([{ name: 'base', namespace: 'platform' }]);
    expect(warningsOf(chart)).toEqual([
      'FOC054 [delivery/base] `sourceRef` crosses from namespace platform to flux-system, which a Flux with --no-cross-namespace-refs refuses; '
        + 'use objects of one namespace where tenants share a cluster',
      'FOC054 [delivery/app] `dependsOn` crosses from namespace flux-system to platform, which a Flux with --no-cross-namespace-refs refuses; '
        + 'use objects of one namespace where tenants share a cluster',
    ]);
  });

  test('on golden paths like on any other', () => {
    const chart = fluxChart();
    const base = new SignedApp(chart, 'Base', { artifact, signedBy, targetNamespace: 'base' });
    new Kustomization(chart, 'app', { path: 'app', source: source(chart), dependsOn: [base] });
    expect(dependsOnOf(chart, 'app')).toEqual([{ name: 'base' }]);
  });

  test('on one that is in the cluster, in its own namespace unless told otherwise', () => {
    const chart = fluxChart();
    const here = Kustomization.fromKustomizationName(chart, 'here', 'infra');
    const there = Kustomization.fromKustomizationName(chart, 'there', 'infra', 'platform');
    const same = Kustomization.fromKustomizationName(chart, 'same', 'infra-2', 'flux-system');
    new Kustomization(chart, 'app', { path: 'app', source: source(chart), dependsOn: [here, there, same] });
    expect(dependsOnOf(chart, 'app')).toEqual([{ name: 'infra' }, { name: 'infra', namespace: 'platform' }, { name: 'infra-2' }]);
    expect([there.kustomizationName, there.kustomizationNamespace, here.kustomizationNamespace]).toEqual(['infra', 'platform', undefined]);
    expect(warningsOf(chart).map(line => line.slice(0, 6))).toEqual(['FOC054']);
    expect(documentsOf(chart)).toHaveLength(2);
  });

  test('fails for a name in the cluster that can be none', () => {
    expect(refusalOf(() => Kustomization.fromKustomizationName(fluxChart(), 'base', 'a'.repeat(64)))).toBe('FOC002 [delivery/base] the name of a '
      + `Kustomization may have 63 characters, because Flux labels with it what it applies; got "${'a'.repeat(64)}" (64); use a shorter \`name\``);
  });
});

describe('a HelmRelease depends', () => {
  test('on others of its namespace by name', () => {
    const chart = fluxChart();
    const base = new HelmRelease(chart, 'base', { source: source(chart) });
    new HelmRelease(chart, 'app', { source: source(chart), dependsOn: [base] });
    expect(dependsOnOf(chart, 'app')).toEqual([{ name: 'base' }]);
    expect(warningsOf(chart)).toEqual([]);
  });

  test('on one of another namespace with a warning', () => {
    const chart = fluxChart();
    const base = HelmRelease.fromHelmReleaseName(chart, 'base', 'infra', 'platform');
    const here = HelmRelease.fromHelmReleaseName(chart, 'here', 'infra');
    new HelmRelease(chart, 'app', { source: source(chart), dependsOn: [base, here] });
    expect(dependsOnOf(chart, 'app')).toEqual([{ name: 'infra', namespace: 'platform' }, { name: 'infra' }]);
    expect([base.helmReleaseName, base.helmReleaseNamespace, here.helmReleaseNamespace]).toEqual(['infra', 'platform', undefined]);
    expect(warningsOf(chart)).toEqual([
      'FOC054 [delivery/app] `dependsOn` crosses from namespace flux-system to platform, which a Flux with --no-cross-namespace-refs refuses; '
        + 'use objects of one namespace where tenants share a cluster',
    ]);
  });

  test('on golden paths like on any other', () => {
    const chart = fluxChart();
    const base = new SignedHelmApp(chart, 'Base', { artifact, signedBy, targetNamespace: 'base' });
    new HelmRelease(chart, 'app', { source: source(chart), dependsOn: [base] });
    expect(dependsOnOf(chart, 'app')).toEqual([{ name: 'base' }]);
  });

  test('fails for a name in the cluster that can be none', () => {
    expect(refusalOf(() => HelmRelease.fromHelmReleaseName(fluxChart(), 'base', 'My_Release'))).toBe('FOC001 [delivery/base] the name of a Kubernetes object '
      + 'must be a DNS name of lower-case letters, digits, `-` and `.`; got "My_Release"; use `name: "my-app"`, or a construct id that gives one');
  });
});

describe('the construct tree', () => {
  let outdir: string;
  beforeEach(() => { outdir = mkdtempSync(join(tmpdir(), 'dependencies-')); });
  afterEach(() => { rmSync(outdir, { recursive: true }); });

  /** The files of two charts, the first of which has an app that may depend on one of the second. */
  function files(depends: boolean): string[] {
    const app = new App({ outdir });
    const [first, second] = ['first', 'second'].map(id => new Chart(app, id, { namespace: 'flux-system' }));
    const base = new SignedApp(second, 'Base', { artifact, signedBy, targetNamespace: 'base' });
    const helm = new SignedHelmApp(second, 'Helm', { artifact, signedBy, targetNamespace: 'base' });
    new SignedApp(first, 'App', { artifact, signedBy, targetNamespace: 'app', dependsOn: depends ? [base] : [] });
    new SignedHelmApp(first, 'HelmTop', { artifact, signedBy, targetNamespace: 'app', dependsOn: depends ? [helm] : [] });
    const chartOf = (construct: IConstruct) => construct === app ? undefined : Chart.of(construct);
    const across = app.node.findAll()
      .flatMap(construct => construct.node.dependencies.filter(dependency => chartOf(dependency) !== chartOf(construct)));
    expect(across.map(dependency => dependency.node.path)).toEqual([]);
    app.synth();
    return readdirSync(outdir).sort();
  }

  test('knows nothing of dependsOn, so no file is renumbered', () => {
    expect(files(false)).toEqual(['first.k8s.yaml', 'second.k8s.yaml']);
    expect(files(true)).toEqual(['first.k8s.yaml', 'second.k8s.yaml']);
  });

  test('may have two Kustomizations that wait for others of each other\'s chart', () => {
    const app = new App();
    const [one, two] = ['one', 'two'].map(id => new Chart(app, id, { namespace: 'flux-system' }));
    const a = new SignedApp(one, 'A', { artifact, signedBy, targetNamespace: 'a' });
    const b = new SignedApp(two, 'B', { artifact, signedBy, targetNamespace: 'b', dependsOn: [a] });
    new SignedApp(one, 'C', { artifact, signedBy, targetNamespace: 'a', dependsOn: [b] });
    expect(dependsOnOf(one, 'c')).toEqual([{ name: 'b' }]);
    expect(dependsOnOf(two, 'b')).toEqual([{ name: 'a' }]);
  });
});
