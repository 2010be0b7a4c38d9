import type { ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import { checkedComponents, checkedPath } from './artifact-path';
import { checkedCommonMetadata } from './common-metadata';
import { decryptionSpec } from './decryption';
import type { IKustomization } from './dependencies';
import { dependsOnKustomizations } from './depends-on';
import { waits } from './health-check';
import { checkedHealthCheckExprs } from './health-check-expr';
import type { KustomizationOptions } from './kustomization-options';
import { watchForTwins } from './kustomization-twins';
import { checkedAffix, checkedIgnoreRules, checkedImages, checkedPatches } from './kustomize';
import { postBuildSpec } from './post-build';
import {
  FluxKustomization, type KustomizationSpec, type KustomizationSpecBuildMetadata, type KustomizationSpecDeletionPolicy,
  type KustomizationSpecSourceRefKind,
} from '../../imports/kustomize.toolkit.fluxcd.io';
import { checkedDuration, isShorterThan } from '../kube/duration';
import { defined } from '../private/defined';
import { quoted } from '../private/errors';
import { labelSafeName, metadataOf, optionalName } from '../private/names';
import { checkedNamespace, namespaceToWrite, placeOf, type Place } from '../private/namespaces';
import { warn } from '../private/warnings';
import { checkedSource, KUSTOMIZATION } from '../source/checked-source';
import type { ISource } from '../source/source';

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

/** In seconds, by Flux. */
const SHORTEST_TIMEOUT = 30;

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

  /**
   * @throws FOC002 for a name over 63 characters, FOC008 for a namespace that can't be, FOC010 for the digest of an image, FOC020 or FOC021
   * for a duration, FOC050 for a source of Helm charts, FOC051 for something else than a source or a Kustomization, FOC052 for a
   * Secret or ConfigMap of another namespace, FOC072 for an expression that is no CEL, FOC073 for a path out of the artifact, FOC074 for
   * a variable, FOC075 for common labels and annotations, FOC079 for what kustomize refuses
   */
  public constructor(scope: Construct, id: string, props: KustomizationProps) {
    super(scope, id);
    const place = placeOf(this, props.metadata?.namespace);
    this.kustomizationName = labelSafeName(this, 'Kustomization', props);
    this.kustomizationNamespace = place.namespace;
    checkedSource(this, props.source, KUSTOMIZATION);
    new FluxKustomization(this, 'Resource', { metadata: metadataOf(this.kustomizationName, props), spec: defined(this.renderSpec(place, props)) });
  }

  private renderSpec(place: Place, props: KustomizationProps): KustomizationSpec {
    const spec = {
      sourceRef: {
        kind: props.source.sourceKind as KustomizationSpecSourceRefKind,
        name: props.source.sourceName,
        namespace: namespaceToWrite(place, 'sourceRef', props.source.sourceNamespace),
      },
      ...this.built(place, props),
      ...this.applied(place, props),
      ...this.timed(props),
      dependsOn: dependsOnKustomizations(place, this.kustomizationName, props.dependsOn),
    };
    watchForTwins(place, spec);
    return spec;
  }

  /** What is applied. */
  private built(place: Place, props: KustomizationProps): Partial<KustomizationSpec> {
    return {
      path: checkedPath(this, props.path),
      components: checkedComponents(this, props.path, props.components),
      ignoreMissingComponents: props.ignoreMissingComponents,
      targetNamespace: props.targetNamespace === undefined ? undefined : checkedNamespace(this, 'targetNamespace', props.targetNamespace),
      namePrefix: checkedAffix(this, 'namePrefix', props.namePrefix),
      nameSuffix: checkedAffix(this, 'nameSuffix', props.nameSuffix),
      patches: checkedPatches(this, props.patches),
      images: checkedImages(this, props.images),
      commonMetadata: checkedCommonMetadata(this, props.commonMetadata),
      buildMetadata: props.buildMetadata as KustomizationSpecBuildMetadata[] | undefined,
      decryption: decryptionSpec(place, props.decryption),
      postBuild: postBuildSpec(place, props.postBuild),
    };
  }

  /** How. */
  private applied(place: Place, props: KustomizationProps): Pick<KustomizationSpec, 'prune'> & Partial<KustomizationSpec> {
    return {
      kubeConfig: props.kubeConfig?._bind(place),
      serviceAccountName: optionalName(this, 'serviceAccountName', props.serviceAccountName),
      prune: props.prune ?? true,
      deletionPolicy: props.deletionPolicy as KustomizationSpecDeletionPolicy | undefined,
      force: props.force,
      ignore: checkedIgnoreRules(this, 'ignore', props.ignore),
      wait: waits(this, props),
      healthChecks: props.healthChecks,
      healthCheckExprs: checkedHealthCheckExprs(this, props.healthCheckExprs),
    };
  }

  /** When. */
  private timed(props: KustomizationProps): Pick<KustomizationSpec, 'interval'> & Partial<KustomizationSpec> {
    const timeout = checkedDuration(this, 'timeout', props.timeout ?? '3m');
    if (isShorterThan(SHORTEST_TIMEOUT, timeout)) {
      warn(this, 'FOC077', `Flux counts a \`timeout\` of less than ${SHORTEST_TIMEOUT}s as ${SHORTEST_TIMEOUT}s`, { got: quoted(timeout), use: `"${SHORTEST_TIMEOUT}s" or more` });
    }
    return {
      interval: checkedDuration(this, 'interval', props.interval ?? '60m'),
      retryInterval: checkedDuration(this, 'retryInterval', props.retryInterval ?? '2m'),
      timeout,
      suspend: props.suspend,
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
