import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import type { Place } from '../private/namespaces';

/**
 * Flux doesn't create the namespace that it applies into, so the chart holds it: once, for all apps that go there. Its
 * removal would take everything in it along, so no prune touches it.
 */
export function ensureNamespace(place: Place, name: string): void {
  // Whatever is applied into the namespace of its own Kustomization finds it there.
  if (name === place.namespace) return;
  const chart = Chart.of(place.construct);
  const id = `Namespace-${name}`;
  const namespace = chart.node.tryFindChild(id) ?? newNamespace(chart, id, name);
  // In the file it stands before those who need it.
  place.construct.node.addDependency(namespace);
}

function newNamespace(chart: Chart, id: string, name: string): ApiObject {
  const namespace = new ApiObject(chart, id, {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, annotations: { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' } },
  });
  // cdk8s gives every object the namespace of its chart, also one that has none.
  if (chart.namespace !== undefined) namespace.addJsonPatch(JsonPatch.remove('/metadata/namespace'));
  return namespace;
}
