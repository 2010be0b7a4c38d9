import { ApiObject, type Chart, JsonPatch } from 'cdk8s';
import { ConfigMap } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { HelmRelease, Kustomization, l1, OciRef, OciRepository, SourceRef, type ISource } from '../../src';
import { acceptedDocument } from '../support/accepted';
import { refusalOf } from '../support/refusal';
import { DIGEST, fluxChart, warningsOf } from '../support/render';

const GIT = { interval: '5m', url: 'https://github.com/acme/fleet' };

function sourceRefOf(chart: Chart, source: ISource): any {
  new Kustomization(chart, 'app', { source });
  return acceptedDocument(chart, 'Kustomization').spec.sourceRef;
}

function chartRefOf(chart: Chart, source: ISource): any {
  new HelmRelease(chart, 'app', { source });
  return acceptedDocument(chart, 'HelmRelease').spec.chartRef;
}

const named = {
  GitRepository: SourceRef.gitRepository,
  Bucket: SourceRef.bucket,
  HelmChart: SourceRef.helmChart,
  ExternalArtifact: SourceRef.externalArtifact,
};
type Kind = keyof typeof named;

const SWITCH = (kind: string, controller: string) => `FOC056 [delivery/app] Flux takes the ExternalArtifact fleet as source of a ${kind} only where that is switched on; `
  + `use the flag --feature-gates=ExternalArtifact=true of ${controller}`;

describe('a source in the cluster', () => {
  test.each<[Kind, string[]]>([['GitRepository', []], ['Bucket', []], ['ExternalArtifact', [SWITCH('Kustomization', 'kustomize-controller')]]])(
    'a %s is what a Kustomization applies', (kind, warnings) => {
      const chart = fluxChart();
      expect(sourceRefOf(chart, named[kind](chart, 'Fleet', 'fleet'))).toEqual({ kind, name: 'fleet' });
      expect(warningsOf(chart)).toEqual(warnings);
    });

  test.each<[Kind, string[]]>([['HelmChart', []], ['ExternalArtifact', [SWITCH('HelmRelease', 'helm-controller')]]])('a %s is what a HelmRelease releases', (kind, warnings) => {
    const chart = fluxChart();
    expect(chartRefOf(chart, named[kind](chart, 'Fleet', 'fleet'))).toEqual({ kind, name: 'fleet' });
    expect(warningsOf(chart)).toEqual(warnings);
  });

  test.each(Object.keys(named) as Kind[])('a %s may be in another namespace', kind => {
    const source = named[kind](fluxChart(), 'Fleet', 'fleet', 'platform');
    expect([source.sourceKind, source.sourceName, source.sourceNamespace]).toEqual([kind, 'fleet', 'platform']);
  });

  test('of another namespace is written so, with a warning', () => {
    const chart = fluxChart();
    expect(sourceRefOf(chart, SourceRef.gitRepository(chart, 'Fleet', 'fleet', 'platform'))).toEqual({ kind: 'GitRepository', name: 'fleet', namespace: 'platform' });
    expect(warningsOf(chart)).toEqual(['FOC054 [delivery/app] `sourceRef` crosses from namespace flux-system to platform, which a Flux with --no-cross-namespace-refs refuses; '
      + 'use objects of one namespace where tenants share a cluster']);
  });

  test('fails under a name that can be none', () => {
    expect(refusalOf(() => SourceRef.bucket(fluxChart(), 'Fleet', 'My_Fleet'))).toBe('FOC001 [delivery/Fleet] the name of a Kubernetes object must be a DNS name of lower-case '
      + 'letters, digits, `-` and `.`; got "My_Fleet"; use `name: "my-app"`, or a construct id that gives one');
  });
});

describe('a kind that the consumer cannot use', () => {
  test('fails for a Kustomization', () => {
    const chart = fluxChart();
    expect(refusalOf(() => sourceRefOf(chart, SourceRef.helmChart(chart, 'Chart', 'web')))).toBe('FOC051 [delivery/app] a Kustomization delivers nothing from a source of this kind; '
      + 'got HelmChart; use one of OCIRepository, GitRepository, Bucket, ExternalArtifact');
  });

  test.each<Kind>(['GitRepository', 'Bucket'])('fails for a HelmRelease: %s', kind => {
    const chart = fluxChart();
    expect(refusalOf(() => chartRefOf(chart, named[kind](chart, 'Fleet', 'fleet')))).toBe('FOC051 [delivery/app] a HelmRelease delivers nothing from a source of this kind; '
      + `got ${kind}; use one of OCIRepository, HelmChart, ExternalArtifact`);
  });
});

