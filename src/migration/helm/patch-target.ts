import type { Patch } from '../patches';
import { HELM } from '../tree-object';
import { textAt } from '../yaml-lookup';
import type { YamlNode } from '../yaml-tree';

/** Which objects a patch is for. */
export interface PatchTarget {
  readonly kind?: string;
  /** Undefined for every name. */
  readonly name?: RegExp;
  /** Where it is one object that is named, its name. */
  readonly literal?: string;
  readonly namespace?: string;
  /** Whether labels or annotations decide too. */
  readonly selects: boolean;
}

/** Which objects a document of a patch is for: what `target` says, else what it names itself. */
export function targetOf(patch: Patch, root: YamlNode): PatchTarget {
  const { target } = patch;
  if (!target) {
    const literal = textAt(root, 'metadata', 'name');
    return { kind: textAt(root, 'kind'), literal, name: pattern(escaped(literal ?? '')), namespace: textAt(root, 'metadata', 'namespace'), selects: false };
  }
  const name = textAt(target, 'name');
  const group = textAt(target, 'group');
  return {
    kind: group !== undefined && group !== HELM && group !== 'source.toolkit.fluxcd.io' ? `${group}/` : textAt(target, 'kind'),
    name: name === undefined ? undefined : pattern(name),
    literal: name !== undefined && /^[\w.-]+$/.test(name) && !name.includes('.') ? name : undefined,
    selects: textAt(target, 'labelSelector') !== undefined || textAt(target, 'annotationSelector') !== undefined,
  };
}

/** Whether it may be for objects of this kind. */
export function mayBeFor({ kind }: PatchTarget, wanted: string): boolean {
  return kind === undefined || new RegExp(`^(?:${safe(kind)})$`).test(wanted);
}

/** kustomize anchors what it is given. What isn't a pattern in this language may mean anything. */
function pattern(text: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${text})$`);
  } catch {
    return undefined;
  }
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function safe(kind: string): string {
  return /^[\w|().*]+$/.test(kind) ? kind : escaped(kind);
}
