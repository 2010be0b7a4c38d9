import { ApiObject } from 'cdk8s';
import { CREDENTIAL_PROVIDER, CREDENTIAL_TYPE, hasCredential, unreadAnnotations } from './identity-annotations';
import { RegistryProvider } from './registry-provider';
import type { IWorkloadIdentity } from './workload-identity';
import type { ServiceAccountRef } from '../kube/service-account-ref';
import { refusal } from '../private/errors';
import { isBefore, minorOf } from '../private/flux-minor';
import { tellIdentitySwitch } from '../private/identity-switch';
import type { Place } from '../private/namespaces';
import { warn } from '../private/warnings';

/** Refuses an identity that Flux would fail with or pass over, as the ServiceAccount will be written: patches may have changed it. */
export function checkUsable(source: Place, { provider, serviceAccount }: IWorkloadIdentity): void {
  const { metadata, imagePullSecrets } = ApiObject.of(serviceAccount).toJson();
  const isToken = provider === RegistryProvider.GENERIC;
  if (isToken) refuseTokenBefore210(source);
  refuseUnread(source, provider, metadata);
  if (imagePullSecrets?.length) refuseBoth(source, metadata.name);
  if (isToken) tellOfToken(source, metadata);
}

/** A ServiceAccount that is to bring image pull secrets. From Flux 2.10 on its own token may be the login instead. */
export function checkPullSecrets(source: Place, serviceAccount: ServiceAccountRef): void {
  const document = serviceAccount._document();
  if (!document) return;
  const { metadata, imagePullSecrets = [] } = document;
  const isToken = hasCredential(metadata.annotations);
  if (isToken && !isBefore('2.10', source.construct)) {
    refuseUnread(source, RegistryProvider.GENERIC, metadata);
    if (imagePullSecrets.length > 0) refuseBoth(source, metadata.name);
    tellOfToken(source, metadata);
    return;
  }
  if (imagePullSecrets.length > 0) return;
  if (isToken) refuseTokenBefore210(source);
  warn(source.construct, 'FOC034', `the ServiceAccount ${metadata.name} has no \`imagePullSecrets\`, so that Flux pulls as nobody`, {
    use: 'a Secret of type kubernetes.io/dockerconfigjson among them, unless something else adds it',
  });
}

function refuseTokenBefore210({ construct }: Place): void {
  if (!isBefore('2.10', construct)) return;
  throw refusal('FOC036', construct, `Flux ${minorOf(construct)} takes no token of a ServiceAccount as a login; Flux 2.10 does`, {
    use: 'FluxVersion.V2_10.applyTo(app) if the cluster runs it, else RegistryAuth.dockerConfig(secret)',
  });
}

/** Where something else than Kubernetes makes the token, nothing needs a right. */
function tellOfToken({ construct, namespace }: Place, { name, annotations }: any): void {
  if (annotations[CREDENTIAL_PROVIDER] !== 'kubernetes') return;
  tellIdentitySwitch(construct, { role: 'the identity of one source', controller: 'source-controller', serviceAccount: name, namespace });
}

/** Flux fails for an annotation that it can't read, and for half of a pair. */
function refuseUnread({ construct }: Place, provider: RegistryProvider, { name, annotations }: any): void {
  const unread = unreadAnnotations(provider, annotations);
  if (unread.length === 0) return;
  throw refusal('FOC031', construct, `the ServiceAccount ${name} is no identity of the provider ${provider}: Flux can't do with its annotations`, {
    got: unread.map(key => `${annotations?.[key] === undefined ? 'no' : 'a malformed'} ${key}`).join(', '),
    use: provider === RegistryProvider.GENERIC ? `${CREDENTIAL_PROVIDER}: kubernetes with ${CREDENTIAL_TYPE}: jwt` : 'those that the identity gives it',
  });
}

function refuseBoth({ construct }: Place, name: string): void {
  throw refusal('FOC035', construct, `the ServiceAccount ${name} has \`imagePullSecrets\` and an identity to pull with, of which Flux takes the Secrets or neither`, {
    use: 'a ServiceAccount for each',
  });
}
