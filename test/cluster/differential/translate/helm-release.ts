import type { Chart } from 'cdk8s';
import { contentOf, healthCheckExprsOf, imagesOf, kubeConfigOf, patchesOf, sourceOf } from './delivery';
import { installOf, upgradeOf } from './helm-actions';
import { Impossible, member, need } from './impossible';
import {
  Dependency, DriftDetection, HelmDeletionPropagation, HelmPostRenderStrategy, HelmRelease, HelmServerSideApply, HelmWaitStrategy, PostRenderer,
  ValuesFrom, type IHelmRelease,
} from '../../../../src';

/** The construct that says what a spec of a HelmRelease says. */
export function helmRelease(chart: Chart, name: string, spec: any): void {
  const {
    chartRef, dependsOn, kubeConfig, install, upgrade, rollback, test, uninstall, driftDetection, valuesFrom, postRenderers, postRenderStrategy,
    waitStrategy, healthCheckExprs, ...same
  } = spec;
  new HelmRelease(chart, 'Drawn', {
    ...same,
    name,
    source: sourceOf(chart, need(chartRef)),
    dependsOn: dependsOn?.map((each: any, index: number) => dependencyOf(chart, each, index)),
    kubeConfig: kubeConfigOf(kubeConfig),
    install: installOf(install),
    upgrade: upgradeOf(upgrade),
    rollback: rollback && { ...rollback, serverSideApply: member(HelmServerSideApply, rollback.serverSideApply) },
    test: test && { ...test, filters: test.filters?.map((each: any) => ({ ...each, name: need(each.name) })) },
    uninstall: uninstall && { ...uninstall, deletionPropagation: member(HelmDeletionPropagation, uninstall.deletionPropagation) },
    driftDetection: driftDetection && driftOf(driftDetection),
    valuesFrom: valuesFrom?.map(valuesFromOf),
    postRenderers: postRenderers?.map(({ kustomize }: any) => PostRenderer.kustomize(kustomize ? rendererOf(kustomize) : {})),
    postRenderStrategy: member(HelmPostRenderStrategy, postRenderStrategy),
    waitStrategy: waitStrategy && member(HelmWaitStrategy, need(waitStrategy.name)),
    healthCheckExprs: healthCheckExprsOf(healthCheckExprs),
  });
}

function dependencyOf(chart: Chart, { name, namespace, readyExpr }: any, index: number): IHelmRelease {
  const app = HelmRelease.fromHelmReleaseName(chart, `Dependency${index}`, need(name), namespace);
  return readyExpr === undefined ? app : Dependency.helmRelease(app, { readyExpr });
}

/** Flux doesn't look where nothing is said. */
function driftOf({ mode = 'disabled', ignore }: any): DriftDetection {
  const rules = ignore?.map((each: any) => ({ ...each, paths: need(each.paths) }));
  switch (mode) {
    case 'enabled': return DriftDetection.enabled({ ignore: rules });
    case 'warn': return DriftDetection.warn({ ignore: rules });
    case 'disabled': break;
    default: throw new Impossible('enum', mode);
  }
  if (ignore) throw new Impossible('drift that nobody looks at', ignore);
  return DriftDetection.disabled();
}

function valuesFromOf({ kind, name, valuesKey: key, ...same }: any): ValuesFrom {
  return contentOf<ValuesFrom>({ kind, name }, {
    Secret: secret => ValuesFrom.secret(secret, { key, ...same }),
    ConfigMap: configMap => ValuesFrom.configMap(configMap, { key, ...same }),
  });
}

function rendererOf({ patches, images }: any): any {
  return { patches: patchesOf(patches), images: imagesOf(images) };
}
