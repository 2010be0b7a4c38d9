import { JsonPatch, type Chart } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { all, APP, kustomization, ociRepository, secret } from './manifests';
import { patch, source } from './programs';
import type { Program, Theme } from './trap';
import {
  CosignPublicKeys, OidcIdentity, OciRepository, Pem, PinnedArtifact, SecretRef, SignedApp, SigstoreTrustedRoot, TrustedRootJson, Verification,
  type CosignKeylessOptions,
} from '../../../src';
import { DIGEST } from '../../support/render';
import { CERTIFICATE, PRIVATE_KEYS, PUBLIC_KEYS } from '../../verification/material';
import { rootWith } from '../../verification/roots';

const SIGNED = 'url: oci://<registry>/<org>/signed\nref: { tag: 1.0.0 }\n';
const BY_KEYS = `${SIGNED}verify:\n  secretRef: { name: keys }\n`;
const KEYLESS = `${SIGNED}verify:\n  provider: cosign\n  trustedRootSecretRef: { name: root }\n`;
const ROOT = secret('root', { 'trusted_root.json': '<trusted root>' });
const KEY = PUBLIC_KEYS['EC P-256'];
const PRIVATE_KEY = PRIVATE_KEYS['EC in PKCS#8'];

const SOMEBODY = `
  matchOIDCIdentity:
    - issuer: ^https://accounts\\.example$
      subject: ^a@acme\\.example$
`;

const keys = (text: string): Program => chart => new CosignPublicKeys(chart, 'Keys', { keys: { release: Pem.text(text) } });

const trusting = (trustedRoot: object): Program => chart => new SigstoreTrustedRoot(chart, 'Root', { trustedRoot: TrustedRootJson.text(JSON.stringify(trustedRoot)) });

const keyless = (options?: CosignKeylessOptions) => Verification.cosignKeyless(OidcIdentity.exact({ issuer: 'https://accounts.example', subject: 'a@acme.example' }), options);

function signedApp(chart: Chart): SignedApp {
  const artifact = PinnedArtifact.parse(`oci://localhost:5000/acme/app:1.0.0@${DIGEST}`);
  return new SignedApp(chart, 'App', { artifact, signedBy: keyless(), targetNamespace: 'team' });
}

