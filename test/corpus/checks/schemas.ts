import { validateAgainstCrd } from '../../support/crd';
import { isFlux, nameOf } from '../support/flux';
import type { Root } from '../support/roots';
import type { Run } from '../support/run';

/** What changed or came is what an API server of Flux 2.9 takes, as far as it took it before. */
export function validObjects(run: Run): string[] {
  const before = new Map(run.before.roots.map(root => [root.id, root]));
  return [...new Set(run.after.roots.flatMap(root => changedIn(before.get(root.id), root).flatMap(([old, now]) => {
    const known = new Set(problemsOf(old));
    return problemsOf(now).filter(problem => !known.has(problem)).map(problem => `${nameOf(now)}: ${problem}`);
  })))];
}

function changedIn(before: Root | undefined, after: Root): [any, any][] {
  const old = new Map(before?.objects.map(({ value }) => [nameOf(value), value]));
  return after.objects.filter(({ value }) => isFlux(value)).map(({ value }): [any, any] => [old.get(nameOf(value)), value])
    .filter(([was, value]) => JSON.stringify(was) !== JSON.stringify(value));
}

function problemsOf(value: any): string[] {
  if (value === undefined) return [];
  const problems = validateAgainstCrd(value);
  return problems ? problems.map(({ path, message }) => `${path}: ${message}`) : [`${value.apiVersion} isn't served`];
}
