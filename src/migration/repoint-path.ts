import { JsonPatch, type ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { normalized } from '../delivery/artifact-path';
import { quoted, refusal } from '../private/errors';

/** The folder that is pushed, without what changes nothing; empty for the whole repository. */
export function checkedArtifactRoot(scope: IConstruct, root: string | undefined): string {
  if (root === undefined) return '';
  if (typeof root === 'string' && !root.startsWith('/') && !goesUp(root)) return normalized(root);
  throw refusal('FOC173', scope, '`artifactRoot` is a folder of the Git repository, relative to its root', { got: quoted(root), use: 'the path that CI pushes, such as "clusters"' });
}

/** What makes the `path` of a Kustomization one within the artifact. */
export function pathPatches(object: ApiObject, { path = '', components = [] }: any, root: string): JsonPatch[] {
  if (root === '') return [];
  for (const component of components) checkedBelow(object, `component ${quoted(component)}`, `${path}/${component}`, root);
  if (goesUp(path)) {
    throw refusal('FOC172', object, '`path` goes up, which hides what it means below another root', { got: quoted(path), use: 'the path without `..`' });
  }
  checkedBelow(object, '`path`', path, root);
  return [JsonPatch.replace('/spec/path', withoutRoot(path, root))];
}

function checkedBelow(object: ApiObject, what: string, path: string, root: string): void {
  if (`${normalized(path)}/`.startsWith(`${root}/`)) return;
  throw refusal('FOC172', object, `${what} lies outside of the artifact, which holds ${quoted(root)} alone`, {
    got: quoted(normalized(path) || './'),
    use: 'an `artifactRoot` that all of them are below',
  });
}

/** `./clusters/prod` is `./prod`, and `clusters` is `./`. */
function withoutRoot(path: string, root: string): string {
  const rest = normalized(path).slice(root.length + 1);
  return rest === '' ? './' : `${/^(?:\.?\/)?/.exec(path)![0]}${rest}${path.endsWith('/') ? '/' : ''}`;
}

function goesUp(path: string): boolean {
  return path.split('/').includes('..');
}
