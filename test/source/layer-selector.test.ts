import { ArtifactContent, HelmRelease, Kustomization, LayerSelector, OciRef, OciRepository, type OciRepositoryProps } from '../../src';
import { acceptedDocument } from '../support/accepted';
import { refusalOf } from '../support/refusal';
import { DIGEST, fluxChart } from '../support/render';

const MANIFESTS = 'application/vnd.cncf.flux.content.v1.tar+gzip';
const CHARTS = 'application/vnd.cncf.helm.chart.content.v1.tar+gzip';
const OWN = 'application/vnd.acme.manifests.v1.tar+gzip';
const SECOND = 'use a second OciRepository: Flux passes on one layer of an artifact, for all of its consumers';

function source(layer: LayerSelector, props: Partial<OciRepositoryProps> = {}): OciRepository {
  return new OciRepository(fluxChart(), 'source', { url: 'oci://ghcr.io/acme/app', ref: OciRef.digest(DIGEST), layer, ...props });
}
const apply = (from: OciRepository) => new Kustomization(from, 'apply', { source: from });
const release = (from: OciRepository) => new HelmRelease(from, 'release', { source: from });
const selector = (from: OciRepository) => acceptedDocument(from.node.scope as any, 'OCIRepository').spec.layerSelector;

test.each<[string, LayerSelector, object]>([
  ['unpacked, by media type', LayerSelector.extract(OWN), { mediaType: OWN, operation: 'extract' }],
  ['passed on, by media type', LayerSelector.copy(OWN), { mediaType: OWN, operation: 'copy' }],
  ['the first, unpacked', LayerSelector.extract(), { operation: 'extract' }],
  ['the first, passed on', LayerSelector.copy(), { operation: 'copy' }],
])('a layer is %s', (_, layer, expected) => {
  expect(selector(source(layer))).toEqual(expected);
});

test.each(['text/plain', 'application/vnd.oci.image.layer.v1.tar+gzip', 'a/b', 'X-1/y!#$&^_.+-z'])('%s is a media type', mediaType => {
  expect(selector(source(LayerSelector.extract(mediaType)))).toEqual({ mediaType, operation: 'extract' });
});

test.each<[unknown, string]>([
  ['', '""'], ['tar+gzip', '"tar+gzip"'], ['a/b; charset=utf-8', '"a/b; charset=utf-8"'], ['a/', '"a/"'], ['/b', '"/b"'], ['a/b/c', '"a/b/c"'], ['+a/b', '"+a/b"'],
  [`a/${'b'.repeat(128)}`, `"a/${'b'.repeat(128)}"`], [null, 'null'], [7, '7'],
])('fails for the media type %p', (mediaType, got) => {
  for (const make of [LayerSelector.extract, LayerSelector.copy]) {
    expect(refusalOf(() => make(mediaType as any))).toBe('FOC057 the media type of a layer is `type/subtype`, without parameters; '
      + `got ${got}; use what \`crane manifest\` or \`oras manifest fetch\` shows as \`mediaType\` of the layer`);
  }
});

describe('a layer of one\'s own', () => {
  test.each([['a Kustomization', apply], ['a HelmRelease', release]])('is for %s', (_, consume) => {
    const from = source(LayerSelector.extract(OWN));
    consume(from);
    expect(selector(from)).toEqual({ mediaType: OWN, operation: 'extract' });
  });

  test.each([[ArtifactContent.MANIFESTS, apply], [ArtifactContent.HELM_CHART, release]])('may hold %s, as `content` says', (content, consume) => {
    const from = source(LayerSelector.copy(OWN), { content });
    consume(from);
    expect(selector(from)).toEqual({ mediaType: OWN, operation: 'copy' });
  });

  test('fails for consumers that disagree', () => {
    const from = source(LayerSelector.copy(OWN));
    release(from);
    expect(refusalOf(() => apply(from))).toBe('FOC050 [delivery/source/apply] this needs a source of manifests, but delivery/source holds Helm charts, as '
      + `delivery/source/release says; ${SECOND}`);
  });
});

describe('the layer of Helm charts', () => {
  test('is for a HelmRelease, in whichever form', () => {
    const from = source(LayerSelector.extract(CHARTS), { content: ArtifactContent.HELM_CHART });
    release(from);
    expect(selector(from)).toEqual({ mediaType: CHARTS, operation: 'extract' });
  });

  test('fails for a Kustomization', () => {
    expect(refusalOf(() => apply(source(LayerSelector.copy(CHARTS))))).toBe('FOC050 [delivery/source/apply] this needs a source of manifests, but delivery/source '
      + `holds Helm charts, as its \`layer\` says; ${SECOND}`);
  });

  test('fails as manifests', () => {
    expect(refusalOf(() => source(LayerSelector.copy(CHARTS), { content: ArtifactContent.MANIFESTS })))
      .toBe('FOC050 [delivery/source] `layer` selects that of Helm charts, but `content` says manifests; use one of them');
  });
});

describe('the layer of manifests', () => {
  test('is for a Kustomization, in whichever form', () => {
    const from = source(LayerSelector.copy(MANIFESTS));
    apply(from);
    expect(selector(from)).toEqual({ mediaType: MANIFESTS, operation: 'copy' });
  });

  test('fails for a HelmRelease', () => {
    expect(refusalOf(() => release(source(LayerSelector.extract(MANIFESTS))))).toBe('FOC050 [delivery/source/release] this needs a source of Helm charts, but '
      + `delivery/source holds manifests, as its \`layer\` says; ${SECOND}`);
  });

  test('fails as Helm charts', () => {
    expect(refusalOf(() => source(LayerSelector.extract(MANIFESTS), { content: ArtifactContent.HELM_CHART })))
      .toBe('FOC050 [delivery/source] `layer` selects that of manifests, but `content` says Helm charts; use one of them');
  });
});
