import { parseYaml } from '../../src/migration/parse-yaml';
import { dataOf, find, itemsAt, mapsIn, textAt } from '../../src/migration/yaml-lookup';
import type { YamlDocument } from '../../src/migration/yaml-tree';

function documents(text: string): YamlDocument[] {
  const parsed = parseYaml(text);
  if (!Array.isArray(parsed)) throw new Error(parsed.problem);
  return parsed;
}

describe('the documents of a text', () => {
  test('are told apart by their markers, and null ones left out', () => {
    const text = '# head\n---\na: 1\n---\n# nothing\n---\nb: 2\n...\n---\nc: |\n  --- no marker\n';
    expect(documents(text).map(({ root, start, end }) => [dataOf(root), text.slice(start, end)])).toEqual([
      [{ a: 1 }, '\na: 1\n'],
      [{ b: 2 }, '\nb: 2\n'],
      [{ c: '--- no marker\n' }, '\nc: |\n  --- no marker\n'],
    ]);
  });

  test('have the places of their values, without anchors and tags', () => {
    const text = '\ufeffname: &app x # why\r\nother: *app\r\nquoted: !!str \'a\'\r\n';
    const [{ root }] = documents(text);
    const place = (key: string) => {
      const { node: { start, end }, pair } = find(root, key)!;
      return [text.slice(pair.keyStart, pair.keyEnd), text.slice(start, end)];
    };
    expect(['name', 'other', 'quoted'].map(place)).toEqual([['name', 'x'], ['other', '*app'], ['quoted', '\'a\'']]);
    expect(textAt(root, 'other')).toBe('x');
  });

  test('may have keys that are aliases', () => {
    const [{ root }] = documents('name: &app web\nlist:\n  *app :\n    x: 1\n');
    expect(dataOf(root)).toEqual({ name: 'web', list: { web: { x: 1 } } });
  });

  test('may have values of any kind: null, custom tags, keys that are numbers', () => {
    const [{ root }] = documents('a:\nb: [1, {c: ~}]\n12: !env z\n');
    expect(dataOf(root)).toEqual({ a: null, b: [1, { c: null }], 12: 'z' });
    expect([...mapsIn(root)].map(({ flow }) => flow)).toEqual([false, true]);
  });
});

describe('Helm values', () => {
  const values = (of: string) => `kind: HelmRelease\nspec:\n  values:\n${of}  timeout: 5m\n`;

  test('that nothing else can depend on are one place', () => {
    const text = values('    a: 1\n    b:\n      - c: d # e\n      -\n\n    # f\n');
    const [{ root }] = documents(text);
    const { node, pair } = find(root, 'spec', 'values')!;
    expect(node).toEqual({ type: 'map', start: text.indexOf('a: 1'), end: expect.any(Number), flow: true, pairs: [] });
    expect(text.slice(pair.keyStart, node.end)).toMatch(/ d # e\n      -$|c: d$/);
    expect(textAt(root, 'spec', 'timeout')).toBe('5m');
  });

  test.each(['    a: &x 1\n', '    a: *x\n', '    instance: {sync: {kind: GitRepository}}\n'])('with %j are read', of => {
    const [{ root }] = documents(`x: &x 1\n${values(of)}`);
    expect(Object.keys(dataOf(find(root, 'spec', 'values')!.node))).toHaveLength(1);
  });

  test('that are a template make the file one', () => {
    expect(parseYaml(values('    a: {{ .Values.a }}\n'))).toMatchObject({ problem: 'a key is no text, so this is a template' });
  });
});

describe('a lookup', () => {
  const [{ root }] = documents('base: &base\n  kind: A\n  list: [1, 2]\nown: {kind: B}\nalias: *base\nmerged:\n  <<: *base\n  name: n\nseveral:\n  <<: [*none, *base]\n');

  test.each([
    ['own', 'B', false],
    ['base', 'A', false],
    ['alias', 'A', true],
    ['merged', 'A', true],
    ['several', 'A', true],
  ])('finds kind in %s and says whether others have it too', (key, text, shared) => {
    expect(textAt(root, key, 'kind')).toBe(text);
    expect(find(root, key, 'kind')!.shared).toBe(shared);
  });

  test('finds nothing where there is nothing', () => {
    expect([find(root, 'own', 'name'), find(root, 'own', 'kind', 'x'), textAt(root, 'base'), textAt(undefined, 'a')]).toEqual([undefined, undefined, undefined, undefined]);
    expect(itemsAt(root, 'own')).toEqual([]);
    expect(itemsAt(root, 'alias', 'list').map(dataOf)).toEqual([1, 2]);
  });
});

describe('a text that is no YAML', () => {
  test.each([
    ['a: [1\n', 'Flow sequence in block collection must be sufficiently indented and end with a ]', 6],
    ['a: 1\nb: {{ .Values.x }}\n', 'a key is no text, so this is a template', 9],
    ['a: 1\nb: 2\na: 3\n', 'the key "a" is there twice', 10],
  ])('%j says why', (text, problem, offset) => {
    expect(parseYaml(text)).toEqual({ problem, offset });
  });

  test.each([
    ['['.repeat(100_000), 500],
    [`a: 1\nb: ${'{a: '.repeat(10_000)}`, 8 + 500 * 4],
    [`a: 1\n${'- '.repeat(10_000)}`, 5],
    ['? '.repeat(10_000), 0],
  ])('is nested too deep', (text, offset) => {
    expect(parseYaml(text)).toEqual({ problem: 'it is nested too deep', offset });
  });

  test.each([
    [Array.from({ length: 400 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join('')],
    ['['.repeat(400) + ']'.repeat(400)],
    [`a: |\n  ${'{}[]'.repeat(5000)}\n  ${'-'.repeat(2000)}\n`],
  ])('isn\'t what is only unusual', text => {
    expect(documents(text)).toHaveLength(1);
  });
});
