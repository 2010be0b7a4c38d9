import { HelmRelease, Kustomization, OciRepository, type CommonMetadata } from '../../src';
import { acceptedDocument } from '../support/accepted';
import { refusalOf } from '../support/refusal';
import { fluxChart } from '../support/render';

const CONSTRUCTS = { Kustomization, HelmRelease };
const FIELDS = ['labels', 'annotations'] as const;

function build(kind: keyof typeof CONSTRUCTS, commonMetadata: CommonMetadata, chart = fluxChart()): void {
  new CONSTRUCTS[kind](chart, 'app', { source: OciRepository.fromOciRepositoryName(chart, 'source', 'app'), commonMetadata });
}

function rendered(kind: keyof typeof CONSTRUCTS, commonMetadata: CommonMetadata): any {
  const chart = fluxChart();
  build(kind, commonMetadata, chart);
  return acceptedDocument(chart, kind).spec.commonMetadata;
}

test.each(['1e3', '010', 'true', '2026-01-01', 'on'])('a Kustomization may have the key %s', key => {
  expect(rendered('Kustomization', { labels: { [key]: 'x' }, annotations: { [key]: 'x' } })).toEqual({ labels: { [key]: 'x' }, annotations: { [key]: 'x' } });
});

test.each(['on', 'y', 'truest', '1e', '2026-01-01a', 'v1.5'])('a HelmRelease may have the key %s', key => {
  expect(rendered('HelmRelease', { labels: { [key]: 'x' } })).toEqual({ labels: { [key]: 'x' } });
});

test.each(FIELDS)('fails for %s with a key that cdk8s would write as a number', field => {
  for (const kind of ['Kustomization', 'HelmRelease'] as const) {
    expect(refusalOf(() => build(kind, { [field]: { '0o17': 'x' } })))
      .toBe(`FOC075 [delivery/app] a key of \`commonMetadata.${field}\` can't be written: whatever reads the YAML takes it for a number; `
        + 'got "0o17"; use a key such as "team" or "acme.com/team"');
  }
});

describe.each(FIELDS)('a HelmRelease fails for %s', field => {
  test.each(['123', '1e3', '010', '0x1F', '1.5', '99999999999999999999', 'true', 'NULL', 'False', '2026-01-01', '2026-1-2'])('with the key %s, which is no text to Helm', key => {
    expect(refusalOf(() => build('HelmRelease', { [field]: { team: 'web', [key]: 'x' } })))
      .toBe(`FOC075 [delivery/app] a key of \`commonMetadata.${field}\` is no text to Helm, which then releases nothing; `
        + `got "${key}"; use a key such as "team" or "acme.com/team"`);
  });
});
