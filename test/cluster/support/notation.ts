import { randomUUID } from 'node:crypto';
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
