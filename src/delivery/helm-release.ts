import { Construct } from 'constructs';
import type { IHelmRelease } from './dependencies';
import type { HelmReleaseProps } from './helm-release-props';
import { HelmReleaseResource } from './helm-release-resource';
import { helmReleaseSpec } from './helm-release-spec';
import { checkValues } from './helm-values';
import { warnAboutIgnored } from './ignored-settings';
import { watchForOneRelease } from './release-identity';
import { whenFinished } from '../private/finished';
import { labelSafeName, metadataOf } from '../private/names';
import { placeOf } from '../private/namespaces';
import { checkedSource, HELM_RELEASE } from '../source/checked-source';

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

  /**
   * @throws FOC002 for a name over 63 characters, FOC008 for a namespace that can't be, FOC010 for the digest of an image, FOC020 or FOC021
   * for a duration, FOC050 for a source of manifests, FOC051 for something else than a source or a HelmRelease, FOC052 for a Secret or
   * ConfigMap of another namespace, FOC060 for a release name that Helm refuses, FOC061 for a value that YAML can't say, FOC067 for a rule
   * of drift detection, FOC068 for a number that isn't whole, FOC072 for an expression that is no CEL, FOC075 for common labels and
   * annotations, FOC079 for what kustomize refuses
   */
  public constructor(scope: Construct, id: string, props: HelmReleaseProps) {
    super(scope, id);
    const place = placeOf(this, props.metadata?.namespace);
    const name = labelSafeName(this, 'HelmRelease', props);
    this.helmReleaseName = name;
    this.helmReleaseNamespace = place.namespace;
    checkedSource(this, props.source, HELM_RELEASE);
    checkValues(this, props.values);
    const spec = helmReleaseSpec(place, name, props);
    watchForOneRelease(place, name, spec);
    whenFinished(this, document => warnAboutIgnored(this, document));
    new HelmReleaseResource(this, 'Resource', { metadata: metadataOf(name, props), spec });
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
