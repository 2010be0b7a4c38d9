/** A validation rule written in CEL. */
export interface Validation {
  readonly rule: string;
  /** Where to report, relative to the node that carries the rule: `.spec.x`. */
  readonly fieldPath?: string;
  readonly optionalOldSelf?: boolean;
}

/** A node of a structural schema: the subset of OpenAPI v3 that CRDs may use. */
export interface Structural {
  readonly 'type'?: string;
  readonly 'properties'?: { readonly [field: string]: Structural };
  readonly 'items'?: Structural;
  readonly 'additionalProperties'?: Structural;
  readonly 'nullable'?: boolean;
  readonly 'default'?: unknown;
  readonly 'x-kubernetes-int-or-string'?: boolean;
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
  readonly 'x-kubernetes-validations'?: readonly Validation[];
  readonly [keyword: string]: unknown;
}

const TEXT: Structural = { type: 'string' };
const TEXTS: Structural = { type: 'array', items: TEXT };
const TEXT_MAP: Structural = { type: 'object', additionalProperties: TEXT };
const FLAG: Structural = { type: 'boolean' };
const INTEGER: Structural = { type: 'integer', format: 'int64' };
const TIME: Structural = { type: 'string', format: 'date-time' };

/** CRDs leave `metadata` open; the API server decodes it as this type, strictly. */
const OBJECT_META: Structural = {
  type: 'object',
  properties: {
    name: TEXT,
    generateName: TEXT,
    namespace: TEXT,
    labels: TEXT_MAP,
    annotations: TEXT_MAP,
    finalizers: TEXTS,
    ownerReferences: {
      type: 'array',
      items: {
        type: 'object',
        required: ['apiVersion', 'kind', 'name', 'uid'],
        properties: { apiVersion: TEXT, kind: TEXT, name: TEXT, uid: TEXT, controller: FLAG, blockOwnerDeletion: FLAG },
      },
    },
    uid: TEXT,
    selfLink: TEXT,
    resourceVersion: TEXT,
    generation: INTEGER,
    creationTimestamp: TIME,
    deletionTimestamp: TIME,
    deletionGracePeriodSeconds: INTEGER,
    managedFields: { type: 'array', items: { 'type': 'object', 'x-kubernetes-preserve-unknown-fields': true } },
  },
};

/** The root schema of a CRD as the API server reads it: every object has a type and metadata. */
export function withObjectMeta(root: Structural): Structural {
  return { ...root, properties: { ...root.properties, apiVersion: TEXT, kind: TEXT, metadata: OBJECT_META } };
}

/** The schema of one field; undefined where the schema says nothing about it. */
export function fieldSchema(schema: Structural | undefined, field: string): Structural | undefined {
  const { properties, additionalProperties } = schema ?? {};
  return properties && Object.hasOwn(properties, field) ? properties[field] : additionalProperties;
}

/** Every node that can hold rules or defaults, the root first. */
export function nodesOf(schema: Structural): Structural[] {
  const children = [...Object.values(schema.properties ?? {}), schema.items, schema.additionalProperties];
  return [schema, ...children.flatMap(child => child ? nodesOf(child) : [])];
}

/**
 * Removes, in place, the nulls of fields that may not be null. The API server does so before it looks for defaults and
 * required fields; nulls in lists, and where the schema says nothing (Helm values), stay.
 */
export function pruneNulls(value: any, schema: Structural | undefined): void {
  if (Array.isArray(value)) {
    value.forEach(item => pruneNulls(item, schema?.items));
  } else if (typeof value === 'object' && value !== null) {
    for (const field of Object.keys(value)) {
      const inner = fieldSchema(schema, field);
      if (value[field] === null && inner && !inner.nullable) delete value[field];
      else pruneNulls(value[field], inner);
    }
  }
}
