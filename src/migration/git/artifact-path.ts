/**
 * A `path` as it is within the artifact: without the directory that is its root. Templates and the form of the path stay; undefined where
 * it doesn't lie below that directory, or a template hides whether it does.
 */
export function pathInArtifact(path: string, root: string): string | undefined {
  if (root === '') return path;
  const [, lead, rest] = /^((?:\.?\/+)*)(.*)$/s.exec(path)!;
  if (rest !== root && !rest.startsWith(`${root}/`)) return undefined;
  const inner = rest.slice(root.length).replace(/^\/+/, '');
  if (inner.split('/').includes('..')) return undefined;
  return inner === '' ? './' : lead + inner;
}
