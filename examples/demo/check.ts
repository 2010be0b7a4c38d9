import { labelOf } from './names';
import { readDocuments, validateAgainstCrd, validateBasics, type Minor, type Problem } from '../../test/support/crd';

/** A file that the program wrote. */
export interface RenderedFile {
  readonly name: string;
  readonly text: string;
}

export interface CheckedDocument {
  readonly file: string;
  /** As YAML says it: of any shape, unless it has no problems. */
  readonly document: any;
  readonly label: string;
  /** Whether a CRD of Flux was among the judges; the others are only checked for what every object needs. */
  readonly hasCrd: boolean;
  readonly problems: Problem[];
}

export interface CheckedFile {
  readonly name: string;
  readonly documents: CheckedDocument[];
  /** Those of the file itself: what isn't YAML has no document. */
  readonly problems: Problem[];
}

const FLUX_GROUP = /^([a-z]+\.)*fluxcd\.(io|controlplane\.io)\//;

/** Checks each document by the CRD that declares its kind, and every document for apiVersion, kind and legal names. */
export function checkFiles(files: readonly RenderedFile[], minor: Minor): CheckedFile[] {
  return files.map(({ name, text }) => {
    const { documents, problems } = readDocuments(text);
    const isContent = !documents.some(isOfFlux);
    return { name, problems, documents: documents.map(document => checkDocument(name, document, minor, isContent)) };
  });
}

function checkDocument(file: string, document: any, minor: Minor, isContent: boolean): CheckedDocument {
  const basics = validateBasics(document).filter(problem => !(isContent && isMissingNamespace(problem)));
  const judged = validateAgainstCrd(document, minor);
  const problems = distinct([...basics, ...judged ?? unknownKind(document, minor)]);
  return { file, document, label: labelOf(document), hasCrd: judged !== undefined, problems };
}

/**
 * A file without any object of Flux is what an artifact holds. Its objects get their namespace from the Kustomization that
 * applies them (`targetNamespace`), so none needs to name one.
 */
function isMissingNamespace({ path, message }: Problem): boolean {
  return path === 'metadata.namespace' && message.startsWith('required');
}

/** No judge knows it, although Flux owns the group: the cluster would refuse it, too. */
function unknownKind(document: any, minor: Minor): Problem[] {
  return isOfFlux(document) && typeof document.kind === 'string' ? [{ path: 'kind', message: `Flux ${minor} has no ${document.kind} of ${document.apiVersion}` }] : [];
}

function isOfFlux(document: any): boolean {
  return FLUX_GROUP.test(String(document?.apiVersion));
}

/** Both judges look at names and labels. */
function distinct(problems: Problem[]): Problem[] {
  return [...new Map(problems.map(problem => [`${problem.path} ${problem.message}`, problem])).values()];
}
