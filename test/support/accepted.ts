import type { Chart } from 'cdk8s';
import { validateAgainstCrd, validateBasics, type Minor } from './crd';
import { MINORS } from './crd/crds';
import { documentsOf } from './render';

/** What an API server with the CRDs of these minors has against a document, by minor; empty when it takes it. */
export function objections(document: any, minors: readonly Minor[] = MINORS): string[] {
  const isFlux = String(document.apiVersion).includes('fluxcd.io/');
  return minors.flatMap(minor => {
    const problems = validateAgainstCrd(document, minor) ?? (isFlux ? [{ path: 'apiVersion', message: 'unknown kind' }] : []);
    return [...problems, ...validateBasics(document)].map(({ path, message }) => `${minor} ${document.kind} ${document.metadata?.name} ${path}: ${message}`);
  });
}

/** The documents that a chart renders, all of which every one of these minors must take. */
export function acceptedDocuments(chart: Chart, minors: readonly Minor[] = MINORS): any[] {
  const documents = documentsOf(chart);
  expect(documents.flatMap(document => objections(document, minors))).toEqual([]);
  return documents;
}

/** As `acceptedDocuments`, for a chart with one document of this kind. */
export function acceptedDocument(chart: Chart, kind: string, minors: readonly Minor[] = MINORS): any {
  const found = acceptedDocuments(chart, minors).filter(document => document.kind === kind);
  expect(found).toHaveLength(1);
  return found[0];
}
