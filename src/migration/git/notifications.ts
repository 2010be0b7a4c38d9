import { bumpOf, writeBump } from './api-versions';
import type { GitRules } from './git-rules';
import type { GitSource } from './git-source';
import type { NewSources } from './new-sources';
import { Role, type Reference } from '../references';
import { contentEnd, eolOf, indentOf, isOwn, lineEnd, lineStart } from '../text-edits';
import { SOURCE } from '../tree-object';
import { find, itemsAt, textAt } from '../yaml-lookup';
import type { YamlPair, YamlScalar } from '../yaml-tree';

/** Receivers and Alerts hear of the new source too: beside the Git one where that stays, else in its place. */
export function moveNotifications(rules: GitRules, news: NewSources): void {
  const receivers = new Set<Reference['object']>();
  for (const reference of rules.index.references) {
    if (reference.role !== Role.RECEIVER && reference.role !== Role.ALERT) continue;
    const sources = rules.index.meantBy(reference);
    if (!sources.some(({ isMoved }) => isMoved) || !rules.run.mayChange(reference.object.file)) continue;
    moveEntry(rules, reference, sources.some(source => !source.isMoved || source.stays > 0 || !isGone(source, news)));
    if (reference.role === Role.RECEIVER) receivers.add(reference.object);
  }
  for (const object of receivers) {
    rules.run.note('FOC115', { file: object.file, object }, 'a push to Git calls it before the artifact is there', 'a call of this Receiver by CI after the push of the artifact (type generic-hmac), or an event of the registry');
  }
}

/** Whether the GitRepository goes with this migration. One that is declared elsewhere may stay there. */
function isGone(source: GitSource, news: NewSources): boolean {
  if (source.instance) return source.rootMoved;
  return source.object ? !source.isBootstrap : news.exists(source);
}

/** The entries of Receivers and Alerts that can't be changed keep the Git source. */
export function keepFixedEntries(rules: GitRules): void {
  for (const reference of rules.index.references) {
    if (reference.role !== Role.RECEIVER && reference.role !== Role.ALERT) continue;
    if (rules.run.mayChange(reference.object.file) && isOwn(find(reference.map, 'kind'))) continue;
    rules.keep(reference, rules.index.meantBy(reference));
  }
}

function moveEntry(rules: GitRules, reference: Reference, stays: boolean): void {
  const { run } = rules;
  const { object, map, role } = reference;
  const list = role === Role.RECEIVER ? 'resources' : 'eventSources';
  const ask = (problem: string): void => run.ask('FOC115', { file: object.file, offset: map.start, object }, problem, `\`kind: OCIRepository\`, \`name: ${reference.name}\` among its ${list}`);
  const items = itemsAt(object.spec, list);
  const twin = items.find(item => textAt(item, 'kind') === 'OCIRepository' && textAt(item, 'name') === reference.name && textAt(item, 'namespace') === textAt(map, 'namespace'));
  if (stays && twin) return;
  const bump = bumpOf(object, run, rules.patches);
  if (rules.kept.has(reference) || 'problem' in bump) return ask(`it hears of the GitRepository ${reference.name}, and not of the OCIRepository`);
  if (twin) removeEntry(reference);
  else if (!stays) replaceEntry(reference);
  else if (!addEntry(reference)) return ask(`it hears of the GitRepository ${reference.name}, and its list can't be added to`);
  run.changed(object, `${list}: OCIRepository ${reference.name} ${twin ? 'there already, GitRepository removed' : stays ? 'added' : 'in the place of the GitRepository'}`, map.start);
  writeBump(bump, object, run);
}

function replaceEntry({ object, map }: Reference): void {
  const version = find(map, 'apiVersion');
  object.file.edits.setText(find(map, 'kind')!.node as YamlScalar, 'OCIRepository');
  if (version && isOwn(version)) object.file.edits.setText(version.node as YamlScalar, `${SOURCE}/v1`);
}

function removeEntry({ object, map }: Reference): void {
  const { text, edits } = object.file;
  edits.replace(lineStart(text, text.lastIndexOf('-', map.start - 1)), lineEnd(text, contentEnd(map)), '');
}

/** Writes the entry once more, with the other kind. */
function addEntry({ object, map }: Reference): boolean {
  const { text, edits } = object.file;
  const dash = text.lastIndexOf('-', map.start - 1);
  if (dash < 0 || text.slice(dash + 1, map.start).trim() !== '' || text.slice(lineStart(text, dash), dash).trim() !== '') return false;
  const eol = eolOf(text);
  const indent = indentOf(text, dash);
  const inner = indent + ' '.repeat(map.start - dash);
  const pairs = map.pairs.map(pair => written(text, pair));
  const lines = map.flow ? [`{ ${pairs.join(', ')} }`] : pairs;
  const at = lineEnd(text, contentEnd(map));
  const entry = lines.map((line, index) => `${index === 0 ? `${indent}-${text.slice(dash + 1, map.start)}` : inner}${line}${eol}`).join('');
  edits.insert(at, at === text.length && !text.endsWith('\n') ? eol + entry.slice(0, -eol.length) : entry);
  return true;
}

function written(text: string, { key, keyStart, value }: YamlPair): string {
  if (key === 'kind') return 'kind: OCIRepository';
  if (key === 'apiVersion') return `apiVersion: ${SOURCE}/v1`;
  return text.slice(keyStart, value ? contentEnd(value) : keyStart + key.length + 1);
}
