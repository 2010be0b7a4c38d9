import { pathInArtifact } from './artifact-path';
import { moveConsumer } from './consumers';
import type { GitRules } from './git-rules';
import { isForKustomizations, selects, type KustomizationPatch, type PatchIndex, type PatchText } from './patch-index';
import type { Spot } from '../migration-run';
import type { Patch } from '../patches';
import { Role, type Reference } from '../references';
import { isOwn } from '../text-edits';
import { KUSTOMIZE, TreeObject } from '../tree-object';
import { find, mapAt, textAt, type Found } from '../yaml-lookup';
import type { YamlMap, YamlNode, YamlPair, YamlScalar } from '../yaml-tree';

/** The patches that give Kustomizations their source, as references to it. Those in files of their own are objects like others. */
export class Injections {
  public readonly references: Reference[] = [];
  /** Patches that don't tell which source they mean, and why. */
  private readonly unclear: { readonly spot: Spot; readonly why: string }[] = [];

  public constructor(private readonly patches: PatchIndex) {
    for (const patch of patches.ofKustomizations) if (patch.patch.inline || !isWhole(patch.map)) this.takeMerge(patch);
    for (const text of patches.texts) if (text.document.root.type === 'list') this.takeOperations(text, text.document.root.items);
  }

  /** Repoints them, and takes the artifact root out of patches that give a path. */
  public move(rules: GitRules): void {
    for (const { spot, why } of this.unclear) rules.refusePatch(spot, why);
    for (const reference of this.references) {
      const before = rules.movedReferences;
      moveConsumer(rules, reference);
      if (rules.movedReferences > before) rules.injections.moved++;
      else rules.injections.kept++;
    }
    if (rules.run.options.artifactRoot !== '') movePaths(rules);
  }

  private takeMerge({ file, document, map }: KustomizationPatch): void {
    const source = mapAt(map, 'spec', 'sourceRef');
    if (source && textAt(source, 'kind') === 'GitRepository') this.take(new TreeObject(file, document, map), source, textAt(source, 'name'), textAt(source, 'namespace'));
  }

  private takeOperations({ patch, file, document }: PatchText, operations: readonly YamlNode[]): void {
    const at = (path: string): Found | undefined => operations.flatMap(operation => (textAt(operation, 'path') === path ? find(operation, 'value') ?? [] : []))[0];
    const [whole, kind, name, namespace] = ['', '/kind', '/name', '/namespace'].map(path => at(`/spec/sourceRef${path}`));
    const map = mapAt(whole?.node);
    if (textAt(map, 'kind') !== 'GitRepository' && textAt(kind?.node) !== 'GitRepository') return;
    if (!isForKustomizations(patch)) {
      this.unclear.push({ spot: { file, offset: patch.node.start }, why: 'it may change other things than Kustomizations' });
    } else {
      // The value of the operation is the reference, or the kind of it.
      const value: YamlMap = map ?? { ...kind!.map, pairs: [{ ...kind!.pair, key: 'kind' }] };
      const object = new TreeObject(file, document, patched(patch, value));
      this.patches.add(object);
      this.take(object, value, textAt(map, 'name') ?? textAt(name?.node), textAt(map, 'namespace') ?? textAt(namespace?.node));
    }
  }

  private take(object: TreeObject, map: YamlMap, name: string | undefined, namespace: string | undefined): void {
    if (name === undefined) this.unclear.push({ spot: { file: object.file, offset: map.start }, why: 'it doesn\'t name the source' });
    else this.references.push({ role: Role.MANIFESTS, object, map, kind: 'GitRepository', name, namespaces: [namespace] });
  }
}

/** What a JSON patch changes, as far as its target tells, in the place of the patch. */
function patched({ target }: Patch, { start, end }: YamlMap): YamlMap {
  const text = (key: string, value: YamlNode | undefined): YamlPair => ({ key, keyStart: start, keyEnd: start, value });
  const kind: YamlScalar = { type: 'scalar', start, end, value: 'Kustomization', style: 'plain' };
  const metadata: YamlMap = { type: 'map', start, end, flow: true, pairs: [text('name', find(target, 'name')?.node)] };
  return { type: 'map', start, end, flow: true, pairs: [text('kind', kind), text('metadata', metadata)] };
}

function isWhole(map: YamlMap): boolean {
  return textAt(map, 'kind') === 'Kustomization' && (textAt(map, 'apiVersion') ?? '').startsWith(`${KUSTOMIZE}/`);
}

/** Paths that stand without a source beside them. */
function movePaths(rules: GitRules): void {
  const { run, patches, movedOwn } = rules;
  const named = new Map<string | undefined, TreeObject[]>();
  for (const object of run.repository.ofKind(KUSTOMIZE, 'Kustomization')) {
    if (patches.isPatch(object)) continue;
    if (!find(object.spec, 'sourceRef') && rules.injections.moved > 0) moveInjected(rules, object);
    const others = named.get(object.name);
    if (others) others.push(object);
    else named.set(object.name, [object]);
  }
  const allMoved = [...rules.kept].every(({ role }) => role !== Role.MANIFESTS);
  const sureOf = (target: YamlMap | undefined, name: string | undefined): boolean | undefined => {
    const objects = (name === undefined ? [...named].filter(([of]) => selects(target, of)).flatMap(([, found]) => found) : named.get(name) ?? []).filter(({ spec }) => find(spec, 'sourceRef'));
    if (objects.every(object => !movedOwn.has(object))) return objects.length === 0 && allMoved && movedOwn.size > 0 ? true : undefined;
    return objects.every(object => movedOwn.has(object));
  };
  for (const { patch, file, document, map, name } of patches.ofKustomizations) {
    if (find(map, 'spec', 'sourceRef')) continue;
    const sure = sureOf(patch.target, name);
    if (sure !== undefined) movePath(rules, new TreeObject(file, document, map), find(map, 'spec', 'path'), sure);
  }
  for (const { patch, file, document } of patches.texts) {
    if (document.root.type !== 'list' || !isForKustomizations(patch)) continue;
    for (const operation of document.root.items) {
      const sure = textAt(operation, 'path') === '/spec/path' ? sureOf(patch.target, undefined) : undefined;
      if (sure !== undefined && operation.type === 'map') movePath(rules, new TreeObject(file, document, operation), find(operation, 'value'), sure);
    }
  }
}

/** One whose source comes from a patch. */
function moveInjected(rules: GitRules, object: TreeObject): void {
  movePath(rules, object, find(object.spec, 'path'), rules.injections.kept === 0);
  rules.movedOwn.add(object);
}

function movePath({ run }: GitRules, object: TreeObject, path: Found | undefined, sure: boolean): void {
  const text = textAt(path?.node);
  if (!path || text === undefined) return;
  const inner = pathInArtifact(text, run.options.artifactRoot);
  const spot = { file: object.file, offset: path.node.start, object: object.kind === '' ? undefined : object };
  if (inner === undefined) {
    run.ask('FOC104', spot, `path ${JSON.stringify(text)} isn't below ${run.options.artifactRoot}, the root of the artifact`, 'another artifact root, or files moved below it');
  } else if (!sure || !isOwn(path) || !run.mayChange(object.file)) {
    run.ask('FOC112', spot, `path ${JSON.stringify(text)} may be one of Git or one of the artifact`, `${JSON.stringify(inner)} where the source is the artifact`);
  } else {
    object.file.edits.setText(path.node as YamlScalar, inner);
    run.changedIn(object.file, path.node.start, object.kind === '' ? 'patch' : object.label, `path: ${text} → ${inner}`);
  }
}
