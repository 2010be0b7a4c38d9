import type { IConstruct } from 'constructs';
import { checkedCel } from './cel-expression';
import { describe } from '../private/errors';
import { minorOf } from '../private/flux-minor';

/**
 * When objects of one kind are ready, which don't say it as Kubernetes does. The expressions see the fields of the object
 * (`status.phase == "Running"`); `has(status.phase)` guards what may not be there yet. Flux asks `inProgress`, `failed` and
 * `current` in this order; what is none of them is in progress.
 *
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/#health-check-expressions
 */
export interface HealthCheckExpr {
  /** Of the objects, such as `acme.com/v1`. */
  readonly apiVersion: string;

  /**
   * Of the objects, such as `Database`.
   *
   * @default - every kind of the group; since Flux 2.9
   */
  readonly kind?: string;

  /** CEL that is true when the object is ready. */
  readonly current: string;

  /**
   * CEL that is true while the object becomes ready.
   *
   * @default - never
   */
  readonly inProgress?: string;

  /**
   * CEL that is true when the object will never be ready by itself.
   *
   * @default - never
   */
  readonly failed?: string;
}

/** Expressions that Flux can read, for kinds that its version knows to name. Returns them. */
export function checkedHealthCheckExprs(scope: IConstruct, expressions: HealthCheckExpr[] | undefined): HealthCheckExpr[] | undefined {
  for (const [index, { current, inProgress, failed }] of expressions?.entries() ?? []) {
    const path = `healthCheckExprs[${index}]`;
    checkedCel(scope, `${path}.current`, current);
    if (inProgress !== undefined) checkedCel(scope, `${path}.inProgress`, inProgress);
    if (failed !== undefined) checkedCel(scope, `${path}.failed`, failed);
  }
  if (expressions?.some(({ kind }) => kind === undefined)) scope.node.root.node.addValidation({ validate: () => kindlessIn28(scope) });
  return expressions;
}

/** The version may be chosen after the construct is made. */
function kindlessIn28(scope: IConstruct): string[] {
  if (minorOf(scope) !== '2.8') return [];
  return [describe('FOC005', scope, '`spec.healthCheckExprs` without `kind` is not in Flux 2.8; Flux 2.9, 2.10 has it', {
    use: 'a `kind`, or FluxVersion.V2_9.applyTo(app) if the cluster runs it',
  })];
}
