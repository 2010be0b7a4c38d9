import type { ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import type { IHelmRelease } from './dependencies';
import { HelmReleaseResource } from './helm-release-resource';
import { checkValues } from './helm-values';
import {
  HelmReleaseSpecDriftDetectionMode, HelmReleaseSpecInstallStrategyName, HelmReleaseSpecUpgradeCrds,
  HelmReleaseSpecUpgradeStrategyName, type HelmReleaseSpec, type HelmReleaseSpecChartRefKind,
} from '../../imports/helm.toolkit.fluxcd.io';
import { checkedDuration } from '../kube/duration';
import { isDnsSubdomain } from '../private/dns';
import { quoted, refusal } from '../private/errors';
import { labelSafeName, metadataOf } from '../private/names';
import { checkedNamespace, namespaceToWrite, placeOf, type Place } from '../private/namespaces';
import { checkedSource, HELM_RELEASE } from '../source/checked-source';
import type { ISource } from '../source/source';

/** How a Helm chart is released. */
export interface HelmReleaseOptions {
  /**
   * How often Flux compares the cluster with the release, and corrects it. A duration such as `10m`.
   *
   * @default 30m
   */
  readonly interval?: string;

  /**
   * How long each Helm action may take.
   *
   * @default - 5m, by Flux
   */
  readonly timeout?: string;

  /**
   * How soon a failed install or upgrade is tried again.
   *
   * @default 5m
   */
  readonly retryInterval?: string;

  /**
   * Corrects what others change in the objects of the release.
   *
   * @default true
   */
  readonly driftDetection?: boolean;

  /**
   * Stops releasing. What was released stays.
   *
   * @default false
   */
  readonly suspend?: boolean;

  /**
   * ServiceAccount of the HelmRelease's namespace with whose rights Flux releases. It needs `list`, `create` and `update` on Secrets
   * there, where Helm keeps its state, and `get`, `create` and `patch` on all that the Helm chart holds.
   *
   * @default - the rights of helm-controller
   */
  readonly serviceAccountName?: string;
}

/** Properties of `HelmRelease`. */
export interface HelmReleaseProps extends HelmReleaseOptions {
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

  /** Where the Helm chart comes from. */
  readonly source: ISource;

  /**
   * Values for the Helm chart. A null deletes a default of it; see `HelmValues.null()`.
   *
   * @default - what the Helm chart says
   */
  readonly values?: { [key: string]: any };

  /**
   * Name of the release, of up to 53 characters. Changing it uninstalls and installs.
   *
   * @default - by Flux: the name, with the target namespace before it where there is one
   */
  readonly releaseName?: string;

  /**
   * Namespace to release into. It must exist.
   *
   * @default - that of the HelmRelease
   */
  readonly targetNamespace?: string;

  /**
   * What must be ready first.
   *
   * @default - nothing
   */
  readonly dependsOn?: IHelmRelease[];
}

/** By Helm; Flux would shorten a name that it makes up itself, but takes a given one as it is. */
const RELEASE_NAME_LENGTH = 53;

/**
 * Releases a Helm chart from a source, and keeps the cluster as it says. Always by `chartRef`: a chart named in the
 * HelmRelease itself can't be held to the identity of its signer.
 *
 * @see https://fluxcd.io/flux/components/helm/helmreleases/
 */
export class HelmRelease extends Construct implements IHelmRelease {
  /**
   * A HelmRelease that is in the cluster already, to depend on.
   *
   * @param scope the scope
   * @param id the construct id
   * @param name name of the object in the cluster
   * @param namespace its namespace; by default that of whatever depends on it
   */
  public static fromHelmReleaseName(scope: Construct, id: string, name: string, namespace?: string): IHelmRelease {
    return new NamedHelmRelease(scope, id, name, namespace);
  }

  public readonly helmReleaseName: string;
  public readonly helmReleaseNamespace?: string;

  /** @throws FOC002 for a name over 63 characters, FOC008 for a namespace that can't be, FOC020 or FOC021 for a duration, FOC050 for a source of manifests, FOC051 for something else than a source, FOC060 for a release name that Helm refuses, FOC061 for a value that YAML can't say */
  public constructor(scope: Construct, id: string, props: HelmReleaseProps) {
    super(scope, id);
    const place = placeOf(this, props.metadata?.namespace);
    this.helmReleaseName = labelSafeName(this, 'HelmRelease', props);
    this.helmReleaseNamespace = place.namespace;
    checkedSource(this, props.source, HELM_RELEASE);
    checkValues(this, props.values);
    new HelmReleaseResource(this, 'Resource', { metadata: metadataOf(this.helmReleaseName, props), spec: this.renderSpec(place, props) });
  }

  private renderSpec(place: Place, props: HelmReleaseProps): HelmReleaseSpec {
    const retryInterval = checkedDuration(this, 'retryInterval', props.retryInterval ?? '5m');
    return {
      chartRef: {
        kind: props.source.sourceKind as HelmReleaseSpecChartRefKind,
        name: props.source.sourceName,
        namespace: namespaceToWrite(place, 'chartRef', props.source.sourceNamespace),
      },
      releaseName: this.checkedReleaseName(props.releaseName),
      targetNamespace: props.targetNamespace === undefined ? undefined : checkedNamespace(this, 'targetNamespace', props.targetNamespace),
      interval: checkedDuration(this, 'interval', props.interval ?? '30m'),
      timeout: props.timeout === undefined ? undefined : checkedDuration(this, 'timeout', props.timeout),
      install: { strategy: { name: HelmReleaseSpecInstallStrategyName.RETRY_ON_FAILURE, retryInterval } },
      upgrade: {
        crds: HelmReleaseSpecUpgradeCrds.CREATE_REPLACE,
        strategy: { name: HelmReleaseSpecUpgradeStrategyName.RETRY_ON_FAILURE, retryInterval },
      },
      driftDetection: { mode: props.driftDetection ?? true ? HelmReleaseSpecDriftDetectionMode.ENABLED : HelmReleaseSpecDriftDetectionMode.DISABLED },
      suspend: props.suspend,
      serviceAccountName: props.serviceAccountName,
      dependsOn: props.dependsOn?.map(dependency => ({
        name: dependency.helmReleaseName,
        namespace: namespaceToWrite(place, 'dependsOn', dependency.helmReleaseNamespace),
      })),
      values: props.values,
    };
  }

  private checkedReleaseName(name: string | undefined): string | undefined {
    if (name === undefined) return undefined;
    if (name.length > RELEASE_NAME_LENGTH) {
      throw refusal('FOC060', this, `Helm takes release names of up to ${RELEASE_NAME_LENGTH} characters`, {
        got: `${quoted(name)} (${name.length})`,
        use: 'a shorter `releaseName`',
      });
    }
    if (isDnsSubdomain(name)) return name;
    throw refusal('FOC060', this, 'Helm takes as release name lower-case letters, digits, `-` and `.` as in a DNS name', {
      got: quoted(name),
      use: 'a `releaseName` such as "my-app"',
    });
  }
}

/** A HelmRelease in the cluster, known by name. */
class NamedHelmRelease extends Construct implements IHelmRelease {
  public readonly helmReleaseName: string;

  public constructor(scope: Construct, id: string, name: string, public readonly helmReleaseNamespace?: string) {
    super(scope, id);
    this.helmReleaseName = labelSafeName(this, 'HelmRelease', { name });
  }
}
