import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { namespaceDocument } from './fixtures';
import { ensureNamespace } from '../../src/patterns/target-namespace';
import { acceptedDocuments } from '../support/accepted';
import { documentsOf, fluxChart } from '../support/render';

test('the Namespace is a child of the chart, however deep the app is', () => {
  const chart = fluxChart();
  const app = new Construct(new Construct(chart, 'team'), 'app');
  ensureNamespace({ construct: app, namespace: 'flux-system' }, 'apps');
  ensureNamespace({ construct: chart, namespace: undefined }, 'apps');
  expect(acceptedDocuments(chart)).toEqual([namespaceDocument('apps')]);
  expect(chart.node.findChild('Namespace-apps').node.path).toBe('delivery/Namespace-apps');
});

test('the Namespace of an app is in the innermost chart around it', () => {
  const outer = fluxChart();
  const inner = new Chart(outer, 'inner', { namespace: 'team' });
  ensureNamespace({ construct: new Construct(inner, 'app'), namespace: 'team' }, 'apps');
  expect(documentsOf(inner)).toEqual([namespaceDocument('apps')]);
  expect(documentsOf(outer)).toEqual([]);
});

test('the namespace that the app itself is in needs no document', () => {
  const chart = fluxChart();
  ensureNamespace({ construct: chart, namespace: 'team' }, 'team');
  expect(documentsOf(chart)).toEqual([]);
});
