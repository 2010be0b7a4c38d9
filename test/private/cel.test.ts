import { parse } from '@bufbuild/cel';
import { celNames, celProblem } from '../../src/private/cel';
import { fc } from '../support/property';

function isCel(expression: string): boolean {
  try {
    parse(expression);
    return true;
  } catch {
    return false;
  }
}

describe('an expression', () => {
  test.each([
    'status.phase == "Running"',
    'dep.status.conditions.filter(e, e.type == "Ready").all(e, e.status == "True" && e.observedGeneration == dep.metadata.generation)',
    'has(status.conditions) && status.conditions.exists(c, c.type == \'Ready\')',
    'size(data) > 0 ? data["a"] in ["x", "y",] : !(-1 <= 0x1F || 2u % 3 * 1.5e3 != .5)',
    'r"a\\d".matches(b\'\\x41\\101\\u00e9\') // a comment',
    '"""several\nlines""" + \'\'\'here "too"\'\'\'',
    '.google.protobuf.Duration{seconds: 1}.seconds == {"a": 1}["a"]',
    'status.?ready.orValue(false) && status[?"ready"] == optional.none()',
    '[?status.?a] == {?"a": status.?a} || Message{?field: status.?a} == Message{}',
    '[,] == [] && !-1 == --1 && {,} == {}',
    'f() == null && true && !false',
  ])('%s is one', expression => {
    expect(celProblem(expression)).toBeUndefined();
  });

  test.each([
    ['dep.status.ready =', '"=" at character 18'],
    ['data.version = 1', '"=" at character 14'],
    ['', 'the end'],
    ['a ==', 'the end'],
    ['(a', 'the end'],
    ['a)', '")" at character 2'],
    ['a b', '"b" at character 3'],
    ['a ? b', 'the end'],
    ['a and b', '"and" at character 3'],
    ['a.', 'the end'],
    ['a.1', '".1" at character 2'],
    ['[1 2]', '"2" at character 4'],
    ['{"a" 1}', '"1" at character 6'],
    ['"a', '"\\"" at character 1'],
    ['"\\d"', '"\\"" at character 1'],
    ['if', '"if" at character 1'],
    ['a & b', '"&" at character 3'],
    ['.', 'the end'],
    ['f(,)', '"," at character 3'],
    ['x{1}', '"}" at character 4'],
    ['f(1,)', '")" at character 5'],
    ['!-a', '"a" at character 3'],
    ['a.in', '"in" at character 3'],
    ['a.`b`', '"`" at character 3'],
  ])('%p is none', (expression, problem) => {
    expect(celProblem(expression)).toBe(problem);
  });

  test('that another parser takes is one', () => {
    const piece = fc.constantFrom(
      'a', 'b.c', '1', '1.5', '"x"', 'true', '(', ')', '[', ']', '{', '}', '.', ',', ':', '?', '==', '&&', '||', '!', '-', '+', 'in', '<', '=', '&', 'has(a.b)', 'if', ' ',
    );
    fc.assert(fc.property(fc.array(piece, { maxLength: 8 }), pieces => {
      const expression = pieces.join(' ');
      if (isCel(expression)) expect([expression, celProblem(expression)]).toEqual([expression, undefined]);
    }), { numRuns: 3000 });
  });
});

describe('the names in an expression', () => {
  test.each<[string, string[]]>([
    ['dep.status.ready == self.spec.prune', ['dep', 'self']],
    ['status.ready || dep.ok', ['status', 'dep']],
    ['dep.list.all(x, x.y > 0) && dep.map(k, k == "x")', ['dep']],
    ['size(dep.list) > int("1") && type(dep.a) == string', ['dep']],
    ['dep.?a.?b == optional.of(1) && sets.contains([1], dep.c)', ['dep']],
    ['google.protobuf.Duration{seconds: 1} == dep.d', ['dep']],
    ['{a: b, "c": d}', ['b', 'd']],
    ['dep.a in dep.b ? true : null', ['dep']],
  ])('%s', (expression, names) => {
    expect(celNames(expression)).toEqual(names);
  });
});
