import { chartComments } from './chart-comments';
import { CURRENT } from './chart-use';
import { stepOf } from './edit-release';
import { updateModeline } from './modeline';
import type { FoundPatch, VersionPatch } from './version-patch';
import type { MigrationRun } from '../migration-run';
import type { Patch } from '../patches';
import { contentEnd, eolOf, indentOf, lineEnd, lineOf, plainOrQuoted } from '../text-edits';
import { find, mapAt, textAt } from '../yaml-lookup';
import type { YamlMap, YamlScalar } from '../yaml-tree';

const OCI = { apiVersion: 'source.toolkit.fluxcd.io/v1', kind: 'OCIRepository' };

/** Whether nothing is left of a patch without its chart. */
export function isAllVersion(root: YamlMap): boolean {
  const has = (map: YamlMap | undefined, ...keys: string[]) => map?.pairs.every(({ key }) => keys.includes(key)) ?? true;
  return has(root, 'apiVersion', 'kind', 'metadata', 'spec') && has(mapAt(root, 'metadata'), 'name', 'namespace') && has(mapAt(root, 'spec'), 'chart');
}

/** Makes a patch of a version one of the OCIRepository, beside what is left of it. `keys` are those that its `ref` has elsewhere. */
export function editPatch(run: MigrationRun, version: VersionPatch, name: string, keys: ReadonlySet<string>): void {
  const { place: { file, document }, root, chart, spec } = version;
  const { text, edits } = file;
  const { others } = chartComments(text, chart.pair, spec);
  const line = lineOf(text, chart.pair.keyStart);
  run.changes.push({ file: file.path, line, object: `patch of HelmRelease/${textAt(root, 'metadata', 'name') ?? '?'}`, what: `chart.spec.version → OCIRepository/${name} ref.${version.policy.key}` });
  if (isAllVersion(root)) {
    edits.setText(find(root, 'apiVersion')!.node as YamlScalar, OCI.apiVersion);
    edits.setText(find(root, 'kind')!.node as YamlScalar, OCI.kind);
    if (textAt(root, 'metadata', 'name') !== name) edits.setText(find(root, 'metadata', 'name')!.node as YamlScalar, name);
    edits.replacePair(chart.pair, [...others, ...refLines(version, stepOf(text, chart.pair), keys)]);
    if (version.entries.every(({ inline }) => !inline)) updateModeline(file, document, root, 'ocirepository');
    for (const { target, file: listed } of version.entries) if (target) retarget(listed.edits, target, name);
    return;
  }
  edits.removePair(mapAt(root, 'spec')!.pairs.length === 1 ? find(root, 'spec')!.pair : chart.pair);
  const added = patchLines(version, name, others, keys);
  const [entry] = version.entries;
  if (!entry.inline && !entry.target) run.addDocument(file, document.end, `${added.join('\n')}\n`);
  else addEntry(entry, name, added);
}

/** Follows a HelmRelease whose apiVersion changes: kustomize finds it by that. */
export function bumpPatch(run: MigrationRun, { place: { file, document }, root }: FoundPatch): void {
  const { node } = find(root, 'apiVersion')!;
  file.edits.setText(node as YamlScalar, CURRENT);
  run.changedIn(file, node.start, `patch of HelmRelease/${textAt(root, 'metadata', 'name') ?? '?'}`, `apiVersion: ${textAt(root, 'apiVersion')} → ${CURRENT}`);
  if (document.margin === '') updateModeline(file, document, root, 'helmrelease');
}

function refLines({ place: { file }, chart, spec, policy }: VersionPatch, step: string, keys: ReadonlySet<string>): string[] {
  const { above, behind } = chartComments(file.text, chart.pair, spec);
  const other = policy.key === 'tag' ? 'semver' : 'tag';
  return [
    'ref:',
    ...above.map(comment => step + comment),
    `${step}${policy.key}: ${policy.raw ?? plainOrQuoted(policy.value)}${behind === undefined ? '' : ` ${behind}`}`,
    ...keys.has(other) ? [`${step}${other}: null`] : [],
  ];
}

/** The whole patch, in the manner of those that Flux's tools write. */
function patchLines(version: VersionPatch, name: string, others: readonly string[], keys: ReadonlySet<string>): string[] {
  const namespace = textAt(version.root, 'metadata', 'namespace');
  return [
    `apiVersion: ${OCI.apiVersion}`,
    `kind: ${OCI.kind}`,
    'metadata:',
    `  name: ${plainOrQuoted(name)}`,
    ...namespace === undefined ? [] : [`  namespace: ${plainOrQuoted(namespace)}`],
    'spec:',
    ...others.map(comment => `  ${comment}`),
    ...refLines(version, '  ', keys).map(line => `  ${line}`),
  ];
}

/** Adds an entry behind one, in the manner of its list. */
function addEntry({ file: { text, edits }, node, target }: Patch, name: string, lines: readonly string[]): void {
  const eol = eolOf(text);
  const indent = indentOf(text, text.lastIndexOf('-', node.start - 1));
  const entry = node.type === 'scalar'
    ? ['- |-', ...lines.map(line => `  ${line}`)]
    : [
      '- patch: |-',
      ...lines.map(line => `    ${line}`),
      ...target ? ['  target:', `    kind: ${OCI.kind}`, `    name: ${plainOrQuoted(name)}`] : [],
    ];
  const at = lineEnd(text, contentEnd(node));
  edits.insert(at, `${text[at - 1] === '\n' ? '' : eol}${entry.map(line => `${indent}${line}${eol}`).join('')}`);
}

function retarget(edits: Patch['file']['edits'], target: YamlMap, name: string): void {
  const set = (key: string, value: string) => {
    const found = find(target, key);
    if (found && textAt(found.node) !== value) edits.setText(found.node as YamlScalar, value);
  };
  const kind = find(target, 'kind')!;
  const isNamed = find(target, 'name') !== undefined;
  if (isNamed || !target.flow) set('kind', OCI.kind);
  else edits.replace(kind.node.start, kind.node.end, `${OCI.kind}, name: ${plainOrQuoted(name)}`);
  if (!isNamed && !target.flow) edits.insertAfter(kind.pair, [`name: ${plainOrQuoted(name)}`]);
  set('name', name);
  set('group', 'source.toolkit.fluxcd.io');
  set('version', 'v1');
}
