import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Published, Publisher } from './publish';

/** Somebody with a key and a certificate of notation. */
export interface NotationKey {
  /** The file with the certificate, which is its own CA. */
  readonly certificate: string;
  /** As a trust policy names the owner of the certificate. */
  readonly identity: string;

  /** Signs what is published, and hands it back. */
  sign(published: Published): Promise<Published>;
}

/** Somebody whom a CA lets sign. */
export interface NotationSigner extends NotationKey {
  /** The file with the certificate of the CA. */
  readonly ca: string;
}

/** A key with its certificate, in the publisher's folder. */
export async function notationKey(publisher: Publisher, name = `${randomUUID()}.acme.example`): Promise<NotationKey> {
  await publisher.tool('notation', ['cert', 'generate-test', name]);
  return {
    certificate: publisher.path('.config/notation/localkeys', `${name}.crt`),
    identity: `x509.subject: C=US, ST=WA, L=Seattle, O=Notary, CN=${name}`,
    sign: async published => {
      await publisher.tool('notation', ['sign', `--key=${name}`, '--insecure-registry', published.reference]);
      return published;
    },
  };
}

/** A CA and somebody whom it lets sign; `options` are those of `pki signer`. */
export async function notationSigner(publisher: Publisher, ...options: string[]): Promise<NotationSigner> {
  const name = randomUUID();
  const folder = publisher.write({});
  await publisher.tool('pki', ['signer', `--dir=${folder}`, ...options]);
  addKey(publisher, { name, keyPath: join(folder, 'signer.key'), certPath: join(folder, 'chain.crt') });
  return {
    certificate: join(folder, 'signer.crt'),
    ca: join(folder, 'ca.crt'),
    identity: 'x509.subject: C=US, ST=WA, O=acme, CN=signer',
    sign: async published => {
      await publisher.tool('notation', ['sign', `--key=${name}`, '--insecure-registry', published.reference]);
      return published;
    },
  };
}

/** notation has no command to add a key with its certificates. */
function addKey(publisher: Publisher, key: object): void {
  const file = publisher.path('.config/notation/signingkeys.json');
  mkdirSync(dirname(file), { recursive: true });
  const { keys = [], ...rest } = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  writeFileSync(file, JSON.stringify({ ...rest, keys: [...keys, key] }));
}
