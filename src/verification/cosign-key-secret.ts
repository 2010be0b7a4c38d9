import type { IConstruct } from 'constructs';
import { checkedPublicKey, publicBlocks } from '../kube/pem-check';
import { valueOf, type SecretContent } from '../kube/secret-content';
import type { KnownSecret } from '../kube/secret-known';
import { refusal } from '../private/errors';

const ENDING = '.pub';
/** Where `cosign generate-key-pair k8s://…` puts the private key, beside `cosign.pub`. */
const PRIVATE = 'cosign.key';
const ALONE = 'a Secret with what `cosign public-key` prints, and nothing else';

/** Public keys in a Secret that something else makes. */
export const COSIGN_KEYS: SecretContent = {
  purpose: 'a public key',
  use: `a key that ends in \`${ENDING}\` for each of them`,
  suffices: keys => [...keys].some(key => key.endsWith(ENDING)),
  check: refuseUnusableKeys,
};

/** All of them: Flux stops at the first that it can't read, in no fixed order. */
function refuseUnusableKeys(user: IConstruct, { name, keys = [], texts }: KnownSecret): void {
  for (const [key, text] of texts) {
    if (key.endsWith(ENDING)) checkedPublicKey(user, valueOf(name, key), text);
    else publicBlocks(user, valueOf(name, key), text, ALONE);
  }
  if (!keys.includes(PRIVATE)) return;
  throw refusal('FOC042', user, `${valueOf(name, PRIVATE)} is the private key, and whoever can read Secrets there can sign with it`, { use: ALONE });
}
