import { checkedReadyExpr } from './cel-expression';
import type { IHelmRelease, IKustomization } from './dependencies';
import { watchForCycles, type Dependency } from './dependency-cycles';
import { refusal, typeName } from '../private/errors';
import { namespaceToWrite, type Place } from '../private/namespaces';

/** As all kinds that deliver write it. */
export interface DependsOnSpec {
  readonly name: string;
  readonly namespace?: string;
  readonly readyExpr?: string;
}

/** The `dependsOn` of a Kustomization that will have this name, at this place. */
export function dependsOnKustomizations(place: Place, name: string, apps: IKustomization[] | undefined): DependsOnSpec[] | undefined {
  return dependsOn(place, { kind: 'Kustomization', name }, apps?.map(app => app && {
    construct: app, name: app.kustomizationName, namespace: app.kustomizationNamespace, readyExpr: app.readyExpr,
  }));
}

/** The `dependsOn` of a HelmRelease that will have this name, at this place. */
export function dependsOnHelmReleases(place: Place, name: string, apps: IHelmRelease[] | undefined): DependsOnSpec[] | undefined {
  return dependsOn(place, { kind: 'HelmRelease', name }, apps?.map(app => app && {
    construct: app, name: app.helmReleaseName, namespace: app.helmReleaseNamespace, readyExpr: app.readyExpr,
  }));
}

function dependsOn(
  place: Place, own: { readonly kind: string; readonly name: string }, given: (Dependency | undefined)[] = [],
): DependsOnSpec[] | undefined {
  const dependencies = given.map(dependency => checked(place, own.kind, dependency));
  watchForCycles({ ...own, ...place, dependencies });
  if (dependencies.length === 0) return undefined;
  return dependencies.map(({ name, namespace, readyExpr }) => ({ name, namespace: namespaceToWrite(place, 'dependsOn', namespace), readyExpr }));
}

/** Types say so too; JavaScript and casts get a clear answer here. */
function checked({ construct }: Place, kind: string, dependency: Dependency | undefined): Dependency {
  if (typeof dependency?.name !== 'string') {
    throw refusal('FOC051', construct, `\`dependsOn\` of a ${kind} takes objects of kind ${kind}`, {
      got: typeName(dependency?.construct),
      use: `a ${kind}, or ${kind}.from${kind}Name for one that is in the cluster`,
    });
  }
  if (dependency.readyExpr !== undefined) checkedReadyExpr(construct, dependency.readyExpr);
  return dependency;
}
