import { ApiObject } from 'cdk8s';
import { CLASSES, SAMPLES } from './samples';
import { objections } from '../support/accepted';
import { allKinds } from '../support/crd/crds';
import { documentsOf, fluxChart } from '../support/render';

const byKind = (a: { kind: string }, b: { kind: string }) => a.kind < b.kind ? -1 : 1;

test('the classes are those of the CRDs, each kind in the version that is served', () => {
  const served = allKinds('2.10').map(({ apiVersion, kind }) => ({ apiVersion, kind }));
  expect(CLASSES.map(({ GVK }) => ({ ...GVK })).sort(byKind)).toEqual(served.sort(byKind));
  expect(CLASSES).toHaveLength(19);
});

test('a class is called like its kind, in the case of the other languages', () => {
  const names = CLASSES.map(({ name, GVK }) => [name.toLowerCase(), `flux${GVK.kind.toLowerCase()}`]);
  expect(names.filter(([name, expected]) => name !== expected)).toEqual([]);
});

test('every kind has a sample, and every sample a kind', () => {
  expect(Object.keys(SAMPLES).sort()).toEqual(CLASSES.map(({ GVK }) => GVK.kind).sort());
});

describe.each(CLASSES.map(type => [type.GVK.kind, type] as const))('%s', (kind, type) => {
  const { spec, crd = spec, name = 'sample' } = SAMPLES[kind];
  const metadata = { name, namespace: 'flux-system', labels: { 'acme.com/team': 'web' }, annotations: { 'acme.com/note': 'x' } };
  const expected = { apiVersion: type.GVK.apiVersion, kind, metadata, spec: crd };

  test('renders what its CRD takes, in every Flux version', () => {
    const chart = fluxChart({ labels: { 'acme.com/team': 'web' } });
    new type(chart, 'Sample', { metadata: { name, annotations: { 'acme.com/note': 'x' } }, spec });
    const documents = documentsOf(chart);
    expect(documents).toEqual([expected]);
    expect(objections(documents[0])).toEqual([]);
  });

  test('has a manifest to put into other objects, which its CRD takes', () => {
    const manifest = type.manifest({ metadata, spec });
    expect(manifest).toEqual(expected);
    expect(objections(manifest)).toEqual([]);
  });

  test('is told by ApiObject.of, with group and version', () => {
    const object = ApiObject.of(new type(fluxChart(), 'Sample', { metadata: { name }, spec }));
    expect([object.apiVersion, object.kind, object.name]).toEqual([type.GVK.apiVersion, kind, name]);
  });
});
