import type { IConstruct } from 'constructs';
import { warn } from '../private/warnings';

/** An object that must be ready, whoever applies it. */
export interface HealthCheck {
  /**
   * Such as `acme.com/v1`.
   *
   * @default - apps/v1, by Flux
   */
  readonly apiVersion?: string;

  /** Such as `Deployment`. */
  readonly kind: string;

  /** Its name in the cluster. */
  readonly name: string;

  /**
   * Its namespace.
   *
   * @default - none: right for objects that have no namespace, and for no others
   */
  readonly namespace?: string;
}

/** What decides when a Kustomization is ready. */
export interface Readiness {
  readonly wait?: boolean;
  readonly healthChecks?: HealthCheck[];
}

/** Flux looks at the checks only where it doesn't wait for everything. */
export function waits(scope: IConstruct, { wait, healthChecks = [] }: Readiness): boolean {
  if (wait && healthChecks.length > 0) {
    warn(scope, 'FOC076', 'with `wait` Flux ignores `healthChecks`', { use: 'either; `wait: false` for the checks alone' });
  }
  return wait ?? healthChecks.length === 0;
}
