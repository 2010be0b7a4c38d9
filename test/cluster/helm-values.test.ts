import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { stringify } from 'yaml';
import { Publisher } from './support/publish';
import { rigs } from './support/rigs';
import { HelmRelease, HelmValues, OciRepository } from '../../src';
import { restoreNulls } from '../../src/private/nulls';

// What Helm reads from a file, HelmValues.file reads too; and what a HelmRelease says, Helm and Flux read as it was meant.

const publisher = new Publisher(rigs()['2.9']);
let folder: string;
let helmChart: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'helm-values-'));
  helmChart = publisher.write({
    'Chart.yaml': 'apiVersion: v2\nname: values\nversion: 1.0.0\n',
    'templates/values.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: values\ndata:\n  values: {{ .Values | toJson | quote }}\n',
  });
});
afterAll(() => {
  publisher.close();
  rmSync(folder, { recursive: true });
});

/** The values that Helm has in the end, by `--values`. */
async function helm(text: string): Promise<any> {
  const file = join(folder, 'values.yaml');
  writeFileSync(file, text);
  const [, values] = /^ {2}values: (.*)$/m.exec(await publisher.tool('helm', ['template', 'app', helmChart, `--values=${file}`]))!;
  return JSON.parse(JSON.parse(values));
}

function ours(text: string): any {
  const file = join(folder, 'values.yaml');
  writeFileSync(file, text);
  return restoreNulls(HelmValues.file(file));
}

/** Always the same draw. */
function drawn(count: number, alphabet: string, longest: number): string[] {
  let state = 20_000;
  const next = (below: number) => {
    state = state * 48_271 % 2_147_483_647;
    return state % below;
  };
  return Array.from({ length: count }, () => Array.from({ length: 1 + next(longest) }, () => alphabet[next(alphabet.length)]).join(''));
}

const TEXTS = [...new Set([...drawn(40_000, '0179oOxXbBeEfF+-._:atrulnyYNsS~=<', 7), ...drawn(40_000, '0123456789_.eE+-xob', 12)])];

test('plain scalars are read as Helm reads them', async () => {
  const plain = TEXTS.filter(text => !/^(?:[-?:]|---|\.\.\.)$|:$|^[=~].*:/.test(text));
  const text = plain.map((scalar, index) => `k${index}: ${scalar}`).join('\n');
  expect(plain.length).toBeGreaterThan(20_000);
  expect(ours(text)).toEqual(await helm(text));
});

test.each([
  '', '~\n', 'a: &x { b: 1 }\nc: *x\nd: &x 2\ne: *x\n', 'b: &b { x: 1, z: 2 }\nc: { x: 3, <<: *b }\nd: { <<: *b, x: 3 }\n', 'b: &b { x: 1 }\nc: { <<: [*b, { x: 2, v: 3 }] }\n',
  '<<: { a: 1 }\nb: 2\n', '"<<": { a: 1 }\n', '1: a\non: b\n1.5: c\n0o7: d\n"y": e\n', 'a: !!str 1\nb: !!int "1"\nc: !!bool yes\nd: !!binary aGk=\ne: !own x\n',
  'a: |\n  x\n\n  y\nb: >-\n  x\n  y\nc: "\\u00e9\\n"\n', '\ufeffa: 1\r\nb: [~, { c: ~ }]\r\n',
])('the file %j is read as Helm reads it', async text => {
  expect(ours(text)).toEqual(await helm(text));
});

test('texts in the values of a HelmRelease are the same texts for Helm', async () => {
  const values = Object.fromEntries(TEXTS.map((text, index) => [`k${index}`, text]));
  const app = new App({ outdir: join(folder, 'dist') });
  const chart = new Chart(app, 'delivery');
  new HelmRelease(chart, 'App', { source: OciRepository.fromOciRepositoryName(chart, 'Source', 'app'), values });
  const [, written] = /\n {2}values:\n((?: {4}.*\n)+)/.exec(app.synthYaml())!;
  expect(await helm(written)).toEqual(values);
});

test('merged values are those that Helm merges', async () => {
  const layers = [{ a: { b: 1, c: [1, 2] }, d: 1, e: { f: 1 } }, { a: { c: [3] }, d: { g: null }, e: 'text' }];
  const files = layers.map((layer, index) => {
    writeFileSync(join(folder, `${index}.yaml`), stringify(layer));
    return `--values=${join(folder, `${index}.yaml`)}`;
  });
  const [, values] = /^ {2}values: (.*)$/m.exec(await publisher.tool('helm', ['template', 'app', helmChart, ...files]))!;
  expect(HelmValues.merge(...layers)).toEqual(JSON.parse(JSON.parse(values)));
});
