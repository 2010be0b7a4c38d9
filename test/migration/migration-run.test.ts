import { checkedOptions } from '../../src/migration/checked-options';
import { MigrationFindingLevel } from '../../src/migration/migration-result';
import { MigrationRun } from '../../src/migration/migration-run';
import { Repository } from '../../src/migration/repository';
import type { TreeObject } from '../../src/migration/tree-object';

function runOf(files: Record<string, string>): MigrationRun {
  return new MigrationRun(new Repository(Object.entries(files).map(([path, text]) => ({ path, text }))), checkedOptions({ registry: 'oci://ghcr.io/acme' }));
}

function object(run: MigrationRun, name: string): TreeObject {
  return run.repository.objects.find(one => one.name === name)!;
}

/** The only file that changes. */
function changedText(run: MigrationRun): string | undefined {
  const files = run.files();
  expect(files).toHaveLength(1);
  return files[0].after;
}

const git = (name: string, more = '') => `apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata:\n  name: ${name}\n${more}`;
const NEW = 'kind: New\n';

describe('a document is added', () => {
  test.each([
    ['at the end', git('a'), `${git('a')}---\n${NEW}`],
    ['at an end without line break', git('a').trimEnd(), `${git('a').trimEnd()}\n---\n${NEW}`],
    ['between others', `---\n${git('a')}---\n${git('b')}`, `---\n${git('a')}---\n${NEW}---\n${git('b')}`],
    ['as Windows writes it', git('a').replace(/\n/g, '\r\n'), `${git('a')}---\n${NEW}`.replace(/\n/g, '\r\n')],
  ])('%s', (_, before, after) => {
    const run = runOf({ 'a.yaml': before });
    run.addBeside(object(run, 'a'), NEW);
    expect(changedText(run)).toBe(after);
  });

  test('as an item behind one of a list', () => {
    const run = runOf({ 'a.yaml': 'apiVersion: v1\nkind: List\nitems:\n  - apiVersion: source.toolkit.fluxcd.io/v1\n    kind: GitRepository\n    metadata: {name: a}\n  - kind: Other\n' });
    run.addBeside(object(run, 'a'), 'kind: New\nspec:\n  x: 1\n');
    expect(changedText(run)).toBe('apiVersion: v1\nkind: List\nitems:\n  - apiVersion: source.toolkit.fluxcd.io/v1\n    kind: GitRepository\n    metadata: {name: a}\n  - kind: New\n    spec:\n      x: 1\n  - kind: Other\n');
  });
});

describe('a document is replaced', () => {
  test('with its comments before what comes, and what is around it as it was', () => {
    const run = runOf({ 'a.yaml': `# head\n---\n# above\n${git('a', 'spec:\n  url: x # the url\n  # about the ref\n  ref: {}\n')}# below\n---\n${git('b')}` });
    run.replaceDocument(object(run, 'a'), [NEW, 'kind: Second\n']);
    expect(changedText(run)).toBe(`# head\n---\n# above\n# the url\n# about the ref\n${NEW}---\nkind: Second\n# below\n---\n${git('b')}`);
  });
});

describe('a document is removed', () => {
  test.each([
    ['the first', `${git('a')}---\n${git('b')}`, 'a', git('b')],
    ['the first, with a marker', `---\n${git('a')}---\n${git('b')}`, 'a', `---\n${git('b')}`],
    ['the last', `---\n${git('a')}---\n${git('b')}`, 'b', `---\n${git('a')}`],
    ['one between', `${git('a')}---\n${git('b')}--- # next\n${git('c')}`, 'b', `${git('a')}--- # next\n${git('c')}`],
  ])('%s', (_, before, name, after) => {
    const run = runOf({ 'a.yaml': before });
    run.removeDocument(object(run, name));
    expect(changedText(run)).toBe(after);
  });

  test('from a list', () => {
    const run = runOf({ 'a.yaml': 'kind: List\nitems:\n- apiVersion: source.toolkit.fluxcd.io/v1\n  kind: GitRepository\n  metadata: {name: a}\n- kind: Other\n' });
    run.removeDocument(object(run, 'a'));
    expect(changedText(run)).toBe('kind: List\nitems:\n- kind: Other\n');
  });

  test('and a finding keeps its comments', () => {
    const run = runOf({ 'a.yaml': `# yaml-language-server: $schema=x\n# why\n${git('a')}---\n${git('b')}` });
    run.removeDocument(object(run, 'a'));
    expect(run.findings).toEqual([{
      code: 'FOC145', level: MigrationFindingLevel.NOTICE, file: 'a.yaml', line: 2, object: 'GitRepository/a', problem: 'a comment goes with its object: # why',
    }]);
  });

  test('with its file where it is alone there, and with the entries of that file', () => {
    const run = runOf({ 'x/a.yaml': git('a'), 'x/kustomization.yaml': 'resources:\n  - ./a.yaml # git\n  - b.yaml\n', 'y/kustomization.yaml': 'resources: # two\n- b.yaml\n- ../x/a.yaml' });
    run.removeDocument(object(run, 'a'));
    expect(run.files().map(({ path, after }) => [path, after])).toEqual([
      ['x/a.yaml', undefined],
      ['x/kustomization.yaml', 'resources:\n  - b.yaml\n'],
      ['y/kustomization.yaml', 'resources: # two\n- b.yaml\n'],
    ]);
    expect(run.changes.map(({ file, line, what }) => [file, line, what])).toEqual([
      ['x/kustomization.yaml', 2, 'resources: a.yaml removed'], ['y/kustomization.yaml', 3, 'resources: a.yaml removed'],
    ]);
  });
});

describe('a file is added to the resources', () => {
  test.each([
    ['resources:\n  - ./a.yaml\n  - ./b.yaml # b\nnamespace: x\n', 'resources:\n  - ./a.yaml\n  - ./b.yaml # b\n  - ./new.yaml\nnamespace: x\n'],
    ['resources:\n- a.yaml', 'resources:\n- a.yaml\n- new.yaml'],
    ['resources:\r\n- a.yaml\r\n', 'resources:\r\n- a.yaml\r\n- new.yaml\r\n'],
  ])('of %j', (before, after) => {
    const run = runOf({ 'kustomization.yaml': before });
    run.lists.add(run.repository.kustomizations.get('')!, 'new.yaml');
    run.addFile('new.yaml', NEW);
    expect(run.files()).toEqual([expect.objectContaining({ path: 'kustomization.yaml', before, after }), { path: 'new.yaml', after: NEW, edits: [] }]);
    expect(run.hasPath('new.yaml')).toBe(true);
  });

  test.each(['resources: [a.yaml]\n', 'namespace: x\n'])('by a person where %j can\'t take lines', before => {
    const run = runOf({ 'kustomization.yaml': before });
    run.lists.add(run.repository.kustomizations.get('')!, 'new.yaml');
    expect(run.files()).toEqual([]);
    expect(run.findings).toEqual([{
      code: 'FOC144',
      level: MigrationFindingLevel.ACTION,
      file: 'kustomization.yaml',
      ...(before.startsWith('resources') && { line: 1 }),
      problem: '`new.yaml` must be among the resources',
      use: 'add `- new.yaml` to `resources`',
    }]);
  });
});
