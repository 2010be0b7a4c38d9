import { quoted, refusal } from '../private/errors';

const SHA256 = /^sha256:[a-f0-9]{64}$/;

/** A manifest digest as Flux accepts it. Returns the digest itself. */
export function checkedDigest(digest: string): string {
  if (typeof digest === 'string' && SHA256.test(digest)) return digest;
  throw refusal('FOC010', undefined, `a digest is \`sha256:\` and 64 lower-case hexadecimal digits; ${reason(digest)}`, {
    got: quoted(digest),
    use: 'the digest that the registry returned for the manifest, e.g. from `crane digest` or `flux push artifact --output json`',
  });
}

function reason(digest: string): string {
  if (typeof digest !== 'string') return 'this is not a text';
  const [algorithm, hex, ...rest] = digest.split(':');
  if (hex === undefined || rest.length) return 'this is not of the form algorithm:hex';
  if (algorithm !== 'sha256') return `Flux takes no ${quoted(algorithm)} digests`;
  if (/[A-F]/.test(hex)) return 'this has upper-case letters';
  if (/[^a-f0-9]/.test(hex)) return 'this has other characters';
  return `this has ${hex.length} digits`;
}
