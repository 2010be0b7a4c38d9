import type { Minor } from '../../support/crd';

/** What a rig shall be. */
export interface Plan {
  /** Everything that the rig writes is in here. */
  readonly folder: string;
  /** The CRDs of this Flux minor. */
  readonly minor: Minor;
  /** False: only an API server with the CRDs; else also registries and the controllers. */
  readonly controllers: boolean;
  /** True: it runs until it is told to stop; else it ends with the process that started it. */
  readonly stays: boolean;
}

/** How to reach a rig. */
export interface Access {
  readonly folder: string;
  readonly kubeconfig: string;
  /** `localhost:<port>` of a registry (distribution), where signatures hang on tags; empty without controllers. */
  readonly registry: string;
  /** `localhost:<port>` of a registry (crane's, in memory) that lists the referrers of an artifact; empty without controllers. */
  readonly referrersRegistry: string;
  /** Process id of the supervisor. */
  readonly supervisor: number;
}

/** The file in a rig's folder that tells how to reach it. */
export const ACCESS_FILE = 'rig.json';
