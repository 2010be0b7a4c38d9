import { parseYaml } from '../../src/migration/parse-yaml';
import { contentEnd, lineEnd, lineOf, plainOrQuoted, TextEdits } from '../../src/migration/text-edits';
import { find } from '../../src/migration/yaml-lookup';
import type { YamlNode, YamlScalar } from '../../src/migration/yaml-tree';
import { fc } from '../support/property';

function rootOf(text: string): YamlNode {
  const parsed = parseYaml(text);
  if (!Array.isArray(parsed)) throw new Error(parsed.problem);
  return parsed[0].root;
}

describe('edits', () => {
  test('are applied by place, whatever their order', () => {
    const edits = new TextEdits('abcdef');
    edits.replace(4, 6, 'EF');
    edits.insert(1, '-');
    edits.replace(0, 1, 'A');
    expect(edits.applied()).toBe('A-bcdEF');
    expect(edits.list).toEqual([{ start: 0, end: 1, text: 'A' }, { start: 1, end: 1, text: '-' }, { start: 4, end: 6, text: 'EF' }]);
    expect([edits.touches(3, 5), edits.touches(2, 4)]).toEqual([true, false]);
  });

  test('that change nothing are none, and one made twice is one', () => {
    const edits = new TextEdits('abc');
    edits.replace(0, 1, 'a');
    edits.insert(2, '');
    expect(edits.isEmpty).toBe(true);
    edits.replace(0, 1, 'x');
    edits.replace(0, 1, 'x');
    expect(edits.applied()).toBe('xbc');
  });

  test('fail where they overlap', () => {
    const edits = new TextEdits('abc');
    edits.replace(0, 2, 'x');
    edits.replace(1, 3, 'y');
    expect(() => edits.applied()).toThrow('edits overlap at 1');
  });

  test('of any places leave everything between them as it was', () => {
    const pieces = fc.array(fc.tuple(fc.string(), fc.option(fc.string())), { minLength: 1, maxLength: 8 });
    fc.assert(fc.property(pieces, drawn => {
      const edits = new TextEdits(drawn.map(([text]) => `${text}|`).join(''));
      let at = 0;
      for (const [text, other] of drawn) {
        if (other !== null) edits.replace(at, at + text.length, other);
        at += text.length + 1;
      }
      return edits.applied() === drawn.map(([text, other]) => `${other ?? text}|`).join('');
    }));
  });
});

describe('a value', () => {
  test.each([
    ['k: a # c', 'k: b # c'],
    ['k: "a"', 'k: "b"'],
    ['k: \'a\'', 'k: \'b\''],
    ['k: &x a', 'k: &x b'],
    ['{k: a}', '{k: b}'],
    ['x: &x a\nk: *x', 'x: &x a\nk: b'],
  ])('%j is replaced in its quotes', (text, after) => {
    const edits = new TextEdits(text);
    edits.setText(find(rootOf(text), 'k')!.node as YamlScalar, 'b');
    expect(edits.applied()).toBe(after);
  });

  test.each([
    ['OCIRepository', 'OCIRepository'], ['oci://a.b/c', 'oci://a.b/c'], ['./apps', './apps'], ['${TAG}', '${TAG}'], ['1.x', '1.x'],
    ['1.10', '"1.10"'], ['yes', '"yes"'], ['', '""'], ['>=1.0', '">=1.0"'], ['a b', '"a b"'], ['a:', '"a:"'], ['12:30', '"12:30"'], ['0x1f', '"0x1f"'], ['*', '"*"'], ['{a}', '"{a}"'],
  ])('%j is written as %s', (text, written) => {
    expect(plainOrQuoted(text)).toBe(written);
    expect((rootOf(`k: ${written}`) as any).pairs[0].value.value).toBe(text);
  });
});

describe('lines', () => {
  const text = 'a:\n  # before\n  b: 1 # one\n  # behind\nc:\n  - d: |\n      text\n  - e\n';

  test('of a key go with its value; comments on lines of their own stay', () => {
    const edits = new TextEdits(text);
    edits.removePair(find(rootOf(text), 'a', 'b')!.pair);
    expect(edits.applied()).toBe('a:\n  # before\n  # behind\nc:\n  - d: |\n      text\n  - e\n');
  });

  test('come behind a key with its indentation', () => {
    const edits = new TextEdits(text);
    edits.insertAfter(find(rootOf(text), 'a', 'b')!.pair, ['x:', '  y: 2', '', 'z: 3']);
    edits.insertAfter(find(rootOf(text), 'c')!.pair, ['f: 4']);
    expect(edits.applied()).toBe('a:\n  # before\n  b: 1 # one\n  x:\n    y: 2\n\n  z: 3\n  # behind\nc:\n  - d: |\n      text\n  - e\nf: 4\n');
  });

  test.each([
    ['s:\n  c: 1\n', 's:\n  r:\n    k: v\n'],
    ['s:\n  c:\n    d: 1\n    e: 2\n  f: 3', 's:\n  r:\n    k: v\n  f: 3'],
    ['s:\n- c: 1\n  d: 2', 's:\n- r:\n    k: v\n  d: 2'],
    ['s:\n  c: 1', 's:\n  r:\n    k: v'],
    ['s:\r\n  c: 1\r\n', 's:\r\n  r:\r\n    k: v\r\n'],
  ])('take the place of a key and its value in %j', (before, after) => {
    const edits = new TextEdits(before);
    const found = find(rootOf(before), 's')!.node;
    edits.replacePair(find(found.type === 'list' ? found.items[0] : found, 'c')!.pair, ['r:', '  k: v']);
    expect(edits.applied()).toBe(after);
  });

  test('are added to a file that has no line break at its end', () => {
    const edits = new TextEdits('a: 1');
    edits.insertAfter(find(rootOf('a: 1'), 'a')!.pair, ['b: 2']);
    expect(edits.applied()).toBe('a: 1\nb: 2');
  });

  test('are counted from 1', () => {
    expect([0, 3, text.indexOf('- e')].map(at => lineOf(text, at))).toEqual([1, 2, 8]);
    expect(lineEnd('a\nb', 2)).toBe(2);
    expect(contentEnd(rootOf('a:\n- []\n- {}\n'))).toBe(12);
  });
});
