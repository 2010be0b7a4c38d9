import { aliasesOf } from './anchors';
import { bumpOf, UNCHANGED, writeBump, type Bump } from './api-versions';
import { pathInArtifact } from './artifact-path';
import { destinationOf, type GitRules } from './git-rules';
import { GitSource, isBootstrapFile, type Home } from './git-source';
import type { Code } from '../../private/codes';
import { Role, type Reference } from '../references';
import { isTemplated } from '../templates';
import { isOwn } from '../text-edits';
import type { TreeObject } from '../tree-object';
import { find, textAt, textOf, type Found } from '../yaml-lookup';
import type { YamlNode, YamlScalar } from '../yaml-tree';

/** Why a consumer stays with Git. */
interface Obstacle {
  readonly code: Code;
  readonly problem: string;
  readonly use?: string;
  readonly offset?: number;
}

/** What is written to move one. */
interface Move {
  readonly kind: Found;
  readonly path?: Found;
  /** The path within the artifact. */
  readonly inner?: string;
  readonly bump: Bump;
  /** What a person should look at all the same. */
  readonly doubt?: Obstacle;
}

/** Repoints what applies the contents of a Git source that is published. */
export function moveConsumers(rules: GitRules): void {
  for (const reference of rules.index.references) if (reference.role === Role.MANIFESTS) moveConsumer(rules, reference);
}

/** Repoints one, which may also be a patch that names a source. */
export function moveConsumer(rules: GitRules, reference: Reference): void {
  const { run, index, patches } = rules;
  const sources = [...index.meantBy(reference)];
  // A patch may have it refer to another one.
  for (const name of patches.newSourcesOf(reference.object.name)) {
    const named = index.named(name);
    sources.push(...named.length > 0 ? named : [new GitSource(name, [undefined])]);
  }
  const { object, map } = reference;
  const { home, unclear } = destinationOf(sources);
  const ask = ({ code, problem, use, offset = map.start }: Obstacle): void => run.ask(code, { file: object.file, offset, object }, problem, use);
  const stay = (obstacle: Obstacle): void => {
    rules.keep(reference, sources);
    ask(obstacle);
  };
  if (unclear) return stay({ code: 'FOC102', problem: `sourceRef may mean ${sources.map(({ id }) => id).join(' or ')}, which don't have one destination`, use: '`sourceRef.namespace`, or `--source` for each of them' });
  // What bootstrap writes stays as a whole, and so does what the user doesn't let be changed.
  if (!home || isBootstrapFile(object.file.path) || !run.mayChange(object.file)) return rules.keep(reference, sources);
  const move = moveOf(rules, reference, home);
  if ('problem' in move) return stay(move);
  if (move.doubt) ask(move.doubt);
  write(rules, reference, move, home);
  for (const source of sources) source.moved++;
  if (home.own) rules.movedOwn.add(object);
  rules.movedReferences++;
}

/** What has to be written, or why it can't be. */
function moveOf(rules: GitRules, reference: Reference, home: Home): Move | Obstacle {
  const { object, map } = reference;
  const kind = find(map, 'kind')!;
  if (!isOwn(kind) || isShared(object, kind.node) || find(object.map, 'spec', 'sourceRef', 'kind')?.shared) {
    return { code: 'FOC103', offset: kind.node.start, problem: 'sourceRef is shared by an anchor or a merge key, and stays on Git', use: 'a `sourceRef` of its own' };
  }
  const path = find(object.map, 'spec', 'path');
  const isPatch = rules.patches.isPatch(object);
  const text = textOf(path?.node);
  const within = home.own ? innerPath(rules, object.name, text, isPatch) : text;
  const outside: Obstacle = {
    code: 'FOC104',
    offset: path?.node.start,
    problem: `path ${JSON.stringify(text ?? './')} isn't below ${rules.run.options.artifactRoot}, the root of the artifact`,
    use: 'another artifact root, or files moved below it',
  };
  // Where Git is gone already, staying there is no way out.
  if (within === false && !rules.isGitGone(reference)) return { ...outside, problem: `${outside.problem}, so this stays on Git` };
  const inner = within === false ? text : within;
  if (path && inner !== text && (!isOwn(path) || isShared(object, path.node))) return { code: 'FOC103', offset: path.node.start, problem: 'path is shared by an anchor or a merge key, so this stays on Git', use: 'a `path` of its own' };
  // A patch must keep the version of what it changes.
  const bump = isPatch ? UNCHANGED : bumpOf(object, rules.run, rules.patches);
  if ('problem' in bump) return { code: 'FOC117', problem: `${bump.problem}, so this stays on Git`, use: bump.use };
  return { kind, path, inner, bump, ...(within === false && { doubt: outside }) };
}

function write({ run, absent }: GitRules, { object }: Reference, { kind, path, inner, bump }: Move, home: Home): void {
  const { edits } = object.file;
  edits.setText(kind.node as YamlScalar, 'OCIRepository');
  run.changed(object, 'sourceRef.kind: GitRepository → OCIRepository', kind.node.start);
  const text = textOf(path?.node);
  if (path && inner !== undefined && inner !== text) {
    edits.setText(path.node as YamlScalar, inner);
    run.changed(object, `path: ${text} → ${inner}`, path.node.start);
  }
  if (home.own && path && text !== undefined && isAbsent(run.repository, text)) absent.push({ object, path: text, offset: path.node.start });
  writeBump(bump, object, run);
}

/** The path within the artifact; false where it isn't in it. A patch without a path sets none, and one that has it may set it for others. */
function innerPath({ run, patches }: GitRules, name: string | undefined, path: string | undefined, isPatch: boolean): string | undefined | false {
  const { artifactRoot } = run.options;
  if (artifactRoot === '') return path;
  if (path === undefined) return isPatch || patches.for(name).some(({ map }) => textAt(map, 'spec', 'path') !== undefined) ? undefined : false;
  return pathInArtifact(path, artifactRoot) ?? false;
}

/** Whether something else says the same by an alias. An alias itself can give way to a text of its own. */
function isShared({ file, document }: TreeObject, node: YamlNode): boolean {
  return node.type !== 'alias' && file.text.includes('&') && aliasesOf(document.root, node).length > 0;
}

function isAbsent(repository: GitRules['run']['repository'], path: string): boolean {
  return !isTemplated(path) && repository.directoryAt(path) === undefined;
}
