import { createPublicKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { IConstruct } from 'constructs';
import { quoted, refusal } from '../private/errors';

const BEGIN = /-----BEGIN ([A-Z0-9 ]+)-----/g;
const KEY_TYPES = ['ec', 'rsa', 'ed25519'];

/**
 * Something public in PEM form: a cosign public key or a certificate.
 *
 * A text that holds a private key is refused as soon as it is used, and never shown.
 */
export class Pem {
  /**
   * From a text with one `-----BEGIN …-----` block.
   *
   * @param text the PEM text
   */
  public static text(text: string): Pem {
    return new Pem(text, 'the given text');
  }

  /**
   * From a file, read now.
   *
   * @param path absolute, or relative to the folder that the program runs in
   * @throws FOC041 if there is no such file
   */
  public static file(path: string): Pem {
    try {
      return new Pem(readFileSync(path, 'utf8'), `the file ${path}`);
    } catch (error) {
      const reason = (error as NodeJS.ErrnoException).code ?? 'unreadable';
      throw refusal('FOC041', undefined, 'a PEM file can\'t be read', { got: `${quoted(path)} (${reason})`, use: 'a path that exists' });
    }
  }

  private constructor(private readonly content: string, private readonly origin: string) {}

  /** @internal */
  public _publicKey(scope: IConstruct): string {
    this.refuseOtherBlocks(scope, ['PUBLIC KEY', 'RSA PUBLIC KEY'], 'public key', 'the file that `cosign public-key` prints');
    const type = this.parsed(scope, 'public key', () => createPublicKey(this.content).asymmetricKeyType);
    if (!KEY_TYPES.includes(type!)) {
      throw refusal('FOC041', scope, `cosign knows no public keys of this kind in ${this.origin}`, { got: `a key of type ${type}`, use: 'an EC, RSA or Ed25519 key' });
    }
    return this.normalised();
  }

  /** @internal */
  public _certificate(scope: IConstruct): string {
    this.refuseOtherBlocks(scope, ['CERTIFICATE'], 'certificate', 'the certificate of the CA that signs your signers\' certificates');
    this.parsed(scope, 'certificate', () => new X509Certificate(this.content));
    return this.normalised();
  }

  private refuseOtherBlocks(scope: IConstruct, accepted: string[], wanted: string, use: string): void {
    const blocks = [...String(this.content).matchAll(BEGIN)].map(match => match[1]);
    if (blocks.some(block => block.includes('PRIVATE KEY'))) {
      throw refusal('FOC042', scope, `${this.origin} holds a private key, which must never leave its owner`, { use });
    }
    if (blocks.length !== 1 || !accepted.includes(blocks[0])) {
      const got = blocks.length ? blocks.map(block => `a block "${block}"`).join(' and ') : 'no PEM block';
      throw refusal('FOC041', scope, `${this.origin} must hold one ${wanted} in PEM form`, { got, use });
    }
  }

  /** Parser messages may quote their input, so they are not passed on. */
  private parsed<T>(scope: IConstruct, wanted: string, parse: () => T): T {
    try {
      return parse();
    } catch {
      throw refusal('FOC041', scope, `the PEM block in ${this.origin} is no ${wanted}`, { got: 'a block that does not parse', use: 'the whole block, unchanged' });
    }
  }

  /** The same Secret on every machine, whatever its line ends. */
  private normalised(): string {
    return `${this.content.replace(/\r\n/g, '\n').trim()}\n`;
  }
}
