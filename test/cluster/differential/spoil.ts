import { ABSENT, poolFor } from './candidates';
import { requiredOf } from './schema';
import { fieldSchema, type Structural } from '../../support/crd/structural';

type Step = string | number;

/** A place in a spec where something can be wrong. */
export interface Slot {
  /** As the schema has it: `Kustomization.dependsOn[].name`. */
  readonly path: string;
  readonly steps: readonly Step[];
  readonly wrong: readonly unknown[];
  /** Whether the key is meant, not what it holds. */
  readonly isKey: boolean;
}

/** Something wrong in a spec. */
export interface Wrong extends Pick<Slot, 'path' | 'steps' | 'isKey'> {
  /** `ABSENT` for a required field that isn't there. */
  readonly value: unknown;
}

/** The places in a spec that hold no further fields. */
export function slotsOf(schema: Structural, path: string, value: any, steps: readonly Step[] = [], isRequired = false): Slot[] {
  const { properties, items, additionalProperties } = schema;
  if (items) return value.flatMap((item: unknown, index: number) => slotsOf(items, `${path}[]`, item, [...steps, index]));
  if (properties || additionalProperties) {
    return Object.keys(value).flatMap(field => [
      ...additionalProperties ? [{ path: `${path}{key}`, steps: [...steps, field], wrong: poolFor(`${path}{key}`, { type: 'string' }).wrong, isKey: true }] : [],
      ...slotsOf(fieldSchema(schema, field)!, additionalProperties ? `${path}{}` : `${path}.${field}`, value[field], [...steps, field], requiredOf(schema).includes(field)),
    ]);
  }
  const { wrong } = poolFor(path, schema);
  return [{ path, steps, wrong: isRequired ? [...wrong, ABSENT] : wrong, isKey: false }];
}

/** Of plain objects, as programs have them. */
export function copied(spec: any): any {
  return JSON.parse(JSON.stringify(spec));
}

/** The spec with something wrong in it; undefined where that place isn't there. */
export function spoiled(good: any, { steps, isKey, value }: Wrong): any {
  const spec = copied(good);
  const inside = steps.slice(0, -1).reduce((whole, step) => whole?.[step], spec);
  const last = steps[steps.length - 1];
  if (inside === undefined || !(last in inside)) return undefined;
  if (isKey) inside[value as string] = inside[last];
  else if (value !== ABSENT) inside[last] = value;
  if (isKey || value === ABSENT) delete inside[last];
  return spec;
}
