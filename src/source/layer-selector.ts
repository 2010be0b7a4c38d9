import { ArtifactContent, HELM_CHART_LAYER, MANIFESTS_LAYER } from './artifact-content';
import { OciRepositorySpecLayerSelectorOperation, type OciRepositorySpecLayerSelector } from '../../imports/source.toolkit.fluxcd.io';
import { quoted, refusal } from '../private/errors';

/** RFC 6838, as the OCI image specification asks of a descriptor. */
const MEDIA_TYPE = /^[a-zA-Z0-9][\w!#$&^.+-]{0,126}\/[a-zA-Z0-9][\w!#$&^.+-]{0,126}$/;

const { EXTRACT, COPY } = OciRepositorySpecLayerSelectorOperation;

/**
 * Which layer of an artifact Flux takes, and in what form it passes it on. `content` of an `OciRepository` says it for what
 * Flux and Helm publish; this is for artifacts of other tools.
 *
 * @see https://fluxcd.io/flux/components/source/ocirepositories/#layer-selector
 */
export class LayerSelector {
  /**
   * Unpacks the layer, which must be a tarball compressed with gzip, and applies `ignore` to the files.
   *
   * @param mediaType media type of the layer, such as `application/vnd.acme.manifests.v1.tar+gzip`: the first that has it is
   * taken, and without one nothing is pulled; by default the first layer of all
   * @throws FOC057 for what can't be a media type
   */
  public static extract(mediaType?: string): LayerSelector {
    return new LayerSelector(EXTRACT, mediaType);
  }

  /**
   * Passes the layer on as it is, as Helm charts must be. `ignore` doesn't apply then.
   *
   * @param mediaType media type of the layer; by default the first layer is taken
   * @throws FOC057 for what can't be a media type
   */
  public static copy(mediaType?: string): LayerSelector {
    return new LayerSelector(COPY, mediaType);
  }

  private constructor(private readonly operation: OciRepositorySpecLayerSelectorOperation, private readonly mediaType?: string) {
    if (mediaType === undefined || (typeof mediaType === 'string' && MEDIA_TYPE.test(mediaType))) return;
    throw refusal('FOC057', undefined, 'the media type of a layer is `type/subtype`, without parameters', {
      got: quoted(mediaType),
      use: 'what `crane manifest` or `oras manifest fetch` shows as `mediaType` of the layer',
    });
  }

  /**
   * What only this content has; undefined where the media type doesn't tell.
   *
   * @internal
   */
  public _content(): ArtifactContent | undefined {
    if (this.mediaType === HELM_CHART_LAYER) return ArtifactContent.HELM_CHART;
    return this.mediaType === MANIFESTS_LAYER ? ArtifactContent.MANIFESTS : undefined;
  }

  /** @internal */
  public _toSpec(): OciRepositorySpecLayerSelector {
    return { mediaType: this.mediaType, operation: this.operation };
  }
}
