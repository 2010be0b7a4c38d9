import { randomBytes } from 'node:crypto';
import { CA } from './certificates';
import { PUBLIC_KEYS } from './material';

/** What a PEM text wraps, in base64. */
export function derOf(pem: string): string {
  return pem.split('\n').filter(line => !line.startsWith('-----')).join('');
}

/** A log of a trusted root. */
export function log(host: string, publicKey: object = {}): any {
  return {
    baseUrl: `https://${host}`,
    hashAlgorithm: 'SHA2_256',
    publicKey: { rawBytes: derOf(PUBLIC_KEYS['EC P-256']), keyDetails: 'PKIX_ECDSA_P256_SHA_256', validFor: { start: '2026-01-01T00:00:00Z' }, ...publicKey },
    logId: { keyId: randomBytes(32).toString('base64') },
  };
}

/** A trusted root as sigstore writes it, with nothing wrong but what is given. */
export function rootWith(fields: object = {}): any {
  return {
    mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
    tlogs: [log('rekor.acme.example')],
    certificateAuthorities: [{ uri: 'https://fulcio.acme.example', certChain: { certificates: [{ rawBytes: derOf(CA) }] }, validFor: { start: '2026-01-01T00:00:00Z' } }],
    ctlogs: [log('ctlog.acme.example')],
    ...fields,
  };
}

export const TRUSTED_ROOT = JSON.stringify(rootWith());
