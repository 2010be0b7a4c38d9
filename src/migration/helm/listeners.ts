import type { ChartGroup } from './chart-groups';
import type { HelmSource } from './helm-source';
import type { Listener } from './leftovers';
import type { MigrationRun } from '../migration-run';
import { isTemplated } from '../templates';
import { contentEnd, eolOf, hasLines, indentOf, isOwn, lineEnd, plainOrQuoted } from '../text-edits';
import { NOTIFICATION, type TreeObject } from '../tree-object';
import { find, itemsAt, textAt, type Found } from '../yaml-lookup';
import type { YamlNode, YamlScalar } from '../yaml-tree';

/** Gives an entry of an Alert or Receiver the OCIRepositories that came of a HelmRepository. Tells whether that could be done. */
export function repointListener(run: MigrationRun, { object, map }: Listener, source: HelmSource, groups: readonly ChartGroup[]): boolean {
  const { file } = object;
  const use = 'an entry of kind OCIRepository for each of its charts';
  const sources = sourcesOf(run, groups);
  const [kind, name, namespace] = ['kind', 'name', 'namespace'].map(key => find(map, key));
  const isInLine = hasLines(map) && isOwn(kind) && isOwn(name) && (!namespace || isOwn(namespace)) && run.mayChange(file) && map.pairs.every(({ key }) => ['kind', 'name', 'namespace', 'apiVersion'].includes(key));
  if (!sources || !isInLine) {
    const reason = sources ? 'can\'t be edited line by line here' : 'is in several namespaces now, or in one that the files don\'t tell';
    run.ask('FOC135', { file, offset: map.start, object }, `this entry names HelmRepository ${source.name}, which ${reason}`, use);
    return false;
  }
  const own = namespace ? textAt(namespace.node) : run.repository.namespacesOf(object)[0];
  const listed = new Set(itemsAt(object.spec, object.kind === 'Alert' ? 'eventSources' : 'resources')
    .filter(item => textAt(item, 'kind') === 'OCIRepository').map(item => textAt(item, 'name')));
  const wanted = sources.filter(one => !listed.has(one.name) && !listed.has('*'));
  if (wanted.some(one => one.namespace !== own) && !namespace) {
    run.ask('FOC135', { file, offset: map.start, object }, `this entry names HelmRepository ${source.name}, and its OCIRepositories are in another namespace`, use);
    return false;
  }
  replaceEntry({ object, map }, { kind, name, namespace }, wanted);
  run.changed(object, `HelmRepository ${source.name} → ${sources.map(one => `OCIRepository ${one.name}`).join(', ')}`, map.start);
  return true;
}

/** Tells of Alerts and Receivers that listen to every HelmRepository of a namespace, and hear nothing of what came in other ones. */
export function tellWildcards(run: MigrationRun, groups: readonly ChartGroup[]): void {
  const places = new Set(groups.filter(({ yaml }) => yaml !== undefined).flatMap(({ uses }) => run.repository.namespacesOf(uses[0].object)));
  for (const object of run.repository.ofKind(NOTIFICATION, 'Alert', 'Receiver')) {
    const items = itemsAt(object.spec, object.kind === 'Alert' ? 'eventSources' : 'resources');
    const every = (kind: string) => items.filter(item => textAt(item, 'kind') === kind && textAt(item, 'name') === '*');
    const heard = new Set(every('OCIRepository').flatMap(item => namespacesOf(run, object, item)));
    const missing = [...places].filter(place => !heard.has(place)).sort();
    const [entry] = every('HelmRepository');
    if (!entry || missing.length === 0) continue;
    run.note('FOC135', { file: object.file, offset: entry.start, object }, `it hears of HelmRepositories, and not of the OCIRepositories that are new in ${missing.map(place => place ?? 'a namespace that the files don\'t tell').join(', ')}`,
      'entries of kind OCIRepository with these namespaces, or those of kind HelmRelease, which fail with their chart');
  }
}

function namespacesOf(run: MigrationRun, object: TreeObject, item: YamlNode): readonly (string | undefined)[] {
  const namespace = textAt(item, 'namespace');
  return namespace === undefined ? run.repository.namespacesOf(object) : [namespace];
}

interface Place {
  readonly name: string;
  readonly namespace?: string;
}

/** Names and namespaces of the OCIRepositories; undefined where a namespace can't be told. */
function sourcesOf(run: MigrationRun, groups: readonly ChartGroup[]): Place[] | undefined {
  const places = groups.map(({ name, uses }) => ({ name, namespaces: run.repository.namespacesOf(uses[0].object) }));
  if (places.some(({ name, namespaces }) => namespaces.length !== 1 || isTemplated(name) || isTemplated(namespaces[0]))) return undefined;
  const known = new Map(places.map(({ name, namespaces: [namespace] }) => [`${namespace}/${name}`, { name, namespace }]));
  return [...known.values()];
}

function replaceEntry({ object, map }: Listener, found: { kind?: Found; name?: Found; namespace?: Found }, wanted: readonly Place[]): void {
  const { text, edits } = object.file;
  const dash = text.lastIndexOf('-', map.start - 1);
  const [first, ...rest] = wanted;
  if (!first) {
    removeEntry(object, map, dash);
    return;
  }
  const set = (place: Found | undefined, value: string | undefined) => {
    if (place && value !== undefined && textAt(place.node) !== value) edits.setText(place.node as YamlScalar, value);
  };
  set(found.kind, 'OCIRepository');
  set(found.name, first.name);
  set(found.namespace, first.namespace);
  const eol = eolOf(text);
  const indent = indentOf(text, dash);
  const at = lineEnd(text, contentEnd(map));
  const lines = rest.flatMap(({ name, namespace }) => [
    `${indent}- kind: OCIRepository`, `${indent}  name: ${plainOrQuoted(name)}`, ...found.namespace && namespace !== undefined ? [`${indent}  namespace: ${plainOrQuoted(namespace)}`] : [],
  ]);
  if (lines.length > 0) edits.insert(at, `${text[at - 1] === '\n' ? '' : eol}${lines.map(line => `${line}${eol}`).join('')}`);
}

/** All that it would say is listed already. */
function removeEntry({ file: { text, edits } }: Listener['object'], map: Listener['map'], dash: number): void {
  edits.replace(text.lastIndexOf('\n', dash) + 1, lineEnd(text, contentEnd(map)), '');
}
