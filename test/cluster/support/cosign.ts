import { randomUUID, type KeyObject } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import type { Published, Publisher } from './publish';

/** cosign 3 writes bundles, cosign 2 the older signatures. */
export type CosignProgram = 'cosign' | 'cosign2';

/** Somebody with a cosign key pair. */
export interface CosignKeys {
  /** The file with the public key. */
  readonly publicKey: string;

  /** Signs what is published, and hands it back. */
  sign(published: Published): Promise<Published>;
}

const NO_PASSWORD = { COSIGN_PASSWORD: '' };
/** A key needs neither certificates nor a log, and the registry of the rig speaks plain HTTP. */
const OFFLINE = ['--yes', '--tlog-upload=false', '--use-signing-config=false', '--allow-insecure-registry', '--allow-http-registry'];

/** A key pair in the publisher's folder. */
export async function cosignKeys(publisher: Publisher, program: CosignProgram = 'cosign'): Promise<CosignKeys> {
  const prefix = `cosign-${randomUUID()}`;
  await publisher.tool(program, ['generate-key-pair', `--output-key-prefix=${prefix}`], NO_PASSWORD);
  return keysAt(publisher, program, prefix);
}

/** A key pair that something else than cosign has made. */
export async function importedKeys(publisher: Publisher, program: CosignProgram, key: KeyObject): Promise<CosignKeys> {
  const prefix = `imported-${randomUUID()}`;
  writeFileSync(publisher.path(`${prefix}.pem`), key.export({ type: 'pkcs8', format: 'pem' }));
  await publisher.tool(program, ['import-key-pair', `--key=${prefix}.pem`, `--output-key-prefix=${prefix}`], NO_PASSWORD);
  return keysAt(publisher, program, prefix);
}

function keysAt(publisher: Publisher, program: CosignProgram, prefix: string): CosignKeys {
  return {
    publicKey: publisher.path(`${prefix}.pub`),
    sign: async published => {
      await publisher.tool(program, ['sign', `--key=${prefix}.key`, ...OFFLINE, published.reference], NO_PASSWORD);
      return published;
    },
  };
}

/** Attaches a signature that somebody has made of the payload of cosign 2, without cosign. */
export async function attachSignature(publisher: Publisher, { reference, digest }: Published, sign: (payload: Buffer) => Buffer): Promise<void> {
  const [repository] = reference.split('@');
  const image = { 'docker-manifest-digest': digest };
  const payload = JSON.stringify({ critical: { identity: { 'docker-reference': repository }, image, type: 'cosign container image signature' }, optional: null });
  const folder = publisher.write({ payload, signature: sign(Buffer.from(payload)).toString('base64') });
  await publisher.tool('cosign2', [
    'attach', 'signature', `--payload=${folder}/payload`, `--signature=${folder}/signature`, '--allow-insecure-registry', '--allow-http-registry', reference,
  ]);
}
