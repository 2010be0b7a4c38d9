import { FluxController } from './flux-controller';
import type { Account } from './subject';
import { isDnsLabel } from '../private/dns';
import { quoted, refusal } from '../private/errors';

/** Which controller of Flux, and where. */
export interface ControllerIdentityOptions {
  /**
   * The controller that gets the identity.
   *
   * @default FluxController.SOURCE
   */
  readonly controller?: FluxController;

  /**
   * Namespace that Flux is installed in.
   *
   * @default flux-system
   */
  readonly namespace?: string;
}

/** The ServiceAccount of a controller. */
export interface ControllerAccount extends Account {
  readonly name: FluxController;
}

/** That of this one. */
export function controllerAccount({ controller, namespace = FLUX_NAMESPACE }: ControllerIdentityOptions): ControllerAccount {
  if (typeof namespace === 'string' && isDnsLabel(namespace)) return { name: controller ?? FluxController.SOURCE, namespace };
  throw refusal('FOC008', undefined, '`namespace` must have up to 63 lower-case letters, digits and `-`', {
    got: quoted(namespace),
    use: quoted(FLUX_NAMESPACE),
  });
}

/** Where Flux is, unless told otherwise. */
export const FLUX_NAMESPACE = 'flux-system';
