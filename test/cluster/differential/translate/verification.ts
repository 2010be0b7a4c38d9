import type { Chart } from 'cdk8s';
import { Impossible, need } from './impossible';
import { CosignPublicKeys, NotationTrust, OidcIdentity, Pem, SecretRef, Verification } from '../../../../src';
import { CERTIFICATE, PUBLIC_KEYS } from '../../../verification/material';

/** Whom to trust; Flux takes cosign where nothing is said. */
export function verificationOf(chart: Chart, { provider = 'cosign', secretRef, matchOIDCIdentity: identities, trustedRootSecretRef: root }: any): Verification {
  if (provider === 'notation') {
    if (identities !== undefined || root !== undefined) throw new Impossible('notation and identities', { identities, root });
    return Verification.notation(secretRef && notation(chart, need(secretRef.name)));
  }
  if (provider !== 'cosign') throw new Impossible('enum', provider);
  if (!secretRef) return keyless(identities ?? [], root);
  if (identities?.length) throw new Impossible('keys and identities', identities);
  if (root !== undefined) throw new Impossible('keys and root', root);
  return Verification.cosignKeys(new CosignPublicKeys(chart, 'Keys', { name: need(secretRef.name), keys: { release: Pem.text(PUBLIC_KEYS['EC P-256']) } }));
}

function notation(chart: Chart, name: string): NotationTrust {
  const policies = [{ registryScopes: ['*'], trustedIdentities: ['*'] }];
  return new NotationTrust(chart, 'Trust', { name, certificates: { ca: Pem.text(CERTIFICATE) }, policies });
}

function keyless([first, ...others]: any[], root: any): Verification {
  if (others.length > 0) throw new Impossible('several identities', [first, ...others]);
  const identity = first && OidcIdentity.exact({ issuer: literal(need(first.issuer)), subject: literal(need(first.subject)) });
  return Verification.cosignKeyless(identity, root && { trustedRoot: SecretRef.named(need(root.name)) });
}

/** The one text that a pattern stands for; others can't be said. */
function literal(pattern: string): string {
  const text = /^\^((?:\\[^\w\s]|[\w/@:-])*)\$$/.exec(pattern)?.[1];
  if (text === undefined) throw new Impossible('pattern', pattern);
  return text.replace(/\\(.)/g, '$1');
}
