import { findKind, MINORS, type Minor } from '../../support/crd/crds';
import type { Structural } from '../../support/crd/structural';

/** A kind that this library has a construct for. */
export interface Drawable {
  readonly apiVersion: string;
  readonly kind: 'OCIRepository' | 'Kustomization' | 'HelmRelease';
  /** Fields that no prop writes, on purpose; see test/fields/coverage.test.ts. */
  readonly leftOut: readonly string[];
  /** What CEL demands, or what is left where something is left out. */
  readonly required: readonly string[];
}

export const KINDS: readonly Drawable[] = [
  { apiVersion: 'source.toolkit.fluxcd.io/v1', kind: 'OCIRepository', leftOut: [], required: ['url', 'interval'] },
  { apiVersion: 'kustomize.toolkit.fluxcd.io/v1', kind: 'Kustomization', leftOut: ['Kustomization.sourceRef.apiVersion'], required: [] },
  { apiVersion: 'helm.toolkit.fluxcd.io/v2', kind: 'HelmRelease', leftOut: ['HelmRelease.chart', 'HelmRelease.chartRef.apiVersion'], required: ['chartRef'] },
];

const known = new Map<string, Structural>();

/** The spec of a kind as a minor has it, without what is left out. */
export function specSchema(drawable: Drawable, minor: Minor): Structural {
  const { apiVersion, kind, leftOut } = drawable;
  const key = `${kind} ${minor}`;
  const schema = known.get(key) ?? without(findKind(apiVersion, kind, minor)!.schema.properties!.spec, kind, leftOut);
  known.set(key, schema);
  return { ...schema, required: [...new Set([...requiredOf(schema), ...drawable.required])] };
}

function without(schema: Structural, path: string, leftOut: readonly string[]): Structural {
  const { properties, items } = schema;
  if (items) return { ...schema, items: without(items, `${path}[]`, leftOut) };
  if (!properties) return schema;
  const kept = Object.entries(properties).filter(([field]) => !leftOut.includes(`${path}.${field}`));
  return { ...schema, properties: Object.fromEntries(kept.map(([field, inner]) => [field, without(inner, `${path}.${field}`, leftOut)])) };
}

export function requiredOf(schema: Structural): readonly string[] {
  return (schema.required ?? []) as string[];
}

/** A field that holds no further fields, as `Kustomization.dependsOn[].name`; a map has its values and its keys. */
export interface Field {
  readonly path: string;
  readonly schema: Structural;
  readonly isRequired: boolean;
}

export function fieldsOf(schema: Structural, path: string, isRequired = true): Field[] {
  const { properties, items, additionalProperties } = schema;
  if (items) return fieldsOf(items, `${path}[]`);
  if (additionalProperties) return [...fieldsOf(additionalProperties, `${path}{}`), { path: `${path}{key}`, schema: { type: 'string' }, isRequired: true }];
  if (!properties) return [{ path, schema, isRequired }];
  return Object.entries(properties).flatMap(([field, inner]) => fieldsOf(inner, `${path}.${field}`, requiredOf(schema).includes(field)));
}

/** Every field of a kind, with the minors that have it. */
export function allFields(drawable: Drawable): ReadonlyMap<string, { readonly field: Field; readonly minors: readonly Minor[] }> {
  const found = new Map<string, { field: Field; minors: Minor[] }>();
  for (const minor of MINORS) {
    for (const field of fieldsOf(specSchema(drawable, minor), drawable.kind)) {
      found.set(field.path, { field, minors: [...found.get(field.path)?.minors ?? [], minor] });
    }
  }
  return found;
}
