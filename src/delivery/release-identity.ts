import { createHash } from 'node:crypto';
import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { HelmReleaseSpec } from '../../imports/helm.toolkit.fluxcd.io';
import { describe, pathOf, quoted } from '../private/errors';
import type { Place } from '../private/namespaces';
import { shared } from '../private/shared';

/** By Helm; Flux would shorten a name that it makes up itself, but takes a given one as it is. */
export const RELEASE_NAME_LENGTH = 53;

/** As Flux makes it up. */
export function releaseNameOf(name: string, { releaseName, targetNamespace }: HelmReleaseSpec): string {
  if (releaseName !== undefined) return releaseName;
  const composed = targetNamespace === undefined ? name : `${targetNamespace}-${name}`;
  if (composed.length <= RELEASE_NAME_LENGTH) return composed;
  return `${composed.slice(0, 40)}-${createHash('sha256').update(composed).digest('hex').slice(0, 12)}`;
}

/** By outermost chart, since the charts of one program may go to different clusters. */
const FIRST = shared('releases', () => new WeakMap<IConstruct, Map<string, IConstruct>>());

/** Helm knows a release by its name and the namespace of its state: two HelmReleases of one release take it from each other. */
export function watchForOneRelease({ construct, namespace }: Place, name: string, spec: HelmReleaseSpec): void {
  const chart = construct.node.scopes.find(scope => Chart.isChart(scope))!;
  const known = FIRST.get(chart) ?? new Map<string, IConstruct>();
  FIRST.set(chart, known);
  const release = releaseNameOf(name, spec);
  const storage = spec.storageNamespace ?? namespace;
  const key = JSON.stringify([release, storage, spec.kubeConfig && [namespace, spec.kubeConfig]]);
  const first = known.get(key);
  if (!first) {
    known.set(key, construct);
    return;
  }
  construct.node.root.node.addValidation({
    validate: () => [describe('FOC062', construct, `this is the Helm release ${quoted(release)}, whose state is in ${storage ? `the namespace ${storage}` : 'the same namespace'}, as is ${pathOf(first)}`, {
      use: 'one of both, or another `releaseName` or `storageNamespace`',
    })],
  });
}
