import type { Secret } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { trustData } from './trust-secret';
import type { Pem } from '../kube/pem';
import type { PublicSecretOptions } from '../kube/secret-options';
import { publicSecret } from '../kube/secret-public';
import { Brand } from '../private/brand';
import { refusal } from '../private/errors';

/** Properties of `CosignPublicKeys`. */
export interface CosignPublicKeysProps extends PublicSecretOptions {
  /**
   * The public keys, by a name of yours; the key in the Secret is that name with `.pub`, because Flux reads no others.
   * An artifact is accepted when one of them signed it.
   */
  readonly keys: { [name: string]: Pem };
}

const BRAND = new Brand<CosignPublicKeys>('CosignPublicKeys');

/**
 * A Secret with the cosign public keys that may sign, to be shared by the sources of its namespace. When a key is taken out, Flux up to 2.9
 * keeps what it has fetched already; from 2.10 on it verifies that again.
 *
 * A key is exchanged in two steps. First add the new key, and wait until everything that runs is signed with it. Then take the old
 * one out: nothing that it signs comes in any more. What Flux has fetched by then stays, for before Flux 2.10 it verifies a
 * revision only once; a source under another name starts afresh.
 *
 * @see https://fluxcd.io/flux/components/source/ocirepositories/#public-keys-verification
 */
export class CosignPublicKeys extends Construct {
  /** @internal */
  public static _is(value: unknown): value is CosignPublicKeys {
    return BRAND.isOn(value);
  }

  /** The Secret. */
  public readonly secret: Secret;

  /**
   * @throws FOC046 without a key, FOC001 for names that can't be in one Secret, FOC041 or FOC042 for what is no public key; a key
   * whose signatures Flux refuses is warned about (FOC097)
   */
  public constructor(scope: Construct, id: string, props: CosignPublicKeysProps) {
    super(scope, id);
    const data = trustData(this, props.keys, {
      noun: 'public key', plural: 'public keys', example: 'release', suffixes: ['.pub'], read: (pem, name) => pem._publicKey(this, name),
    });
    if (Object.keys(data).length === 0) {
      throw refusal('FOC046', this, 'without a public key every signature is refused', { use: '`keys: { release: Pem.file("cosign.pub") }`' });
    }
    this.secret = publicSecret(this, props, data);
  }
}

BRAND.put(CosignPublicKeys);
