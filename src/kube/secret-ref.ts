import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { isDnsSubdomain } from '../private/dns';
import { quoted, refusal } from '../private/errors';
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
    const object = apiObjectOf(secret);
    if (object?.kind !== 'Secret' || object.apiVersion !== 'v1') {
      throw refusal('FOC051', secret, 'this construct renders no Secret', {
        got: object ? kindOf(object) : 'no object of its own',
        use: 'SecretRef.named("name") for a Secret that an operator or somebody else makes',
      });
    }
    return new SecretRef(object.name, object);
  }

  /**
   * A Secret that this program doesn't make, in the namespace of whatever uses it.
   *
   * @param name its name in the cluster
   * @throws FOC001 if that is no DNS name
   */
  public static named(name: string): SecretRef {
    if (typeof name !== 'string' || !isDnsSubdomain(name)) {
      throw refusal('FOC001', undefined, 'the name of a Secret must be a DNS name', { got: quoted(name), use: 'the name that kubectl shows' });
    }
    return new SecretRef(name);
  }

  private constructor(
    /** The name of the Secret. */
    public readonly name: string,
    private readonly owner?: ApiObject,
  ) {}

  /** @internal */
  public _localName(user: Place, field: string): string {
    return localName(user, field, { kind: 'Secret', name: this.name, owner: this.owner });
  }
}

function apiObjectOf(construct: IConstruct): ApiObject | undefined {
  try {
    return ApiObject.of(construct);
  } catch {
    return undefined;
  }
}

function kindOf({ kind, apiVersion }: ApiObject): string {
  return kind === 'Secret' ? `kind ${kind} of ${apiVersion}` : `kind ${kind}`;
}
