import type { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { nameOf, objectOf } from './object-ref';
import { refuseOtherContent, type SecretContent } from './secret-content';
import { whenFinished } from '../private/finished';
import { localName, type Place } from '../private/namespaces';

/**
 * A Secret that something else owns: a construct of any cdk8s library, or one that is in the cluster already.
 *
 * Flux looks a Secret up in the namespace of the object that names it, and nowhere else.
 */
export class SecretRef {
  /**
   * The Secret that this construct renders.
   *
   * @param secret a `Secret` of cdk8s-plus (any version), of an import, or an `ApiObject` of kind Secret
   * @throws FOC051 if the construct renders something else
   */
  public static of(secret: IConstruct): SecretRef {
    const object = objectOf('Secret', secret);
    return new SecretRef(object.name, object);
  }

  /**
   * A Secret that this program doesn't make, in the namespace of whatever uses it.
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
    const { owner } = this;
    if (owner) whenFinished(user.construct, () => refuseOtherContent(content, user.construct, field, owner.toJson()));
    return this._localName(user, field);
  }

  /** @internal */
  public _localName(user: Place, field: string): string {
    return localName(user, field, { kind: 'Secret', name: this.name, owner: this.owner });
  }

  /**
   * As it will be written, where this program writes it.
   *
   * @internal
   */
  public _document(): any {
    return this.owner?.toJson();
  }
}
