import { isBelow, isRelevant, resolvedPath, TreeFile } from '../../src/migration/tree-file';

test.each([
  ['apps/web.yaml', 'apiVersion: kustomize.toolkit.fluxcd.io/v1', true],
  ['apps/values.yaml', 'instance: {sync: {kind: GitRepository}}', true],
  ['apps/patch.json.yaml', '- {op: replace, path: /spec/chart/spec/version, value: 2.x}', true],
  ['apps/kustomization.yaml', 'resources: []', true],
  ['apps/deployment.yaml', 'apiVersion: apps/v1\nkind: Deployment\n', false],
  ['flux-system/gotk-components.yaml', 'kind: GitRepository # toolkit.fluxcd.io', false],
  ['crds/flux.yaml', 'kind: CustomResourceDefinition\nspec: {group: source.toolkit.fluxcd.io}\n---\nkind: CustomResourceDefinition\n', false],
  ['crds/flux.yaml', 'kind: CustomResourceDefinition\nspec: {group: source.toolkit.fluxcd.io}\n---\nkind: GitRepository\n', true],
])('%s may matter by what is in it: %j', (path, text, relevant) => {
  expect(isRelevant(path, text)).toBe(relevant);
});

test.each([
  ['', './apps//web/', 'apps/web'], ['apps', '../infra/./x', 'infra/x'], ['apps', '..', ''], ['apps', '../..', undefined], ['', '.', ''],
])('from %j the path %j is %j', (directory, relative, path) => {
  expect(resolvedPath(directory, relative)).toBe(path);
});

test('a directory is below itself and its parents, not beside what begins like it', () => {
  expect([isBelow('', 'a'), isBelow('a', 'a'), isBelow('a', 'a/b'), isBelow('a', 'ab')]).toEqual([true, true, true, false]);
});

test('a file that is no YAML has no documents, and a problem', () => {
  expect(new TreeFile('a.yaml', 'a: [')).toMatchObject({ documents: [], problem: { offset: 4 } });
  expect(new TreeFile('a/b.yaml', 'a: 1\n---\nb: 2\n')).toMatchObject({ directory: 'a', problem: undefined, documents: [{ start: 0 }, { start: 8 }] });
});
