import type { Construct } from 'constructs';
import type { AppOptions, ManifestAppOptions } from './app-options';
import { staysPinned, staysVerified, staysWith } from './promise';
import { ensureNamespace } from './target-namespace';
import { Kustomization } from '../delivery/kustomization';
import type { OciRef } from '../oci/oci-ref';
import { OciUrl } from '../oci/url';
import { labelSafeName } from '../private/names';
import { checkedNamespace, placeOf } from '../private/namespaces';
import { OciRepository } from '../source/oci-repository';

/** Where the artifact of an app is and which one it is. */
export interface AppArtifact {
  readonly url: string;
  readonly ref: OciRef;
}

/** Source and delivery of one app share its name. */
export function appName(scope: Construct, kind: string, options: AppOptions): string {
  return labelSafeName(scope, kind, options);
}

/** The source and, where nobody else makes it, the target namespace. */
export function appSource(scope: Construct, name: string, artifact: AppArtifact, options: AppOptions): OciRepository {
  checkedNamespace(scope, 'targetNamespace', options.targetNamespace);
  if (!options.namespaceExists) ensureNamespace(placeOf(scope, options.metadata?.namespace), options.targetNamespace);
  const { signedBy: verify, auth, insecure, metadata } = options;
  const source = new OciRepository(scope, 'Source', { ...options.source, ...artifact, verify, auth, insecure, name, metadata });
  verify._mustEnforce(scope, OciUrl.parse(artifact.url));
  staysVerified(source);
  if (artifact.ref.isPinned) staysPinned(source);
  return source;
}

export function manifestDelivery(scope: Construct, name: string, source: OciRepository, options: ManifestAppOptions): Kustomization {
  const { path, dependsOn, targetNamespace, metadata } = options;
  const delivery = new Kustomization(scope, 'Delivery', { ...options.delivery, source, path, dependsOn, targetNamespace, name, metadata });
  staysWith(source, delivery);
  return delivery;
}
