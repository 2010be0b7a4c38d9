import type { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { apiObjectOf, nameOf, objectOf } from './object-ref';
import { refuseOtherContent, type SecretContent } from './secret-content';
import { knownSecret, makesSecret, type KnownSecret } from './secret-known';
import { refusal } from '../private/errors';
import { whenFinished } from '../private/finished';
import { localName, type Place } from '../private/namespaces';

/**
 * A Secret that something else owns: a construct of any cdk8s library, an operator that makes it, or one that is in the cluster
 * already. Nothing secret has to be in the program.
 *
 * Flux looks a Secret up in the namespace of the object that names it, and nowhere else.
 */
export class SecretRef {
  /**
   * The Secret that this construct renders, or that an operator makes from what it renders: an ExternalSecret (External
   * Secrets Operator) or a SealedSecret (Bitnami). What Flux reads from it is checked as far as the program tells it: the
   * type and the keys; values only where they stand there in plain text.
   *
   * @param secret a `Secret` of cdk8s-plus (any version), of an import, or an `ApiObject` of kind Secret, ExternalSecret or
   * SealedSecret
   * @throws FOC051 if the construct renders something else
   */
  public static of(secret: IConstruct): SecretRef {
    const object = apiObjectOf(secret);
    if (object && makesSecret(object)) return new SecretRef(nameOf('Secret', knownSecret(object.toJson()).name), object);
    const own = objectOf('Secret', secret);
    return new SecretRef(own.name, own);
  }

  /**
   * A Secret that this program doesn't make, in the namespace of whatever uses it; one that SOPS has encrypted, for instance.
   *
   * @param name its name in the cluster
   * @throws FOC001 if that is no DNS name
   */
  public static named(name: string): SecretRef {
    return new SecretRef(nameOf('Secret', name));
  }

  private constructor(
    /** The name of the Secret. */
    public readonly name: string,
    private readonly owner?: ApiObject,
  ) {}

  /**
   * As `_localName`, for a Secret that must hold this. What another makes can't be looked at.
   *
   * @internal
   */
  public _localNameOf(content: SecretContent, user: Place, field: string): string {
    whenFinished(user.construct, ({ spec }) => {
      const known = this.known(user.construct, field);
      if (known) refuseOtherContent(content, user.construct, field, known, spec);
    });
    return this._localName(user, field);
  }

  /** @internal */
  public _localName(user: Place, field: string): string {
    return localName(user, field, { kind: 'Secret', name: this.name, owner: this.owner });
  }

  /**
   * As it will be in the cluster, where this program writes it. Of values that are elsewhere, nothing but the keys.
   *
   * @internal
   */
  public _document(): any {
    if (!this.owner || !makesSecret(this.owner)) return this.owner?.toJson();
    const { name, type, keys = [] } = knownSecret(this.owner.toJson());
    return { metadata: { name }, type, data: Object.fromEntries(keys.map(key => [key, ''])) };
  }

  /** A patch may have given it another name since. */
  private known(user: IConstruct, field: string): KnownSecret | undefined {
    const known = this.owner && knownSecret(this.owner.toJson());
    if (!known || known.name === this.name) return known;
    throw refusal('FOC051', user, `\`${field}\` names a Secret that has got another name`, { got: known.name, use: `${this.name}, which it had before` });
  }
}
