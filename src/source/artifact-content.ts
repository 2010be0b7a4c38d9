import type { OciRepositorySpecLayerSelector } from '../../imports/source.toolkit.fluxcd.io';
import { OciRepositorySpecLayerSelectorOperation } from '../../imports/source.toolkit.fluxcd.io';

/** What the artifacts of a repository hold. */
export enum ArtifactContent {
  /** Kubernetes manifests or kustomize files, for a `Kustomization`. */
  MANIFESTS = 'manifests',
  /** A Helm chart, for a `HelmRelease`. */
  HELM_CHART = 'Helm charts',
}

/** Written by `flux push artifact`. */
export const MANIFESTS_LAYER = 'application/vnd.cncf.flux.content.v1.tar+gzip';
/** Written by `helm push`. */
export const HELM_CHART_LAYER = 'application/vnd.cncf.helm.chart.content.v1.tar+gzip';

/** Flux unpacks the first layer of manifests by itself; a Helm chart it must pass on as it is. */
export function layerSelectorFor(content: ArtifactContent | undefined): OciRepositorySpecLayerSelector | undefined {
  if (content !== ArtifactContent.HELM_CHART) return undefined;
  return { mediaType: HELM_CHART_LAYER, operation: OciRepositorySpecLayerSelectorOperation.COPY };
}
