import type { Chart } from 'cdk8s';
import {
  ConfigMapRef, Dependency, DriftDetection, HelmChartNameChange, HelmCrds, HelmDeletionPropagation, HelmInstallStrategy, HelmPostRenderStrategy,
  HelmRelease, HelmRemediationStrategy, HelmServerSideApply, HelmUpgradeStrategy, HelmWaitStrategy, KubeConfig, OciRef, OciRepository, PostRenderer,
  SecretRef, ValuesFrom, type HelmReleaseProps,
} from '../../src';
import { DIGEST } from '../support/render';

function release(props: Partial<HelmReleaseProps>): (chart: Chart) => void {
  return chart => {
    const source = new OciRepository(chart, 'Source', { url: 'oci://ghcr.io/acme/charts/web', ref: OciRef.semver('1.x'), metadata: { namespace: 'charts' } });
    new HelmRelease(chart, 'Web', { source, ...props });
  };
}

const SELECTOR = { group: 'apps', version: 'v1', kind: 'Deployment', name: 'web', namespace: 'team', labelSelector: 'app=web', annotationSelector: 'acme.com/note' };
const ACTION = {
  timeout: '10m',
  disableHooks: true,
  disableOpenApiValidation: true,
  disableSchemaValidation: true,
  disableTakeOwnership: true,
  disableWait: true,
  disableWaitForJobs: true,
};
const REMEDIATION = { retries: 3, ignoreTestFailures: true, remediateLastFailure: true };

/** What no prop writes, and why. */
export const leftOutOfHelmReleases: { readonly [path: string]: string } = {
  'spec.chart': 'a chart named in the HelmRelease itself can\'t be held to the identity of its signer',
  'spec.chartRef.apiVersion': 'the kind says it: Flux reads none',
};

/** Small programs that together write every other field of the spec of a HelmRelease, by props alone; Flux 2.9 has them all. */
export const helmReleases: ((chart: Chart) => void)[] = [
  // what and where
  release({
    interval: '30m',
    timeout: '10m',
    suspend: true,
    releaseName: 'web',
    targetNamespace: 'team',
    storageNamespace: 'helm',
    serviceAccountName: 'deployer',
    persistentClient: false,
    maxHistory: 3,
    kubeConfig: KubeConfig.secret(SecretRef.named('production'), { key: 'kubeconfig' }),
  }),
  release({ kubeConfig: KubeConfig.configMap(ConfigMapRef.named('production')) }),
  chart => {
    const database = HelmRelease.fromHelmReleaseName(chart, 'Database', 'database', 'data');
    release({ dependsOn: [Dependency.helmRelease(database, { readyExpr: 'dep.status.observedGeneration == dep.metadata.generation' })] })(chart);
  },

  // values and what becomes of the manifests
  release({
    values: { greeting: 'hello', resources: null },
    valuesFrom: [
      ValuesFrom.configMap(ConfigMapRef.named('values'), { key: 'production.yaml' }),
      ValuesFrom.secret(SecretRef.named('secrets'), { key: 'token', targetPath: 'api.token', optional: true, literal: true }),
    ],
    commonMetadata: { labels: { 'acme.com/team': 'web' }, annotations: { 'acme.com/note': 'a b' } },
    postRenderStrategy: HelmPostRenderStrategy.COMBINED,
    postRenderers: [PostRenderer.kustomize({
      patches: [{ patch: '- op: remove\n  path: /spec/replicas', target: SELECTOR }],
      images: [{ name: 'ghcr.io/acme/web', newName: 'registry.acme.example/web', newTag: '1.4.2', digest: DIGEST }],
    })],
  }),

  // when it is ready, and when it drifts
  release({
    waitStrategy: HelmWaitStrategy.POLLER,
    healthCheckExprs: [{ apiVersion: 'acme.com/v1', kind: 'Database', current: 'status.phase == "Ready"', inProgress: 'status.phase == "New"', failed: 'status.phase == "Lost"' }],
    driftDetection: DriftDetection.warn({ ignore: [{ paths: ['/spec/replicas'], target: SELECTOR }] }),
  }),

  // what Flux does
  release({
    retryInterval: '1m',
    targetNamespace: 'team',
    install: {
      ...ACTION,
      crds: HelmCrds.CREATE,
      createNamespace: true,
      replace: true,
      serverSideApply: false,
      skipCrds: true,
      strategy: HelmInstallStrategy.retryOnFailure(),
    },
    upgrade: {
      ...ACTION,
      chartNameChangeStrategy: HelmChartNameChange.IN_PLACE_UPDATE,
      cleanupOnFail: true,
      crds: HelmCrds.CREATE_REPLACE,
      force: true,
      preserveValues: true,
      serverSideApply: HelmServerSideApply.DISABLED,
      strategy: HelmUpgradeStrategy.retryOnFailure({ retryInterval: '2m' }),
    },
    test: { enable: true, timeout: '5m', ignoreFailures: true, filters: [{ name: 'web-test', exclude: true }] },
    uninstall: { timeout: '5m', deletionPropagation: HelmDeletionPropagation.FOREGROUND, disableHooks: true, disableWait: true, keepHistory: true },
  }),
  release({
    install: { strategy: HelmInstallStrategy.remediateOnFailure(REMEDIATION) },
    upgrade: { strategy: HelmUpgradeStrategy.remediateOnFailure({ ...REMEDIATION, strategy: HelmRemediationStrategy.ROLLBACK }) },
    rollback: {
      timeout: '5m',
      cleanupOnFail: true,
      disableHooks: true,
      disableWait: true,
      disableWaitForJobs: true,
      force: true,
      recreate: true,
      serverSideApply: HelmServerSideApply.DISABLED,
    },
  }),
];
