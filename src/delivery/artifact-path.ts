import type { IConstruct } from 'constructs';
import { quoted, refusal } from '../private/errors';

/** What kustomize fetches from elsewhere; Flux lets a component do no such thing. */
const REMOTE = /^(?:git::|gh:|ssh:\/\/|https?:\/\/|git@|github\.com[:/])./i;
const ABSOLUTE = /^(?:file:\/\/)?\//i;

/** A folder inside the artifact: Flux reads `../deploy` as `deploy`. Returns it. */
export function checkedPath(scope: IConstruct, path: string | undefined): string | undefined {
  if (path === undefined || !leaves(path)) return path;
  throw refusal('FOC073', scope, '`path` leads out of the artifact, where Flux follows none', { got: quoted(path), use: 'a path from the root of the artifact, such as "./deploy"' });
}

/** Folders relative to the path, and inside the artifact. Returns them. */
export function checkedComponents(scope: IConstruct, path: string | undefined, components: string[] | undefined): string[] | undefined {
  for (const component of components ?? []) {
    if (component !== '' && !REMOTE.test(component) && !ABSOLUTE.test(component) && !leaves(`${path ?? '.'}/${component}`)) continue;
    throw refusal('FOC073', scope, 'a component is a folder of the artifact, relative to `path`', { got: quoted(component), use: 'a path such as "../components/tls"' });
  }
  return components;
}

/** Without what changes nothing: `./a//b/../c/` is `a/c`, and the root is an empty text. */
export function normalized(path: string): string {
  return parts(path).join('/');
}

function leaves(path: string): boolean {
  return parts(path)[0] === '..';
}

function parts(path: string): string[] {
  const result: string[] = [];
  for (const part of path.split('/').filter(each => each !== '' && each !== '.')) {
    if (part === '..' && result.length > 0 && result[0] !== '..') result.pop();
    else result.push(part);
  }
  return result;
}
