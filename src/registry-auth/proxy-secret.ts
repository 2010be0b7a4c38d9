import type { Secret } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import type { PublicSecretOptions } from '../kube/secret-options';
import { checkedProxyAddress } from '../kube/secret-proxy';
import { publicSecret } from '../kube/secret-public';
import { refusal } from '../private/errors';

/** Properties of `RegistryProxy`. */
export interface RegistryProxyProps extends PublicSecretOptions {
  /** `http://host:port`; also `https` and `socks5`. */
  readonly address: string;
}

/**
 * A Secret with a proxy that asks for no password, to be shared by the sources of its namespace: `proxySecret: SecretRef.of(proxy)`.
 * Where it asks for one, the Secret comes from elsewhere, with the keys `address`, `username` and `password`.
 *
 * @see https://fluxcd.io/flux/components/source/ocirepositories/#proxy-secret-reference
 */
export class RegistryProxy extends Construct {
  /** The Secret. */
  public readonly secret: Secret;

  /** @throws FOC039 for an address that Flux refuses, or one with a password in it */
  public constructor(scope: Construct, id: string, props: RegistryProxyProps) {
    super(scope, id);
    const address = String(props.address);
    const { username, password } = checkedProxyAddress(this, '`address`', address);
    if (username || password) {
      throw refusal('FOC039', this, '`address` has a user in it, which everybody could read', {
        use: 'a Secret from elsewhere with `address`, `username` and `password`, and SecretRef.named(name)',
      });
    }
    this.secret = publicSecret(this, props, { address });
  }
}
