import { randomUUID } from 'node:crypto';
import type { Published, Publisher } from './publish';

/** What an OIDC provider vouches for. */
export interface KeylessIdentity {
  readonly issuer: string;
  readonly subject: string;
}

/** A Sigstore of our own, without servers: who trusts its root verifies its signatures offline. */
export interface Sigstore {
  /** The text of `trusted_root.json`. */
  readonly trustedRoot: string;

  /** Signs what is published as somebody whom the OIDC provider has named so, and hands it back. */
  sign(published: Published, identity: KeylessIdentity, ...options: string[]): Promise<Published>;

  /** Signs as `sign` does, but attaches the signature to something else. */
  replay(published: Published, identity: KeylessIdentity, other: Published): Promise<void>;
}

export async function sigstore(publisher: Publisher): Promise<Sigstore> {
  const dir = publisher.path(`sigstore-${randomUUID()}`);
  await publisher.tool('keyless', ['init', '--dir', dir]);
  const signing = ({ reference }: Published, { issuer, subject }: KeylessIdentity) => [
    'sign', '--dir', dir, '--ref', reference, '--issuer', issuer, '--san', subject,
  ];
  return {
    trustedRoot: publisher.read(dir.slice(publisher.path().length + 1), 'trusted_root.json'),
    sign: async (published, identity, ...options) => {
      await publisher.tool('keyless', [...signing(published, identity), ...options]);
      return published;
    },
    replay: async (published, identity, other) => {
      const bundle = publisher.path(`${randomUUID()}.json`);
      await publisher.tool('keyless', [...signing(published, identity), '--no-push', '--bundle', bundle]);
      await publisher.tool('keyless', ['attach', '--ref', other.reference, '--bundle', bundle]);
    },
  };
}
