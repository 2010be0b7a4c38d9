import { CHART, KEYED, NOTARIZED, repositoryOf, SOMEBODY } from './artifacts';
import { secret, serviceAccount, type Needed } from './objects';
import type { Place, Repointed } from './place';
import { FLUX_LAYER, HELM_LAYER } from '../pools';

/** An OCIRepository of the rig's registry. Clouds and a proxy there are none, and what is suspended tells nothing. */
export function repointSource(drawn: any, place: Place): Repointed {
  const { provider, proxySecretRef, suspend, ...spec } = drawn;
  const repository = repositoryFor(drawn);
  return {
    spec: {
      ...spec,
      url: `${place.artifacts.base}/${repository}`,
      ...spec.ref?.digest && { ref: { ...spec.ref, digest: place.artifacts.digestOf(repository) } },
      ...spec.layerSelector && { layerSelector: layerOf(spec.layerSelector, repository) },
      ...spec.secretRef && { secretRef: { name: 'registry' } },
      ...spec.certSecretRef && { certSecretRef: { name: 'tls' } },
      ...spec.serviceAccountName && { serviceAccountName: 'puller' },
      ...spec.verify && { verify: verifyOf(spec.verify) },
      // Only then notation talks to it in plain HTTP.
      ...repository === NOTARIZED && { insecure: true },
    },
    needed: neededBy(spec, place),
  };
}

/** What is to be verified is signed, and what is to be a chart is one. */
function repositoryFor({ url, verify, layerSelector }: any): string {
  if (verify?.provider === 'notation') return NOTARIZED;
  if (verify) return verify.secretRef ? KEYED : repositoryOf(verify.matchOIDCIdentity?.[0] ?? SOMEBODY);
  return layerSelector?.mediaType === HELM_LAYER ? CHART : url.replace(/^.*\/acme\//, '');
}

function layerOf({ mediaType, ...selector }: any, repository: string): any {
  return mediaType === undefined ? selector : { ...selector, mediaType: repository === CHART ? HELM_LAYER : FLUX_LAYER };
}

/** No public log knows what was signed here. */
function verifyOf({ secretRef, ...verify }: any): any {
  return secretRef ? { ...verify, secretRef: { name: 'trust' } } : { ...verify, trustedRootSecretRef: { name: 'root' } };
}

function neededBy({ secretRef, certSecretRef, serviceAccountName, verify }: any, { namespace, artifacts }: Place): Needed[] {
  const { certificate, publicKey, trustPolicy, trustedRoot } = artifacts;
  return [
    ...secretRef ? [secret(namespace, 'registry', { '.dockerconfigjson': '{"auths":{}}' }, 'kubernetes.io/dockerconfigjson')] : [],
    ...certSecretRef ? [secret(namespace, 'tls', { 'ca.crt': certificate })] : [],
    ...serviceAccountName ? [serviceAccount(namespace, 'puller')] : [],
    ...verify ? [
      secret(namespace, 'trust', verify.provider === 'notation' ? { 'ca.crt': certificate, 'trustpolicy.json': trustPolicy } : { 'release.pub': publicKey }),
      secret(namespace, 'root', { 'trusted_root.json': trustedRoot }),
    ] : [],
  ];
}
