import { ArtifactContent, l1 } from '../../src';
import { layerSelectorFor } from '../../src/source/artifact-content';

test('a Helm chart is passed on as it is, by its media type', () => {
  expect(layerSelectorFor(ArtifactContent.HELM_CHART)).toEqual({
    mediaType: 'application/vnd.cncf.helm.chart.content.v1.tar+gzip',
    operation: l1.OciRepositorySpecLayerSelectorOperation.COPY,
  });
});

test.each([[ArtifactContent.MANIFESTS], [undefined]])('content %s needs no layer selector', content => {
  expect(layerSelectorFor(content)).toBeUndefined();
});
