import type { Secret } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { Pem } from '../kube/pem';
import type { PublicSecretOptions } from '../kube/secret-options';
import { publicSecret } from '../kube/secret-public';
import { refusal, typeName } from '../private/errors';

/** Properties of `RegistryCa`. */
export interface RegistryCaProps extends PublicSecretOptions {
  /** Certificates of the CAs, one or more in each text or file. */
  readonly certificates: Pem[];
}

/**
 * A Secret with the CA of a registry, beside those that the system trusts; to be shared by the sources of its namespace:
 * `certSecret: SecretRef.of(ca)`. It holds certificates alone. A client certificate has a key, which is no business of a
 * program: its Secret comes from elsewhere.
 *
 * @see https://fluxcd.io/flux/components/source/ocirepositories/#cert-secret-reference
 */
export class RegistryCa extends Construct {
  /** The Secret. */
  public readonly secret: Secret;

  /** @throws FOC033 without a certificate, FOC041 or FOC042 for what is none; one that isn't valid now is warned about (FOC097) */
  public constructor(scope: Construct, id: string, props: RegistryCaProps) {
    super(scope, id);
    const { certificates } = props;
    const use = '`certificates: [Pem.file("ca.crt")]`';
    if (!Array.isArray(certificates) || certificates.length === 0) throw refusal('FOC033', this, 'a Secret without a CA changes nothing', { use });
    const texts = certificates.map((pem, index) => {
      if (Pem._is(pem)) return pem._certificates(this, `certificates[${index}]`);
      throw refusal('FOC041', this, `\`certificates[${index}]\` must be a Pem`, { got: typeName(pem), use });
    });
    this.secret = publicSecret(this, props, { 'ca.crt': texts.join('') });
  }
}
