import { Lazy, type ApiObjectMetadata } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import { type ArtifactContent, layerSelectorFor } from './artifact-content';
import { checkIgnore, tellOfCopy } from './ignore';
import type { LayerSelector } from './layer-selector';
import type { ISource } from './source';
import {
  FluxOciRepository, type OciRepositorySpec, type OciRepositorySpecLayerSelector, type OciRepositorySpecProvider,
} from '../../imports/source.toolkit.fluxcd.io';
import { checkedDuration } from '../kube/duration';
import { PROXY, TLS } from '../kube/secret-content';
import type { SecretRef } from '../kube/secret-ref';
import type { OciRef } from '../oci/oci-ref';
import { OciUrl } from '../oci/url';
import { defined } from '../private/defined';
import { pathOf, refusal } from '../private/errors';
import { whenFinished } from '../private/finished';
import { metadataOf, objectName } from '../private/names';
import { placeOf, type Place } from '../private/namespaces';
import { warn } from '../private/warnings';
import { RegistryAuth } from '../registry-auth/registry-auth';
import type { Verification } from '../verification/verification';

/** How a source is pulled. */
export interface OciRepositoryOptions {
  /**
   * How often Flux looks whether the reference points to something new. A duration such as `10m`.
   *
   * @default - 60m for a digest, 5m for what follows a tag or range
   */
  readonly interval?: string;

  /**
   * How long one pull may take. A duration in ms, s and m.
   *
   * @default - 60s, by Flux
   */
  readonly timeout?: string;

  /**
   * Files to leave out, in the form of `.gitignore`: one pattern on each line, of which the last that matches decides. Any pattern of
   * your own switches Flux's default ones for images, archives and CI files off. It doesn't apply to Helm charts.
   *
   * @default - what Flux and a `.sourceignore` in the artifact say
   * @see https://fluxcd.io/flux/components/source/ocirepositories/#ignore
   */
  readonly ignore?: string;

  /**
   * Which layer of the artifact to take, and in what form; for artifacts that neither Flux nor Helm has published.
   *
   * @default - what `content` asks for
   */
  readonly layer?: LayerSelector;

  /**
   * Secret with the registry's CA (`ca.crt`), or a client certificate (`tls.crt` and `tls.key`), or both.
   *
   * @default - the CAs of the system
   */
  readonly certSecret?: SecretRef;

  /**
   * Secret with the proxy's `address`, and `username` and `password` if it wants them.
   *
   * @default - no proxy
   */
  readonly proxySecret?: SecretRef;

  /**
   * Stops pulling. What was pulled stays in use.
   *
   * @default false
   */
  readonly suspend?: boolean;
}

/** Properties of `OciRepository`. */
export interface OciRepositoryProps extends OciRepositoryOptions {
  /**
   * Name of the object.
   *
   * @default - the construct id in kebab case
   */
  readonly name?: string;

  /**
   * Namespace, labels and annotations of the object.
   *
   * @default - the namespace and labels of the chart
   */
  readonly metadata?: ApiObjectMetadata;

  /** `oci://host[:port]/repository`, without tag and digest. */
  readonly url: string;

  /**
   * Which artifact of the repository.
   *
   * @default - the tag `latest`, with a warning
   */
  readonly ref?: OciRef;

  /**
   * The proof that Flux demands before it uses an artifact.
   *
   * @default - none: whatever the registry serves is used
   */
  readonly verify?: Verification;

  /**
   * Who pulls.
   *
   * @default RegistryAuth.anonymous()
   */
  readonly auth?: RegistryAuth;

  /**
   * Allows plain HTTP. On HTTPS it also switches the check of the registry's certificate off, unless `certSecret` is given.
   *
   * @default false
   */
  readonly insecure?: boolean;

  /**
   * What the artifacts hold; Helm charts need a layer selector.
   *
   * @default - what `layer` selects, or else what the first `Kustomization` or `HelmRelease` that uses this source needs
   */
  readonly content?: ArtifactContent;
}

/** What the artifacts hold, and who says so. */
interface Decision {
  readonly content: ArtifactContent;
  readonly by: string;
}

const PINNED_INTERVAL = '60m';
const MOVING_INTERVAL = '5m';

/**
 * A repository of an OCI registry that Flux pulls an artifact from.
 *
 * @see https://fluxcd.io/flux/components/source/ocirepositories/
 */
export class OciRepository extends Construct implements ISource {
  /**
   * An OCIRepository that is in the cluster already. For Helm charts it must have the layer selector that they need; this
   * program can't set it.
   *
   * @param scope the scope
   * @param id the construct id
   * @param name name of the object in the cluster
   * @param namespace its namespace; by default that of whatever uses it
   */
  public static fromOciRepositoryName(scope: Construct, id: string, name: string, namespace?: string): ISource {
    return new NamedOciRepository(scope, id, name, namespace);
  }

