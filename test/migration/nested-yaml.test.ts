import { nestedDocuments } from '../../src/migration/nested-yaml';
import { parseYaml } from '../../src/migration/parse-yaml';
import { find } from '../../src/migration/yaml-lookup';
import type { YamlDocument, YamlScalar } from '../../src/migration/yaml-tree';

function nested(text: string): YamlDocument[] | undefined {
  const parsed = parseYaml(text);
  if (!Array.isArray(parsed)) throw new Error(parsed.problem);
  return nestedDocuments(text, find(parsed[0].root, 'patch')!.node as YamlScalar);
}

describe('the YAML in a block of text', () => {
  test.each([
    ['indented by two', 'x: 1\npatch: |-\n  kind: A # why\n  spec:\n    - name: b\n'],
    ['indented by five, with empty lines', 'patch: |\n\n     kind: A\n\n     spec:\n       - name: b\n\n\nafter: 1\n'],
    ['of Windows', 'patch: |\r\n  kind: A\r\n  spec:\r\n    - name: b\r\n'],
    ['with an indicator of its indentation', 'patch: |2-\n  kind: A\n  spec:\n    - name: b'],
    ['with a document before it', 'patch: |\n  ---\n  kind: A\n  spec:\n  - name: b\n'],
  ])('%s has its places in the file', (_, text) => {
    const [{ root, margin }] = nested(text)!;
    const kind = find(root, 'kind')!;
    expect([kind.pair.keyStart, kind.node.start].map(at => text.slice(at, at + 4).trim())).toEqual(['kind', 'A'].map(word => expect.stringContaining(word)));
    const list = find(root, 'spec')!.node;
    const name = list.type === 'list' ? find(list.items[0], 'name')!.node : undefined;
    expect(text.slice(name!.start, name!.end)).toBe('b');
    expect(margin).toMatch(/^ +$/);
  });

  test('has the regions of its documents', () => {
    const text = 'patch: |\n  a: 1\n  ---\n  b: 2\n';
    expect(nested(text)!.map(({ start, end }) => text.slice(start, end))).toEqual(['a: 1\n  ', '\n  b: 2\n']);
  });

  test.each([
    ['folded', 'patch: >-\n  kind: A\n'],
    ['quoted', 'patch: "kind: A"\n'],
    ['no YAML', 'patch: |\n  a: [\n'],
  ])('is unknown where the text is %s', (_, text) => {
    expect(nested(text)).toBeUndefined();
  });

  test('is nothing in a block that is empty', () => {
    expect(nested('patch: |\n\nafter: 1\n')).toEqual([]);
  });
});
