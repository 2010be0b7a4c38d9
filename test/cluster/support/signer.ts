import type { Chart } from 'cdk8s';
import { cosignKeys, type CosignProgram } from './cosign';
import { notationKey } from './notation';
import type { Published, Publisher } from './publish';
import { CosignPublicKeys, NotationTrust, Pem, Verification } from '../../../src';

/** Somebody who signs in one of the ways that Flux verifies, and how a program says that it trusts them. */
export interface Signer {
  sign(published: Published): Promise<Published>;
  trust(chart: Chart): Verification;
}

export type MakeSigner = (publisher: Publisher) => Promise<Signer>;

function cosignSigner(program: CosignProgram): MakeSigner {
  return async publisher => {
    const { publicKey, sign } = await cosignKeys(publisher, program);
    return { sign, trust: chart => Verification.cosignKeys(new CosignPublicKeys(chart, 'Trust', { keys: { release: Pem.file(publicKey) } })) };
  };
}

async function notationSigner(publisher: Publisher): Promise<Signer> {
  const { certificate, identity, sign } = await notationKey(publisher);
  return {
    sign,
    trust: chart => Verification.notation(new NotationTrust(chart, 'Trust', {
      certificates: { ca: Pem.file(certificate) },
      policies: [{ registryScopes: ['*'], trustedIdentities: [identity] }],
    })),
  };
}

/** The three forms in which signatures of keys come. */
export const SIGNERS: { readonly [name: string]: MakeSigner } = {
  'cosign 3 bundles': cosignSigner('cosign'),
  'cosign 2 signatures': cosignSigner('cosign2'),
  'notation signatures': notationSigner,
};
