import type { IConstruct } from 'constructs';
import { checkedCel } from './cel-expression';
import { quoted, refusal } from '../private/errors';

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
  refuseTwice(scope, expressions ?? []);
  return expressions;
}

/** Flux goes by group and kind, and looks at no version. */
function refuseTwice(scope: IConstruct, expressions: readonly HealthCheckExpr[]): void {
  const seen = new Map<string, number>();
  for (const [index, { apiVersion, kind }] of expressions.entries()) {
    const group = apiVersion.slice(0, Math.max(0, apiVersion.indexOf('/')));
    const key = JSON.stringify([group, kind]);
    const first = seen.get(key);
    if (first !== undefined) {
      throw refusal('FOC072', scope, `\`healthCheckExprs[${index}]\` is for the same objects as \`healthCheckExprs[${first}]\`, for Flux looks at no version, and then it gives up`, {
        got: quoted(kind === undefined ? group : `${group}/${kind}`),
        use: 'one for both',
      });
    }
    seen.set(key, index);
  }
}
