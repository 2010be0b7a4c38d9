import { runInNewContext } from 'node:vm';
import { ApiObject, App, JsonPatch, Lazy, Testing, Yaml, type IResolver } from 'cdk8s';
import { HelmRelease, HelmValues, OciRef, OciRepository } from '../../src';
import { acceptedDocument } from '../support/accepted';
import { refusalOf } from '../support/refusal';
import { DIGEST, fluxChart } from '../support/render';

function release(values: any, chart = fluxChart()): HelmRelease {
  const source = new OciRepository(chart, 'source', { url: 'oci://ghcr.io/acme/app', ref: OciRef.digest(DIGEST) });
  return new HelmRelease(chart, 'app', { source, values });
}

function specOf(values: any): any {
  const chart = fluxChart();
  release(values, chart);
  return acceptedDocument(chart, 'HelmRelease').spec;
}

function rendered(values: any): any {
  return specOf(values).values;
}

/** Refused in the constructor, where the stack still shows the line of the user. */
function refused(values: any): string {
  return refusalOf(() => release(values));
}

/** Refused when the values are known, at synth. */
function refusedAtSynth(values: any): string {
  const chart = fluxChart();
  release(values, chart);
  return refusalOf(() => Testing.synth(chart));
}

const ALLOWED = 'use texts, finite numbers, booleans, nulls, lists and plain objects of them';

test.each([['structuredClone', structuredClone({ a: { list: [{ b: null }] } })], ['another realm', runInNewContext('({ a: { list: [{ b: null }] } })')]])(
  'objects of %s are plain ones', (_, values) => {
    expect(rendered(values)).toEqual({ a: { list: [{ b: null }] } });
    expect(HelmValues.merge({ a: { c: 1 } }, values)).toEqual({ a: { c: 1, list: [{ b: null }] } });
  },
);

describe('nulls', () => {
  test('survive at any depth and in lists', () => {
    const values = { a: null, b: { c: null, d: { e: [null, { f: null }] } } };
    expect(rendered(values)).toStrictEqual(values);
  });

  test('survive in what is only known at synth', () => {
    expect(rendered({ a: Lazy.any({ produce: () => null }), b: Lazy.any({ produce: () => ({ c: null, d: [null, { e: null }] }) }) }))
      .toStrictEqual({ a: null, b: { c: null, d: [null, { e: null }] } });
  });

  test('survive in what is only known at synth inside what is only known at synth', () => {
    expect(rendered({ a: Lazy.any({ produce: () => [Lazy.any({ produce: () => ({ b: null }) })] }) })).toStrictEqual({ a: [{ b: null }] });
  });

  test('of HelmValues are nulls', () => {
    expect(rendered({ a: HelmValues.null(), b: [HelmValues.null(), { c: HelmValues.null() }], d: Lazy.any({ produce: () => HelmValues.null() }) }))
      .toStrictEqual({ a: null, b: [null, { c: null }], d: null });
  });

  test('are written as null', () => {
    expect(Yaml.stringify(rendered({ resources: { limits: null } }))).toBe('resources:\n  limits: null\n');
  });

  test('survive a second synth, and leave the program\'s own object alone', () => {
    const values = { a: null, b: [HelmValues.null()] };
    const chart = fluxChart();
    release(values, chart);
    const first = Testing.synth(chart);
    expect(Testing.synth(chart)).toStrictEqual(first);
    expect(values).toStrictEqual({ a: null, b: [HelmValues.null()] });
  });

  test('of HelmValues are nulls in a JSON patch too, where other languages have no other', () => {
    const chart = fluxChart();
    ApiObject.of(release({ a: 1 }, chart)).addJsonPatch(JsonPatch.add('/spec/values/b', { c: HelmValues.null() }), JsonPatch.replace('/spec/values/a', HelmValues.null()));
    expect(acceptedDocument(chart, 'HelmRelease').spec.values).toStrictEqual({ a: null, b: { c: null } });
  });

  test('survive beside a JSON patch of the values', () => {
    const chart = fluxChart();
    ApiObject.of(release({ a: null, b: 1 }, chart)).addJsonPatch(JsonPatch.replace('/spec/values/b', null), JsonPatch.add('/spec/values/c', { d: null }));
    expect(acceptedDocument(chart, 'HelmRelease').spec.values).toStrictEqual({ a: null, b: null, c: { d: null } });
  });
});

describe('undefined', () => {
  test('leaves a key out', () => {
    expect(rendered({ a: undefined, b: { c: undefined }, d: 1 })).toStrictEqual({ b: {}, d: 1 });
  });

  test('keeps its place in a list as null, as in JSON', () => {
    expect(rendered({ a: [undefined, 1] })).toStrictEqual({ a: [null, 1] });
  });

  test.each([[undefined], [null], [Lazy.any({ produce: () => undefined })], [Lazy.any({ produce: () => null })]])('values that are none are left out', values => {
    expect(specOf(values)).not.toHaveProperty('values');
  });
});

