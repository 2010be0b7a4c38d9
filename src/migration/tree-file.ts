import { parseYaml } from './parse-yaml';
import { TextEdits } from './text-edits';
import type { YamlDocument, YamlProblem } from './yaml-tree';

/** A file as it comes in. */
export interface TreeInput {
  /** Relative to the repository, with `/`. */
  readonly path: string;
  /** Undefined where the bytes are no UTF-8. */
  readonly text?: string;
  /** Whether the path is a symbolic link. */
  readonly symlink?: boolean;
}

/** A file that may hold something to migrate, read. */
export class TreeFile {
  public readonly edits: TextEdits;
  public readonly documents: readonly YamlDocument[];
  /** Why it isn't touched. */
  public readonly problem?: YamlProblem;

  public constructor(public readonly path: string, public readonly text: string) {
    this.edits = new TextEdits(text);
    const parsed = parseYaml(text);
    this.documents = Array.isArray(parsed) ? parsed : [];
    this.problem = Array.isArray(parsed) ? undefined : parsed;
  }

  public get directory(): string {
    return directoryOf(this.path);
  }
}

export function directoryOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

/** A path that another path of the repository gives; undefined where it leaves the repository. */
export function resolvedPath(directory: string, relative: string): string | undefined {
  const parts: string[] = directory === '' ? [] : directory.split('/');
  for (const part of relative.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}

/** Whether a path is this directory, or below it. */
export function isBelow(directory: string, path: string): boolean {
  return directory === '' || path === directory || path.startsWith(`${directory}/`);
}

const KUSTOMIZATION = /(?:^|\/)(?:kustomization\.ya?ml|Kustomization)$/;

export function isKustomization(path: string): boolean {
  return KUSTOMIZATION.test(path);
}

const YAML_FILE = /\.ya?ml$/;

export function isYaml(path: string): boolean {
  return YAML_FILE.test(path) || isKustomization(path);
}

/** What must be in a file before it can matter: a cheap question, asked of every file. */
const RELEVANT = /fluxcd\.|(?:Git|Helm|OCI)Repository|HelmRelease|kustomize\.config\.k8s\.io|\/spec\/(?:chart|sourceRef|path)\b/;

export function isRelevant(path: string, text: string): boolean {
  return isKustomization(path) || (RELEVANT.test(text) && !COMPONENTS.test(path) && !isAllDefinitions(text));
}

/** What Flux itself consists of, as its command writes it: half a megabyte that speaks of sources and holds none. */
const COMPONENTS = /(?:^|\/)gotk-components\.ya?ml$/;
const KINDS = /^kind:[ \t]*(\S*)/gm;

function isAllDefinitions(text: string): boolean {
  const kinds = new Set([...text.matchAll(KINDS)].map(([, kind]) => kind));
  return kinds.size === 1 && kinds.has('CustomResourceDefinition');
}

/** Whether a text may hold a Secret with the login of a registry, or what makes one. */
export function holdsLogin(text: string): boolean {
  return text.includes('kubernetes.io/dockerconfigjson');
}
