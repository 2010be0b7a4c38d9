/**
 * What flows where: sources, and the Kustomizations and HelmReleases that deliver what those pulled.
 */
import type { CheckedDocument } from './check';
import { labelOf } from './names';

export interface Delivery {
  readonly by: CheckedDocument;
  /** `Kind namespace/name` of its source; absent where the delivery forgot to name one. */
  readonly source?: string;
  /** Empty when the source is none of these documents: it may be in the cluster already. */
  readonly origins: readonly CheckedDocument[];
  readonly target: string;
}

/** Of any kind that Flux pulls from. */
export function isSource(document: any): boolean {
  return String(document?.apiVersion).startsWith('source.toolkit.fluxcd.io/');
}

/** Every delivery among the documents, with its source. */
export function deliveriesAmong(documents: readonly CheckedDocument[]): Delivery[] {
  const sources = documents.filter(({ document }) => isSource(document));
  return documents.filter(({ document }) => isDelivery(document)).map(by => {
    const source = sourceOf(by.document);
    return { by, source, origins: nearest(by, sources.filter(({ label }) => label === source)), target: targetOf(by.document) };
  });
}

function isDelivery(document: any): boolean {
  return /^(kustomize|helm)\.toolkit\.fluxcd\.io\//.test(document?.apiVersion) && ['Kustomization', 'HelmRelease'].includes(document.kind);
}

function sourceOf({ spec, metadata }: any): string | undefined {
  const reference = spec?.sourceRef ?? spec?.chartRef ?? spec?.chart?.spec?.sourceRef;
  return reference && labelOf({ kind: reference.kind, metadata: { name: reference.name, namespace: reference.namespace ?? metadata?.namespace } });
}

/** Files of one program often go to different clusters: of two sources with one name, that of the same file is meant. */
function nearest({ file }: CheckedDocument, sources: readonly CheckedDocument[]): readonly CheckedDocument[] {
  const own = sources.filter(source => source.file === file);
  return own.length ? own : sources;
}

function targetOf(document: any): string {
  const { spec, metadata } = document;
  const namespace = spec?.targetNamespace ?? (document.kind === 'HelmRelease' ? metadata?.namespace : undefined);
  return namespace ? `namespace ${namespace}` : 'the namespaces that its files name';
}
