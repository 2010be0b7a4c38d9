import { lineOf } from './text-edits';
import type { TreeFile } from './tree-file';
import { find, textAt } from './yaml-lookup';
import type { YamlDocument, YamlMap, YamlNode } from './yaml-tree';

/** A Kubernetes object in a file. */
export class TreeObject {
  public readonly apiVersion: string;
  public readonly kind: string;
  /** As it is written, templates and all. */
  public readonly name?: string;
  /** As it is written; what kustomize makes of it is `Repository.namespacesOf`. */
  public readonly namespace?: string;

  /**
   * @param file the file
   * @param document the document it is in
   * @param map the object itself
   * @param within the object that holds it, such as a List or ResourceSet
   */
  public constructor(
    public readonly file: TreeFile,
    public readonly document: YamlDocument,
    public readonly map: YamlMap,
    public readonly within?: TreeObject,
  ) {
    this.apiVersion = textAt(map, 'apiVersion') ?? '';
    this.kind = textAt(map, 'kind') ?? '';
    this.name = textAt(map, 'metadata', 'name');
    this.namespace = textAt(map, 'metadata', 'namespace');
  }

  public get group(): string {
    const slash = this.apiVersion.indexOf('/');
    return slash < 0 ? '' : this.apiVersion.slice(0, slash);
  }

  public get spec(): YamlNode | undefined {
    return find(this.map, 'spec')?.node;
  }

  /** The line of the object, or of something in it. */
  public line(offset = this.map.start): number {
    return lineOf(this.file.text, offset);
  }

  /** `Kind/name` or `Kind/namespace/name`. */
  public get label(): string {
    return [this.kind, this.namespace, this.name ?? '?'].filter(part => part !== undefined).join('/');
  }

  public is(group: string, ...kinds: readonly string[]): boolean {
    return this.group === group && kinds.includes(this.kind);
  }
}

export const SOURCE = 'source.toolkit.fluxcd.io';
export const KUSTOMIZE = 'kustomize.toolkit.fluxcd.io';
export const HELM = 'helm.toolkit.fluxcd.io';
export const NOTIFICATION = 'notification.toolkit.fluxcd.io';
export const IMAGE = 'image.toolkit.fluxcd.io';
export const OPERATOR = 'fluxcd.controlplane.io';
export const EXTENSIONS = 'source.extensions.fluxcd.io';
