import * as fc from 'fast-check';
import { ABSENT, poolFor } from './candidates';
import { allFields, requiredOf, specSchema, type Drawable, type Field } from './schema';
import { copied, slotsOf, spoiled, type Slot, type Wrong } from './spoil';
import type { Minor } from '../../support/crd/crds';
import type { Structural } from '../../support/crd/structural';

/** A spec as somebody may have written it. */
export interface Drawn {
  readonly name: string;
  readonly of: Drawable;
  readonly spec: any;
  /** What somebody got wrong, which need not be refused; the rest is from pools of what is right, though it may not go together. */
  readonly wrong: readonly Wrong[];
  /** The same with nothing wrong. */
  readonly good: any;
}

/** So many optional fields of one object: with all of them at once, something would always be wrong. */
const AT_MOST: { readonly [kind: string]: number } = { OCIRepository: 3, Kustomization: 5, HelmRelease: 6 };
const AT_MOST_INSIDE = 3;

/** Specs of a kind, drawn from its schema alone; each is about a field and a value of its pool: first twice about each field, then about what people get wrong, then about what is right. */
export function draw(of: Drawable, count: number, seed: number): Drawn[] {
  const targets = targetsOf(of);
  const first = targets.filter(({ path }, index) => targets.findIndex(each => each.path === path) >= index - 1);
  const [wrong, right] = [targets.filter(({ isWrong }) => isWrong), targets.filter(({ isWrong }) => !isWrong)];
  const order = fc.tuple(shuffled(first), shuffled(wrong).map(variedFirst), shuffled(right)).map(all => all.flat());
  const specs = order.chain(all => fc.tuple(...Array.from({ length: count }, (_, index) => specOf(of, all[index % all.length]))));
  const [drawn] = fc.sample(specs, { seed, numRuns: 1 });
  return drawn.map((each, index) => ({ ...each, of, name: `${of.kind.toLowerCase()}-${index}` }));
}

function shuffled<T>(all: T[]): fc.Arbitrary<T[]> {
  return fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length });
}

/** One for each name of a field and value, then the rest. */
function variedFirst(all: readonly Target[]): Target[] {
  const keys = all.map(({ path, value }) => `${path.replace(/^.*\./, '')} ${String(JSON.stringify(value))}`);
  const isFirst = (_: Target, index: number) => keys.indexOf(keys[index]) === index;
  return [...all.filter(isFirst), ...all.filter((target, index) => !isFirst(target, index))];
}

/** What a spec is about. */
interface Target {
  readonly path: string;
  readonly minors: readonly Minor[];
  readonly value: unknown;
  readonly isWrong: boolean;
}

function targetsOf(of: Drawable): Target[] {
  return [...allFields(of).values()].flatMap(({ field, minors }) => {
    const target = (isWrong: boolean) => (value: unknown) => ({ path: field.path, minors, value, isWrong });
    const { good, wrong } = candidates(field);
    return [...good.map(target(false)), ...wrong.map(target(true))];
  });
}

function candidates({ path, schema, isRequired }: Field): { readonly good: readonly unknown[]; readonly wrong: readonly unknown[] } {
  const { good, wrong } = poolFor(path, schema);
  const isOfObject = /\.\w+$/.test(path);
  return { good, wrong: isRequired && isOfObject ? [...wrong, ABSENT] : wrong };
}

function specOf(of: Drawable, target: Target): fc.Arbitrary<Pick<Drawn, 'spec' | 'good' | 'wrong'>> {
  const value = fc.constantFrom(...target.minors).chain(minor => {
    const schema = specSchema(of, minor);
    return valueOf(schema, of.kind, target).map(copied).map(good => ({ good, slots: slotsOf(schema, of.kind, good) }));
  });
  // Most have nothing else wrong, or the API server would refuse nearly all.
  const further = fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.tuple(fc.nat(), fc.nat()) });
  return fc.tuple(value, fc.nat(), further).map(([{ good, slots }, at, pick]) => {
    const own = slots.filter(({ path }) => path === target.path);
    const others = slots.filter(slot => slot.wrong.length > 0 && slot.path !== target.path);
    const first = target.isWrong ? [wrongIn(own[at % own.length], target.value)] : [];
    const second = pick === undefined ? [] : [wrongOf(others[pick[0] % others.length], pick[1])];
    const wrong = [...first, ...second].filter(each => spoiled(good, each) !== undefined);
    return { good, wrong, spec: wrong.reduce((spec, each) => spoiled(spec, each) ?? spec, good) };
  });
}

function wrongOf(slot: Slot, index: number): Wrong {
  return wrongIn(slot, slot.wrong[index % slot.wrong.length]);
}

function wrongIn({ path, steps, isKey }: Slot, value: unknown): Wrong {
  return { path, steps, isKey, value };
}

/** A value from the good pools that holds the target. */
function valueOf(schema: Structural, path: string, target: Target): fc.Arbitrary<any> {
  const { properties, items, additionalProperties } = schema;
  if (properties) return objectOf(schema, path, target);
  if (items) return listOf(items, path, target);
  if (additionalProperties) return mapOf(additionalProperties, path, target);
  return leafOf(schema, path, target);
}

function listOf(items: Structural, path: string, target: Target): fc.Arbitrary<any> {
  const lengths = fc.constantFrom(1, 1, 1, 2, isWithin(target, path) ? 1 : 0);
  return lengths.chain(length => fc.array(valueOf(items, `${path}[]`, target), { minLength: length, maxLength: length }));
}

function leafOf(schema: Structural, path: string, { path: wanted, value, isWrong }: Target): fc.Arbitrary<any> {
  return path === wanted && !isWrong ? fc.constant(value) : fc.constantFrom(...poolFor(path, schema).good);
}

function objectOf(schema: Structural, path: string, target: Target): fc.Arbitrary<any> {
  const fields = Object.keys(schema.properties!);
  const needed = fields.filter(field => requiredOf(schema).includes(field) || isWithin(target, `${path}.${field}`));
  const optional = fields.filter(field => !needed.includes(field));
  const most = AT_MOST[path] ?? AT_MOST_INSIDE;
  return fc.subarray(optional, { maxLength: Math.min(optional.length, most) }).chain(others => {
    const chosen = fields.filter(field => needed.includes(field) || others.includes(field));
    return fc.record(Object.fromEntries(chosen.map(field => [field, valueOf(schema.properties![field], `${path}.${field}`, target)])));
  });
}

function mapOf(values: Structural, path: string, target: Target): fc.Arbitrary<any> {
  const key = leafOf({ type: 'string' }, `${path}{key}`, target);
  return fc.dictionary(key, valueOf(values, `${path}{}`, target), { minKeys: isWithin(target, path) ? 1 : 0, maxKeys: 2 });
}

function isWithin({ path: wanted }: Target, path: string): boolean {
  return wanted === path || ['.', '[', '{'].some(sign => wanted.startsWith(path + sign));
}
