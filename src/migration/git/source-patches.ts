import type { GitRules } from './git-rules';
import type { GitSource } from './git-source';
import type { Instance } from './instances';
import { selects, type PatchText } from './patch-index';
import type { Patch, PatchDocument } from '../patches';
import { isOwn } from '../text-edits';
import { SOURCE } from '../tree-object';
import { find, mapAt, rootMap, textAt, type Found } from '../yaml-lookup';
import type { YamlScalar } from '../yaml-tree';

/** What both kinds have. */
const COMMON = new Set(['interval', 'timeout', 'suspend', 'ignore']);

/** Patches of GitRepositories follow to the OCIRepository where all of them can; else the GitRepository stays for them. */
export function followSources(rules: GitRules, instances: readonly Instance[]): void {
  const byPatch = new Map<Patch, PatchText[]>();
  for (const text of rules.patches.texts) {
    const texts = byPatch.get(text.patch);
    if (texts) texts.push(text);
    else byPatch.set(text.patch, [text]);
  }
  for (const [patch, texts] of byPatch) if (!instances.some(instance => isOfInstance(patch, instance))) followPatch(rules, patch, texts);
  for (const patch of rules.run.repository.patches) if (patch.opaque && String(patch.opaque.value).includes('GitRepository')) rules.refusePatch({ file: patch.file, offset: patch.opaque.start }, 'its text is folded or quoted');
}

/** Whether a patch is one that a FluxInstance adds to what it makes. */
export function isOfInstance({ file, node }: Patch, { file: own, holder }: Instance): boolean {
  return file === own && node.start >= holder.start && node.end <= holder.end;
}

function followPatch(rules: GitRules, patch: Patch, texts: readonly PatchText[]): void {
  const places = placesOf(patch, texts);
  if (places.length === 0) return;
  const names = patch.target ? undefined : new Set(texts.map(({ document }) => textAt(document.root, 'metadata', 'name')));
  const sources = rules.index.sources.filter(source => source.isDeclared && (names ? names.has(source.name) : selects(patch.target, source.name)));
  if (!sources.some(({ home, moved }) => home && moved > 0)) return;
  const fits = texts.every(isCommon) && places.every(({ file, found }) => isOwn(found) && rules.run.mayChange(file));
  // One that is for several sources can't follow one of them.
  const [source] = sources;
  if (fits && sources.length === 1 && source.object && source.stays === 0) return void source.follow.push(() => follow(rules, source, places));
  for (const one of sources) one.stays++;
  rules.run.ask('FOC112', { file: patch.file, offset: patch.node.start }, 'the patch changes a GitRepository, which stays for it, and not the OCIRepository', 'a patch of the OCIRepository with what it should say');
}

interface Place {
  readonly file: PatchText['file'];
  readonly found: Found;
  readonly text: string;
}

/** Where a patch says that it is for a GitRepository. */
function placesOf(patch: Patch, texts: readonly PatchText[]): Place[] {
  const target = patch.target && textAt(patch.target, 'kind') === 'GitRepository' ? [find(patch.target, 'kind')] : [];
  return [
    ...target.map(found => ({ file: patch.file, found: found!, text: 'OCIRepository' })),
    ...texts.flatMap(({ file, document }) => {
      const map = rootMap(document);
      if (textAt(map, 'kind') !== 'GitRepository') return [];
      const version = find(map, 'apiVersion');
      return [{ file, found: find(map, 'kind')!, text: 'OCIRepository' }, ...version ? [{ file, found: version, text: `${SOURCE}/v1` }] : []];
    }),
  ];
}

/** Whether a patch changes nothing but what both kinds have. */
export function isCommon({ document }: PatchDocument): boolean {
  const { root } = document;
  if (root.type !== 'list') return (mapAt(root, 'spec')?.pairs ?? []).every(({ key }) => COMMON.has(key));
  return root.items.every(operation => /^\/metadata\//.test(textAt(operation, 'path') ?? '') || COMMON.has(/^\/spec\/(\w+)$/.exec(textAt(operation, 'path') ?? '')?.[1] ?? ''));
}

function follow({ run }: GitRules, source: GitSource, places: readonly Place[]): void {
  for (const { file, found, text } of places) {
    file.edits.setText(found.node as YamlScalar, text);
    if (text === 'OCIRepository') run.changedIn(file, found.node.start, `patch of ${source.name}`, 'kind: GitRepository → OCIRepository');
  }
}