describe('everything that YAML can say', () => {
  test('is rendered as it is', () => {
    const values = {
      text: 'on', empty: '', number: 0, ratio: 0.5, negative: -1, yes: true, no: false, list: [], object: {}, nested: [[1], [{ a: [{}] }]], multi: 'a\nb\n',
    };
    expect(rendered(values)).toStrictEqual(values);
  });

  test('is rendered, whatever objects in other languages call their members', () => {
    const values = { constructor: 'x', nested: { constructor: { name: 'y' }, toString: null, hasOwnProperty: 1, resolve: 'z', value: 'v', produce: 'p', toJSON: 't' } };
    expect(rendered(values)).toEqual(values);
  });

  test('is rendered for a key that JavaScript takes for the prototype', () => {
    const values = JSON.parse('{"a": {"__proto__": {"b": null}, "c": 1}}');
    expect(JSON.stringify(rendered(values))).toBe('{"a":{"__proto__":{"b":null},"c":1}}');
  });

  test('is rendered from objects without a prototype', () => {
    expect(rendered(Object.assign(Object.create(null), { a: Object.assign(Object.create(null), { b: null }) }))).toStrictEqual({ a: { b: null } });
  });

  test('may stand in two places', () => {
    const shared = { a: null };
    expect(rendered({ one: shared, list: [shared, shared] })).toStrictEqual({ one: { a: null }, list: [{ a: null }, { a: null }] });
  });

  test('is sorted by key, so the order in the program doesn\'t matter', () => {
    expect(JSON.stringify(rendered({ b: { d: 1, c: 2 }, a: 3, B: 4 }))).toBe('{"B":4,"a":3,"b":{"c":2,"d":1}}');
  });

  test('is rendered when values as a whole are only known at synth', () => {
    expect(rendered(Lazy.any({ produce: () => ({ a: null }) }))).toStrictEqual({ a: null });
  });

  test('is asked of the resolvers of the app', () => {
    const resolver: IResolver = {
      resolve: context => { if (context.value === '${token}') context.replaceValue({ key: context.key.join('/'), none: null }); },
    };
    const chart = fluxChart({}, { resolvers: [resolver] });
    release({ a: ['${token}'] }, chart);
    expect(acceptedDocument(chart, 'HelmRelease').spec.values).toStrictEqual({ a: [{ key: 'spec/values/a/0', none: null }] });
    expect(App.of(chart).resolvers).toContain(resolver);
  });
});

describe('what YAML can\'t say fails', () => {
  test.each<[string, unknown, string]>([
    ['a function', () => 1, 'a function'],
    ['a symbol', Symbol('x'), 'a symbol'],
    ['a bigint', BigInt(1), 'a bigint'],
    ['NaN', NaN, 'the number NaN'],
    ['an infinite number', -Infinity, 'the number -Infinity'],
    ['a date', new Date(0), 'a date'],
  ])('for %s, where the program says it and at synth', (_, value, what) => {
    expect(refused({ a: { b: [1, value] } })).toBe(`FOC061 [delivery/app] \`values.a.b[1]\` is ${what}; ${ALLOWED}`);
    expect(refusedAtSynth({ a: Lazy.any({ produce: () => ({ b: [1, value] }) }) })).toBe(`FOC061 [delivery/app] \`values.a.b[1]\` is ${what}; ${ALLOWED}`);
  });

  test('for a cycle through objects and lists', () => {
    const object: any = { list: [] };
    object.list.push({ object });
    expect(refused({ a: object })).toBe(`FOC061 [delivery/app] \`values.a.list[0].object\` is a cycle; ${ALLOWED}`);
    const list: any[] = [];
    list.push(list);
    expect(refused({ list })).toBe(`FOC061 [delivery/app] \`values.list[0]\` is a cycle; ${ALLOWED}`);
  });

  test('for a key that needs quotes, with a path that shows it', () => {
    expect(refused({ nodeSelector: { 'kubernetes.io/os': NaN } })).toBe(`FOC061 [delivery/app] \`values.nodeSelector["kubernetes.io/os"]\` is the number NaN; ${ALLOWED}`);
  });

  test.each<[string, unknown, string]>([
    ['a map', new Map([['a', 1]]), 'an object of class Map'],
    ['a set', new Set([1]), 'an object of class Set'],
    ['a regular expression', /x/, 'an object of class RegExp'],
    ['bytes', Buffer.from('x'), 'an object of class Buffer'],
    ['an object of a class of the program', new (class Values { public readonly value = 'x'; public readonly other = 1; })(), 'an object of class Values'],
  ])('for %s, at synth when no resolver knew it', (_, value, what) => {
    expect(refusedAtSynth({ a: value })).toBe(`FOC061 [delivery/app] \`values.a\` is ${what}; ${ALLOWED}`);
  });

  test.each<[string, any]>([['a text', 'text'], ['a list', [1]], ['a number', 7]])('for %s as values', (_, values) => {
    expect(refusedAtSynth(Lazy.any({ produce: () => values }))).toBe('FOC061 [delivery/app] `values` is no object; use names with values');
  });
});
