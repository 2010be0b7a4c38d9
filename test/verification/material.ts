import { generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { App, Chart } from 'cdk8s';
import { CA } from './certificates';

/** Self-signed, `C=US, ST=WA, O=acme, CN=acme signing`; nobody has its private key any more. */
export const CERTIFICATE = CA;

const EC = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const RSA = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ED25519 = generateKeyPairSync('ed25519');

function spki(key: KeyObject): string {
  return key.export({ type: 'spki', format: 'pem' }) as string;
}

/** The PEM text of a fresh public key. */
export function publicKey(type: 'ec' | 'x25519' | 'dsa' | 'rsa' | 'rsa-pss', options: object = { namedCurve: 'P-256' }): string {
  return spki(generateKeyPairSync(type as any, options as any).publicKey as unknown as KeyObject);
}

/** Kinds of public keys with which cosign signs, in the form in which they are rendered. */
export const PUBLIC_KEYS: { [kind: string]: string } = {
  'EC P-256': spki(EC.publicKey),
  'EC P-384': publicKey('ec', { namedCurve: 'P-384' }),
  'EC P-521': publicKey('ec', { namedCurve: 'P-521' }),
  'RSA': spki(RSA.publicKey),
  'RSA 4096': publicKey('rsa', { modulusLength: 4096 }),
  'Ed25519': spki(ED25519.publicKey),
};

/** The RSA key of `PUBLIC_KEYS` in its older form, `RSA PUBLIC KEY`. */
export const PKCS1_PUBLIC_KEY = RSA.publicKey.export({ type: 'pkcs1', format: 'pem' }) as string;

/** As `cosign generate-key-pair` writes it: JSON with a ciphertext, in base64. */
function sigstoreKey(label: string): string {
  const text = (length: number) => randomBytes(length).toString('base64');
  const envelope = { kdf: { name: 'scrypt', params: { N: 65536, r: 8, p: 1 }, salt: text(32) }, cipher: { name: 'nacl/secretbox', nonce: text(24) }, ciphertext: text(154) };
  return block(label, Buffer.from(JSON.stringify(envelope)));
}

function block(label: string, content: Buffer): string {
  return `-----BEGIN ${label}-----\n${content.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END ${label}-----\n`;
}

const ENCRYPTED = { cipher: 'aes-256-cbc', passphrase: 'hunter2' };

/** Private keys in the forms in which people have them. */
export const PRIVATE_KEYS: { [kind: string]: string } = {
  'EC in PKCS#8': EC.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  'RSA in PKCS#8': RSA.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  'Ed25519 in PKCS#8': ED25519.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  'encrypted PKCS#8': EC.privateKey.export({ type: 'pkcs8', format: 'pem', ...ENCRYPTED }) as string,
  'EC PRIVATE KEY': EC.privateKey.export({ type: 'sec1', format: 'pem' }) as string,
  'encrypted EC PRIVATE KEY': EC.privateKey.export({ type: 'sec1', format: 'pem', ...ENCRYPTED }) as string,
  'RSA PRIVATE KEY': RSA.privateKey.export({ type: 'pkcs1', format: 'pem' }) as string,
  'OPENSSH PRIVATE KEY': block('OPENSSH PRIVATE KEY', randomBytes(200)),
  'cosign, ENCRYPTED SIGSTORE PRIVATE KEY': sigstoreKey('ENCRYPTED SIGSTORE PRIVATE KEY'),
  'older cosign, ENCRYPTED COSIGN PRIVATE KEY': sigstoreKey('ENCRYPTED COSIGN PRIVATE KEY'),
};

/** The parts of a secret PEM text that occur in another text: none may. */
export function leaksOf(secret: string, text: string): string[] {
  const body = secret.split('\n').filter(line => !line.startsWith('-----')).join('');
  const pieces = body.match(/.{16}/g);
  if (!pieces || pieces.length < 3) throw new Error('too short to look for');
  return pieces.filter(piece => text.includes(piece));
}

/** Everything that an error tells. */
export function tellingOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return [inspect(error, { depth: 9, showHidden: true }), (error as Error).stack, JSON.stringify(error)].join('\n');
  }
  throw new Error('nothing was refused');
}

/** All files that an app writes, whether or not `build` ends in an error. */
export function filesOf(build: (chart: Chart) => unknown): string {
  const outdir = mkdtempSync(join(tmpdir(), 'verification-'));
  try {
    const app = new App({ outdir });
    const chart = new Chart(app, 'delivery', { namespace: 'flux-system' });
    try {
      build(chart);
    } catch {
      // what was refused must not be in the files either
    }
    app.synth();
    return readdirSync(outdir).map(file => readFileSync(join(outdir, file), 'utf8')).join('\n');
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
