import { JsonPatch } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import type { RepointOptions } from './repoint-options';
import { checkedArtifactRoot, pathPatches } from './repoint-path';
import { GIT_REPOSITORY, gitReferencesOf, isDelivery, isMeant, renderedBelow, type GitReference, type Rendered } from './repoint-references';
import { nameOf, tellOfDoubts, tellOfNeeds, tellOfSettings } from './repoint-warnings';
import { refusal } from '../private/errors';
import { ArtifactContent } from '../source/artifact-content';
import { OciRepository } from '../source/oci-repository';

/** Puts an OciRepository in the place of a GitRepository. What can't be repointed is refused before anything changes. */
export function repoint(scope: IConstruct, options: RepointOptions): OciRepository {
  const below = renderedBelow(scope);
  const git = gitRepositoryOf(scope, below, options);
  const root = checkedArtifactRoot(scope, options.artifactRoot);
  const uses = below.flatMap(gitReferencesOf);
  const consumers = uses.filter(use => isDelivery(use) && isMeant(use, git));
  if (consumers.length === 0) {
    throw refusal('FOC174', git.object, `no Kustomization in here names the GitRepository ${nameOf(git)}`, { use: 'an OciRepository, where there is nothing to repoint' });
  }
  const patches = consumers.map(({ object, document }) => [JsonPatch.replace('/spec/sourceRef/kind', 'OCIRepository'), ...pathPatches(object, document.spec, root)]);
  const isNeeded = tellOfUsers(git, uses.filter(use => !consumers.includes(use)), usesElsewhere(scope, below, git));
  const source = put(git, options, root, Boolean(options.keepGit) || isNeeded);
  consumers.forEach(({ object }, index) => object.addJsonPatch(...patches[index]));
  return source;
}

function gitRepositoryOf(scope: IConstruct, below: readonly Rendered[], { sourceName, sourceNamespace }: RepointOptions): Rendered {
  const all = below.filter(({ type }) => type === GIT_REPOSITORY);
  const found = all.filter(({ document: { metadata } }) => {
    return (sourceName ?? metadata.name) === metadata.name && (sourceNamespace ?? metadata.namespace) === metadata.namespace;
  });
  if (found.length === 1) return found[0];
  const names = (some: readonly Rendered[]) => some.map(nameOf).join(', ') || 'none';
  if (found.length === 0) throw refusal('FOC170', scope, 'no GitRepository in here is the one to repoint', { got: names(all), use: '`sourceName` and `sourceNamespace` of one that this program makes' });
  throw refusal('FOC171', scope, 'several GitRepositories in here may be the one to repoint', { got: names(found), use: '`sourceName` and `sourceNamespace`, or a scope with one of them' });
}

/** What names the GitRepository beside the scope; nothing where that has a GitRepository of the same name itself, for another cluster. */
function usesElsewhere(scope: IConstruct, below: readonly Rendered[], git: Rendered): GitReference[] {
  const known = new Set(below.map(({ object }) => object));
  const elsewhere = renderedBelow(scope.node.root).filter(({ object }) => !known.has(object));
  const hasOwn = elsewhere.some(other => other.type === GIT_REPOSITORY && nameOf(other) === nameOf(git));
  return hasOwn ? [] : elsewhere.flatMap(gitReferencesOf);
}

/** Tells of everything that still wants the GitRepository, and whether there is such a thing. */
function tellOfUsers(git: Rendered, here: readonly GitReference[], elsewhere: readonly GitReference[]): boolean {
  const others = [...here, ...elsewhere];
  const needs = others.filter(use => isMeant(use, git) === true);
  const doubts = others.filter(use => isMeant(use, git) === undefined);
  tellOfNeeds(git, needs);
  tellOfDoubts(git, doubts);
  return needs.length + doubts.length > 0;
}

/** With the same id, so that whoever looks the GitRepository up by its path finds what replaces it. */
function put(git: Rendered, options: RepointOptions, root: string, keepsGit: boolean): OciRepository {
  const { object, document: { metadata: { name, namespace, labels, annotations } } } = git;
  const { scope, id, dependencies } = object.node;
  if (!keepsGit) scope!.node.tryRemoveChild(id);
  const source = new OciRepository(scope as Construct, keepsGit ? `${id}-oci` : id, {
    name,
    metadata: { namespace, labels, annotations },
    ...settingsOf(git, root),
    ...options.source,
    url: options.url,
    ref: options.ref,
    verify: options.verify,
    auth: options.auth,
    insecure: options.insecure,
    content: ArtifactContent.MANIFESTS,
  });
  tellOfSettings(source, git, root);
  source.node.addDependency(...dependencies);
  for (const dependent of scope!.node.root.node.findAll()) {
    if (dependent !== source && dependent.node.dependencies.includes(object)) dependent.node.addDependency(source);
  }
  return source;
}

/** Patterns are relative to the root. */
function settingsOf({ document: { spec: { interval, timeout, suspend, ignore } } }: Rendered, root: string) {
  return { interval, timeout, suspend, ignore: root === '' ? ignore : undefined };
}
