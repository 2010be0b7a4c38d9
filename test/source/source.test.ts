import { Construct } from 'constructs';
import { HelmRelease, Kustomization, OciRepository, type ISource } from '../../src';
import { acceptedDocument } from '../support/accepted';
import { documentsOf, fluxChart, warningsOf } from '../support/render';

/** A source of a kind that this library has no construct for. */
class Source extends Construct implements ISource {
  public constructor(scope: Construct, id: string, public readonly sourceKind: string, public readonly sourceName: string) {
    super(scope, id);
  }
}

test('a Kustomization takes a source of any kind, as the interface tells it', () => {
  const chart = fluxChart();
  new Kustomization(chart, 'app', { source: new Source(chart, 'git', 'GitRepository', 'fleet') });
  expect(acceptedDocument(chart, 'Kustomization').spec.sourceRef).toEqual({ kind: 'GitRepository', name: 'fleet' });
  expect(warningsOf(chart)).toEqual([]);
});

test('a HelmRelease takes a source of any kind, as the interface tells it', () => {
  const chart = fluxChart();
  new HelmRelease(chart, 'app', { source: new Source(chart, 'chart', 'HelmChart', 'podinfo') });
  expect(acceptedDocument(chart, 'HelmRelease').spec.chartRef).toEqual({ kind: 'HelmChart', name: 'podinfo' });
  expect(warningsOf(chart)).toEqual([]);
});

test('a source by name is a source of kind OCIRepository that renders nothing', () => {
  const chart = fluxChart();
  const source = OciRepository.fromOciRepositoryName(chart, 'source', 'podinfo', 'shared');
  expect([source.sourceKind, source.sourceName, source.sourceNamespace]).toEqual(['OCIRepository', 'podinfo', 'shared']);
  expect(documentsOf(chart)).toEqual([]);
});

test('a source by name is in the namespace of whatever uses it, unless told otherwise', () => {
  const source = OciRepository.fromOciRepositoryName(fluxChart(), 'source', 'podinfo');
  expect(source.sourceNamespace).toBeUndefined();
});
