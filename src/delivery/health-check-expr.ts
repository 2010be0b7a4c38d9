import type { IConstruct } from 'constructs';
import { checkedCel } from './cel-expression';

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

/** Expressions that Flux can read. Returns them. */
export function checkedHealthCheckExprs(scope: IConstruct, expressions: HealthCheckExpr[] | undefined): HealthCheckExpr[] | undefined {
  for (const [index, { current, inProgress, failed }] of expressions?.entries() ?? []) {
    const path = `healthCheckExprs[${index}]`;
    checkedCel(scope, `${path}.current`, current);
    if (inProgress !== undefined) checkedCel(scope, `${path}.inProgress`, inProgress);
    if (failed !== undefined) checkedCel(scope, `${path}.failed`, failed);
  }
  return expressions;
}
