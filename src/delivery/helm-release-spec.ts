import type { IConstruct } from 'constructs';
import { checkedHelmMetadata } from './common-metadata';
import { dependsOnHelmReleases } from './depends-on';
import { DriftDetection } from './drift-detection';
import { checkedHealthCheckExprs } from './health-check-expr';
import { renderInstall } from './helm-install';
import type { HelmReleaseProps } from './helm-release-props';
import { renderRollback } from './helm-rollback';
import { renderTest } from './helm-test';
import { renderUninstall } from './helm-uninstall';
import { renderUpgrade } from './helm-upgrade';
import { RELEASE_NAME_LENGTH } from './release-identity';
import type {
  HelmReleaseSpec, HelmReleaseSpecChartRefKind, HelmReleaseSpecPostRenderStrategy, HelmReleaseSpecWaitStrategyName,
} from '../../imports/helm.toolkit.fluxcd.io';
import { checkedDuration, optionalDuration } from '../kube/duration';
import { isDnsSubdomain } from '../private/dns';
import { quoted, refusal } from '../private/errors';
import { optionalName } from '../private/names';
import { checkedNamespace, namespaceToWrite, type Place } from '../private/namespaces';
import { checkedWhole } from '../private/whole';

/** The spec of a HelmRelease that will have this name, at this place. */
export function helmReleaseSpec(place: Place, name: string, props: HelmReleaseProps): HelmReleaseSpec {
  return {
    chartRef: {
      kind: props.source.sourceKind as HelmReleaseSpecChartRefKind,
      name: props.source.sourceName,
      namespace: namespaceToWrite(place, 'chartRef', props.source.sourceNamespace),
    },
    ...identity(place, props),
    ...actions(place, props),
    ...content(place, props),
    ...readiness(place, props),
    suspend: props.suspend,
    serviceAccountName: optionalName(place.construct, 'serviceAccountName', props.serviceAccountName),
    kubeConfig: props.kubeConfig?._bind(place),
    persistentClient: props.persistentClient,
    dependsOn: dependsOnHelmReleases(place, name, props.dependsOn),
  };
}

/** Which release it is. */
function identity({ construct }: Place, { releaseName, targetNamespace, storageNamespace, maxHistory }: HelmReleaseProps): Partial<HelmReleaseSpec> {
  return {
    releaseName: releaseName === undefined ? undefined : checkedReleaseName(construct, releaseName),
    targetNamespace: targetNamespace === undefined ? undefined : checkedNamespace(construct, 'targetNamespace', targetNamespace),
    storageNamespace: storageNamespace === undefined ? undefined : checkedNamespace(construct, 'storageNamespace', storageNamespace),
    maxHistory: maxHistory === undefined ? undefined : checkedWhole(construct, 'maxHistory', maxHistory),
  };
}

/** What Flux does, and when. */
function actions(place: Place, props: HelmReleaseProps): Pick<HelmReleaseSpec, 'interval'> & Partial<HelmReleaseSpec> {
  const { construct } = place;
  const retryInterval = checkedDuration(construct, 'retryInterval', props.retryInterval ?? '5m');
  return {
    interval: checkedDuration(construct, 'interval', props.interval ?? '30m'),
    timeout: optionalDuration(construct, 'timeout', props.timeout),
    install: renderInstall(place, props.install ?? {}, retryInterval),
    upgrade: renderUpgrade(place, props.upgrade ?? {}, retryInterval),
    rollback: renderRollback(place, props.rollback),
    test: renderTest(place, props.test),
    uninstall: renderUninstall(place, props.uninstall),
    driftDetection: (props.driftDetection ?? DriftDetection.enabled())._bind(place),
  };
}

/** What is released. */
function content(place: Place, props: HelmReleaseProps): Partial<HelmReleaseSpec> {
  return {
    values: props.values,
    valuesFrom: props.valuesFrom?.map(from => from._bind(place)),
    postRenderers: props.postRenderers?.map(renderer => renderer._bind(place)),
    postRenderStrategy: props.postRenderStrategy as HelmReleaseSpecPostRenderStrategy | undefined,
    commonMetadata: checkedHelmMetadata(place.construct, props.commonMetadata),
  };
}

/** When it is ready. */
function readiness({ construct }: Place, { waitStrategy, healthCheckExprs }: HelmReleaseProps): Partial<HelmReleaseSpec> {
  return {
    waitStrategy: waitStrategy && { name: waitStrategy as string as HelmReleaseSpecWaitStrategyName },
    healthCheckExprs: checkedHealthCheckExprs(construct, healthCheckExprs),
  };
}

function checkedReleaseName(scope: IConstruct, name: string): string {
  if (name.length > RELEASE_NAME_LENGTH) {
    throw refusal('FOC060', scope, `Helm takes release names of up to ${RELEASE_NAME_LENGTH} characters`, {
      got: `${quoted(name)} (${name.length})`,
      use: 'a shorter `releaseName`',
    });
  }
  if (isDnsSubdomain(name)) return name;
  throw refusal('FOC060', scope, 'Helm takes as release name lower-case letters, digits, `-` and `.` as in a DNS name', {
    got: quoted(name),
    use: 'a `releaseName` such as "my-app"',
  });
}
