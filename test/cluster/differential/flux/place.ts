import type { Artifacts } from './artifacts';
import type { Needed } from './objects';

/** Where a drawn spec is tried. */
export interface Place {
  /** A namespace of its own. */
  readonly namespace: string;
  /** The namespace with the sources `app` and `web`, and with a Kustomization and a HelmRelease `base`, all of them ready. */
  readonly shared: string;
  readonly artifacts: Artifacts;
  readonly kubeConfig: string;
}

/** A drawn spec that finds what it names. */
export interface Repointed {
  readonly spec: any;
  readonly needed: readonly Needed[];
}
