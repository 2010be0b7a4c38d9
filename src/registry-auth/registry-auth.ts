import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { RegistryProvider } from './registry-provider';
import { hostsOf, providerOf } from './registry-table';
import type { IWorkloadIdentity } from './workload-identity';
import { REGISTRY_LOGIN } from '../kube/secret-content';
import type { SecretRef } from '../kube/secret-ref';
import type { ServiceAccountRef } from '../kube/service-account-ref';
import type { OciUrl } from '../oci/url';
import { quoted, refusal } from '../private/errors';
import { whenFinished } from '../private/finished';
import { choosing, isBefore, minorOf } from '../private/flux-minor';
import { tellIdentitySwitch } from '../private/identity-switch';
import { localName, type Place } from '../private/namespaces';
import { warn } from '../private/warnings';

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
   * program makes is refused when it is rendered (FOC033), because Flux would pull as nobody
   */
  public static dockerConfig(secret: SecretRef): RegistryAuth {
    return new RegistryAuth(source => ({ secretRef: { name: secret._localNameOf(REGISTRY_LOGIN, source, 'secretRef') } }));
  }

  /**
   * The users in the Secrets that a ServiceAccount lists as `imagePullSecrets`: what already lets the nodes pull images. Since Flux 2.10
   * it may be the token of the ServiceAccount instead, if its annotations say so.
   *
   * @param serviceAccount a ServiceAccount in the namespace of the source; Flux fails where it isn't there
   * @see https://fluxcd.io/flux/components/source/ocirepositories/#service-account-reference
   */
  public static imagePullSecrets(serviceAccount: ServiceAccountRef): RegistryAuth {
    return new RegistryAuth(source => {
      whenFinished(source.construct, () => tellOfNobody(source, serviceAccount));
      return { serviceAccountName: serviceAccount._localName(source, 'serviceAccountName') };
    });
  }

  /**
   * An identity of the cloud, for this source alone.
   *
   * Before Flux 2.10 the source-controller must run with `--feature-gates=ObjectLevelWorkloadIdentity=true`; from 2.10 on
   * it needs the right to create tokens for ServiceAccounts.
   *
   * @param identity a workload identity in the namespace of the source
   */
  public static workloadIdentity(identity: IWorkloadIdentity): RegistryAuth {
    return new RegistryAuth((source, url) => {
      refuseOtherHosts(source, identity.provider, url);
      const { name } = identity.serviceAccount;
      const owner = ApiObject.of(identity.serviceAccount);
      return { provider: identity.provider, serviceAccountName: localName(source, 'serviceAccountName', { kind: 'ServiceAccount', name, owner }) };
    });
  }

  /**
   * The identity of the source-controller itself: the same for all sources of the cluster.
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

/** Flux fails for good where provider and host don't fit. */
function refuseOtherHosts(source: Place, provider: RegistryProvider, url: OciUrl): void {
  const actual = providerOf(url.host);
  if (actual === provider) return;
  throw refusal('FOC030', source.construct, `the provider ${provider} serves no registry at this host`, {
    got: quoted(url.host),
    use: actual ? `an identity of the provider ${actual}` : `a host such as ${hostsOf(provider)}, or RegistryAuth.dockerConfig(secret)`,
  });
}

/** With these a ServiceAccount says that its own token is the login. */
const OPT_IN = ['credential.auth.fluxcd.io/provider', 'credential.auth.fluxcd.io/type'];

/** Since Flux 2.10 a ServiceAccount has image pull secrets or a token; before, its token says nothing. */
function tellOfNobody({ construct }: Place, serviceAccount: ServiceAccountRef): void {
  const { imagePullSecrets = [], metadata } = serviceAccount._document() ?? {};
  if (metadata === undefined) return;
  const said = OPT_IN.filter(annotation => metadata.annotations?.[annotation] !== undefined);
  if (said.length > 0 && !isBefore('2.10', construct)) {
    checkToken(construct, serviceAccount.name, said, imagePullSecrets);
    if (metadata.annotations[OPT_IN[0]] === 'kubernetes') tellIdentitySwitch(construct, 'the identity of one source', 'source-controller');
    return;
  }
  if (imagePullSecrets.length > 0) return;
  if (said.length > 0) {
    throw refusal('FOC005', construct, `the token of the ServiceAccount ${serviceAccount.name} as login is not in Flux ${minorOf(construct)}; Flux 2.10 has it`, {
      use: `${choosing(['2.10'])}, else \`imagePullSecrets\``,
    });
  }
  warn(construct, 'FOC034', `the ServiceAccount ${serviceAccount.name} has no \`imagePullSecrets\`, so that Flux pulls as nobody`, {
    use: 'a Secret of type kubernetes.io/dockerconfigjson among them, unless something else adds it',
  });
}

function checkToken(construct: IConstruct, name: string, said: readonly string[], imagePullSecrets: readonly unknown[]): void {
  const missing = OPT_IN.find(annotation => !said.includes(annotation));
  if (!missing && imagePullSecrets.length === 0) return;
  throw refusal('FOC085', construct, `the ServiceAccount ${name} ${missing ? 'says half of what makes its token the login' : 'has both its token and `imagePullSecrets` as login'}`, {
    got: said.join(', '),
    use: missing ? `the annotation ${missing} too` : 'one of both: Flux refuses to choose',
  });
}