export const COSIGN: Theme = {
  title: 'Who signed: cosign',
  traps: [
    {
      id: 'keys-missing',
      wrong: 'A Secret with keys that isn\'t there.',
      manifests: ociRepository(BY_KEYS),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is pulled.',
        facts: {
          'OCIRepository/app': [
            'Ready=False',
            'SourceVerified=False VerificationError: failed to verify the signature using provider \'cosign\': secrets "keys" not found',
          ],
        },
      },
      library: { impossible: '`Verification.cosignKeys` takes the `CosignPublicKeys` that render the Secret.' },
    },
    {
      id: 'keys-without-pub',
      wrong: 'A key under a name that doesn\'t end in `.pub`.',
      manifests: all(secret('keys', { 'release.pem': '<public key>' }), ociRepository(BY_KEYS)),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is pulled: Flux doesn\'t see the key.',
        facts: {
          'OCIRepository/app': [
            'Ready=False',
            "SourceVerified=False VerificationError: failed to verify the signature using provider 'cosign': no matching signatures were found for '<registry>/<org>/signed@<digest of signed:1.0.0>'",
          ],
        },
      },
      library: { impossible: '`CosignPublicKeys` writes the ending.' },
    },
    {
      id: 'key-malformed',
      wrong: 'A key that isn\'t in PEM form.',
      manifests: all(secret('keys', { 'release.pub': 'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE' }), ociRepository(BY_KEYS)),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is pulled.',
        facts: {
          'OCIRepository/app': [
            'Ready=False',
            "SourceVerified=False VerificationError: failed to verify the signature using provider 'cosign': PEM decoding failed",
          ],
        },
      },
      library: { refused: 'FOC041', program: keys('MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE') },
    },
    {
      id: 'key-private',
      wrong: 'The private key, under the name of the public one.',
      manifests: all(secret('keys', { 'release.pub': '<private key>' }), ociRepository(BY_KEYS)),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is pulled; and the key is in Git.',
        facts: {
          'OCIRepository/app': [
            'Ready=False',
            "SourceVerified=False VerificationError: failed to verify the signature using provider 'cosign': unknown Public key PEM file type: ENCRYPTED SIGSTORE PRIVATE KEY. Are you passing the correct public key?",
          ],
        },
      },
      library: { refused: 'FOC042', program: keys(PRIVATE_KEY) },
    },
    {
      id: 'keys-in-one-file',
      wrong: 'Two keys in one file.',
      manifests: all(secret('keys', { 'all.pub': '<both public keys>' }), ociRepository(BY_KEYS)),
      apiServer: 'accepted',
      flux: {
        effect: 'Flux reads the first one only, and the other one signed.',
        facts: {
          'OCIRepository/app': [
            'Ready=False',
            "SourceVerified=False VerificationError: failed to verify the signature using provider 'cosign': no matching signatures were found for '<registry>/<org>/signed@<digest of signed:1.0.0>'",
          ],
        },
      },
      library: { refused: 'FOC041', program: keys(KEY + KEY) },
    },
    {
      id: 'key-in-a-certificate',
      wrong: 'A certificate in place of the public key in it.',
      manifests: all(secret('keys', { 'release.pub': '<certificate>' }), ociRepository(BY_KEYS)),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is pulled.',
        facts: {
          'OCIRepository/app': [
            'Ready=False',
            "SourceVerified=False VerificationError: failed to verify the signature using provider 'cosign': unknown Public key PEM file type: CERTIFICATE. Are you passing the correct public key?",
          ],
        },
      },
      library: { refused: 'FOC041', program: keys(CERTIFICATE) },
    },
    {
      id: 'key-hashed-otherwise',
      wrong: 'An EC key on P-384, with which cosign has signed. P-521 and Ed25519 likewise.',
      manifests: all(secret('keys', { 'release.pub': '<public key on P-384>' }), ociRepository(BY_KEYS.replace('/signed', '/signed-p384'))),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is pulled: Flux reads every signature as one of SHA-256.',
        facts: {
          'OCIRepository/app': [
            'Ready=False',
            "SourceVerified=False VerificationError: failed to verify the signature using provider 'cosign': no matching signatures were found for '<registry>/<org>/signed-p384@<digest of signed-p384:1.0.0>'",
          ],
        },
      },
      library: {
        warned: 'FOC097',
        program: chart => {
          const release = Pem.text(PUBLIC_KEYS['EC P-384']);
          source(chart, { url: 'oci://localhost:5000/acme/signed-p384', verify: Verification.cosignKeys(new CosignPublicKeys(chart, 'Keys', { keys: { release } })) });
        },
      },
    },
    {
      id: 'keys-beside-the-private-key',
      wrong: 'The Secret that `cosign generate-key-pair k8s://…` makes.',
      manifests: all(secret('keys', { 'cosign.pub': '<public key>', 'cosign.key': '<private key>' }), ociRepository(BY_KEYS)),
      apiServer: 'accepted',
      flux: {
        effect: 'It works, and whoever can read Secrets there can sign.',
        facts: {
          'OCIRepository/app': [
            "Ready=True Succeeded: stored artifact for digest '1.0.0@<digest of signed:1.0.0>'",
            'SourceVerified=True Succeeded: verified signature of revision 1.0.0@<digest of signed:1.0.0>',
          ],
        },
      },
      library: {
        refused: 'FOC042',
        program: chart => {
          const pair = new Secret(chart, 'Keys', { metadata: { name: 'keys' }, stringData: { 'cosign.pub': KEY, 'cosign.key': PRIVATE_KEY } });
          source(chart, { url: 'oci://localhost:5000/acme/signed', verify: Verification.cosignKeysIn(SecretRef.of(pair)) });
        },
      },
    },
    {
      id: 'key-taken-out-of-string-data',
      wrong: 'A key that is trusted no longer, taken out of the `stringData` of a Secret.',
      before: secret('keys', { 'old.pub': '<public key>', 'new.pub': '<another public key>' }),
      manifests: all(secret('keys', { 'new.pub': '<another public key>' }), ociRepository(BY_KEYS)),
      apiServer: 'accepted',
      flux: {
        effect: 'It stays in the Secret: what it signed is still pulled.',
        facts: {
          'OCIRepository/app': [
            "Ready=True Succeeded: stored artifact for digest '1.0.0@<digest of signed:1.0.0>'",
            'SourceVerified=True Succeeded: verified signature of revision 1.0.0@<digest of signed:1.0.0>',
          ],
        },
      },
      library: { impossible: '`CosignPublicKeys` writes `data`, and what is taken out of that goes.' },
    },
    {
      id: 'key-and-identity',
      wrong: 'A key and an identity, both of which are to hold.',
      manifests: all(secret('keys', { 'release.pub': '<public key>' }), ociRepository(`${BY_KEYS}${SOMEBODY}`)),
      apiServer: 'accepted',
      flux: {
        effect: 'The identity is ignored: a signature by the key is enough.',
        facts: {
          'OCIRepository/app': [
            "Ready=True Succeeded: stored artifact for digest '1.0.0@<digest of signed:1.0.0>'",
            'SourceVerified=True Succeeded: verified signature of revision 1.0.0@<digest of signed:1.0.0>',
          ],
        },
      },
      library: { impossible: 'A `Verification` is by keys or keyless.' },
    },
    {
      id: 'key-and-trusted-root',
      wrong: 'A key and a trusted root.',
      manifests: all(secret('keys', { 'release.pub': '<public key>' }), ociRepository(`${BY_KEYS}  trustedRootSecretRef: { name: root }`)),
      apiServer: 'accepted',
      flux: {
        effect: 'The root isn\'t needed, but demanded.',
        facts: {
          'OCIRepository/app': [
            'Ready=False',
            'SourceVerified=False VerificationError: failed to verify the signature using provider \'cosign\': failed to read trusted root from secret \'<namespace>/root\': secrets "root" not found',
          ],
        },
      },
      library: { impossible: 'A `Verification` is by keys or keyless.' },
    },
    {
      id: 'keyless-without-identity',
      wrong: 'Keyless verification that asks for nobody.',
      manifests: all(ROOT, ociRepository(KEYLESS)),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is pulled: so with cosign 3 bundles.',
        facts: {
          'OCIRepository/app': [
            'Ready=False',
            "SourceVerified=False VerificationError: failed to verify the signature using provider 'cosign keyless': no matching attestations: failed to build policy: can't verify identities without providing at least one identity",
          ],
        },
      },
      library: { refused: 'FOC040', program: () => Verification.cosignKeyless(undefined as unknown as OidcIdentity) },
    },
    {
      id: 'keyless-with-two-identities',
      wrong: 'Two identities, one of which is to hold.',
      manifests: all(ROOT, ociRepository(`${KEYLESS}${SOMEBODY.trimEnd()}
    - issuer: ^https://accounts\\.example$
      subject: ^b@acme\\.example$
`)),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is pulled, whoever signed: so with cosign 3 bundles.',
        facts: {
          'OCIRepository/app': [
            'Ready=False',
            "SourceVerified=False VerificationError: failed to verify the signature using provider 'cosign keyless': no matching attestations: unsupported: multiple identities are not supported at this time",
          ],
        },
      },
      library: { impossible: '`Verification.cosignKeyless` takes one identity.' },
    },
    {
      id: 'keyless-with-malformed-subject',
      wrong: 'A subject that is no regular expression.',
      manifests: all(ROOT, ociRepository(`${KEYLESS}${SOMEBODY.replace('^a', '^(a')}`)),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is pulled.',
        facts: {
          'OCIRepository/app': [
            'Ready=False',
            'SourceVerified=False VerificationError: failed to verify the signature using provider \'cosign keyless\': no matching attestations: error parsing regexp: missing closing ): `^(a@acme\\.example$`',
          ],
        },
      },
      library: {
        refused: 'FOC093',
        program: () => OidcIdentity.regexp({
          issuer: 'https://accounts\\.example',
          subject: '(a@acme\\.example',
          accepts: [{ issuer: 'https://accounts.example', subject: 'a@acme.example' }],
        }),
      },
    },
    {
      id: 'keyless-without-subject',
      wrong: 'An issuer alone: everybody with an account there.',
      manifests: ociRepository(`${KEYLESS}  matchOIDCIdentity:\n    - issuer: ^https://accounts\\.example$`),
      apiServer: 'The OCIRepository "app" is invalid: spec.verify.matchOIDCIdentity[0].subject: Required value',
      library: { refused: 'FOC045', program: () => OidcIdentity.exact({ issuer: 'https://accounts.example', subject: '' }) },
    },
    {
      id: 'trusted-root-missing',
      wrong: 'A Secret with a trusted root that isn\'t there.',
      manifests: ociRepository(`${KEYLESS}${SOMEBODY}`),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is pulled.',
        facts: {
          'OCIRepository/app': [
            'Ready=False',
            'SourceVerified=False VerificationError: failed to verify the signature using provider \'cosign keyless\': failed to read trusted root from secret \'<namespace>/root\': secrets "root" not found',
          ],
        },
      },
      library: {
        beyond: 'Only the cluster knows an object that is given by name.',
        program: chart => source(chart, { url: 'oci://localhost:5000/acme/signed', verify: keyless({ trustedRoot: SecretRef.named('root') }) }),
      },
    },
    {
      id: 'trusted-root-under-another-key',
      wrong: 'A trusted root under another key than `trusted_root.json`.',
      manifests: all(secret('root', { 'root.json': '<trusted root>' }), ociRepository(`${KEYLESS}${SOMEBODY}`)),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is pulled.',
        facts: {
          'OCIRepository/app': [
            'Ready=False',
            "SourceVerified=False VerificationError: failed to verify the signature using provider 'cosign keyless': failed to read trusted root from secret '<namespace>/root': 'trusted_root.json' not found in secret '<namespace>/root'",
          ],
        },
      },
      library: {
        refused: 'FOC033',
        program: chart => {
          const root = new Secret(chart, 'Root', { metadata: { name: 'root' }, stringData: { 'root.json': '{}' } });
          source(chart, { url: 'oci://localhost:5000/acme/signed', verify: keyless({ trustedRoot: SecretRef.of(root) }) });
        },
      },
    },
    {
      id: 'trusted-root-of-another-form',
      wrong: 'A trusted root in a form that Flux doesn\'t read.',
      manifests: all(secret('root', { 'trusted_root.json': '\'{"mediaType":"application/vnd.dev.sigstore.trustedroot.v0.2+json"}\'' }), ociRepository(`${KEYLESS}${SOMEBODY}`)),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is pulled.',
        facts: {
          'OCIRepository/app': [
            'Ready=False',
            "SourceVerified=False VerificationError: failed to verify the signature using provider 'cosign keyless': unable to parse trusted root: unsupported TrustedRoot media type: application/vnd.dev.sigstore.trustedroot.v0.2+json",
          ],
        },
      },
      library: { refused: 'FOC095', program: trusting(rootWith({ mediaType: 'application/vnd.dev.sigstore.trustedroot.v0.2+json' })) },
    },
    {
      id: 'trusted-root-without-logs',
      wrong: 'A trusted root without transparency logs.',
      manifests: all(secret('root', { 'trusted_root.json': '\'{"mediaType":"application/vnd.dev.sigstore.trustedroot+json;version=0.1"}\'' }), ociRepository(`${KEYLESS}${SOMEBODY}`)),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is pulled.',
        facts: {
          'OCIRepository/app': [
            'Ready=False',
            "SourceVerified=False VerificationError: failed to verify the signature using provider 'cosign keyless': unable to extract Rekor URL from trusted root: no transparency log entries found in trusted root",
          ],
        },
      },
      library: { refused: 'FOC095', program: trusting(rootWith({ tlogs: [] })) },
    },
    {
      id: 'verify-provider-unknown',
      wrong: 'A kind of signature that Flux doesn\'t have.',
      manifests: ociRepository(`${SIGNED}verify:\n  provider: gpg`),
      apiServer: 'The OCIRepository "app" is invalid: spec.verify.provider: Unsupported value: "gpg": supported values: "cosign", "notation"',
      library: { impossible: '`Verification` makes cosign and notation.' },
    },
    {
      id: 'verify-added-later',
      wrong: 'Verification, added to a source that has pulled something unsigned.',
      before: APP,
      manifests: all(secret('keys', { 'release.pub': '<public key>' }), `${APP}\n  verify:\n    secretRef: { name: keys }`),
      apiServer: 'accepted',
      flux: {
        effect: 'What was pulled before stays, and whatever uses the source goes on using it.',
        facts: { 'OCIRepository/app': ['Ready=False', "SourceVerified=False VerificationError: failed to verify the signature using provider 'cosign': no matching signatures were found for '<registry>/<org>/app@<digest of app:1.0.0>'", 'status.artifact.revision: 1.0.0@<digest of app:1.0.0>'] },
      },
      library: {
        beyond: 'A program doesn\'t know what was there before. A source under another name starts with nothing.',
        program: chart => source(chart, { verify: Verification.cosignKeys(new CosignPublicKeys(chart, 'Keys', { keys: { release: Pem.text(KEY) } })) }),
      },
    },
    {
      id: 'verify-removed',
      wrong: 'A signed app, whose source has lost its `verify`.',
      manifests: all(ociRepository('url: oci://<registry>/<org>/app\nref: { digest: "<digest of app:1.0.0>" }'), kustomization('targetNamespace: <namespace>')),
      apiServer: 'accepted',
      flux: {
        effect: 'Whatever has this digest is applied, whoever signed it.',
        facts: { 'OCIRepository/app': ['no SourceVerified'], 'Kustomization/app': ['Ready=True ReconciliationSucceeded: Applied revision: <digest of app:1.0.0>'], 'ConfigMap/app': ['exists'] },
      },
      library: {
        refused: 'FOC047',
        program: chart => patch(signedApp(chart).source, JsonPatch.remove('/spec/verify')),
      },
    },
    {
      id: 'verified-source-exchanged',
      wrong: 'A signed app, delivered from another source than the one that is verified.',
      manifests: all(
        secret('keys', { 'release.pub': '<public key>' }),
        ociRepository('url: oci://<registry>/<org>/app\nref: { tag: 1.0.0 }\nverify:\n  secretRef: { name: keys }\n'),
        ociRepository('url: oci://<registry>/<org>/app\nref: { tag: 1.0.0 }', 'other'),
        kustomization('targetNamespace: <namespace>\nsourceRef: { kind: OCIRepository, name: other }'),
      ),
      apiServer: 'accepted',
      flux: {
        effect: 'What nobody signed is applied.',
        facts: {
          'OCIRepository/app': ['SourceVerified=False'],
          'Kustomization/app': ['Ready=True ReconciliationSucceeded: Applied revision: 1.0.0@<digest of app:1.0.0>'],
          'ConfigMap/app': ['exists'],
        },
      },
      library: {
        refused: 'FOC047',
        program: chart => {
          new OciRepository(chart, 'Other', { url: 'oci://localhost:5000/acme/app' });
          patch(signedApp(chart).delivery, JsonPatch.replace('/spec/sourceRef/name', 'other'));
        },
      },
    },
    {
      id: 'pin-removed',
      wrong: 'A pinned app, whose source has lost its digest.',
      manifests: ociRepository('url: oci://<registry>/<org>/app\nref: { tag: 1.0.0 }'),
      apiServer: 'accepted',
      flux: {
        effect: 'The tag is followed that was written beside the digest for people.',
        facts: { 'OCIRepository/app': ["Ready=True Succeeded: stored artifact for digest '1.0.0@<digest of app:1.0.0>'"] },
      },
      library: { refused: 'FOC048', program: chart => patch(signedApp(chart).source, JsonPatch.remove('/spec/ref/digest')) },
    },
  ],
};
