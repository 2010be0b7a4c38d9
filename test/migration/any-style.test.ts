import { parseAllDocuments } from 'yaml';
import { anyStyle } from './support/any-style';
import { afterwards, migrated } from './support/migrate';
import { fc } from '../support/property';

const metadata = (name: string, namespace = 'flux-system') => ({ name, namespace });

const GIT = { apiVersion: 'source.toolkit.fluxcd.io/v1', kind: 'GitRepository', metadata: metadata('fleet'), spec: { interval: '5m', url: 'https://github.com/acme/fleet', ref: { branch: 'main' } } };
const CHARTS = { apiVersion: 'source.toolkit.fluxcd.io/v1', kind: 'HelmRepository', metadata: metadata('charts'), spec: { type: 'oci', interval: '1h', url: 'oci://ghcr.io/acme/charts' } };

const kustomization = (name: string, path: string, more: object = {}) => ({
  apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
  kind: 'Kustomization',
  metadata: metadata(name),
  spec: { interval: '10m', path, prune: true, sourceRef: { kind: 'GitRepository', name: 'fleet' }, ...more },
});
const release = (name: string, version: string | undefined, more: object = {}) => ({
  apiVersion: 'helm.toolkit.fluxcd.io/v2',
  kind: 'HelmRelease',
  metadata: metadata(name, 'apps'),
  spec: {
    interval: '30m',
    chart: { spec: { chart: name, ...(version && { version }), sourceRef: { kind: 'HelmRepository', name: 'charts', namespace: 'flux-system' } } },
    values: { replicas: 2, hosts: ['a.example', 'b.example'] },
    ...more,
  },
});

const OTHER = { apiVersion: 'v1', kind: 'ConfigMap', metadata: metadata('settings', 'apps'), data: { kind: 'GitRepository', text: 'a: b # no comment' } };
const TREE: { [path: string]: object[] } = {
  'clusters/main/source.yaml': [GIT],
  'clusters/main/apps.yaml': [kustomization('apps', './kubernetes/apps'), kustomization('infra', 'kubernetes/infra', { dependsOn: [{ name: 'apps' }], postBuild: { substitute: { A: 'b' } } })],
  'kubernetes/apps/web.yaml': [release('web', '1.2.3'), OTHER, release('worker', '>=2.0.0 <3.0.0')],
  'kubernetes/infra/charts.yaml': [CHARTS],
  'kubernetes/infra/cache.yaml': [release('cache', undefined)],
};
const OPTIONS = { sources: { 'fleet.flux-system': 'oci://ghcr.io/acme/fleet' }, artifactRoot: 'kubernetes' };

function dataOf(files: { readonly [path: string]: string }): string[] {
  return Object.values(files).flatMap(text => parseAllDocuments(text).map(document => sorted(document.toJS()))).filter(text => text !== 'null').sort();
}

/** Keys in one order, so that only what they hold is compared. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_, item) => (item && typeof item === 'object' && !Array.isArray(item) ? Object.fromEntries(Object.entries(item).sort(([one], [other]) => (one < other ? -1 : 1))) : item));
}

function written(seed: number): { files: { [path: string]: string }; comments: string[] } {
  const texts = Object.entries(TREE).map(([path, documents], index) => ({ path, ...anyStyle(documents, seed + index) }));
  return { files: Object.fromEntries(texts.map(({ path, text }) => [path, text])), comments: texts.flatMap(({ comments }) => comments) };
}

const canonical = written(0).files;
const expected = dataOf(afterwards(canonical, migrated(canonical, OPTIONS).files));

test('the tree that is drawn in all styles is migrated: sources, Kustomizations and releases', () => {
  const kinds = expected.map(text => JSON.parse(text)).map(({ kind, metadata: { name } }) => `${kind}/${name}`);
  expect(kinds.filter(kind => /Repository/.test(kind)).sort()).toEqual(['OCIRepository/cache', 'OCIRepository/fleet', 'OCIRepository/web', 'OCIRepository/worker']);
  expect(expected.join('\n').match(/"sourceRef":\{"kind":"OCIRepository","name":"fleet"\}/g)).toHaveLength(2);
  expect(expected.join('\n').match(/"path":"\.?\/?(apps|infra)"/g)).toHaveLength(2);
});

test('whatever the style, the objects come out the same, no comment is lost, and a second run is empty', () => {
  fc.assert(fc.property(fc.nat(), seed => {
    const { files, comments } = written(seed);
    const first = migrated(files, OPTIONS);
    const after = afterwards(files, first.files);
    expect(dataOf(after)).toEqual(expected);
    const text = Object.values(after).join('\n') + first.findings.map(({ problem }) => problem).join('\n');
    expect(comments.filter(comment => !text.includes(comment))).toEqual([]);
    expect(migrated(after, OPTIONS).files).toEqual({});
  }), { numRuns: 150 });
});

test('whatever happens to a file, nothing is thrown, and what isn\'t edited stays to the byte', () => {
  const noise = fc.oneof(fc.string(), fc.constantFrom('[', '{', '"', '\'', '\n', '---\n', '\t', ': ', '&a ', '*a ', '|', '#', '\ufeff', '\0', '<<: *x\n', '- '));
  const damage = fc.array(fc.tuple(fc.nat(2000), fc.nat(60), noise), { minLength: 1, maxLength: 4 });
  fc.assert(fc.property(fc.nat(), fc.constantFrom(...Object.keys(TREE)), damage, (seed, path, damages) => {
    const { files } = written(seed);
    let text = files[path];
    for (const [place, length, put] of damages) {
      const at = place % (text.length + 1);
      text = text.slice(0, at) + put + text.slice(at + length);
    }
    const before = { ...files, [path]: text };
    for (const file of migrated(before, OPTIONS).migration.files) {
      if (file.before === undefined || file.after === undefined) continue;
      expect(file.before).toBe(before[file.path]);
      expect(spliced(file.before, file.edits)).toBe(file.after);
    }
  }), { numRuns: 400 });
});

function spliced(text: string, edits: readonly { start: number; end: number; text: string }[]): string {
  return [...edits].reverse().reduce((result, edit) => result.slice(0, edit.start) + edit.text + result.slice(edit.end), text);
}
