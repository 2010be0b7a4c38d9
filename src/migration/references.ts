import type { Repository } from './repository';
import { EXTENSIONS, HELM, IMAGE, KUSTOMIZE, NOTIFICATION, SOURCE, type TreeObject } from './tree-object';
import { itemsAt, mapAt, textAt } from './yaml-lookup';
import type { YamlMap } from './yaml-tree';

/** What an object wants of a source. */
export enum Role {
  /** A Kustomization applies it, or what is built like one. */
  MANIFESTS = 'manifests',
  /** A HelmRelease or HelmChart takes its chart from it. */
  CHART = 'chart',
  /** An ImageUpdateAutomation pushes to it. */
  AUTOMATION = 'automation',
  /** An ArtifactGenerator makes artifacts of it. */
  GENERATOR = 'generator',
  /** A Receiver has it looked at again. */
  RECEIVER = 'receiver',
  /** An Alert tells of it. */
  ALERT = 'alert',
  /** Something that isn't known wants something of it. */
  OTHER = 'other',
}

/** A place where an object names a source. */
export interface Reference {
  readonly role: Role;
  readonly object: TreeObject;
  /** The map with `kind` and `name`. */
  readonly map: YamlMap;
  readonly kind: string;
  readonly name: string;
  /** The namespaces it may mean, once for each way in which the object is applied; undefined where the files don't tell. */
  readonly namespaces: readonly (string | undefined)[];
}

/** Its Terraform has `path` and `sourceRef` as a Kustomization does. */
const TOFU = 'infra.contrib.fluxcd.io';

/** Every reference to a source in a repository; those in patches are not among them. */
export function referencesIn(repository: Repository): Reference[] {
  return repository.objects.flatMap(object => {
    const at = (role: Role, map: YamlMap | undefined): Reference[] => reference(repository, role, object, map);
    const each = (role: Role, ...path: string[]): Reference[] => itemsAt(object.spec, ...path).flatMap(item => at(role, mapAt(item)));
    if (object.is(KUSTOMIZE, 'Kustomization')) return at(Role.MANIFESTS, mapAt(object.spec, 'sourceRef'));
    if (object.is(HELM, 'HelmRelease')) return [...at(Role.CHART, mapAt(object.spec, 'chart', 'spec', 'sourceRef')), ...at(Role.CHART, mapAt(object.spec, 'chartRef'))];
    if (object.is(SOURCE, 'HelmChart')) return at(Role.CHART, mapAt(object.spec, 'sourceRef'));
    if (object.is(IMAGE, 'ImageUpdateAutomation')) return at(Role.AUTOMATION, mapAt(object.spec, 'sourceRef'));
    if (object.is(EXTENSIONS, 'ArtifactGenerator')) return each(Role.GENERATOR, 'sources');
    if (object.is(NOTIFICATION, 'Receiver')) return each(Role.RECEIVER, 'resources');
    if (object.is(NOTIFICATION, 'Alert')) return each(Role.ALERT, 'eventSources');
    if (object.kind === '' || !object.spec) return [];
    return at(object.is(TOFU, 'Terraform') ? Role.MANIFESTS : Role.OTHER, mapAt(object.spec, 'sourceRef'));
  });
}

function reference(repository: Repository, role: Role, object: TreeObject, map: YamlMap | undefined): Reference[] {
  if (!map) return [];
  const kind = textAt(map, 'kind') ?? '';
  const name = textAt(map, 'name') ?? '';
  const namespace = textAt(map, 'namespace');
  return [{ role, object, map, kind, name, namespaces: namespace === undefined ? repository.namespacesOf(object) : [namespace] }];
}

/** Whether a reference may mean an object of this name in these namespaces. What the files don't tell may be anything. */
export function mayMean({ name, namespaces }: Reference, target: string, targetNamespaces: readonly (string | undefined)[]): boolean {
  if (name !== target && !(name === '*')) return false;
  return namespaces.some(one => targetNamespaces.some(other => one === undefined || other === undefined || one === other));
}
