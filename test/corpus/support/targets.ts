import { isFlux } from './flux';
import { listOf } from './kustomize';
import { isRecord } from './patch';
import { isKustomizationFile } from './tree';

export type Path = readonly (string | number)[];

const LISTS: Record<string, string> = { Receiver: 'resources', Alert: 'eventSources', ArtifactGenerator: 'sources' };

/** The places of a document that a migration may change, by what the document is. */
export function targetPaths(value: any, file: string): Path[] {
  if (Array.isArray(value)) return value.flatMap((operation, index): Path[] => isSourceOperation(operation) ? [[index]] : []);
  if (!isRecord(value)) return [];
  if (isKustomizationFile(file)) return [['resources'], ['patches'], ['patchesStrategicMerge'], ['patchesJson6902']];
  if (value.kind === 'List') return listOf(value.items).flatMap((item, index) => within(['items', index], targetPaths(item, file)));
  if (!isFlux(value)) return value.instance?.sync ? [['instance', 'sync'], ['instance', 'kustomize', 'patches']] : [];
  if (value.kind === 'Kustomization') return [['apiVersion'], ['spec', 'sourceRef'], ['spec', 'path'], ['spec', 'validation'], ...patchPaths(value, ['spec'])];
  if (value.kind === 'Terraform') return [['spec', 'sourceRef'], ['spec', 'path']];
  if (value.kind === 'HelmRelease') return helmReleasePaths(value);
  if (value.kind === 'FluxInstance') return [['spec', 'sync'], ...patchPaths(value.spec, ['spec', 'kustomize'])];
  if (value.kind === 'ResourceSet') return [['spec', 'resources']];
  if (['GitRepository', 'HelmRepository', 'OCIRepository'].includes(value.kind)) return [[]];
  return value.kind in LISTS ? [['apiVersion'], ['spec', LISTS[value.kind]]] : [];
}

function helmReleasePaths(value: any): Path[] {
  const instance: Path[] = value.spec?.values?.instance?.sync ? [['spec', 'values', 'instance', 'sync'], ['spec', 'values', 'instance', 'kustomize', 'patches']] : [];
  return [['apiVersion'], ['spec', 'chart'], ['spec', 'chartRef'], ...instance];
}

/** Of patches only those that have to do with sources. */
function patchPaths(value: any, before: Path): Path[] {
  const owner = before.at(-1) === 'kustomize' ? value?.kustomize : value?.spec;
  return ['patches', 'patchesStrategicMerge', 'patchesJson6902'].flatMap(field => listOf(owner?.[field])
    .flatMap((patch, index): Path[] => /GitRepository|OCIRepository|sourceRef|chart|spec\/path|path:/.test(JSON.stringify(patch)) ? [[...before, field, index]] : []));
}

function isSourceOperation(operation: any): boolean {
  return /^\/spec\/(sourceRef|chart|chartRef|path|ref|sync)\b/.test(String(operation?.path));
}

function within(prefix: Path, paths: Path[]): Path[] {
  return paths.map(path => [...prefix, ...path]);
}
