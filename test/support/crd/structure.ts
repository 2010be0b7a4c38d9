import Ajv, { type ErrorObject, type FuncKeywordDefinition, type SchemaValidateFunction, type ValidateFunction } from 'ajv';
import type { Kind } from './crds';
import { childPath, show, type Problem } from './problem';
import type { Structural } from './structural';

/** What the schema of a kind says of a document, CEL rules aside. */
export interface StructureResult {
  readonly problems: Problem[];
  /** The API server doesn't run the CEL rules when types, required fields, enums or upper bounds are violated. */
  readonly blocksRules: boolean;
}

const BLOCKING = ['type', 'required', 'enum', 'maxLength', 'maxItems', 'maxProperties'];
const LIST_TYPE = 'x-kubernetes-list-type';

const validators = new Map<Kind, ValidateFunction>();

/** Checks the structure and applies the defaults to the document. */
export function checkStructure(kind: Kind, document: any): StructureResult {
  const validate = validators.get(kind) ?? compileStructure(kind.schema);
  validators.set(kind, validate);
  validate(document);
  const errors = (validate.errors ?? []).filter(error => !(kind.hasStatusSubresource && isDroppedWithStatus(error)));
  return {
    problems: errors.map(toProblem),
    blocksRules: errors.some(({ keyword }) => BLOCKING.includes(keyword)),
  };
}

/** Throws at any keyword or format that this judge doesn't know, so that nothing is passed over silently. */
export function compileStructure(schema: Structural): ValidateFunction {
  const ajv = new Ajv({ allErrors: true, verbose: true, useDefaults: true, strictSchema: true, strictTypes: false });
  ajv.addVocabulary(['int-or-string', 'preserve-unknown-fields', 'validations', 'map-type', 'list-map-keys'].map(name => `x-kubernetes-${name}`));
  ajv.addKeyword(UNIQUE_ITEMS);
  ajv.addFormat('int32', { type: 'number', validate: value => Math.abs(value) <= 2 ** 31 });
  ajv.addFormat('int64', { type: 'number', validate: value => Math.abs(value) <= 2 ** 63 });
  ajv.addFormat('date-time', /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/);
  return ajv.compile(closed(schema));
}

/** The API server refuses a field that the schema doesn't declare; JSON Schema would let it pass. */
function closed(node: Structural): Structural {
  const { properties, items, additionalProperties } = node;
  const isOpen = node.type !== 'object' || node['x-kubernetes-preserve-unknown-fields'] || additionalProperties;
  return {
    ...node,
    ...node['x-kubernetes-int-or-string'] && { type: ['integer', 'string'] as any },
    ...properties && { properties: Object.fromEntries(Object.entries(properties).map(([field, inner]) => [field, closed(inner)])) },
    ...items && { items: closed(items) },
    ...additionalProperties && { additionalProperties: closed(additionalProperties) },
    ...!isOpen && { additionalProperties: false as any },
  };
}

/** Bound to arrays so that it runs after their items got defaults: keys may have some. */
const UNIQUE_ITEMS: FuncKeywordDefinition = {
  keyword: LIST_TYPE,
  type: 'array',
  compile: (listType: string, parent: any) => {
    const keys: string[] = parent['x-kubernetes-list-map-keys'] ?? [];
    const identity = (item: any) => JSON.stringify(listType === 'map' ? keys.map(key => item?.[key]) : sorted(item));
    const validate: SchemaValidateFunction = (items: any[]) => {
      const seen = items.map(identity);
      const duplicates = listType === 'atomic' ? [] : seen.flatMap((item, index) => seen.indexOf(item) < index ? [index] : []);
      validate.errors = duplicates.map(index => ({ keyword: LIST_TYPE, params: { index, keys }, message: 'duplicate' }));
      return duplicates.length === 0;
    };
    return validate;
  },
};

function sorted(value: any): any {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.keys(value).sort().map(key => [key, sorted(value[key])]));
}

function isDroppedWithStatus({ instancePath, keyword }: ErrorObject): boolean {
  return /^\/status(\/|$)/.test(instancePath) && keyword !== 'additionalProperties';
}

function toProblem(error: ErrorObject): Problem {
  const path = error.instancePath.split('/').slice(1).map(part => part.replace(/~1/g, '/').replace(/~0/g, '~')).reduce(childPath, '');
  switch (error.keyword) {
    case 'additionalProperties': return { path: childPath(path, error.params.additionalProperty), message: 'unknown field' };
    case 'required': return { path: childPath(path, error.params.missingProperty), message: 'required' };
    case 'type': return { path, message: `must be ${[error.params.type].flat().join(' or ')}, got ${show(error.data)}` };
    case 'enum': return { path, message: `unsupported value ${show(error.data)}, use one of: ${error.params.allowedValues.join(', ')}` };
    case 'pattern': return { path, message: `${show(error.data)} does not match ${error.params.pattern}` };
    case LIST_TYPE: return duplicate(childPath(path, String(error.params.index)), (error.data as any[])[error.params.index], error.params.keys);
    default: return { path, message: `${show(error.data)} ${error.message}` };
  }
}

function duplicate(path: string, item: any, keys: string[]): Problem {
  const shown = keys.length ? Object.fromEntries(keys.map(key => [key, item?.[key]])) : item;
  return { path, message: `duplicate ${show(shown)}` };
}
