import type { Minor } from '../../support/crd';
import type { Access } from '../rig/plan';

export type Rigs = { readonly [minor in Minor]: Access };

export const VARIABLE = 'CLUSTER_RIGS';

/** Told to the suites by the setup, which starts them. */
export function tellRigs(started: Rigs): void {
  process.env[VARIABLE] = JSON.stringify(started);
}

/** Whether somebody has started a rig for the suites: the environment of `npm run cluster:up` says so. */
export function areTold(): boolean {
  return process.env[VARIABLE] !== undefined;
}

/** The rigs that run: Flux 2.9 with its controllers and a registry, the other minors as API servers with their CRDs. */
export function rigs(): Rigs {
  const told = process.env[VARIABLE];
  if (!told) throw new Error('no rig runs: start the suites with `npm run test:cluster`');
  return JSON.parse(told);
}
