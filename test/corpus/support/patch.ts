import { parseAllDocuments } from 'yaml';

/** What kustomize needs to find the objects that a patch is for. */
export interface Target {
  readonly group?: string;
  readonly version?: string;
  readonly kind?: string;
  readonly name?: string;
  readonly namespace?: string;
  readonly labelSelector?: string;
  readonly annotationSelector?: string;
}

export type Operation = { readonly op: string; readonly path: string; readonly value?: any; readonly from?: string };

/** The documents of a patch's text: objects, or lists of operations. */
export function patchDocuments(text: string): any[] {
  return parseAllDocuments(text, { merge: true, logLevel: 'silent' })
    .map(document => (document as any).errors?.length ? undefined : (document as any).toJS({ maxAliasCount: -1 }))
    .filter(value => value !== null && value !== undefined);
}

/** Whether an object is meant: names are anchored regular expressions. */
export function isTarget(object: any, target: Target): boolean {
  const [group, version] = String(object.apiVersion).includes('/') ? String(object.apiVersion).split('/') : ['', String(object.apiVersion)];
  const { name, namespace, labels, annotations } = object.metadata ?? {};
  return matches(target.group, group) && matches(target.version, version) && matches(target.kind, object.kind)
    && matches(target.name, name) && matches(target.namespace, namespace)
    && isSelected(labels, target.labelSelector) && isSelected(annotations, target.annotationSelector);
}

function matches(pattern: string | undefined, value: string | undefined): boolean {
  return !pattern || new RegExp(`^(?:${pattern})$`).test(value ?? '');
}

function isSelected(values: Record<string, string> | undefined, selector: string | undefined): boolean {
  return (selector ?? '').split(/,(?![^(]*\))/).filter(part => part.trim()).every(part => {
    const [, key, operator, operand] = /^\s*(!?[\w./-]+)\s*(==?|!=|\s+in\s+|\s+notin\s+)?\s*(.*?)\s*$/.exec(part) ?? [];
    const value = values?.[key?.replace('!', '')];
    const listed = (operand ?? '').replace(/[()]/g, '').split(',').map(item => item.trim());
    if (key?.startsWith('!')) return value === undefined;
    if (!operator) return value !== undefined;
    return listed.includes(value ?? '') !== /!=|notin/.test(operator);
  });
}

/** Merges as kustomize does for custom resources: maps by key, lists as a whole, null deletes. Undefined: the object is deleted. */
export function merge(base: any, patch: any): any {
  if (!isRecord(patch)) return patch;
  if (patch.$patch === 'delete') return undefined;
  const { $patch, ...fields } = patch;
  const result: any = isRecord(base) && $patch !== 'replace' ? { ...base } : {};
  for (const [key, value] of Object.entries(fields)) {
    const merged = value === null ? undefined : merge(result[key], value);
    if (merged === undefined) delete result[key];
    else result[key] = merged;
  }
  return result;
}

/** Applies operations to a copy. An operation that has nothing to work on throws, as it fails a build. */
export function operate(object: any, operations: readonly Operation[]): any {
  const copy = structuredClone(object);
  for (const operation of operations) {
    const steps = operation.path.split('/').slice(1).map(step => step.replace(/~1/g, '/').replace(/~0/g, '~'));
    const last = steps.pop()!;
    const parent = steps.reduce((node, step) => node?.[step], copy);
    if (parent === null || typeof parent !== 'object') throw new Error(`${operation.op} ${operation.path}: nothing is there`);
    if (operation.op !== 'add' && !(last in parent)) throw new Error(`${operation.op} ${operation.path}: nothing is there`);
    const index = last === '-' ? parent.length : Number(last);
    if (operation.op === 'test') continue;
    if (operation.op === 'remove') {
      if (Array.isArray(parent)) parent.splice(index, 1);
      else delete parent[last];
    } else if (Array.isArray(parent)) {
      parent.splice(index, operation.op === 'replace' ? 1 : 0, operation.value);
    } else {
      parent[last] = operation.value;
    }
  }
  return copy;
}

export function isRecord(value: any): value is Record<string, any> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
