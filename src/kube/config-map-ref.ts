import type { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { nameOf, objectOf } from './object-ref';
import { localName, type Place } from '../private/namespaces';

/**
 * A ConfigMap that something else owns: a construct of any cdk8s library, or one that is in the cluster already.
 *
 * Flux looks a ConfigMap up in the namespace of the object that names it, and nowhere else.
 */
export class ConfigMapRef {
  /**
   * The ConfigMap that this construct renders.
   *
   * @param configMap a `ConfigMap` of cdk8s-plus (any version), of an import, or an `ApiObject` of kind ConfigMap
   * @throws FOC051 if the construct renders something else
   */
  public static of(configMap: IConstruct): ConfigMapRef {
    const object = objectOf('ConfigMap', configMap);
    return new ConfigMapRef(object.name, object);
  }

  /**
   * A ConfigMap that this program doesn't make, in the namespace of whatever uses it.
   *
   * @param name its name in the cluster
   * @throws FOC001 if that is no DNS name
   */
  public static named(name: string): ConfigMapRef {
    return new ConfigMapRef(nameOf('ConfigMap', name));
  }

  private constructor(
    /** The name of the ConfigMap. */
    public readonly name: string,
    private readonly owner?: ApiObject,
  ) {}

  /** @internal */
  public _localName(user: Place, field: string): string {
    return localName(user, field, { kind: 'ConfigMap', name: this.name, owner: this.owner });
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
