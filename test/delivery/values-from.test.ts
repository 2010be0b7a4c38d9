import { ApiObject, Lazy, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { ConfigMapRef, FluxVersion, HelmRelease, OciRef, OciRepository, SecretRef, ValuesFrom, type ValuesFromOptions } from '../../src';
import { acceptedDocuments } from '../support/accepted';
import { refusalOf } from '../support/refusal';
import { fluxChart, warningsOf } from '../support/render';

const NAMED = ConfigMapRef.named('values');

function build(valuesFrom: ValuesFrom[], chart = fluxChart(), values?: any): HelmRelease {
  const source = new OciRepository(chart, 'source', { url: 'oci://ghcr.io/acme/charts/app', ref: OciRef.semver('1.x') });
  return new HelmRelease(chart, 'app', { source, valuesFrom, values });
}

function rendered(valuesFrom: ValuesFrom[], chart = fluxChart(), minors?: any): any {
  build(valuesFrom, chart);
  return acceptedDocuments(chart, minors).find(({ kind }) => kind === 'HelmRelease').spec.valuesFrom;
}

function configMap(chart = fluxChart(), data?: any): ConfigMapRef {
  return ConfigMapRef.of(new ApiObject(chart, 'values', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'values' }, data }));
}

describe('what is rendered', () => {
  test('is the object alone by default', () => {
    expect(rendered([ValuesFrom.configMap(NAMED), ValuesFrom.secret(SecretRef.named('secrets'))])).toEqual([
      { kind: 'ConfigMap', name: 'values' }, { kind: 'Secret', name: 'secrets' },
    ]);
  });

  test('is all that is said', () => {
    const options = { key: 'app.conf', targetPath: 'files.app\\.conf', optional: true, literal: true };
    expect(rendered([ValuesFrom.secret(SecretRef.named('secrets'), options)], fluxChart(), ['2.9', '2.10'])).toEqual([
      { kind: 'Secret', name: 'secrets', valuesKey: 'app.conf', targetPath: 'files.app\\.conf', optional: true, literal: true },
    ]);
  });

  test('fails for `literal` before Flux 2.9', () => {
    const chart = fluxChart();
    FluxVersion.V2_8.applyTo(chart);
    build([ValuesFrom.configMap(NAMED, { targetPath: 'a', literal: true })], chart);
    expect(refusalOf(() => Testing.synth(chart))).toBe('FOC005 [delivery/app] `spec.valuesFrom.literal` is not in Flux 2.8; Flux 2.9 has it; '
      + 'use FluxVersion.V2_9.applyTo(app) if the cluster runs it, else leave the field out');
  });

  test('fails for an object of another namespace', () => {
    const chart = fluxChart();
    const secret = new ApiObject(chart, 'secret', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'secrets', namespace: 'team' } });
    expect(refusalOf(() => build([ValuesFrom.secret(SecretRef.of(secret))], chart))).toBe('FOC052 [delivery/app] `valuesFrom` names the Secret secrets '
      + 'of another namespace, where Flux never looks; got team and flux-system; use a Secret in the namespace flux-system');
  });
});

describe('the key', () => {
  test('is looked for in objects of this program, whatever library made them', () => {
    const chart = fluxChart();
    const plus = new kplus.ConfigMap(chart, 'plus', { metadata: { name: 'plus', namespace: 'flux-system' }, data: { 'values.yaml': 'a: 1' } });
    const secret = new kplus.Secret(chart, 'secret', { metadata: { name: 'secret', namespace: 'flux-system' }, stringData: { password: 'x' } });
    const lazy = new ApiObject(chart, 'lazy', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'lazy' }, data: Lazy.any({ produce: () => ({ a: 'x' }) }) });
    expect(rendered([
      ValuesFrom.configMap(ConfigMapRef.of(plus)),
      ValuesFrom.secret(SecretRef.of(secret), { key: 'password', targetPath: 'password' }),
      ValuesFrom.configMap(ConfigMapRef.of(lazy), { key: 'a', targetPath: 'a' }),
    ], chart).map(({ name }: any) => name)).toEqual(['plus', 'secret', 'lazy']);
  });

  test('fails if it isn\'t there', () => {
    const chart = fluxChart();
    build([ValuesFrom.configMap(configMap(chart, { 'production.yaml': 'a: 1', 'a.yaml': '' }))], chart);
    expect(refusalOf(() => Testing.synth(chart))).toBe('FOC066 [delivery/app] `valuesFrom` takes the key "values.yaml" of the ConfigMap values, which doesn\'t have it; '
      + 'got "a.yaml", "production.yaml"; use `key`, or `optional: true`');
  });

  test('fails if the one that is said isn\'t there, without showing any secret', () => {
    const chart = fluxChart();
    const secret = new ApiObject(chart, 'secret', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'secrets' }, stringData: { token: 'hush' } });
    build([ValuesFrom.secret(SecretRef.of(secret), { key: 'tokn', targetPath: 'token' })], chart);
    expect(refusalOf(() => Testing.synth(chart))).toBe('FOC066 [delivery/app] `valuesFrom` takes the key "tokn" of the Secret secrets, which doesn\'t have it; '
      + 'got "token"; use `key`, or `optional: true`');
  });

  test('may be missing where values are optional, and where somebody else fills the object', () => {
    const optional = fluxChart();
    expect(rendered([ValuesFrom.configMap(configMap(optional, { a: '' }), { optional: true })], optional)).toHaveLength(1);
    const empty = fluxChart();
    expect(rendered([ValuesFrom.configMap(configMap(empty))], empty)).toHaveLength(1);
  });

  test.each(['', 'a/b', 'a b', 'ä', 'a'.repeat(254)])('fails for "%s", which can be none', key => {
    expect(refusalOf(() => ValuesFrom.configMap(NAMED, { key })))
      .toBe(`FOC064 a \`key\` of Helm values has up to 253 letters, digits, \`-\`, \`_\` and \`.\`; got "${key}"; use a key such as "values.yaml"`);
  });
});

