import { createPublicKey, X509Certificate, type KeyObject } from 'node:crypto';
import type { IConstruct } from 'constructs';
import { refusal } from '../private/errors';
import { warn } from '../private/warnings';

// `where` says in a message which text it is: one of the user's, or a value of a Secret. No part of a text is ever shown.

const BEGIN = /-----BEGIN ([A-Z0-9 ]+)-----/g;
const CERTIFICATES = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;
const RSA_BITS = [2048, 3072, 4096];
/** Curves and types by their names in OpenSSL. cosign signs with these, but hashes otherwise than Flux, which always takes SHA-256. */
const HASHED_OTHERWISE: { readonly [kind: string]: string } = { secp384r1: 'an EC key on P-384', secp521r1: 'an EC key on P-521', ed25519: 'an Ed25519 key' };
const PUBLIC_KEY_ADVICE = 'what `cosign public-key` prints';
const CERTIFICATE_ADVICE = 'the certificate of the CA';

/** The public key in this text, in the one form that all tools read. */
export function checkedPublicKey(scope: IConstruct, where: string, text: string): string {
  const blocks = publicBlocks(scope, where, text, PUBLIC_KEY_ADVICE);
  refuseOtherBlocks(scope, where, blocks, ['PUBLIC KEY', 'RSA PUBLIC KEY'], 'public key', PUBLIC_KEY_ADVICE);
  const key = parsed(scope, where, 'public key', () => createPublicKey(text));
  const unusable = unusableKey(key);
  if (unusable !== undefined) {
    throw refusal('FOC041', scope, `cosign signs with no key such as the one in ${where}`, {
      got: unusable,
      use: 'an EC key on P-256, as `cosign generate-key-pair` makes it, or an RSA key of 2048, 3072 or 4096 bits',
    });
  }
  tellOfHash(scope, where, key);
  return key.export({ type: 'spki', format: 'pem' }) as string;
}

/** The certificate in this text. */
export function checkedCertificate(scope: IConstruct, where: string, text: string): string {
  const blocks = publicBlocks(scope, where, text, CERTIFICATE_ADVICE);
  refuseOtherBlocks(scope, where, blocks, ['CERTIFICATE'], 'certificate', CERTIFICATE_ADVICE);
  return certificateIn(scope, where, text);
}

/** The certificates in this text, one at least. */
export function checkedCertificates(scope: IConstruct, where: string, text: string): string {
  const blocks = publicBlocks(scope, where, text, CERTIFICATE_ADVICE);
  const found = text.match(CERTIFICATES) ?? [];
  if (found.length > 0 && found.length === blocks.length) return found.map(block => certificateIn(scope, where, block)).join('');
  throw refusal('FOC041', scope, `${where} must hold certificates in PEM form`, { got: listed(blocks), use: CERTIFICATE_ADVICE });
}

/** Refuses a text in which Flux finds no certificate; it passes over whatever else there is. */
export function refuseWithoutCertificate(scope: IConstruct, where: string, text: string): void {
  const blocks = publicBlocks(scope, where, text, CERTIFICATE_ADVICE);
  if (text.match(CERTIFICATES)?.some(parses)) return;
  throw refusal('FOC041', scope, `${where} holds no certificate in PEM form`, { got: listed(blocks), use: CERTIFICATE_ADVICE });
}

/** Refuses a private key in any form. */
export function publicBlocks(scope: IConstruct, where: string, text: string, use: string): string[] {
  const blocks = [...text.matchAll(BEGIN)].map(match => match[1]);
  if (!blocks.some(block => block.includes('PRIVATE KEY'))) return blocks;
  throw refusal('FOC042', scope, `${where} holds a private key, which must never leave its owner`, { use });
}

function refuseOtherBlocks(scope: IConstruct, where: string, blocks: string[], accepted: string[], wanted: string, use: string): void {
  if (blocks.length === 1 && accepted.includes(blocks[0])) return;
  throw refusal('FOC041', scope, `${where} must hold one ${wanted} in PEM form`, { got: listed(blocks), use });
}

function listed(blocks: readonly string[]): string {
  return blocks.length ? blocks.map(block => `a block "${block}"`).join(' and ') : 'no PEM block';
}

function certificateIn(scope: IConstruct, where: string, text: string): string {
  const certificate = parsed(scope, where, 'certificate', () => new X509Certificate(text));
  tellOfTime(scope, where, certificate);
  return certificate.toString();
}

function parses(certificate: string): boolean {
  try {
    return Boolean(new X509Certificate(certificate));
  } catch {
    return false;
  }
}

/** Parser messages may quote their input, so they are not passed on. */
function parsed<T>(scope: IConstruct, where: string, wanted: string, parse: () => T): T {
  try {
    return parse();
  } catch {
    throw refusal('FOC041', scope, `the PEM block in ${where} is no ${wanted}`, { got: 'a block that does not parse', use: 'the whole block, unchanged' });
  }
}

/** Flux stops at the first key that it can't read, in no fixed order, so that good ones fail now and then. */
function unusableKey(key: KeyObject): string | undefined {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key;
  if (type === 'ed25519') return undefined;
  if (type === 'rsa') return RSA_BITS.includes(details!.modulusLength!) ? undefined : `an RSA key of ${details!.modulusLength} bits`;
  if (type !== 'ec') return `a key of type ${type}`;
  const curve = details?.namedCurve ?? 'no named curve';
  return curve === 'prime256v1' || curve in HASHED_OTHERWISE ? undefined : `an EC key on ${curve}`;
}

function tellOfHash(scope: IConstruct, where: string, { asymmetricKeyType: type, asymmetricKeyDetails: details }: KeyObject): void {
  const kind = HASHED_OTHERWISE[details?.namedCurve ?? type!];
  if (kind === undefined) return;
  warn(scope, 'FOC097', `no signature that cosign makes today with the key in ${where} gets through: Flux takes it for one of SHA-256, and cosign hashes otherwise`, {
    got: kind,
    use: 'an EC key on P-256, as `cosign generate-key-pair` makes it, or an RSA key',
  });
}

function tellOfTime(scope: IConstruct, where: string, { validFrom, validTo }: X509Certificate): void {
  const now = Date.now();
  const tell = (problem: string) => warn(scope, 'FOC097', `the certificate in ${where} ${problem}`, { use: 'one that is valid now' });
  if (Date.parse(validTo) < now) tell(`has expired on ${day(validTo)}`);
  if (Date.parse(validFrom) > now) tell(`is not valid before ${day(validFrom)}`);
}

function day(time: string): string {
  return new Date(time).toISOString().slice(0, 10);
}
