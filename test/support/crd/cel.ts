import { celEnv, isCelError, parse, plan, type CelInput, type CelResult } from '@bufbuild/cel';
import { strings } from '@bufbuild/cel/ext';
import { childPath, type Problem } from './problem';
import { fieldSchema, type Structural, type Validation } from './structural';

type Evaluate = (self: CelInput) => CelResult;

const RULES = 'x-kubernetes-validations';
const ENV = celEnv({ funcs: strings });

const compiledRules = new Map<string, Evaluate | undefined>();

/** Evaluates every rule of the schema whose node is present in the value. */
export function checkRules(value: any, schema: Structural, path = ''): Problem[] {
  if (value === null || value === undefined) return [];
  const rules = schema[RULES] ?? [];
  const self = rules.length ? toCel(value, schema) : null;
  return [...rules.flatMap(rule => checkRule(rule, self, path)), ...checkChildren(value, schema, path)];
}

function checkChildren(value: any, schema: Structural, path: string): Problem[] {
  if (typeof value !== 'object') return [];
  return Object.keys(value).flatMap(key => {
    const inner = Array.isArray(value) ? schema.items : fieldSchema(schema, key);
    return inner ? checkRules(value[key], inner, childPath(path, key)) : [];
  });
}

function checkRule(validation: Validation, self: CelInput, path: string): Problem[] {
  const evaluate = compileRule(validation);
  const result = evaluate?.(self) ?? true;
  if (result === true) return [];
  const where = path + (validation.fieldPath ?? '');
  const message = isCelError(result)
    ? `CEL rule cannot be evaluated (${result.message}): ${validation.rule}`
    : `violates the CEL rule ${validation.rule}`;
  return [{ path: where.replace(/^\./, ''), message }];
}

/**
 * Throws at a rule that this judge cannot decide. Undefined for a rule about changes: the API server skips it when an
 * object is created.
 */
export function compileRule({ rule, optionalOldSelf }: Validation): Evaluate | undefined {
  if (!compiledRules.has(rule)) compiledRules.set(rule, compile(rule, optionalOldSelf));
  return compiledRules.get(rule);
}

function compile(rule: string, optionalOldSelf?: boolean): Evaluate | undefined {
  try {
    const expression = parse(rule);
    const names = namesIn(expression);
    const unbound = names.functions.find(name => /^\w+$/.test(name) && !ENV.funcs.find(name));
    if (unbound) throw new Error(`unknown function ${unbound}`);
    if (optionalOldSelf) throw new Error('optionalOldSelf is not supported');
    if (names.variables.includes('oldSelf')) return undefined;
    const evaluate = plan(ENV, expression);
    return self => evaluate({ self });
  } catch (error) {
    throw new Error(`CEL rule cannot be compiled (${(error as Error).message}): ${rule}`);
  }
}

function namesIn(node: any): { functions: string[]; variables: string[] } {
  if (typeof node !== 'object' || node === null) return { functions: [], variables: [] };
  const inner = Object.entries(node).filter(([key]) => key !== 'sourceInfo').map(([, child]) => namesIn(child));
  return {
    functions: [...node.$typeName === 'cel.expr.Expr.Call' ? [node.function] : [], ...inner.flatMap(names => names.functions)],
    variables: [...node.$typeName === 'cel.expr.Expr.Ident' ? [node.name] : [], ...inner.flatMap(names => names.variables)],
  };
}

/** JavaScript knows one kind of number, CEL two that it never mixes: the schema says which. Undeclared fields are invisible to rules. */
function toCel(value: any, schema: Structural | undefined): CelInput {
  if (Array.isArray(value)) return value.map(item => toCel(item, schema?.items));
  if (typeof value === 'number') return isCelInteger(value, schema) ? BigInt(value) : value;
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).filter(([field]) => !schema?.properties || fieldSchema(schema, field));
  return new Map(fields.map(([field, inner]) => [field, toCel(inner, fieldSchema(schema, field))]));
}

function isCelInteger(value: number, schema: Structural | undefined): boolean {
  return Number.isInteger(value) && schema?.type !== 'number';
}
