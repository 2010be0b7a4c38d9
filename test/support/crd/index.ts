/**
 * The CRDs as judges: what a kube-apiserver that serves them says of a document when it is created under strict field
 * validation.
 */
import { checkRules } from './cel';
import { findKind, type Minor } from './crds';
import type { Problem } from './problem';
import { pruneNulls } from './structural';
import { checkStructure } from './structure';

export { validateBasics } from './basics';
export type { Minor } from './crds';
export { readDocuments, type ReadResult } from './documents';
export type { Problem } from './problem';

/** The problems of a document, none when it is accepted; undefined when no CRD declares this apiVersion and kind. */
export function validateAgainstCrd(document: any, minor: Minor = '2.9'): Problem[] | undefined {
  const kind = findKind(document?.apiVersion, document?.kind, minor);
  if (!kind) return undefined;
  const copy = JSON.parse(JSON.stringify(document));
  pruneNulls(copy, kind.schema);
  const { problems, blocksRules } = checkStructure(kind, copy);
  if (kind.hasStatusSubresource) delete copy.status;
  return blocksRules ? problems : [...problems, ...checkRules(copy, kind.schema)];
}
