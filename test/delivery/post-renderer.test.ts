import { HelmPostRenderStrategy, HelmRelease, OciRef, OciRepository, PostRenderer, type HelmReleaseOptions } from '../../src';
import { acceptedDocument } from '../support/accepted';
import { refusalOf } from '../support/refusal';
import { DIGEST, fluxChart } from '../support/render';

function build(options: HelmReleaseOptions, chart = fluxChart()): HelmRelease {
  const source = new OciRepository(chart, 'source', { url: 'oci://ghcr.io/acme/charts/app', ref: OciRef.semver('1.x') });
  return new HelmRelease(chart, 'app', { ...options, source });
}

test('post-renderers keep their order and all that they say', () => {
  const patches = [{ patch: '- op: remove\n  path: /spec/replicas', target: { kind: 'Deployment', name: 'web' } }];
  const images = [{ name: 'ghcr.io/acme/web', newName: 'registry.acme.example/web', newTag: '1.10', digest: DIGEST }];
  const chart = fluxChart();
  build({
    postRenderers: [PostRenderer.kustomize({ patches }), PostRenderer.kustomize({ images })],
    postRenderStrategy: HelmPostRenderStrategy.SEPARATE,
  }, chart);
  expect(acceptedDocument(chart, 'HelmRelease', ['2.9', '2.10']).spec).toMatchObject({
    postRenderers: [{ kustomize: { patches } }, { kustomize: { images } }],
    postRenderStrategy: 'separate',
  });
});

test('fails for operations that don\'t say what to change', () => {
  const patches = [{ patch: '- op: remove\n  path: /spec/replicas' }];
  expect(refusalOf(() => build({ postRenderers: [PostRenderer.kustomize({ patches })] })))
    .toBe('FOC079 [delivery/app] `patches[0]` is a list of JSON 6902 operations, which don\'t say what to change; use `target`');
});

test('fails for an image with a tag in its name', () => {
  expect(refusalOf(() => build({ postRenderers: [PostRenderer.kustomize({ images: [{ name: 'web:1.0' }] })] }))).toContain('FOC079 [delivery/app] ');
});
