import type { IConstruct } from 'constructs';
import { isBefore, minorOf } from './flux-minor';
import { warn } from './warnings';

/** Flux can be the ServiceAccount of one object only where that is switched on; how differs between versions, and which one it is may be said late. */
export function tellIdentitySwitch(construct: IConstruct, role: string, controller: string): void {
  warn(construct, 'FOC032', `Flux ${minorOf(construct)} takes a ServiceAccount as ${role} only where that is switched on`, {
    use: isBefore('2.10', construct)
      ? `the flag --feature-gates=ObjectLevelWorkloadIdentity=true of ${controller}`
      : `a ClusterRoleBinding that lets ${controller} create serviceaccounts/token`,
  });
}
