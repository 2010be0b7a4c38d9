import type { ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import type { IKustomization } from './dependencies';
import {
  FluxKustomization, type KustomizationSpec, type KustomizationSpecSourceRefKind,
} from '../../imports/kustomize.toolkit.fluxcd.io';
import { checkedDuration } from '../kube/duration';
import { labelSafeName, metadataOf } from '../private/names';
import { checkedNamespace, namespaceToWrite, placeOf, type Place } from '../private/namespaces';
import { rendered } from '../private/rendered';
import { ArtifactContent } from '../source/artifact-content';
import { checkedSource } from '../source/checked-source';
import { OciRepository } from '../source/oci-repository';
import type { ISource } from '../source/source';

/** How manifests are applied. */
export interface KustomizationOptions {
  /**
   * How often Flux compares the cluster with the artifact, and corrects it. A duration such as `10m`.
   *
   * @default 60m
   */
  readonly interval?: string;

  /**
   * How soon Flux tries again after a failure.
   *
   * @default 2m
   */
  readonly retryInterval?: string;

  /**
   * How long applying and becoming ready may take together. Flux counts less than 30s as 30s.
   *
   * @default 3m
   */
  readonly timeout?: string;

  /**
   * Deletes from the cluster what is no longer in the artifact.
   *
   * @default true
   */
  readonly prune?: boolean;

  /**
   * Is ready only when everything that was applied is.
   *
   * @default true
   */
  readonly wait?: boolean;

  /**
   * Recreates objects whose immutable fields change.
   *
   * @default false
   */
  readonly force?: boolean;

  /**
   * Stops applying. What was applied stays, also if the Kustomization is removed while it is suspended.
   *
   * @default false
   */
  readonly suspend?: boolean;

  /**
   * ServiceAccount of the Kustomization's namespace with whose rights Flux applies. It needs `get`, `create` and `patch` on all that
   * is applied, and `delete` to prune; what it lacks is told as `ReconciliationFailed`, `… is forbidden`. It must outlive the
   * Kustomization: without it Flux removes nothing.
   *
   * @default - the rights of kustomize-controller
   */
  readonly serviceAccountName?: string;
}

/** Properties of `Kustomization`. */
export interface KustomizationProps extends KustomizationOptions {
  /**
   * Name of the object. Changing it prunes the app and applies it again.
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

  /** Where the manifests come from. */
  readonly source: ISource;

  /**
   * Folder in the artifact.
   *
   * @default - its root
   */
  readonly path?: string;

  /**
   * Namespace of everything that is applied, whatever the manifests say. It must exist.
   *
   * @default - what the manifests say
   */
  readonly targetNamespace?: string;

  /**
   * What must be ready first.
   *
   * @default - nothing
   */
  readonly dependsOn?: IKustomization[];
}

const Resource = rendered(FluxKustomization);

/**
 * Applies manifests from a source, and keeps the cluster as they say.
 *
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/
 */
export class Kustomization extends Construct implements IKustomization {
  /**
   * A Kustomization that is in the cluster already, to depend on.
   *
   * @param scope the scope
   * @param id the construct id
   * @param name name of the object in the cluster
   * @param namespace its namespace; by default that of whatever depends on it
   */
  public static fromKustomizationName(scope: Construct, id: string, name: string, namespace?: string): IKustomization {
    return new NamedKustomization(scope, id, name, namespace);
  }

  public readonly kustomizationName: string;
  public readonly kustomizationNamespace?: string;

  /** @throws FOC002 for a name over 63 characters, FOC008 for a namespace that can't be, FOC020 or FOC021 for a duration, FOC050 for a source of Helm charts, FOC051 for something else than a source */
  public constructor(scope: Construct, id: string, props: KustomizationProps) {
    super(scope, id);
    const place = placeOf(this, props.metadata?.namespace);
    this.kustomizationName = labelSafeName(this, 'Kustomization', props);
    this.kustomizationNamespace = place.namespace;
    const source = checkedSource(this, props.source);
    if (source instanceof OciRepository) source._consumeAs(ArtifactContent.MANIFESTS, this);
    new Resource(this, 'Resource', { metadata: metadataOf(this.kustomizationName, props), spec: this.renderSpec(place, props) });
  }

  private renderSpec(place: Place, props: KustomizationProps): KustomizationSpec {
    return {
      sourceRef: {
        kind: props.source.sourceKind as KustomizationSpecSourceRefKind,
        name: props.source.sourceName,
        namespace: namespaceToWrite(place, 'sourceRef', props.source.sourceNamespace),
      },
      path: props.path,
      targetNamespace: props.targetNamespace === undefined ? undefined : checkedNamespace(this, 'targetNamespace', props.targetNamespace),
      interval: checkedDuration(this, 'interval', props.interval ?? '60m'),
      retryInterval: checkedDuration(this, 'retryInterval', props.retryInterval ?? '2m'),
      timeout: checkedDuration(this, 'timeout', props.timeout ?? '3m'),
      prune: props.prune ?? true,
      wait: props.wait ?? true,
      force: props.force,
      suspend: props.suspend,
      serviceAccountName: props.serviceAccountName,
      dependsOn: props.dependsOn?.map(dependency => ({
        name: dependency.kustomizationName,
        namespace: namespaceToWrite(place, 'dependsOn', dependency.kustomizationNamespace),
      })),
    };
  }
}

/** A Kustomization in the cluster, known by name. */
class NamedKustomization extends Construct implements IKustomization {
  public readonly kustomizationName: string;

  public constructor(scope: Construct, id: string, name: string, public readonly kustomizationNamespace?: string) {
    super(scope, id);
    this.kustomizationName = labelSafeName(this, 'Kustomization', { name });
  }
}