describe('a source of L1', () => {
  test('is used by its name and namespace', () => {
    const chart = fluxChart();
    const git = new l1.FluxGitRepository(chart, 'Git', { metadata: { name: 'fleet', namespace: 'flux-system' }, spec: GIT });
    expect(sourceRefOf(chart, SourceRef.of(git))).toEqual({ kind: 'GitRepository', name: 'fleet' });
    expect(SourceRef.of(git).sourceNamespace).toBe('flux-system');
  });

  test('may be an ApiObject, or inside of a construct', () => {
    const chart = fluxChart();
    const around = new Construct(chart, 'Around');
    new ApiObject(around, 'Resource', { apiVersion: 'source.toolkit.fluxcd.io/v1', kind: 'Bucket', metadata: { name: 'fleet' } });
    expect(SourceRef.of(around)).toMatchObject({ sourceKind: 'Bucket', sourceName: 'fleet', sourceNamespace: 'flux-system' });
  });

  test('is one source, however often it is asked for', () => {
    const git = new l1.FluxGitRepository(fluxChart(), 'Git', { metadata: { name: 'fleet' }, spec: GIT });
    expect(SourceRef.of(git)).toBe(SourceRef.of(git));
  });

  test('that is a source already is that', () => {
    const chart = fluxChart();
    const source = new OciRepository(chart, 'Source', { url: 'oci://ghcr.io/acme/app', ref: OciRef.digest(DIGEST) });
    expect(SourceRef.of(source)).toBe(source);
  });

  test.each<[string, (chart: Chart) => Construct, string]>([
    ['a HelmRepository', chart => new l1.FluxHelmRepository(chart, 'it', { spec: { url: 'oci://ghcr.io/acme/charts' } }), 'kind HelmRepository'],
    ['a ConfigMap', chart => new ConfigMap(chart, 'it'), 'kind ConfigMap'],
    ['a Bucket of somebody else', chart => new ApiObject(chart, 'it', { apiVersion: 's3.aws.example/v1', kind: 'Bucket' }), 'kind Bucket'],
    ['nothing', chart => new Construct(chart, 'it'), 'no object of its own'],
  ])('fails as %s', (_, make, got) => {
    expect(refusalOf(() => SourceRef.of(make(fluxChart())))).toBe('FOC051 [delivery/it] this construct renders no source of Flux that can be delivered from; '
      + `got ${got}; use one of OCIRepository, GitRepository, Bucket, HelmChart, ExternalArtifact`);
  });
});

describe('an OCIRepository of L1 with a Helm chart', () => {
  const OWN = 'FOC055 [delivery/app] the OCIRepository raw has no layer selector for Helm charts; '
    + 'use layerSelector { mediaType: application/vnd.cncf.helm.chart.content.v1.tar+gzip, operation: copy } there';
  const spec = { interval: '5m', url: 'oci://ghcr.io/acme/charts/web' };

  function raw(chart: Chart, layerSelector?: l1.OciRepositorySpecLayerSelector): l1.FluxOciRepository {
    return new l1.FluxOciRepository(chart, 'Raw', { metadata: { name: 'raw' }, spec: { ...spec, layerSelector } });
  }

  test('is warned about without the layer selector', () => {
    const chart = fluxChart();
    const source = SourceRef.of(raw(chart));
    new HelmRelease(chart, 'app', { source });
    expect(warningsOf(chart)).toEqual([OWN]);
  });

  test('is right with it, also if a patch adds it', () => {
    const mediaType = 'application/vnd.cncf.helm.chart.content.v1.tar+gzip';
    const chart = fluxChart();
    const object = raw(chart, { mediaType });
    new HelmRelease(chart, 'app', { source: SourceRef.of(object) });
    expect(warningsOf(chart)).toEqual([OWN]);
    const other = fluxChart();
    const patched = raw(other, { mediaType });
    patched.addJsonPatch(JsonPatch.add('/spec/layerSelector/operation', 'copy'));
    new HelmRelease(other, 'app', { source: SourceRef.of(patched) });
    expect(warningsOf(other)).toEqual([]);
  });

  test('may be applied as manifests without one', () => {
    const chart = fluxChart();
    new Kustomization(chart, 'app', { source: SourceRef.of(raw(chart)) });
    expect(warningsOf(chart)).toEqual([]);
  });
});
