import { createPublicKey, X509Certificate } from 'node:crypto';
import type { IConstruct } from 'constructs';
import { publicBlocks } from '../kube/pem-check';
import { TRUSTED_ROOT_KEY, valueOf, type SecretContent } from '../kube/secret-content';
import { quoted, refusal } from '../private/errors';

// What sigstore-go refuses when it reads a trusted root, and what Flux needs of it beyond. Flux asks only once there is something to verify.

const MEDIA_TYPE = 'application/vnd.dev.sigstore.trustedroot+json;version=0.1';
const ADVICE = 'what `cosign trusted-root create` writes';
const FIELDS = ['mediaType', 'tlogs', 'certificateAuthorities', 'ctlogs', 'timestampAuthorities'];
/** Algorithms of logs, by name or number. */
const SHA256: readonly unknown[] = ['SHA2_256', 1];
const PKCS1: readonly unknown[] = ['PKCS1_RSA_PKCS1V5', 1];
const KEY_DETAILS: readonly unknown[] = [
  ...PKCS1, 'PKIX_ECDSA_P256_SHA_256', 5, 'PKIX_ED25519', 7, 'PKIX_RSA_PKCS1V15_2048_SHA256', 9, 'PKIX_RSA_PKCS1V15_3072_SHA256', 10,
  'PKIX_RSA_PKCS1V15_4096_SHA256', 11, 'PKIX_ECDSA_P384_SHA_384', 12, 'PKIX_ECDSA_P521_SHA_512', 13,
];

/** A trusted root in a Secret that something else makes. */
export const TRUSTED_ROOT: SecretContent = {
  purpose: 'a trusted root',
  use: `\`${TRUSTED_ROOT_KEY}\``,
  suffices: keys => keys.has(TRUSTED_ROOT_KEY),
  check: (user, { name, texts }) => {
    const text = texts.get(TRUSTED_ROOT_KEY);
    if (text !== undefined) checkedTrustedRoot(user, valueOf(name, TRUSTED_ROOT_KEY), text);
  },
};

/** The trusted root in this text; `where` says which text it is. */
export function checkedTrustedRoot(scope: IConstruct, where: string, text: string): string {
  publicBlocks(scope, where, text, ADVICE);
  const got = problemOf(text);
  if (got === undefined) return text;
  throw refusal('FOC095', scope, `${where} is no trusted root that Flux can verify with`, { got, use: ADVICE });
}

function problemOf(text: string): string | undefined {
  const root = parsed(text);
  if (!isObject(root)) return 'something else than JSON of an object';
  if (root.mediaType !== MEDIA_TYPE) return root.mediaType === undefined ? 'no `mediaType`' : `the \`mediaType\` ${quoted(root.mediaType)}`;
  const unknown = Object.keys(root).find(field => !FIELDS.includes(field));
  if (unknown !== undefined) return `the field ${quoted(unknown)}`;
  return authorityProblem(root.certificateAuthorities)
    ?? logProblem('tlogs', root.tlogs)
    ?? logProblem('ctlogs', root.ctlogs)
    ?? (root.tlogs.some(({ baseUrl }: any) => baseUrl) ? undefined : '`tlogs` without a `baseUrl`');
}

/** Both spellings of a name mean one field. */
function parsed(text: string): any {
  try {
    return JSON.parse(text, (_, value) => isObject(value) ? withCamelCase(value) : value);
  } catch {
    return undefined;
  }
}

function withCamelCase(fields: object): object {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase()), value]));
}

function authorityProblem(authorities: any): string | undefined {
  if (!isFilled(authorities)) return 'no `certificateAuthorities`';
  for (const [index, authority] of authorities.entries()) {
    const chain = authority?.certChain?.certificates;
    if (!isFilled(chain)) return `\`certificateAuthorities[${index}]\` without certificates`;
    if (!chain.every(certificate => works(() => new X509Certificate(bytes(certificate?.rawBytes))))) {
      return `a certificate of \`certificateAuthorities[${index}]\` that does not parse`;
    }
  }
  return undefined;
}

function logProblem(field: string, logs: any): string | undefined {
  if (!isFilled(logs)) return `no \`${field}\``;
  for (const [index, log] of logs.entries()) {
    const missing = missingOf(log);
    if (missing !== undefined) return `\`${field}[${index}]\` without ${missing}`;
  }
  return undefined;
}

function missingOf(log: any): string | undefined {
  const { rawBytes, keyDetails, validFor } = log?.publicKey ?? {};
  if (!SHA256.includes(log?.hashAlgorithm)) return 'the `hashAlgorithm` SHA2_256';
  if (!log.logId?.keyId) return '`logId.keyId`';
  if (!KEY_DETAILS.includes(keyDetails)) return 'a `publicKey.keyDetails` that Flux knows';
  if (!works(() => createPublicKey({ key: bytes(rawBytes), format: 'der', type: PKCS1.includes(keyDetails) ? 'pkcs1' : 'spki' }))) return 'a `publicKey.rawBytes` that parses';
  return validFor?.start ? undefined : '`publicKey.validFor.start`';
}

function bytes(base64: unknown): Buffer {
  return Buffer.from(String(base64), 'base64');
}

function works(act: () => unknown): boolean {
  try {
    act();
    return true;
  } catch {
    return false;
  }
}

function isFilled(value: any): value is any[] {
  return Array.isArray(value) && value.length > 0;
}

function isObject(value: any): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
