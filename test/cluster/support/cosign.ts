import { randomUUID } from 'node:crypto';
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
  return {
    publicKey: publisher.path(`${prefix}.pub`),
    sign: async published => {
      await publisher.tool(program, ['sign', `--key=${prefix}.key`, ...OFFLINE, published.reference], NO_PASSWORD);
      return published;
    },
  };
}
