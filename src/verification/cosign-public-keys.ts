import type { Secret } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import type { Pem } from './pem';
import { sortedEntries, trustSecret, withSuffix } from './trust-secret';
import type { TrustSecretOptions } from './trust-secret-options';
import { quoted, refusal } from '../private/errors';

/** Properties of `CosignPublicKeys`. */
export interface CosignPublicKeysProps extends TrustSecretOptions {
  /**
   * The public keys, by a name of yours; the key in the Secret is that name with `.pub`, because Flux reads no others.
   * An artifact is accepted when one of them signed it.
   */
  readonly keys: { [name: string]: Pem };
}

/**
 * A Secret with the cosign public keys that may sign, to be shared by the sources of its namespace.
 *
 * @see https://fluxcd.io/flux/components/source/ocirepositories/#public-keys-verification
 */
export class CosignPublicKeys extends Construct {
  /** The Secret. */
  public readonly secret: Secret;

  /** @throws FOC046 without a key, FOC041 or FOC042 for one that is no public key */
  public constructor(scope: Construct, id: string, props: CosignPublicKeysProps) {
    super(scope, id);
    const entries = sortedEntries(props.keys).map(([name, pem]) => [this.secretKey(name), pem._publicKey(this)]);
    if (entries.length === 0) {
      throw refusal('FOC046', this, 'without a public key every signature is refused', { use: '`keys: { release: Pem.file("cosign.pub") }`' });
    }
    this.secret = trustSecret(this, props, Object.fromEntries(entries));
  }

  private secretKey(name: string): string {
    const key = withSuffix(name, ['.pub']);
    if (/^[-._a-zA-Z0-9]{1,253}$/.test(key)) return key;
    throw refusal('FOC001', this, 'the name of a key may have letters, digits, `-`, `_` and `.`', { got: quoted(name), use: 'a name such as "release"' });
  }
}
