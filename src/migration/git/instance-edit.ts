import { pathInArtifact } from './artifact-path';
import type { GitRules } from './git-rules';
import type { GitSource } from './git-source';
import type { Instance } from './instances';
import { yaml } from '../../private/yaml';
import { commentsIn } from '../comments';
import { renderSource } from '../new-source';
import { contentEnd, eolOf, hasLines, indentOf, isOwn, lineEnd, pairEnd, plainOrQuoted } from '../text-edits';
import { find, itemsAt, mapAt, textAt, type Found } from '../yaml-lookup';
import type { YamlScalar } from '../yaml-tree';

/** What the OCIRepository of this migration says of who pulls and who signed. */
interface SourceSpec {
  readonly provider?: string;
  readonly secretRef?: { readonly name: string };
  readonly serviceAccountName?: string;
  readonly verify?: unknown;
}

/** The specification that the library renders for a source; the message of why it doesn't. */
export function specOf({ run }: GitRules, { name, home }: GitSource): SourceSpec | string {
  const { sourceRef: ref, auth, verify } = run.options;
  const document = renderSource({ name, url: home!.url, ref, interval: '1m', ...(auth && { auth }), ...(verify && { verify }) }, run.options);
  return typeof document === 'string' ? (yaml().parse(document) as { spec: SourceSpec }).spec : document.message;
}

/** Turns the root of a cluster, as a FluxInstance makes it. Gives why it can't be, and has then changed nothing. */
export function editInstance(rules: GitRules, source: GitSource): string | undefined {
  const { run } = rules;
  const instance = source.instance!;
  const { file, holder, sync } = instance;
  const spec = specOf(rules, source);
  if (typeof spec === 'string') return spec;
  const { tag } = run.options.sourceRef._toSpec();
  const [kind, url, ref, path] = ['kind', 'url', 'ref', 'path'].map(key => find(sync, key));
  const inner = source.home!.own ? pathInArtifact(textAt(path?.node) ?? '', run.options.artifactRoot) : textAt(path?.node);
  if (!run.mayChange(file)) return 'its file may not be changed';
  if (run.options.sourceRef.isPinned || tag === undefined) return '`sync.ref` of a FluxInstance is a tag';
  if (spec.serviceAccountName !== undefined) return 'a FluxInstance pulls by `pullSecret` or `provider`';
  if (!isOwn(kind) || !isOwn(url) || !isOwn(ref) || (path && !isOwn(path)) || !hasLines(sync) || !hasLines(holder)) return '`sync` isn\'t written one key a line';
  if (inner === undefined && run.options.artifactRoot !== '') return `path ${JSON.stringify(textAt(path?.node) ?? './')} isn't below ${run.options.artifactRoot}`;
  if (spec.verify !== undefined && !canAddPatch(instance)) return '`kustomize.patches` isn\'t written one a line';
  const set = (found: Found, text: string): void => {
    run.changedIn(file, found.node.start, source.label, `sync.${found.pair.key}: ${textAt(found.node)} → ${text}`);
    file.edits.setText(found.node as YamlScalar, text);
  };
  set(kind!, 'OCIRepository');
  set(url!, source.home!.url);
  set(ref!, tag);
  if (path && inner !== undefined && inner !== textAt(path.node)) set(path, inner);
  editKey(rules, source, 'pullSecret', spec.secretRef?.name);
  editKey(rules, source, 'provider', spec.provider === 'generic' ? undefined : spec.provider);
  if (spec.verify !== undefined) addPatch(rules, source, spec.verify);
  return undefined;
}

/** Writes, replaces or removes what is for Git in `sync`. */
function editKey({ run }: GitRules, source: GitSource, key: string, value: string | undefined): void {
  const { file, sync } = source.instance!;
  const found = find(sync, key);
  const text = textAt(found?.node);
  if (text === value || (key === 'provider' && text === 'generic' && value === undefined)) return;
  if (value === undefined) {
    const lost = commentsIn(file.text, found!.pair.keyStart, lineEnd(file.text, pairEnd(found!.pair))).map(comment => ` (${comment.text})`).join('');
    file.edits.removePair(found!.pair);
    run.note('FOC107', { file, offset: found!.pair.keyStart, object: source.instance!.object }, `${key} ${text} is for Git, and is removed${lost}`, key === 'pullSecret' ? '`--pull-secret` with a kubernetes.io/dockerconfigjson Secret, unless the registry lets anybody pull' : undefined);
  } else if (found && isOwn(found)) {
    file.edits.setText(found.node as YamlScalar, value);
  } else {
    file.edits.insertAfter(find(sync, 'ref')!.pair, [`${key}: ${plainOrQuoted(value)}`]);
  }
  run.changedIn(file, found?.pair.keyStart ?? sync.start, source.label, `sync.${key}: ${value === undefined ? 'removed' : value}`);
}

function canAddPatch({ holder }: Instance): boolean {
  const kustomize = find(holder, 'kustomize');
  if (!kustomize) return true;
  const list = find(holder, 'kustomize', 'patches');
  if (!list) return hasLines(mapAt(kustomize.node)) && !kustomize.shared;
  return !list.shared && list.node.type === 'list' && !list.node.flow && list.node.items.length > 0;
}

/** The OCIRepository that the operator makes has no `verify` but by a patch. */
function addPatch({ run }: GitRules, source: GitSource, verify: unknown): void {
  const { file, holder } = source.instance!;
  const value = yaml().stringify(verify, { lineWidth: 0 }).trimEnd().split('\n').map(line => `        ${line}`);
  const item = ['- target:', '    kind: OCIRepository', `    name: ${plainOrQuoted(source.name)}`, '  patch: |', '    - op: add', '      path: /spec/verify', '      value:', ...value];
  const last = itemsAt(holder, 'kustomize', 'patches').at(-1);
  if (last) {
    const indent = indentOf(file.text, file.text.lastIndexOf('-', last.start - 1));
    const eol = eolOf(file.text);
    const at = lineEnd(file.text, contentEnd(last));
    file.edits.insert(at, `${file.text[at - 1] === '\n' ? '' : eol}${item.map(line => `${indent}${line}${eol}`).join('')}`);
  } else {
    const kustomize = find(holder, 'kustomize');
    const pairs = mapAt(kustomize?.node)?.pairs;
    if (pairs) file.edits.insertAfter(pairs[pairs.length - 1], ['patches:', ...item.map(line => `  ${line}`)]);
    else file.edits.insertAfter(find(holder, 'sync')!.pair, ['kustomize:', '  patches:', ...item.map(line => `    ${line}`)]);
  }
  run.changedIn(file, holder.start, source.label, 'kustomize.patches: verify of the OCIRepository added');
}
