import type { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { nameOf, objectOf } from './object-ref';
import { localName, type Place } from '../private/namespaces';

/**
 * A ServiceAccount that something else owns: a construct of any cdk8s library, or one that is in the cluster already.
 *
 * Flux looks a ServiceAccount up in the namespace of the object that names it, and nowhere else.
 */
export class ServiceAccountRef {
  /**
   * The ServiceAccount that this construct renders.
   *
   * @param serviceAccount a `ServiceAccount` of cdk8s-plus (any version), of an import, or an `ApiObject` of kind ServiceAccount
   * @throws FOC051 if the construct renders something else
   */
  public static of(serviceAccount: IConstruct): ServiceAccountRef {
    const object = objectOf('ServiceAccount', serviceAccount);
    return new ServiceAccountRef(object.name, object);
  }

  /**
   * A ServiceAccount that this program doesn't make, in the namespace of whatever uses it.
   *
   * @param name its name in the cluster
   * @throws FOC001 if that is no DNS name
   */
  public static named(name: string): ServiceAccountRef {
    return new ServiceAccountRef(nameOf('ServiceAccount', name));
  }

  private constructor(
    /** The name of the ServiceAccount. */
    public readonly name: string,
    private readonly owner?: ApiObject,
  ) {}

  /** @internal */
  public _localName(user: Place, field: string): string {
    return localName(user, field, { kind: 'ServiceAccount', name: this.name, owner: this.owner });
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
