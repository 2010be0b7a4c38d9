import type { IConstruct } from 'constructs';
import { selectorProblem } from './selector-problem';
import { checkedDigest } from '../oci/digest';
import { quoted, refusal } from '../private/errors';

/**
 * Picks objects; one must fit all that is given. What isn't a selector is a regular expression of Go for the whole value:
 * `web` fits `web` alone, `web.*` also `web-2`.
 */
export interface ObjectSelector {
  /**
   * API group, such as `apps`.
   *
   * @default - any
   */
  readonly group?: string;

  /**
   * API version, such as `v1`.
   *
   * @default - any
   */
  readonly version?: string;

  /**
   * Kind, such as `Deployment`.
   *
   * @default - any
   */
  readonly kind?: string;

  /**
   * Name, before a prefix or suffix is added.
   *
   * @default - any
   */
  readonly name?: string;

  /**
   * Namespace.
   *
   * @default - any
   */
  readonly namespace?: string;

  /**
   * Labels, as `kubectl --selector` takes them: `app=web,tier!=test`.
   *
   * @default - any
   */
  readonly labelSelector?: string;

  /**
   * Annotations, in the form of a label selector.
   *
   * @default - any
   */
  readonly annotationSelector?: string;
}

/** A change to manifests before they are applied. */
export interface KustomizePatch {
  /**
   * YAML or JSON: either a part of the object, to be merged into it as Kubernetes merges (with `apiVersion`, `kind` and
   * `metadata.name`, whether there is a target or not), or a list of JSON 6902 operations.
   */
  readonly patch: string;

  /**
   * What to change.
   *
   * @default - the one object that the patch itself names
   */
  readonly target?: ObjectSelector;
}

/** Another image than the one in the manifests. */
export interface KustomizeImage {
  /** The image in the manifests, without tag and digest. */
  readonly name: string;

  /**
   * What takes the place of the name.
   *
   * @default - the name stays
   */
  readonly newName?: string;

  /**
   * What takes the place of tag and digest.
   *
   * @default - they stay, unless there is a `digest`
   */
  readonly newTag?: string;

  /**
   * `sha256:` and 64 hexadecimal digits, which take the place of tag and digest; beside a `newTag`, both are written.
   *
   * @default - the digest stays, unless there is a `newTag`
   */
  readonly digest?: string;
}

/** Fields that belong to somebody else. */
export interface IgnoreRule {
  /** JSON pointers, such as `/spec/replicas`. */
  readonly paths: string[];

  /**
   * In which objects.
   *
   * @default - in all
   */
  readonly target?: ObjectSelector;
}

const AFFIX_LENGTH = 200;

/** What may stand before or behind a name. Returns it. */
export function checkedAffix(scope: IConstruct, field: string, affix: string | undefined): string | undefined {
  if (affix === undefined || (affix.length > 0 && affix.length <= AFFIX_LENGTH && !/[/%]/.test(affix))) return affix;
  throw refusal('FOC079', scope, `\`${field}\` has 1 to ${AFFIX_LENGTH} characters, all of which may stand in a name`, { got: quoted(affix), use: 'a text such as "dev-"' });
}

/** Patches that kustomize can read. Returns them. */
export function checkedPatches(scope: IConstruct, patches: KustomizePatch[] | undefined): KustomizePatch[] | undefined {
  for (const [index, { patch, target }] of patches?.entries() ?? []) {
    const text = patch.trim();
    const refuse = (problem: string, use: string) => refusal('FOC079', scope, `\`patches[${index}]\` ${problem}`, { use });
    if (text === '') throw refuse('is empty', 'the part of an object, or JSON 6902 operations');
    checkTarget(scope, `patches[${index}]`, target);
    if (!/^(?:-\s|\[)/.test(text)) continue;
    if (target === undefined) throw refuse('is a list of JSON 6902 operations, which don\'t say what to change', '`target`');
    if (text.startsWith('[') && !isJson(text)) throw refuse('begins with a bracket, and kustomize reads such a list as JSON, not as YAML', 'quotes, or a line with `- ` for each operation');
  }
  return patches;
}

function checkTarget(scope: IConstruct, path: string, target: ObjectSelector | undefined): void {
  const problem = target && selectorProblem(target);
  if (problem) throw refusal('FOC079', scope, `\`${path}\` ${problem.what}`, problem);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Images that a container runtime can read. Returns them. */
export function checkedImages(scope: IConstruct, images: KustomizeImage[] | undefined): KustomizeImage[] | undefined {
  for (const [index, { name, digest }] of images?.entries() ?? []) {
    if (digest !== undefined) checkedDigest(digest);
    const repository = name.slice(name.lastIndexOf('/') + 1);
    if (name !== '' && !/[:@]/.test(repository)) continue;
    throw refusal('FOC079', scope, `the \`name\` of \`images[${index}]\` has no tag and no digest`, {
      got: quoted(name),
      use: 'the name alone, such as "ghcr.io/acme/web"; `newTag` and `digest` say which',
    });
  }
  return images;
}

/** Rules whose paths Flux can read. Returns them. */
export function checkedIgnoreRules(scope: IConstruct, field: string, rules: IgnoreRule[] | undefined): IgnoreRule[] | undefined {
  for (const [index, { paths, target }] of rules?.entries() ?? []) {
    const path = paths.find(each => !each.startsWith('/'));
    if (path !== undefined) throw refusal('FOC079', scope, `a path of \`${field}\` is a JSON pointer`, { got: quoted(path), use: 'a path such as "/spec/replicas"' });
    checkTarget(scope, `${field}[${index}]`, target);
  }
  return rules;
}
