import type { MigrationRun } from '../migration-run';
import type { TreeFile } from '../tree-file';
import { HELM, OPERATOR, type TreeObject } from '../tree-object';
import { find, mapAt, rootMap, textAt } from '../yaml-lookup';
import type { YamlMap } from '../yaml-tree';

/** A FluxInstance, wherever it is written: it makes the root source and the Kustomization `flux-system`. */
export interface Instance {
  readonly file: TreeFile;
  /** The FluxInstance, or the HelmRelease that has it in its values; absent in a file of values. */
  readonly object?: TreeObject;
  /** The map that holds `sync`, and may hold `kustomize`. */
  readonly holder: YamlMap;
  readonly sync: YamlMap;
  /** Kind of the source that it makes. */
  readonly kind: string;
  readonly name: string;
  readonly namespaces: readonly (string | undefined)[];
}

/** Where nothing is known of the namespace: the operator's own documentation knows no other one. */
const USUAL_NAME = 'flux-system';

/** Every FluxInstance of the tree that syncs something. */
export function instancesIn(run: MigrationRun): Instance[] {
  const { repository } = run;
  return [
    ...repository.ofKind(OPERATOR, 'FluxInstance').flatMap(object => instance(object.file, mapAt(object.spec), repository.namespacesOf(object), object)),
    ...repository.ofKind(HELM, 'HelmRelease').flatMap(object => {
      const target = textAt(object.spec, 'targetNamespace');
      return instance(object.file, mapAt(object.spec, 'values', 'instance'), target === undefined ? repository.namespacesOf(object) : [target], object);
    }),
    ...[...repository.files.values()].flatMap(file => file.documents.flatMap(document => {
      const map = rootMap(document);
      return map && textAt(map, 'kind') === undefined ? instance(file, mapAt(map, 'instance'), [undefined]) : [];
    })),
  ];
}

function instance(file: TreeFile, holder: YamlMap | undefined, namespaces: readonly (string | undefined)[], object?: TreeObject): Instance[] {
  const sync = mapAt(holder, 'sync');
  const kind = textAt(sync, 'kind');
  if (!holder || !sync || kind === undefined || find(holder, 'sync')!.shared) return [];
  return [{ file, object, holder, sync, kind, name: textAt(sync, 'name') ?? namespaces[0] ?? USUAL_NAME, namespaces }];
}