describe('the target path', () => {
  test.each([
    'a', 'a.b.c', 'a[0]', 'a[0].b', 'a[0][1]', 'a[65536]', 'a[00001]', 'a/b', 'a-b_c', 'a\\.b.c', 'acme\\.com/team', 'a\\[0].b\\c', 'A1', `${'a.'.repeat(30)}a`,
  ])('may be %s', targetPath => {
    expect(rendered([ValuesFrom.configMap(NAMED, { key: 'x', targetPath })])).toEqual([{ kind: 'ConfigMap', name: 'values', valuesKey: 'x', targetPath }]);
  });

  const ALPHABET = 'has letters, digits, `-`, `_`, `/`, `.` between names, `[0]` behind a name, and `\\` before a dot within a name';
  const NAMES = 'has a name between two dots, and `[0]` only behind a name';
  test.each<[string, string]>([
    // Of these Flux drops the value without a word,
    ['.a', NAMES], ['[0]', NAMES], ['[0].a', NAMES],
    // on those it fails,
    ['a..b', NAMES], ['a.', NAMES], ['.', NAMES], ['..', NAMES], ['a[0]b', NAMES], ['a.[0]', NAMES], ['\\', NAMES], ['a\\', NAMES],
    ['a[70000]', 'counts up to 65536'], [`${'a.'.repeat(31)}a`, 'has up to 31 names'],
    // and these the API server refuses.
    ['', ALPHABET], ['a[', ALPHABET], ['a]', ALPHABET], ['a[]', ALPHABET], ['a[x]', ALPHABET], ['a[100000]', ALPHABET], ['a=b', ALPHABET], ['a b', ALPHABET], ['a,b', ALPHABET],
    ['a'.repeat(251), 'has up to 250 characters'],
  ])('fails for "%s"', (targetPath, problem) => {
    expect(refusalOf(() => ValuesFrom.secret(SecretRef.named('secrets'), { key: 'x', targetPath })))
      .toBe(`FOC064 a \`targetPath\` ${problem}; got ${JSON.stringify(targetPath)}; use a path such as "web.image.tag" or "hosts[0]"`);
  });

  test('fails where it is missing for a literal value', () => {
    expect(refusalOf(() => ValuesFrom.configMap(NAMED, { literal: true })))
      .toBe('FOC064 `literal` says how one value is read, so it needs a `targetPath`; use `targetPath`');
  });
});

describe('a value that is said twice', () => {
  const from = (...paths: (string | undefined)[]) => paths.map(targetPath => ValuesFrom.configMap(NAMED, { key: 'x', targetPath } as ValuesFromOptions));

  function warned(valuesFrom: ValuesFrom[], values: any): string[] {
    const chart = fluxChart();
    build(valuesFrom, chart, values);
    return warningsOf(chart);
  }

  test.each<[string, ValuesFrom[], any, string]>([
    ['at the top', from('a'), { a: 'x' }, '`valuesFrom[0]` where `values` have a too'],
    ['at the top, as names with values', from('a'), { a: { b: 'x' } }, '`valuesFrom[0]` where `values` have a too'],
    ['below, after another reference', from(undefined, 'a.b'), { a: { b: 'x' } }, '`valuesFrom[1]` where `values` have a.b too'],
    ['under a name with a dot', from('a\\.b'), { 'a.b': null }, '`valuesFrom[0]` where `values` have a\\.b too'],
  ])('%s is warned about, for that of `values` wins', (_, valuesFrom, values, what) => {
    expect(warned(valuesFrom, values)).toEqual([`FOC063 [delivery/app] Flux ignores ${what}; use one of both`]);
  });

  test.each<[string, ValuesFrom[], any]>([
    ['below, where the reference wins', from('a.b'), { a: { b: 'x' } }],
    ['in a list', from(undefined, 'a[0]'), { a: ['x'] }],
    ['nowhere', from('a', 'a.b'), { b: 1 }],
    ['nowhere below', from('a', 'a.b', 'a.c.d'), undefined],
    ['nowhere in a text', from(undefined, 'a.b'), { a: 'text' }],
  ])('%s is not', (_, valuesFrom, values) => {
    expect(warned(valuesFrom, values)).toEqual([]);
  });
});
