import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { HelmRelease, HelmValues, OciRef, OciRepository } from '../../src';
import { restoreNulls } from '../../src/private/nulls';
import { acceptedDocument } from '../support/accepted';
import { refusalOf } from '../support/refusal';
import { fluxChart } from '../support/render';

let folder: string;
let path: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'values-'));
  path = join(folder, 'values.yaml');
});
afterAll(() => { rmSync(folder, { recursive: true }); });

function file(text: string): any {
  writeFileSync(path, text);
  return HelmValues.file(path);
}

function read(text: string): any {
  return restoreNulls(file(text));
}

test('values of a file are rendered like any others', () => {
  const values = file('image:\n  tag: "1.10"\nresources: null\nlist: [a, null, { b: ~ }]\n');
  const chart = fluxChart();
  const source = new OciRepository(chart, 'source', { url: 'oci://ghcr.io/acme/charts/app', ref: OciRef.semver('1.x') });
  new HelmRelease(chart, 'app', { source, values });
  expect(acceptedDocument(chart, 'HelmRelease').spec.values).toStrictEqual({ image: { tag: '1.10' }, resources: null, list: ['a', null, { b: null }] });
});

test('nulls are those of HelmValues, so that other languages keep them', () => {
  expect(file('a: ~').a).toBe(HelmValues.null());
});

test('a path may be relative to where the program runs', () => {
  writeFileSync(path, 'a: 1');
  expect(HelmValues.file(relative(process.cwd(), path))).toEqual({ a: 1 });
});

describe('scalars', () => {
  // As `helm template` of Helm 4 shows them.
  test.each<[string, unknown]>([
    ['y', true], ['On', true], ['TRUE', true], ['yes', true], ['n', false], ['NO', false], ['off', false], ['oN', 'oN'], ['tRue', 'tRue'],
    ['~', null], ['', null], ['Null', null], ['nULL', 'nULL'],
    ['0777', 511], ['0o777', 511], ['0O17', 15], ['08', 8], ['0x1F', 31], ['0XfF', 255], ['0b11', 3], ['0B1', 1], ['0x', '0x'], ['0b2', '0b2'], ['0b-10', -2], ['0b+1', 1], ['-0b-1', '-0b-1'], ['0B-1', '0B-1'], ['0o8', '0o8'],
    ['1_000', 1000], ['_1', '_1'], ['1_', 1], ['+_1', 1], ['0x1_f', 31], ['+1', 1], ['-0o7', -7], ['+0x1', 1], ['-0', 0],
    ['1.10', 1.1], ['1e3', 1000], ['1E+3', 1000], ['1.5e-3', 0.0015], ['.5', 0.5], ['5.', 5], ['-.5', -0.5], ['.', '.'], ['._5', '._5'], ['.5_0', 0.5], ['.5__0', '.5__0'], ['.5_e1', '.5_e1'], ['.5e+1_0', 5e9], ['1.5_0', 1.5], ['1e400', '1e400'],
    ['1:30', '1:30'], ['190:20:30.15', '190:20:30.15'], ['2024-01-01', '2024-01-01'], ['2024-01-01T00:00:00Z', '2024-01-01T00:00:00Z'], ['1.2.3', '1.2.3'], ['=', '='],
    ['"1"', '1'], ['\'on\'', 'on'], ['"null"', 'null'], ['"0o7"', '0o7'], ['|\n  1\n', '1\n'], ['>-\n  on\n', 'on'], ['a\n  b', 'a b'],
    ['!!str 1', '1'], ['!!int "1"', 1], ['!!float 1', 1], ['!!bool yes', true], ['!!null ""', null], ['!!binary aGk=', 'hi'], ['!!timestamp 2024-01-01', '2024-01-01'],
    ['!other 1', '1'], ['! 1', '1'], ['&a 1', 1],
  ])('%s is read as by Helm', (text, value) => {
    expect(read(`k: ${text}\n`)).toStrictEqual({ k: value });
  });

  test.each<[string, string]>([
    ['1: a', '1'], ['on: a', 'true'], ['y: a', 'true'], ['off: a', 'false'], ['1.5: a', '1.5'], ['0o7: a', '7'], ['"on": a', 'on'], ['2024-01-01: a', '2024-01-01'],
  ])('the key %s is read as by Helm', (text, key) => {
    expect(read(text)).toStrictEqual({ [key]: 'a' });
  });
});

describe('documents', () => {
  test.each(['', '# nothing\n', '---\n', '~\n', '---\n...\n'])('%j has no values', text => {
    expect(read(text)).toStrictEqual({});
  });

  test('may begin with a byte order mark, and have lines as on Windows', () => {
    expect(read('\ufeffa: 1\r\nb: |\r\n  x\r\n')).toStrictEqual({ a: 1, b: 'x\n' });
  });

  test('may have a key that JavaScript takes for the prototype', () => {
    expect(JSON.stringify(read('__proto__: { a: 1 }\nconstructor: x\n'))).toBe('{"__proto__":{"a":1},"constructor":"x"}');
  });

  test('may use an anchor in two places, and anew', () => {
    expect(read('a: &x { p: 1 }\nb: *x\nc: &x 2\nd: *x\n')).toStrictEqual({ a: { p: 1 }, b: { p: 1 }, c: 2, d: 2 });
  });
});

