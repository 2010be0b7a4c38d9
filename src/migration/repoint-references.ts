import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';

export const GIT = 'GitRepository';
/** What a value looks like that only Flux puts in. */
const TEMPLATE = /\$\{|<</;

/** An object of Flux as it is rendered. */
export interface Rendered {
  readonly object: ApiObject;
  /** Its group and kind, such as `source.toolkit.fluxcd.io/GitRepository`. */
  readonly type: string;
  readonly document: any;
}

/** A place in an object that names a GitRepository. */
export interface GitReference extends Rendered {
  /** Such as `spec.sourceRef`. */
  readonly field: string;
  readonly name: string;
  readonly namespace?: string;
}

const KUSTOMIZATION = 'kustomize.toolkit.fluxcd.io/Kustomization';
export const GIT_REPOSITORY = `source.toolkit.fluxcd.io/${GIT}`;

/** Where an object of each type names sources. */
const PLACES: { readonly [type: string]: ((spec: any) => { readonly [field: string]: any }) | undefined } = {
  [KUSTOMIZATION]: spec => ({ 'spec.sourceRef': spec.sourceRef, ...each('spec.healthChecks', spec.healthChecks) }),
  [GIT_REPOSITORY]: spec => each('spec.include', spec.include?.map((included: any) => included.repository)),
  'source.toolkit.fluxcd.io/HelmChart': spec => ({ 'spec.sourceRef': spec.sourceRef }),
  'helm.toolkit.fluxcd.io/HelmRelease': spec => ({ 'spec.chart.spec.sourceRef': spec.chart?.spec?.sourceRef }),
  'image.toolkit.fluxcd.io/ImageUpdateAutomation': spec => ({ 'spec.sourceRef': spec.sourceRef }),
  'source.extensions.fluxcd.io/ArtifactGenerator': spec => each('spec.sources', spec.sources),
  'notification.toolkit.fluxcd.io/Receiver': spec => each('spec.resources', spec.resources),
  'notification.toolkit.fluxcd.io/Alert': spec => each('spec.eventSources', spec.eventSources),
};

function each(field: string, references: readonly any[] = []): { [field: string]: any } {
  return Object.fromEntries(references.map((reference, index) => [`${field}[${index}]`, reference]));
}

/** The objects of a tree that are GitRepositories or may name one. */
export function renderedBelow(scope: IConstruct): Rendered[] {
  return scope.node.findAll()
    .filter(construct => ApiObject.isApiObject(construct))
    .map(object => ({ object, type: `${object.apiGroup}/${object.kind}` }))
    .filter(({ type }) => PLACES[type])
    .map(({ object, type }) => ({ object, type, document: object.toJson() }));
}

/** All GitRepositories that an object names. Without a namespace it means its own. */
export function gitReferencesOf(rendered: Rendered): GitReference[] {
  const { type, document: { metadata, spec } } = rendered;
  return Object.entries(PLACES[type]!(spec ?? {}))
    .filter(([, reference]) => (reference?.kind ?? GIT) === GIT && typeof reference?.name === 'string')
    .map(([field, { name, namespace }]) => ({ ...rendered, field, name, namespace: namespace ?? metadata.namespace }));
}

/** Whether a Kustomization delivers from it. */
export function isDelivery({ type, field }: GitReference): boolean {
  return type === KUSTOMIZATION && field === 'spec.sourceRef';
}

/** Whether this names that GitRepository; undefined where that shows only when both are applied. */
export function isMeant({ name, namespace }: GitReference, { document: { metadata } }: Rendered): boolean | undefined {
  if (TEMPLATE.test(name)) return undefined;
  if (name !== metadata.name && name !== '*') return false;
  if (namespace === metadata.namespace) return true;
  return namespace === undefined || metadata.namespace === undefined || TEMPLATE.test(namespace) ? undefined : false;
}
