import { ApiObject, JsonPatch, type ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import { FLUX_NAMESPACE } from './controller-account';
import { FluxController } from './flux-controller';
import type { IWorkloadIdentity } from './workload-identity';
import { watchForDuplicates } from '../private/duplicates';
import { refusal } from '../private/errors';
import { metadataOf, objectName } from '../private/names';
import { checkedNamespace } from '../private/namespaces';
import { addTokenRight } from '../private/token-rights';

/** Properties of `ObjectIdentityRbac`. */
export interface ObjectIdentityRbacProps {
  /**
   * Name of both objects. The documentation of Flux calls them `flux-object-identity`.
   *
   * @default - the construct id in kebab case
   */
  readonly name?: string;

  /**
   * Labels and annotations of both objects.
   *
   * @default - the labels of the chart
   */
  readonly metadata?: ApiObjectMetadata;

  /**
   * The ServiceAccounts, of one namespace, whose tokens may be created: a Role for these and no others.
   *
   * @default - all ServiceAccounts of the cluster: a ClusterRole
   */
  readonly identities?: IWorkloadIdentity[];

  /**
   * The controllers that may create tokens.
   *
   * @default - source-controller, which pulls
   */
  readonly controllers?: FluxController[];

  /**
   * Namespace that Flux is installed in.
   *
   * @default flux-system
   */
  readonly fluxNamespace?: string;
}

const API = 'rbac.authorization.k8s.io';

/**
 * Lets controllers of Flux create tokens for ServiceAccounts, without which no workload identity of a single source works: Flux 2.10 no longer
 * brings that right along. Flux 2.8 and 2.9 do, and need `FluxPatches.objectLevelWorkloadIdentity` instead.
 *
 * @see https://fluxcd.io/flux/installation/configuration/object-identity/
 */
export class ObjectIdentityRbac extends Construct {
  /** The ClusterRole or Role. */
  public readonly role: ApiObject;

  /** The ClusterRoleBinding or RoleBinding. */
  public readonly binding: ApiObject;

  /** @throws FOC031 for an empty list, FOC052 for identities of several namespaces, FOC001 for a name that is none */
  public constructor(scope: Construct, id: string, props: ObjectIdentityRbacProps = {}) {
    super(scope, id);
    const { controllers = [FluxController.SOURCE], identities } = props;
    this.refuseNone('controllers', controllers, 'FluxController.SOURCE');
    // A Role that lists no names would be one for all.
    this.refuseNone('identities', identities, 'the identities of the sources');
    const namespace = this.namespaceOf(identities);
    const names = identities?.map(({ serviceAccount }) => serviceAccount.name);
    const kind = names ? 'Role' : 'ClusterRole';
    const metadata = { ...metadataOf(objectName(this, props), props), namespace };

    this.role = this.object('Resource', kind, metadata, {
      rules: [{ apiGroups: [''], resources: ['serviceaccounts/token'], resourceNames: names, verbs: ['create'] }],
    });
    this.binding = this.object('Binding', `${kind}Binding`, metadata, {
      roleRef: { apiGroup: API, kind, name: metadata.name },
      subjects: controllers.map(name => ({ kind: 'ServiceAccount', name, namespace: this.fluxNamespace(props) })),
    });
    watchForDuplicates(this.role);
    addTokenRight(this, { controllers, namespace, names });
  }

  private object(id: string, kind: string, metadata: ApiObjectMetadata, content: object): ApiObject {
    const object = new ApiObject(this, id, { apiVersion: `${API}/v1`, kind, metadata, ...content });
    // cdk8s gives every object the namespace of its chart, also one that has none.
    if (metadata.namespace === undefined && object.metadata.namespace !== undefined) object.addJsonPatch(JsonPatch.remove('/metadata/namespace'));
    return object;
  }

  /** The one namespace that a Role is of. */
  private namespaceOf(identities: IWorkloadIdentity[] = []): string | undefined {
    const namespaces = new Set(identities.map(({ serviceAccount }) => ApiObject.of(serviceAccount).metadata.namespace));
    if (namespaces.size <= 1) return [...namespaces][0];
    throw refusal('FOC052', this, 'a Role is of one namespace, and these `identities` are of several', {
      got: [...namespaces].map(namespace => namespace ?? 'no namespace').join(' and '),
      use: 'an ObjectIdentityRbac for each namespace',
    });
  }

  private fluxNamespace({ fluxNamespace = FLUX_NAMESPACE }: ObjectIdentityRbacProps): string {
    return checkedNamespace(this, 'fluxNamespace', fluxNamespace);
  }

  private refuseNone(field: string, list: readonly unknown[] | undefined, use: string): void {
    if (list?.length === 0) throw refusal('FOC031', this, `\`${field}\` is empty`, { use: `${use}, or leave it out` });
  }
}
