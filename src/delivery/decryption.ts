import { KustomizationSpecDecryptionProvider, type KustomizationSpecDecryption } from '../../imports/kustomize.toolkit.fluxcd.io';
import type { SecretRef } from '../kube/secret-ref';
import { optionalName } from '../private/names';
import type { Place } from '../private/namespaces';

/**
 * The keys for what SOPS has encrypted. The keys of a Secret win over the identity of a ServiceAccount, and this one over that of
 * kustomize-controller.
 *
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/#decryption
 */
export interface Decryption {
  /**
   * Secret whose keys end in `.agekey` (age) or `.asc` (OpenPGP), or are `sops.aws-kms`, `sops.azure-kv`, `sops.gcp-kms` or
   * `sops.vault-token`. Flux ignores others.
   *
   * @default - none
   */
  readonly secret?: SecretRef;

  /**
   * ServiceAccount of the Kustomization's namespace that may decrypt with the key service of a cloud. It has to be switched on in Flux
   * (FOC032).
   *
   * @default - that of kustomize-controller
   */
  readonly serviceAccountName?: string;
}

export function decryptionSpec(place: Place, decryption: Decryption | undefined): KustomizationSpecDecryption | undefined {
  return decryption && {
    provider: KustomizationSpecDecryptionProvider.SOPS,
    secretRef: decryption.secret && { name: decryption.secret._localName(place, 'decryption.secretRef') },
    serviceAccountName: optionalName(place.construct, 'decryption.serviceAccountName', decryption.serviceAccountName),
  };
}
