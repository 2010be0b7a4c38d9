import { ApiObject } from 'cdk8s';
import { checkPullSecrets, checkUsable } from './account-check';
import { RegistryProvider } from './registry-provider';
import { hostsOf, providerOf } from './registry-table';
import type { IWorkloadIdentity } from './workload-identity';
import { REGISTRY_LOGIN } from '../kube/secret-content';
import type { SecretRef } from '../kube/secret-ref';
import type { ServiceAccountRef } from '../kube/service-account-ref';
import type { OciUrl } from '../oci/url';
import { quoted, refusal } from '../private/errors';
import { whenFinished } from '../private/finished';
import { localName, type Place } from '../private/namespaces';

/** The fields of a source that say who pulls; the names are those of every source kind of Flux. */
export interface RegistryAuthSpec {
  readonly provider?: RegistryProvider;
  readonly secretRef?: { readonly name: string };
  readonly serviceAccountName?: string;
}

/**
 * Who pulls from a registry. Flux has three fields for it, of which one silently wins over another; this is one choice.
 *
 * @see https://fluxcd.io/flux/components/source/ocirepositories/#provider
 */
export class RegistryAuth {
  /** Nobody: the repository is public. */
  public static anonymous(): RegistryAuth {
    return new RegistryAuth(() => ({}));
  }

  /**
   * The user in this Secret.
   *
   * @param secret a Secret of type `kubernetes.io/dockerconfigjson` in the namespace of the source; another type that this
   * program makes is refused when it is rendered (FOC033), and so is one for another host (FOC038), because Flux would pull as nobody
   */
  public static dockerConfig(secret: SecretRef): RegistryAuth {
    return new RegistryAuth(source => ({ secretRef: { name: secret._localNameOf(REGISTRY_LOGIN, source, 'secretRef') } }));
  }

  /**
   * The users in the Secrets that a ServiceAccount lists as `imagePullSecrets`: what already lets the nodes pull images. Since Flux 2.10
   * it may be the token of the ServiceAccount instead, if its annotations say so.
   *
   * @param serviceAccount a ServiceAccount in the namespace of the source; Flux fails where it isn't there. When the source is rendered, FOC031 and
   * FOC035 refuse one that this program makes with half of what makes its token the login, or with Secrets too, and FOC036 such a token before Flux 2.10
   * @see https://fluxcd.io/flux/components/source/ocirepositories/#service-account-reference
   */
  public static imagePullSecrets(serviceAccount: ServiceAccountRef): RegistryAuth {
    return new RegistryAuth(source => {
      whenFinished(source.construct, () => checkPullSecrets(source, serviceAccount));
      return { serviceAccountName: serviceAccount._localName(source, 'serviceAccountName') };
    });
  }

  /**
   * An identity of the cloud, or a token of the cluster, for this source alone.
   *
   * Before Flux 2.10 the source-controller must run with `--feature-gates=ObjectLevelWorkloadIdentity=true`, for which
   * `FluxPatches.objectLevelWorkloadIdentity` has the patch; from 2.10 on it needs the right to create tokens for ServiceAccounts, which an
   * `ObjectIdentityRbac` gives.
   *
   * @param identity a workload identity in the namespace of the source; when the source is rendered, FOC031 refuses one that lost an annotation,
   * FOC035 one with image pull secrets, and FOC036 a `TokenIdentity` before Flux 2.10
   */
  public static workloadIdentity(identity: IWorkloadIdentity): RegistryAuth {
    return new RegistryAuth((source, url) => {
      refuseOtherHosts(source, identity.provider, url);
      const { name } = identity.serviceAccount;
      whenFinished(source.construct, () => checkUsable(source, identity));
      const owner = ApiObject.of(identity.serviceAccount);
      return { provider: identity.provider, serviceAccountName: localName(source, 'serviceAccountName', { kind: 'ServiceAccount', name, owner }) };
    });
  }

  /**
   * The identity of the source-controller itself: the same for all sources of the cluster. Whoever installs Flux gives it one, with an
   * `AwsControllerIdentity`, `AwsPodIdentity`, `GcpControllerIdentity` or `AzureControllerIdentity`; without, it is that of the node.
   *
   * @param provider whose registry it is
   * @throws FOC030 for `GENERIC`, which has no identity
   */
  public static controllerIdentity(provider: RegistryProvider): RegistryAuth {
    if (provider === RegistryProvider.GENERIC) {
      throw refusal('FOC030', undefined, 'the generic provider has no identity', { use: 'RegistryAuth.anonymous() or RegistryAuth.dockerConfig(secret)' });
    }
    return new RegistryAuth((source, url) => {
      refuseOtherHosts(source, provider, url);
      return { provider };
    });
  }

  private constructor(private readonly render: (source: Place, url: OciUrl) => RegistryAuthSpec) {}

  /** @internal */
  public _bind(source: Place, url: OciUrl): RegistryAuthSpec {
    return this.render(source, url);
  }
}

/** Flux fails for good where provider and host don't fit; a registry of a cloud takes no token of the cluster. */
function refuseOtherHosts(source: Place, provider: RegistryProvider, url: OciUrl): void {
  const actual = providerOf(url.host) ?? RegistryProvider.GENERIC;
  if (actual === provider) return;
  throw refusal('FOC030', source.construct, `the provider ${provider} serves no registry at this host`, {
    got: quoted(url.host),
    use: actual !== RegistryProvider.GENERIC ? `an identity of the provider ${actual}` : `a host such as ${hostsOf(provider)}, or RegistryAuth.dockerConfig(secret)`,
  });
}
