import type { IConstruct } from 'constructs';
import { isBefore, minorOf } from './flux-minor';
import { mayCreateTokens } from './token-rights';
import { warn } from './warnings';

/** A ServiceAccount that a controller of Flux acts as, for one object alone. */
export interface ObjectIdentity {
  /** What it is to Flux, such as `the cloud identity of one source`. */
  readonly role: string;
  readonly controller: string;
  readonly serviceAccount: string;
  readonly namespace: string | undefined;
}

/** That has to be switched on in Flux; how differs between versions, and which one it is may be said late. */
export function tellIdentitySwitch(construct: IConstruct, { role, controller, serviceAccount, namespace }: ObjectIdentity): void {
  const hasGate = isBefore('2.10', construct);
  if (!hasGate && mayCreateTokens(construct, controller, namespace, serviceAccount)) return;
  warn(construct, 'FOC032', `Flux ${minorOf(construct)} takes a ServiceAccount as ${role} only where that is switched on`, {
    use: hasGate
      ? `FluxPatches.objectLevelWorkloadIdentity, which gives ${controller} the flag --feature-gates=ObjectLevelWorkloadIdentity=true`
      : `an ObjectIdentityRbac, which lets ${controller} create serviceaccounts/token`,
  });
}
