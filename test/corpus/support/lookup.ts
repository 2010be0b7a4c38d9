import type { Built } from './build';
import { isFlux, mayBeSame, syncOf, type Reference } from './flux';
import type { Root } from './roots';
import type { State } from './run';

/** The sources that a reference may mean: those that are applied together with it come first. */
export function sourcesFor(state: State, reference: Reference, root?: Root): any[] {
  const isMeant = ({ value }: { value: any }): boolean => isFlux(value, reference.kind) && value.metadata?.name === reference.name
    && mayBeSame(value.metadata?.namespace, reference.namespace);
  const near = root?.objects.filter(isMeant) ?? [];
  return (near.length ? near : state.objects.filter(isMeant)).map(({ value }) => value);
}

/** Whether the source exists: in the tree, or made by a FluxInstance of it. */
export function isThere(state: State, reference: Reference, root?: Root): boolean {
  return reference.name === '*' || sourcesFor(state, reference, root).length > 0 || isSynced(state, reference);
}

/** What tells a FluxInstance to pull into a source of this name. */
export function instancesOf(state: State, name: string): readonly Built[] {
  return state.instances.filter(({ value }) => (syncOf(value).name ?? 'flux-system') === name);
}

/** Whether a FluxInstance makes this source. */
export function isSynced(state: State, { kind, name }: Reference): boolean {
  return instancesOf(state, name).some(({ value }) => syncOf(value).kind === kind);
}
