import { JsonPatch, Yaml } from 'cdk8s';
import { parse } from 'yaml';
import { Kustomization, l1, OciRef, OciRepository } from '../../src';
import { documentOf, fluxChart, resourceOf } from '../support/render';

const TEXTS = ['0o17', '0b-1', 'a\u2028b', 'a\u0085b', '\u2029'];

describe.each(TEXTS)('the text %j', text => {
  test('is one in a Kustomization', () => {
    const chart = fluxChart();
    const source = new OciRepository(chart, 'source', { url: 'oci://ghcr.io/acme/app', ref: OciRef.tag('1.0') });
    new Kustomization(chart, 'app', { source, postBuild: { substitute: { key: text } } });
    expectText(documentOf(chart, 'Kustomization'), ({ spec }) => spec.postBuild.substitute.key);
  });

  test('is one in an object of l1', () => {
    const chart = fluxChart();
    new l1.FluxOciRepository(chart, 'app', { metadata: { annotations: { key: text } }, spec: { interval: '5m', url: 'oci://ghcr.io/acme/app' } });
    expectText(documentOf(chart, 'OCIRepository'), ({ metadata }) => metadata.annotations.key);
  });

  test('is one in what a patch adds, each time it is rendered, and stays what the user gave', () => {
    const chart = fluxChart();
    const labels = { key: text };
    const source = new OciRepository(chart, 'app', { url: 'oci://ghcr.io/acme/app', ref: OciRef.tag('1.0') });
    resourceOf(source).addJsonPatch(JsonPatch.add('/metadata/annotations', labels));
    for (const _ of [1, 2]) expectText(documentOf(chart, 'OCIRepository'), ({ metadata }) => metadata.annotations.key);
    expect(labels).toEqual({ key: text });
  });

  function expectText(document: any, valueOf: (document: any) => unknown): void {
    const written = Yaml.stringify(document);
    expect(valueOf(parse(written))).toBe(text);
    expect(valueOf(parse(written, { version: '1.1' }))).toBe(text);
    expect(written).toMatch(/key: "/);
    expect(valueOf(JSON.parse(JSON.stringify(document)))).toBe(text);
  }
});