  public readonly sourceKind = FluxOciRepository.GVK.kind;
  public readonly sourceName: string;
  public readonly sourceNamespace?: string;

  private decision?: Decision;

  /**
   * @throws FOC011, FOC013 or FOC014 for a URL that Flux or a registry refuses; FOC020, FOC021 or FOC022 for a duration; FOC030
   * for a provider that doesn't serve this host; FOC043 for a repository that no policy of a `NotationTrust` covers; FOC050 for a
   * `layer` that isn't of this `content`; FOC052 for a Secret or ServiceAccount of another namespace; FOC058 for an `ignore` that
   * leaves nothing; when it is rendered, FOC033, FOC038, FOC039, FOC041, FOC042 or FOC095 for a Secret of this program that doesn't hold what Flux
   * reads from it
   */
  public constructor(scope: Construct, id: string, props: OciRepositoryProps) {
    super(scope, id);
    const place = placeOf(this, props.metadata?.namespace);
    this.sourceName = objectName(this, props);
    this.sourceNamespace = place.namespace;
    this.decision = this.decided(props);
    if (props.ignore !== undefined) checkIgnore(this, props.ignore);
    whenFinished(this, ({ spec }) => tellOfCopy(this, spec ?? {}));
    new FluxOciRepository(this, 'Resource', { metadata: metadataOf(this.sourceName, props), spec: defined(this.renderSpec(place, props)) });
    this.warnAbout(props);
  }

  /**
   * Tells what a consumer needs. The first one decides where `content` doesn't.
   *
   * @internal
   */
  public _consumeAs(content: ArtifactContent, consumer: IConstruct): void {
    this.decision ??= { content, by: pathOf(consumer) };
    if (this.decision.content === content) return;
    throw refusal('FOC050', consumer, `this needs a source of ${content}, but ${pathOf(this)} holds ${this.decision.content}, as ${this.decision.by} says`, {
      use: 'a second OciRepository: Flux passes on one layer of an artifact, for all of its consumers',
    });
  }

  private decided({ content, layer }: OciRepositoryProps): Decision | undefined {
    const selected = layer?._content();
    if (content && selected && selected !== content) {
      throw refusal('FOC050', this, `\`layer\` selects that of ${selected}, but \`content\` says ${content}`, { use: 'one of them' });
    }
    if (content) return { content, by: 'its `content`' };
    return selected && { content: selected, by: 'its `layer`' };
  }

  private renderSpec(place: Place, props: OciRepositoryProps): OciRepositorySpec {
    const url = OciUrl.parse(props.url, this);
    const { provider, ...auth } = (props.auth ?? RegistryAuth.anonymous())._bind(place, url);
    return {
      url: url.toString(),
      ref: props.ref?._toSpec(),
      interval: checkedDuration(this, 'interval', props.interval ?? (props.ref?.isPinned ? PINNED_INTERVAL : MOVING_INTERVAL)),
      timeout: props.timeout === undefined ? undefined : checkedDuration(this, 'timeout', props.timeout, { withoutHours: true }),
      provider: provider as OciRepositorySpecProvider | undefined,
      ...auth,
      verify: props.verify?._bind(place, url),
      insecure: props.insecure,
      ignore: props.ignore,
      certSecretRef: props.certSecret && { name: props.certSecret._localNameOf(TLS, place, 'certSecretRef') },
      proxySecretRef: props.proxySecret && { name: props.proxySecret._localNameOf(PROXY, place, 'proxySecretRef') },
      suspend: props.suspend,
      layerSelector: props.layer?._toSpec() ?? this.layerSelector(),
    };
  }

  /** Known once all consumers are. */
  private layerSelector(): OciRepositorySpecLayerSelector {
    return Lazy.any({ produce: () => layerSelectorFor(this.decision?.content) }) as OciRepositorySpecLayerSelector;
  }

  private warnAbout({ url, ref, insecure }: OciRepositoryProps): void {
    const { host, isLoopback } = OciUrl.parse(url);
    if (insecure && !isLoopback) {
      warn(this, 'FOC017', `\`insecure\` lets Flux talk to ${host} in plain HTTP, and skips the check of its certificate on HTTPS`, {
        use: 'HTTPS, with `certSecret` for a CA of your own',
      });
    }
    ref?._warnOn(this);
    if (!ref) warn(this, 'FOC018', 'without `ref` Flux follows the tag latest', { use: 'OciRef.digest, or OciRef.tag("latest") if that is meant' });
  }
}

/** A source in the cluster, known by name. */
class NamedOciRepository extends Construct implements ISource {
  public readonly sourceKind = FluxOciRepository.GVK.kind;

  public readonly sourceName: string;

  public constructor(scope: Construct, id: string, name: string, public readonly sourceNamespace?: string) {
    super(scope, id);
    this.sourceName = objectName(this, { name });
  }
}
