import type { Minor } from '../../support/crd';

/** What a rig shall be. */
export interface Plan {
  /** Everything that the rig writes is in here. */
  readonly folder: string;
  /** The CRDs of this Flux minor. */
  readonly minor: Minor;
  /** False: only an API server with the CRDs; else also registries and the controllers. */
  readonly controllers: boolean;
  /** Keys of shards that have controllers of their own; the others then leave what is labelled with any key alone. */
  readonly shards?: readonly string[];
  /** True: it runs until it is told to stop; else it ends with the process that started it. */
  readonly stays: boolean;
}

/**
 * Registries that serve what `registry` holds, each behind a door. At `localhost` clients fall back to plain HTTP, so
 * those with HTTPS are to be asked for at `0.0.0.0`.
 */
export interface Doors {
  /** `localhost:<port>`, which asks for the user `robot`. */
  readonly basicAuth: string;
  readonly password: string;
  /** `0.0.0.0:<port>`, HTTPS, with a certificate of a CA of its own. */
  readonly tls: string;
  /** `0.0.0.0:<port>`, as `tls`, which asks for a certificate of that CA. */
  readonly mutualTls: string;
  /** Folder with `ca.crt`, `client.crt` and `client.key`. */
  readonly pki: string;
}

/** How to reach a rig. */
export interface Access {
  readonly folder: string;
  readonly kubeconfig: string;
  /** `localhost:<port>` of a registry (distribution), where signatures hang on tags; empty without controllers. */
  readonly registry: string;
  /** `localhost:<port>` of a registry (crane's, in memory) that lists the referrers of an artifact; empty without controllers. */
  readonly referrersRegistry: string;
  /** Absent without controllers. */
  readonly doors?: Doors;
  /** Process id of the supervisor. */
  readonly supervisor: number;
}

/** The file in a rig's folder that tells how to reach it. */
export const ACCESS_FILE = 'rig.json';
