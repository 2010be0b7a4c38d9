import type { Construct } from 'constructs';
import { Pem } from '../kube/pem';
import { quoted, refusal, typeName } from '../private/errors';

/** How Flux wants one sort of public material in a Secret. */
export interface TrustMaterial {
  readonly noun: string;
  readonly plural: string;
  /** A name for messages. */
  readonly example: string;
  /** Endings that Flux looks for; the first is added where none is. */
  readonly suffixes: string[];
  readonly read: (pem: Pem, name: string) => string;
}

/** The data of a Secret, by name, so that the order in the program doesn't matter. */
export function trustData(scope: Construct, pems: { [name: string]: Pem } | undefined, material: TrustMaterial): { [key: string]: string } {
  const data = new Map<string, string>();
  for (const [name, pem] of Object.entries(pems ?? {}).sort(([a], [b]) => a < b ? -1 : 1)) {
    const key = secretKey(scope, name, material);
    if (data.has(key)) {
      throw refusal('FOC001', scope, `two ${material.plural} have one name in the Secret`, { got: quoted(key), use: 'names that differ before their ending' });
    }
    if (!Pem._is(pem)) {
      throw refusal('FOC041', scope, `the ${material.noun} ${quoted(name)} must be a Pem`, { got: typeName(pem), use: 'Pem.file or Pem.text' });
    }
    data.set(key, material.read(pem, name));
  }
  return Object.fromEntries(data);
}

/** `release` → `release.pub`; a name that ends so already is kept. */
function secretKey(scope: Construct, name: string, { noun, example, suffixes }: TrustMaterial): string {
  const key = suffixes.some(suffix => name.endsWith(suffix)) ? name : name + suffixes[0];
  if (/^(?!\.\.)[-._a-zA-Z0-9]{1,253}$/.test(key)) return key;
  throw refusal('FOC001', scope, `the name of a ${noun} may have letters, digits, \`-\`, \`_\` and \`.\`, up to 253 with its ending`, {
    got: quoted(name),
    use: `a name such as ${quoted(example)}`,
  });
}
