import { createPublicKey, X509Certificate, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { IConstruct } from 'constructs';
import { Brand } from '../private/brand';
import { quoted, refusal, typeName } from '../private/errors';

const BEGIN = /-----BEGIN ([A-Z0-9 ]+)-----/g;
const BRAND = new Brand<Pem>('Pem');
/** P-256, P-384 and P-521, as OpenSSL calls them. */
const CURVES = ['prime256v1', 'secp384r1', 'secp521r1'];

/**
 * Something public in PEM form: a cosign public key or a certificate.
 *
 * A text that holds a private key is refused as soon as it is used, and never shown. What is rendered is the key or
 * certificate alone, without what stands around it in the text.
 */
export class Pem {
  /**
   * From a text with one `-----BEGIN …-----` block.
   *
   * @param text the PEM text
   */
  public static text(text: string): Pem {
    return new Pem(String(text), 'the text');
  }

  /**
   * From a file, read now.
   *
   * @param path absolute, or relative to the folder that the program runs in
   * @throws FOC041 if there is no such file
   */
  public static file(path: string): Pem {
    const use = 'a path that exists';
    if (typeof path !== 'string') throw refusal('FOC041', undefined, 'a PEM file can\'t be read', { got: typeName(path), use });
    if (/-----|\n/.test(path)) {
      throw refusal('FOC041', undefined, '`Pem.file` takes the path of a file, not its content', { use: 'Pem.text, or a path' });
    }
    try {
      return new Pem(readFileSync(path, 'utf8'), `the file ${path}`);
    } catch (error) {
      const reason = (error as NodeJS.ErrnoException).code ?? 'unreadable';
      throw refusal('FOC041', undefined, 'a PEM file can\'t be read', { got: `${quoted(path)} (${reason})`, use });
    }
  }

  /** @internal */
  public static _is(value: unknown): value is Pem {
    return BRAND.isOn(value);
  }

  private constructor(private readonly content: string, private readonly origin: string) {}

  /**
   * The public key, in the one form that all tools read; `name` is the user's.
   *
   * @internal
   */
  public _publicKey(scope: IConstruct, name: string): string {
    const where = `${this.origin} for ${quoted(name)}`;
    this.refuseOtherBlocks(scope, where, ['PUBLIC KEY', 'RSA PUBLIC KEY'], 'public key', 'what `cosign public-key` prints');
    const key = parsed(scope, where, 'public key', () => createPublicKey(this.content));
    const unusable = unusableKey(key);
    if (unusable !== undefined) {
      throw refusal('FOC041', scope, `Flux can't verify with the public key in ${where}`, {
        got: unusable,
        use: 'an EC key on P-256, P-384 or P-521, an RSA or an Ed25519 key',
      });
    }
    return key.export({ type: 'spki', format: 'pem' }) as string;
  }

  /**
   * The certificate; `name` is the user's.
   *
   * @internal
   */
  public _certificate(scope: IConstruct, name: string): string {
    const where = `${this.origin} for ${quoted(name)}`;
    this.refuseOtherBlocks(scope, where, ['CERTIFICATE'], 'certificate', 'the certificate of the CA that signs your signers\' certificates');
    return parsed(scope, where, 'certificate', () => new X509Certificate(this.content)).toString();
  }

  private refuseOtherBlocks(scope: IConstruct, where: string, accepted: string[], wanted: string, use: string): void {
    const blocks = [...this.content.matchAll(BEGIN)].map(match => match[1]);
    if (blocks.some(block => block.includes('PRIVATE KEY'))) {
      throw refusal('FOC042', scope, `${where} holds a private key, which must never leave its owner`, { use });
    }
    if (blocks.length !== 1 || !accepted.includes(blocks[0])) {
      const got = blocks.length ? blocks.map(block => `a block "${block}"`).join(' and ') : 'no PEM block';
      throw refusal('FOC041', scope, `${where} must hold one ${wanted} in PEM form`, { got, use });
    }
  }
}

BRAND.put(Pem);

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
  if (type === 'rsa' || type === 'ed25519') return undefined;
  if (type !== 'ec') return `a key of type ${type}`;
  const curve = details?.namedCurve ?? 'no named curve';
  return CURVES.includes(curve) ? undefined : `an EC key on ${curve}`;
}
