import { checkedOptions } from '../../src/migration/checked-options';
import { MigrationRun } from '../../src/migration/migration-run';
import { Repository } from '../../src/migration/repository';

const source = (name: string) => `apiVersion: source.toolkit.fluxcd.io/v1\nkind: HelmRepository\nmetadata:\n  name: ${name}\n`;

function runOf(kustomization: string): MigrationRun {
  const files = { 'kustomization.yaml': kustomization, 'a.yaml': source('a'), 'b.yaml': source('b') };
  return new MigrationRun(new Repository(Object.entries(files).map(([path, text]) => ({ path, text }))), checkedOptions({ registry: 'oci://ghcr.io/acme' }));
}

function remove(run: MigrationRun, ...names: string[]): void {
  for (const object of run.repository.objects.filter(({ name }) => name !== undefined && names.includes(name))) run.removeDocument(object);
}

const listOf = (run: MigrationRun) => run.files().find(({ path }) => path === 'kustomization.yaml')?.after;

test.each([
  ['resources:\n  - a.yaml\n  - b.yaml\nnamespace: x\n', 'resources: []\nnamespace: x\n'],
  ['resources: # ours\n# first\n- a.yaml\n# second\n- b.yaml # last', 'resources: [] # ours\n# first\n# second # last'],
  ['resources: [a.yaml, "b.yaml"] # both\n', 'resources: [] # both\n'],
  ['components:\r\n- a.yaml\r\n- b.yaml\r\n', 'components: []\r\n'],
])('a list whose files all go is empty: %j', (before, after) => {
  const run = runOf(before);
  remove(run, 'a', 'b');
  expect(listOf(run)).toBe(after);
});

test('a list in one line loses what goes', () => {
  const run = runOf('resources: [ a.yaml, ./b.yaml, "c d.yaml" ]\n');
  remove(run, 'b');
  expect(listOf(run)).toBe('resources: [a.yaml, "c d.yaml"]\n');
});

test.each([
  ['resources:\n  - a.yaml\n  - b.yaml\nnamespace: x\n', 'resources:\n- new.yaml\nnamespace: x\n'],
  ['resources: # ours\n  - a.yaml\n  - b.yaml\n', 'resources: # ours\n- new.yaml\n'],
])('a file that is added to an emptied list is its only entry: %j', (before, after) => {
  const run = runOf(before);
  remove(run, 'a', 'b');
  run.lists.add(run.repository.kustomizations.get('')!, 'new.yaml');
  expect(listOf(run)).toBe(after);
  expect(run.changes.map(({ what }) => what)).toEqual(['resources: a.yaml removed', 'resources: b.yaml removed', 'resources: new.yaml added']);
});
