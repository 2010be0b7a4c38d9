import { poolOf, type Pool } from './pools';
import type { Structural } from '../../support/crd/structural';

/** Stands for a required field that isn't there. */
export const ABSENT = Symbol('absent');

/** What may stand in a field that holds no further fields. */
export function poolFor(path: string, schema: Structural): Pool {
  const own = poolOf(path);
  if (Array.isArray(schema.enum)) return { good: schema.enum, wrong: ['Other'] };
  if (own) return own;
  switch (schema.type) {
    case 'boolean': return { good: [true, false], wrong: [] };
    case 'object': return { good: [{}], wrong: [] };
    default: throw new Error(`nobody has said what to write into ${path}`);
  }
}
