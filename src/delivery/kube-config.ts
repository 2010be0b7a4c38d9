import type { ConfigMapRef } from '../kube/config-map-ref';
import type { SecretRef } from '../kube/secret-ref';
import { whenFinished } from '../private/finished';
import { tellIdentitySwitch } from '../private/identity-switch';
import type { Place } from '../private/namespaces';
import { HELM_RELEASE, KUSTOMIZATION } from '../source/checked-source';

/** What else there is to say of a Secret with a kubeconfig. */
export interface KubeConfigSecretOptions {
  /**
   * Key of the Secret that holds the kubeconfig.
   *
   * @default - by Flux: `value`, else `value.yaml`
   */
  readonly key?: string;
}

/**
 * How Flux reaches another cluster than its own, and delivers there.
 *
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/#kubeconfig-remote-clusters
 */
export class KubeConfig {
  /**
   * By a kubeconfig file in a Secret. It must hold its credentials itself: Flux runs no program that a kubeconfig names.
   *
   * @param secret the Secret, in the namespace of whatever delivers
   */
  public static secret(secret: SecretRef, options: KubeConfigSecretOptions = {}): KubeConfig {
    return new KubeConfig(place => ({ secretRef: { name: secret._localName(place, 'kubeConfig.secretRef'), key: options.key } }));
  }

  /**
   * By the identity of a ServiceAccount, without any stored credential. The keys of the ConfigMap say how: `provider`
   * (`aws`, `azure`, `gcp` or `generic`), `cluster`, `address`, `ca.crt`, `serviceAccountName`, `audiences`. A
   * `serviceAccountName` has to be switched on in Flux (FOC032).
   *
   * @param configMap the ConfigMap, in the namespace of whatever delivers
   */
  public static configMap(configMap: ConfigMapRef): KubeConfig {
    return new KubeConfig(place => {
      whenFinished(place.construct, ({ kind }) => tellOfIdentity(place, configMap, kind));
      return { configMapRef: { name: configMap._localName(place, 'kubeConfig.configMapRef') } };
    });
  }

  private constructor(private readonly render: (place: Place) => KubeConfigSpec) {}

  /** @internal */
  public _bind(place: Place): KubeConfigSpec {
    return this.render(place);
  }
}

/** As all kinds that deliver write it. */
export interface KubeConfigSpec {
  readonly secretRef?: { readonly name: string; readonly key?: string };
  readonly configMapRef?: { readonly name: string };
}

function tellOfIdentity({ construct, namespace }: Place, configMap: ConfigMapRef, kind: string): void {
  const serviceAccount = configMap._document()?.data?.serviceAccountName;
  if (!serviceAccount) return;
  const { controller } = kind === HELM_RELEASE.kind ? HELM_RELEASE : KUSTOMIZATION;
  tellIdentitySwitch(construct, { role: 'the identity towards another cluster', controller, serviceAccount, namespace });
}
