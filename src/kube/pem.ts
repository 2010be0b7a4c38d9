import { readFileSync } from 'node:fs';
import type { IConstruct } from 'constructs';
import { checkedCertificate, checkedCertificates, checkedPublicKey } from './pem-check';
import { Brand } from '../private/brand';
import { quoted, refusal, typeName } from '../private/errors';

const BRAND = new Brand<Pem>('Pem');

/**
 * Something public in PEM form: a cosign public key or a certificate.
 *
 * A text that holds a private key is refused as soon as it is used, and never shown. What is rendered is the key or
 * certificate alone, without what stands around it in the text.
 */
export class Pem {
  /**
   * From a text with one `-----BEGIN …-----` block; several only where several certificates are asked for.
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
    return checkedPublicKey(scope, `${this.origin} for ${quoted(name)}`, this.content);
  }

  /**
   * The certificate; `name` is the user's.
   *
   * @internal
   */
  public _certificate(scope: IConstruct, name: string): string {
    return checkedCertificate(scope, `${this.origin} for ${quoted(name)}`, this.content);
  }

  /**
   * One or more certificates; `name` is the user's.
   *
   * @internal
   */
  public _certificates(scope: IConstruct, name: string): string {
    return checkedCertificates(scope, `${this.origin} for ${quoted(name)}`, this.content);
  }
}

BRAND.put(Pem);
