import { isRecord } from './patch';

/** The media type of the one layer of a chart that Flux may use. */
export const HELM_LAYER = 'application/vnd.cncf.helm.chart.content.v1.tar+gzip';

/** Something that an object of Flux points at. */
export interface Reference {
  readonly kind: string;
  readonly name: string;
  /** As the reference says, else the one of its owner; undefined: not known. */
  readonly namespace: string | undefined;
  /** Where in the object. */
  readonly at: string;
}

export function isFlux(value: any, kind?: string): boolean {
  return isRecord(value) && /fluxcd\.(controlplane\.)?io\//.test(String(value.apiVersion)) && (kind === undefined || value.kind === kind);
}

/** `Kind/namespace/name`. */
export function nameOf(value: any): string {
  return [value.kind, value.metadata?.namespace, value.metadata?.name].filter(part => part !== undefined).join('/');
}

/** The sources that an object names, wherever Flux reads them. */
export function referencesOf(value: any): Reference[] {
  const { spec } = value;
  if (!isFlux(value) || !isRecord(spec)) return [];
  const found: [string, any][] = [];
  if (['Kustomization', 'Terraform', 'HelmChart', 'ImageUpdateAutomation'].includes(value.kind)) found.push(['spec.sourceRef', spec.sourceRef]);
  if (value.kind === 'HelmRelease') found.push(['spec.chart.spec.sourceRef', spec.chart?.spec?.sourceRef], ['spec.chartRef', spec.chartRef]);
  for (const [field, kind] of [['resources', 'Receiver'], ['eventSources', 'Alert'], ['sources', 'ArtifactGenerator']]) {
    if (value.kind === kind && Array.isArray(spec[field])) spec[field].forEach((ref: any, index: number) => found.push([`spec.${field}[${index}]`, ref]));
  }
  return found.filter(([, ref]) => isRecord(ref) && ref.kind && ref.name)
    .map(([at, ref]) => ({ kind: ref.kind, name: ref.name, namespace: ref.namespace ?? value.metadata?.namespace, at }));
}

/** The sync of a FluxInstance, also when it stands in the values of its chart; it makes a source and a Kustomization. */
export function syncOf(value: any): any {
  if (isFlux(value, 'FluxInstance')) return value.spec?.sync;
  if (isFlux(value)) return value.kind === 'HelmRelease' ? value.spec?.values?.instance?.sync : undefined;
  return isRecord(value) ? value.instance?.sync : undefined;
}

export function isTemplate(text: unknown): boolean {
  return /\$\{|<<|\{\{/.test(String(text));
}

/** Whether two namespaces may be the same: one that isn't known may be any. */
export function mayBeSame(one: string | undefined, other: string | undefined): boolean {
  return one === undefined || other === undefined || isTemplate(one) || isTemplate(other) || one === other;
}
