import { checkedImages, checkedPatches, type KustomizeImage, type KustomizePatch } from './kustomize';
import type { HelmReleaseSpecPostRenderers } from '../../imports/helm.toolkit.fluxcd.io';
import type { Place } from '../private/namespaces';

/** When post-renderers see the hooks of a Helm chart. */
export enum HelmPostRenderStrategy {
  /** Never, as in Helm 3. */
  NO_HOOKS = 'nohooks',

  /** Together with everything else. */
  COMBINED = 'combined',

  /** In a pass of their own. */
  SEPARATE = 'separate',
}

/** What kustomize changes. */
export interface KustomizePostRendererOptions {
  /**
   * Changes to the manifests, in this order.
   *
   * @default - none
   */
  readonly patches?: KustomizePatch[];

  /**
   * Other images than those in the manifests.
   *
   * @default - those in the manifests
   */
  readonly images?: KustomizeImage[];
}

/**
 * Changes what a Helm chart renders, before it is applied.
 *
 * @see https://fluxcd.io/flux/components/helm/helmreleases/#post-renderers
 */
export class PostRenderer {
  /** By kustomize. */
  public static kustomize(options: KustomizePostRendererOptions): PostRenderer {
    return new PostRenderer(options);
  }

  private constructor(private readonly options: KustomizePostRendererOptions) {}

  /** @internal */
  public _bind({ construct }: Place): HelmReleaseSpecPostRenderers {
    const { patches, images } = this.options;
    return { kustomize: { patches: checkedPatches(construct, patches), images: checkedImages(construct, images) } };
  }
}