describe('merge keys', () => {
  const BASE = 'base: &base { x: 1, z: [1] }\nmore: &more { x: 2, w: 4 }\n';
  test.each<[string, string, object]>([
    ['go below what stands behind them', 'a: { <<: *base, x: 3 }', { x: 3, z: [1] }],
    ['go over what stands before them, as in Helm', 'a: { x: 3, <<: *base }', { x: 1, z: [1] }],
    ['may take several, of which the first wins', 'a: { <<: [*base, *more] }', { x: 1, w: 4, z: [1] }],
    ['may come twice', 'a: { <<: *base, <<: { v: 2 } }', { x: 1, z: [1], v: 2 }],
    ['merge one level, not more', 'a: { <<: { z: { p: 1 } }, z: { q: 2 } }', { z: { q: 2 } }],
    ['are keys like others in quotes', 'a: { "<<": *base }', { '<<': { x: 1, z: [1] } }],
  ])('%s', (_, text, value) => {
    expect(read(BASE + text).a).toStrictEqual(value);
  });
});

describe('fails', () => {
  const refused = (text: string) => refusalOf(() => file(text));

  test.each<[string, string, string, string]>([
    ['a list', '- a', 'a list, in PATH, line 1', 'names with values'],
    ['a text', '\ntext', 'one value, in PATH, line 2', 'names with values'],
    ['several documents', 'a: 1\n---\nb: 2', '2 documents in PATH', 'one document'],
    ['a key twice', 'a: 1\nb: 2\n"a": 3', 'the key "a" twice, in PATH, line 3', 'it once'],
    ['a key that becomes another one', 'on: 1\n"true": 2', 'the key "true" twice, in PATH, line 2', 'it once'],
    ['null as key', '~: 1', 'null as key, in PATH, line 1', 'a text'],
    ['a list as key', '? [a]\n: 1', 'a list or map as key, in PATH, line 1', 'a text'],
    ['no YAML', 'a:\n\tb: 1', 'Tabs are not allowed as indentation, in PATH, line 2', 'YAML'],
    ['an alias of nothing', 'a: *b', 'an alias without an anchor, in PATH, line 1', '`&name` before `*name`'],
    ['an anchor in itself', 'a: &a [*a]', 'an anchor within itself, in PATH, line 1', 'an end'],
    ['a merge of no map', 'a:\n  <<: 1', '`<<` of something else than maps, in PATH, line 2', 'an alias of a map'],
    ['a merge of nothing', 'a:\n  <<:', '`<<` of something else than maps, in PATH, line 2', 'an alias of a map'],
    ['a number that isn\'t finite', 'a: -.inf', 'the number -Infinity, in PATH, line 1', 'a number that JSON knows'],
    ['a tag that lies', 'a: !!int x', 'a value that isn\'t what its tag !!int says, in PATH, line 1', 'another tag, or none'],
    ['an integer of too many digits', 'a: 9007199254740993', 'a number that loses digits, in PATH, line 1', 'quotes around it'],
    ['an octal number of too many digits', 'a: 0o7777777777777777777', 'a number that loses digits, in PATH, line 1', 'quotes around it'],
    ['a number of too many digits with a zero before them', 'a: 09007199254740993', 'a number that loses digits, in PATH, line 1', 'quotes around it'],
  ])('for %s', (_, text, got, use) => {
    expect(refused(text)).toBe(`FOC065 a file of Helm values can't be read; got ${got.replace('PATH', path)}; use ${use}`);
  });

  test('without showing a value', () => {
    expect(refused('password: !!int hush')).not.toContain('hush');
  });

  test('for a file that isn\'t there, and a folder', () => {
    expect(refusalOf(() => HelmValues.file('absent.yaml'))).toBe('FOC065 a file of Helm values can\'t be read; got "absent.yaml" (ENOENT); use a path that exists');
    expect(refusalOf(() => HelmValues.file(folder))).toBe(`FOC065 a file of Helm values can't be read; got "${folder}" (EISDIR); use a path that exists`);
    expect(refusalOf(() => HelmValues.file(undefined as any))).toBe('FOC065 a file of Helm values can\'t be read; got undefined; use a path that exists');
    expect(refusalOf(() => HelmValues.file('\0'))).toBe('FOC065 a file of Helm values can\'t be read; got "\\u0000" (ERR_INVALID_ARG_VALUE); use a path that exists');
  });
});

describe('merging', () => {
  test('goes into names with values, and replaces everything else', () => {
    expect(HelmValues.merge({ a: { b: 1, c: [1, 2] }, d: 1 }, { a: { b: 2, c: [3] } }, { d: { e: 1 }, f: null }))
      .toStrictEqual({ a: { b: 2, c: [3] }, d: { e: 1 }, f: null });
  });

  test('of nothing is nothing, and leaves out what is undefined', () => {
    expect(HelmValues.merge()).toStrictEqual({});
    expect(HelmValues.merge({ a: 1, b: { c: 1 } }, { a: undefined, b: { c: undefined, d: undefined } })).toStrictEqual({ a: 1, b: { c: 1 } });
  });

  test('leaves alone what is merged', () => {
    const low = { a: { b: 1 } };
    HelmValues.merge(low, { a: { b: 2 } });
    expect(low).toStrictEqual({ a: { b: 1 } });
  });

  test('goes over the values of a file', () => {
    expect(HelmValues.merge(file('image: { name: web, tag: "1.0" }\n'), { image: { tag: '1.10' } })).toStrictEqual({ image: { name: 'web', tag: '1.10' } });
  });
});
