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
    if (!REMOTE.test(component) && !ABSOLUTE.test(component) && !leaves(`${path ?? '.'}/${component}`)) continue;
    throw refusal('FOC073', scope, 'a component is a folder of the artifact, relative to `path`', { got: quoted(component), use: 'a path such as "../components/tls"' });
  }
  return components;
}

function leaves(path: string): boolean {
  let depth = 0;
  for (const part of path.split('/')) {
    if (part === '..') depth--;
    else if (part !== '' && part !== '.') depth++;
    if (depth < 0) return true;
  }
  return false;
}
