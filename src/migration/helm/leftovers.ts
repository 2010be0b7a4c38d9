import type { ChartUse } from './chart-use';
import type { HelmSource } from './helm-source';
import type { MigrationRun } from '../migration-run';
import type { TreeFile } from '../tree-file';
import { NOTIFICATION, type TreeObject } from '../tree-object';
import { mapsIn, textAt } from '../yaml-lookup';
import type { YamlMap, YamlNode } from '../yaml-tree';

/** An entry of an Alert or Receiver. */
export interface Listener {
  readonly object: TreeObject;
  readonly map: YamlMap;
}

/** What names the HelmRepositories that nothing takes charts from any more. */
export class Leftovers {
  private readonly needs = new Map<string, { readonly where: string }[]>();
  private readonly listening = new Map<string, Listener[]>();

  /**
   * @param run the migration
   * @param sources the HelmRepositories that may go
   * @param moved the HelmReleases that no longer use them
   */
  public constructor(private readonly run: MigrationRun, sources: readonly HelmSource[], moved: readonly ChartUse[]) {
    if (sources.length === 0) return;
    const gone = new Set<YamlMap>(moved.map(({ reference }) => reference.map));
    const names = new Set(sources.map(({ name }) => name));
    for (const object of run.repository.objects) {
      if (object.within || !object.file.text.includes('HelmRepository') || object.kind === 'CustomResourceDefinition') continue;
      for (const map of mapsIn(object.map)) this.readMap(object, map, gone, names);
      this.readTexts(object.file, object.map, names);
    }
    for (const { path, text } of run.repository.untouched) if (text?.includes('HelmRepository')) this.readText(path, text, names);
  }

  /** Where something still needs a HelmRepository; undefined where nothing does. */
  public needOf({ name }: HelmSource): string | undefined {
    return this.needs.get(name)?.[0].where;
  }

  /** The entries of Alerts and Receivers that name a HelmRepository. */
  public listenersOf({ name }: HelmSource): readonly Listener[] {
    return this.listening.get(name) ?? [];
  }

  private readMap(object: TreeObject, map: YamlMap, gone: ReadonlySet<YamlMap>, names: ReadonlySet<string>): void {
    if (gone.has(map) || textAt(map, 'kind') !== 'HelmRepository') return;
    const name = textAt(map, 'name');
    if (name === undefined || !names.has(name)) return;
    const owner = this.innermost(object, map);
    const listens = owner.is(NOTIFICATION, 'Alert', 'Receiver');
    if (listens) put(this.listening, name, { object: owner, map });
    else put(this.needs, name, { where: `${owner.label} in ${owner.file.path}:${owner.line(map.start)}` });
  }

  /** The object of a list that has a map, or the list itself. */
  private innermost(object: TreeObject, map: YamlMap): TreeObject {
    if (object.kind !== 'List' && object.kind !== 'ResourceSet') return object;
    return this.run.repository.objects.find(({ within, map: item }) => within === object && item.start <= map.start && item.end >= map.end) ?? object;
  }

  private readTexts(file: TreeFile, node: YamlNode, names: ReadonlySet<string>): void {
    if (node.type === 'map') for (const { value } of node.pairs) if (value) this.readTexts(file, value, names);
    if (node.type === 'list') for (const item of node.items) this.readTexts(file, item, names);
    if (node.type === 'scalar' && typeof node.value === 'string' && node.value.length > 'HelmRepository'.length && node.value.includes('HelmRepository')) this.readText(file.path, node.value, names);
  }

  private readText(path: string, text: string, names: ReadonlySet<string>): void {
    const words = new Set(text.match(/[\w.-]+/g));
    for (const name of names) if (words.has(name)) put(this.needs, name, { where: `a text in ${path}` });
  }
}

function put<V>(map: Map<string, V[]>, key: string, value: V): void {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}
