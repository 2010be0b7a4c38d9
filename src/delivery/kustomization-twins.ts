import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { normalized } from './artifact-path';
import type { KustomizationSpec } from '../../imports/kustomize.toolkit.fluxcd.io';
import { pathOf } from '../private/errors';
import type { Place } from '../private/namespaces';
import { shared } from '../private/shared';
import { warn } from '../private/warnings';

/** By outermost chart, since the charts of one program may go to different clusters. */
const FIRST = shared('twins', () => new WeakMap<IConstruct, Map<string, IConstruct>>());

/** Two Kustomizations that apply the same objects take them from each other. */
export function watchForTwins({ construct, namespace }: Place, spec: KustomizationSpec): void {
  if (spec.suspend) return;
  const chart = construct.node.scopes.find(scope => Chart.isChart(scope))!;
  const known = FIRST.get(chart) ?? new Map<string, IConstruct>();
  FIRST.set(chart, known);
  const key = JSON.stringify(whatIsApplied(spec, namespace));
  const first = known.get(key);
  if (!first) known.set(key, construct);
  else warn(construct, 'FOC078', `this applies the same objects as ${pathOf(first)}`, { use: 'one of both, or another `path`, `targetNamespace` or `namePrefix`' });
}

/** All that decides which objects there are, and under which names. */
function whatIsApplied(spec: KustomizationSpec, own: string | undefined): unknown[] {
  const { sourceRef, path, components, targetNamespace, namePrefix, nameSuffix, patches, postBuild, kubeConfig } = spec;
  const local = postBuild || kubeConfig ? own : undefined;
  return [
    sourceRef.kind, sourceRef.namespace ?? own, sourceRef.name, normalized(path ?? ''), components, targetNamespace, namePrefix, nameSuffix, patches, postBuild,
    kubeConfig, local,
  ];
}
