import { nestedDocuments } from './nested-yaml';
import type { TreeFile } from './tree-file';
import { find, itemsAt, mapAt, textAt } from './yaml-lookup';
import type { YamlDocument, YamlMap, YamlNode, YamlScalar } from './yaml-tree';

/** A change that kustomize or Flux makes to objects before they are applied. */
export interface Patch {
  /** The file with the list of patches. */
  readonly file: TreeFile;
  /** Its place in that list. */
  readonly node: YamlNode;
  /** The objects that it changes; without it, the one that each document names. */
  readonly target?: YamlMap;
  /** What it says, in its file. */
  readonly documents: readonly PatchDocument[];
  /** A text that can't be edited, because characters don't stand in it where they are read. */
  readonly opaque?: YamlScalar;
  /** Whether it is written inline, and not in a file of its own. */
  readonly inline: boolean;
}

export interface PatchDocument {
  readonly file: TreeFile;
  readonly document: YamlDocument;
}

/** The file at a path as a kustomization.yaml writes it. */
export type FileAt = (path: string) => TreeFile | undefined;

/** The patches of a kustomization.yaml. */
export function patchesOf(file: TreeFile, map: YamlMap, fileAt: FileAt): Patch[] {
  return [
    ...listed(file, itemsAt(map, 'patches'), fileAt),
    ...listed(file, itemsAt(map, 'patchesJson6902'), fileAt),
    ...itemsAt(map, 'patchesStrategicMerge').map(node => merged(file, node, fileAt)),
  ];
}

/** The patches of a Flux Kustomization, or those that a FluxInstance adds. */
export function inlinePatches(file: TreeFile, spec: YamlNode | undefined, ...path: readonly string[]): Patch[] {
  return listed(file, itemsAt(spec, ...path, 'patches'), () => undefined);
}

function listed(file: TreeFile, nodes: readonly YamlNode[], fileAt: FileAt): Patch[] {
  return nodes.map(node => {
    const target = mapAt(node, 'target');
    const path = textAt(node, 'path');
    const inline = find(node, 'patch')?.node;
    if (path !== undefined && inline === undefined) return { file, node, target, inline: false, documents: documentsIn(fileAt(path)) };
    return { file, node, target, inline: true, ...inlineDocuments(file, inline) };
  });
}

function merged(file: TreeFile, node: YamlNode, fileAt: FileAt): Patch {
  if (node.type === 'scalar' && node.style !== 'literal' && node.style !== 'folded') {
    const other = fileAt(String(node.value));
    if (other) return { file, node, inline: false, documents: documentsIn(other) };
  }
  return { file, node, inline: true, ...inlineDocuments(file, node) };
}

function documentsIn(file: TreeFile | undefined): PatchDocument[] {
  return file?.documents.map(document => ({ file, document })) ?? [];
}

function inlineDocuments(file: TreeFile, node: YamlNode | undefined): Pick<Patch, 'documents' | 'opaque'> {
  if (node?.type !== 'scalar') return { documents: [] };
  const documents = nestedDocuments(file.text, node);
  return documents ? { documents: documents.map(document => ({ file, document })) } : { documents: [], opaque: node };
}
