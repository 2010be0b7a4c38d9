import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart, Testing, Yaml } from 'cdk8s';
import { parse } from 'yaml';
import { HelmRelease, OciRef, OciRepository } from '../../src';
import { plainScalar } from '../../src/private/plain-scalars';
import { refusalOf } from '../support/refusal';

/** Texts that some reader of YAML takes for something else. */
const TEXTS = [
  '1.10', '1.0', 'on', 'off', 'y', 'N', 'yes', 'No', 'null', 'Null', '~', '', 'true', 'FALSE', '0x1', '0X1F', '0o7', '0O755', '-0o7', '010', '0777', '08', '0b1', '0B1', '+0B1',
  '1_000', '+_1', '-_1.5', '0_Xa', '0b-10', '09E_7', '0o77777777777777777777', '1:30', '190:20:30.15', '2024-01-01', '2024-01-01T00:00:00Z', '.5', '5.', '+1', '1e3', '1E400', '.inf', '-.Inf', '.nan', '=', '<<', '- a', 'a: b', '# x',
  '*a', '&a', '!a', '%a', '@a', '`a`', '{}', '[]', '"', '\'', '|', '>', '?', '-', '---', '...', ' a', 'a ', '\t', '\n', 'a\nb\n', '\r\n', '\u0085', 'a\u2028b', '\u2029', '\ufeff', '😀', '12345678901234567890',
];

let outdir: string;
beforeEach(() => { outdir = mkdtempSync(join(tmpdir(), 'texts-')); });
afterEach(() => { rmSync(outdir, { recursive: true }); });

function chartWith(values: any, app = new App({ outdir })): Chart {
  const chart = new Chart(app, 'delivery');
  new HelmRelease(chart, 'app', { source: OciRepository.fromOciRepositoryName(chart, 'source', 'app'), values });
  return chart;
}

/** The file, as cdk8s writes it. */
function written(values: any): string {
  const app = new App({ outdir });
  chartWith(values, app);
  app.synth();
  return readFileSync(join(outdir, 'delivery.k8s.yaml'), 'utf8');
}

const VALUES = { list: TEXTS, names: Object.fromEntries(TEXTS.map((text, index) => [`k${index}`, text])), deep: [{ mode: '0o755' }] };

test.each(['1.1', '1.2'] as const)('texts that look like something else are texts in YAML %s', version => {
  expect(parse(written(VALUES), { version }).spec.values).toStrictEqual(VALUES);
});

test('texts are texts in Go as well, whose YAML is neither', () => {
  const scalars = [...written(VALUES).matchAll(/^ +(?:- |k\d+: |mode: )([^"'|>].*)$/gm)].map(([, scalar]) => scalar);
  expect(scalars.filter(scalar => plainScalar(scalar) !== scalar)).toEqual([]);
  expect(scalars).toContain('😀');
});

test('they are texts too for those who take the document itself, as JSON or as YAML', () => {
  const [document] = Testing.synth(chartWith(VALUES)).filter(({ kind }) => kind === 'HelmRelease');
  expect(JSON.parse(JSON.stringify(document)).spec.values).toStrictEqual(VALUES);
  expect(parse(Yaml.stringify(document)).spec.values).toStrictEqual(VALUES);
  expect(`${document.spec.values.deep[0].mode}`).toBe('0o755');
});

test('they are texts wherever else they stand in a HelmRelease', () => {
  const app = new App({ outdir });
  const chart = new Chart(app, 'delivery');
  const source = new OciRepository(chart, 'source', { url: 'oci://ghcr.io/acme/charts/app', ref: OciRef.tag('1.0') });
  new HelmRelease(chart, 'app', { source, metadata: { annotations: { mode: '0o755' } }, commonMetadata: { labels: { mode: '0o7' } } });
  app.synth();
  const text = readFileSync(join(outdir, 'delivery.k8s.yaml'), 'utf8');
  expect(text).toContain('mode: "0o755"');
  expect(text).toContain('mode: "0o7"');
});

test.each(['\u007f', 'a\u0080', '\ufffe', '\ud800', 'a\udc00b'])('fails for %j, which YAML doesn\'t have', text => {
  expect(refusalOf(() => chartWith({ a: [text] }))).toBe('FOC061 [delivery/app] `values.a[0]` is a text with a character that YAML doesn\'t have; '
    + 'use texts, finite numbers, booleans, nulls, lists and plain objects of them');
});

test.each(['0o7', '0XF', '+_1', '\u0085', '\u007f'])('fails for the key %j, which can\'t be put into quotes', key => {
  expect(refusalOf(() => chartWith({ a: { b: 1, [key]: 1 } }))).toBe(`FOC061 [delivery/app] \`values.a\` is an object with the key ${JSON.stringify(key)}, which would be read as something else; `
    + 'use texts, finite numbers, booleans, nulls, lists and plain objects of them');
});
