import { all, ociRepository, secret } from './manifests';
import { source } from './programs';
import type { Program, Theme } from './trap';
import { NotationTrust, NotationVerificationLevel, Pem, Verification, type NotationTrustPolicy } from '../../../src';
import { CA_WITHOUT_USAGE } from '../../verification/certificates';
import { CERTIFICATE, PUBLIC_KEYS } from '../../verification/material';

const BY_NOTATION = 'url: oci://<registry>/<org>/notarized\nref: { tag: 1.0.0 }\ninsecure: true\nverify:\n  provider: notation\n';
const NOTARIZED = ociRepository(`${BY_NOTATION}  secretRef: { name: trust }\n`);

const policy = (change: object = {}) => `'${JSON.stringify({
  version: '1.0',
  trustPolicies: [{
    name: 'acme',
    registryScopes: ['*'],
    signatureVerification: { level: 'strict' },
    trustStores: ['ca:acme'],
    trustedIdentities: ['*'],
    ...change,
  }],
})}'`;

const trust = (trustPolicy: string) => secret('trust', { 'trustpolicy.json': trustPolicy, 'ca.crt': '<certificate>' });

const TWICE = policy().replace(/(\{"name".*\})\]/, (_, one) => `${one},${one.replace('acme', 'more')}]`);

/** A source that is verified with this policy. */
const trusting = (policies: NotationTrustPolicy[], certificate = CERTIFICATE, url = 'oci://localhost:5000/acme/notarized'): Program => chart => {
  const secretOfTrust = new NotationTrust(chart, 'Trust', { policies, certificates: certificate ? { ca: Pem.text(certificate) } : {} });
  source(chart, { url, insecure: true, verify: Verification.notation(secretOfTrust) });
};

/** A policy that lets in what nobody trusted has signed. */
const loose = (change: Partial<NotationTrustPolicy>, repository: string): Program =>
  trusting([{ registryScopes: ['*'], acceptsUntrustedBecause: 'not everybody signs yet', ...change }], CERTIFICATE, `oci://localhost:5000/acme/${repository}`);

const UNTRUSTED = 'SourceVerified=False VerificationError: failed to verify the signature using provider \'notation\': signature verification failed\n'
  + 'failed to verify signature with digest <digest>, the signature\'s certificate chain does not contain any trusted certificate';

const ANYBODY: NotationTrustPolicy = { registryScopes: ['*'], trustedIdentities: ['*'] };

export const NOTATION: Theme = {
  title: 'Who signed: notation',
  traps: [
    {
      id: 'notation-without-secret',
      wrong: 'Notation without a Secret.',
      manifests: ociRepository(BY_NOTATION),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is pulled.',
        facts: {
          'OCIRepository/app': [
            'Ready=False',
            "SourceVerified=False VerificationError: failed to verify the signature using provider 'notation': verification secret cannot be empty: '<registry>/<org>/notarized@<digest of notarized:1.0.0>'",
          ],
        },
      },
      library: { impossible: '`Verification.notation` takes a `NotationTrust`, which renders it.' },
    },
    {
      id: 'notation-without-policy',
      wrong: 'A Secret without `trustpolicy.json`.',
      manifests: all(secret('trust', { 'ca.crt': '<certificate>' }), NOTARIZED),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is pulled.',
        facts: {
          'OCIRepository/app': [
            'Ready=False',
            "SourceVerified=False VerificationError: failed to verify the signature using provider 'notation': 'trustpolicy.json' not found in secret '<namespace>/trust'",
          ],
        },
      },
      library: { refused: 'FOC043', program: trusting([]) },
    },
    {
      id: 'notation-without-certificate',
      wrong: 'A Secret without certificates.',
      manifests: all(secret('trust', { 'trustpolicy.json': policy() }), NOTARIZED),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is pulled.',
        facts: {
          'OCIRepository/app': [
            'Ready=False',
            "SourceVerified=False VerificationError: failed to verify the signature using provider 'notation': no certificates found in secret '<namespace>/trust'",
          ],
        },
      },
      library: { refused: 'FOC044', program: trusting([ANYBODY], '') },
    },
    {
      id: 'notation-certificate-under-another-key',
      wrong: 'A certificate under a name that ends in neither `.crt` nor `.pem`.',
      manifests: all(secret('trust', { 'trustpolicy.json': policy(), 'ca.cer': '<certificate>' }), NOTARIZED),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is pulled: Flux doesn\'t see the certificate.',
        facts: {
          'OCIRepository/app': [
            'Ready=False',
            "SourceVerified=False VerificationError: failed to verify the signature using provider 'notation': no certificates found in secret '<namespace>/trust'",
          ],
        },
      },
      library: { impossible: '`NotationTrust` writes the ending.' },
    },
    {
      id: 'notation-certificate-malformed',
      wrong: 'A public key where a certificate belongs.',
      manifests: all(secret('trust', { 'trustpolicy.json': policy(), 'ca.crt': '<public key>' }), NOTARIZED),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is pulled.',
        facts: {
          'OCIRepository/app': [
            'Ready=False',
            'SourceVerified=False VerificationError: failed to verify the signature using provider \'notation\': signature verification failed\nfailed to verify signature with digest <digest>, failed to parse certificate \'acme\': x509: malformed serial number',
          ],
        },
      },
      library: { refused: 'FOC041', program: trusting([ANYBODY], PUBLIC_KEYS['EC P-256']) },
    },
    {
      id: 'notation-certificates-in-one-file',
      wrong: 'Two certificates in one file.',
      manifests: all(secret('trust', { 'trustpolicy.json': policy(), 'ca.crt': '<another certificate and this one>' }), NOTARIZED),
      apiServer: 'accepted',
      flux: {
        effect: 'Flux reads the first one only, and the other one signed.',
        facts: { 'OCIRepository/app': ['Ready=False', UNTRUSTED] },
      },
      library: { refused: 'FOC041', program: trusting([ANYBODY], CERTIFICATE + CERTIFICATE) },
    },
    {
      id: 'notation-certificate-without-key-usage',
      wrong: 'A CA as `openssl req -x509` makes it.',
      manifests: all(secret('trust', { 'trustpolicy.json': policy(), 'ca.crt': '<certificate without key usage>' }), NOTARIZED),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is pulled, and notation signs with nothing that this CA vouches for.',
        facts: { 'OCIRepository/app': ['Ready=False', UNTRUSTED] },
      },
      library: { refused: 'FOC096', program: trusting([ANYBODY], CA_WITHOUT_USAGE) },
    },
    {
      id: 'notation-insecure-with-https',
      wrong: '`insecure` for a registry with HTTPS.',
      manifests: all(trust(policy()), NOTARIZED.replace('<registry>', '<registry with HTTPS>')),
      apiServer: 'accepted',
      flux: {
        effect: 'Flux finds the artifact by HTTPS, and looks for its signatures in plain HTTP.',
        facts: {
          'OCIRepository/app': [
            'Ready=False',
            'SourceVerified=False VerificationError: failed to verify the signature using provider \'notation\': HEAD "http://<registry with HTTPS>/v2/<org>/notarized/manifests/<digest of notarized:1.0.0>": response status code 400: Bad Request',
          ],
        },
      },
      library: { warned: 'FOC017', program: trusting([ANYBODY], CERTIFICATE, 'oci://0.0.0.0:5002/acme/notarized') },
    },
    {
      id: 'notation-audit',
      wrong: 'The level `audit`, for an artifact that nobody whom the policy trusts has signed.',
      manifests: all(trust(policy({ signatureVerification: { level: 'audit' }, trustedIdentities: ['x509.subject: C=US, ST=WA, O=elsewhere'] })), NOTARIZED),
      apiServer: 'accepted',
      flux: {
        effect: 'It is pulled; only that a condition is missing tells it.',
        facts: {
          'OCIRepository/app': ["Ready=True Succeeded: stored artifact for digest '1.0.0@<digest of notarized:1.0.0>'", 'no SourceVerified'],
        },
      },
      library: {
        warned: 'FOC098',
        program: loose({ level: NotationVerificationLevel.AUDIT, trustedIdentities: ['x509.subject: C=US, ST=WA, O=elsewhere'] }, 'notarized'),
      },
    },
    {
      id: 'notation-skip',
      wrong: 'The level `skip`, for an artifact without signature.',
      manifests: all(
        secret('trust', { 'trustpolicy.json': policy({ signatureVerification: { level: 'skip' }, trustStores: undefined, trustedIdentities: undefined }), 'ca.crt': '<certificate>' }),
        NOTARIZED.replace('/notarized', '/app'),
      ),
      apiServer: 'accepted',
      flux: {
        effect: 'It is pulled; only that a condition is missing tells it.',
        facts: {
          'OCIRepository/app': ["Ready=True Succeeded: stored artifact for digest '1.0.0@<digest of app:1.0.0>'", 'no SourceVerified'],
        },
      },
      library: { warned: 'FOC098', program: loose({ level: NotationVerificationLevel.SKIP }, 'app') },
    },
    {
      id: 'notation-scope-elsewhere',
      wrong: 'A policy for another repository.',
      manifests: all(trust(policy({ registryScopes: ['<registry>/<org>/other'] })), NOTARIZED),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is pulled.',
        facts: {
          'OCIRepository/app': [
            'Ready=False',
            'SourceVerified=False VerificationError: failed to verify the signature using provider \'notation\': artifact "<registry>/<org>/notarized@<digest of notarized:1.0.0>" has no applicable trust policy statement. Trust policy applicability for a given artifact is determined by registryScopes. To create a trust policy, see: https://notaryproject.dev/docs/quickstart/#create-a-trust-policy',
          ],
        },
      },
      library: {
        refused: 'FOC043',
        program: trusting([{ ...ANYBODY, registryScopes: ['localhost:5000/acme/other'] }]),
      },
    },
    {
      id: 'notation-scope-with-scheme',
      wrong: 'A policy whose scope is the URL, with `oci://`.',
      manifests: all(trust(policy({ registryScopes: ['oci://<registry>/<org>/notarized'] })), NOTARIZED),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is pulled.',
        facts: {
          'OCIRepository/app': [
            'Ready=False',
            'SourceVerified=False VerificationError: failed to verify the signature using provider \'notation\': registry scope "oci://<registry>/<org>/notarized" is not valid, make sure it is a fully qualified repository without the scheme, protocol or tag. For example domain.com/my/repository or a local scope like local/myOCILayout',
          ],
        },
      },
      library: {
        refused: 'FOC049',
        program: trusting([{ ...ANYBODY, registryScopes: ['oci://localhost:5000/acme/notarized'] }]),
      },
    },
    {
      id: 'notation-identity-incomplete',
      wrong: 'A trusted identity without country, state and organisation.',
      manifests: all(trust(policy({ trustedIdentities: ['x509.subject: CN=acme'] })), NOTARIZED),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is pulled.',
        facts: {
          'OCIRepository/app': [
            'Ready=False',
            'SourceVerified=False VerificationError: failed to verify the signature using provider \'notation\': trust policy: trust policy statement "acme" has trusted identity "x509.subject: CN=acme" with invalid identity value: distinguished name (DN) " CN=acme" has no mandatory RDN attribute for "C", it must contain \'C\', \'ST\' or \'S\', and \'O\' RDN attributes at a minimum',
          ],
        },
      },
      library: {
        refused: 'FOC049',
        program: trusting([{ ...ANYBODY, trustedIdentities: ['x509.subject: CN=acme'] }]),
      },
    },
    {
      id: 'notation-identity-without-prefix',
      wrong: 'A trusted identity without `x509.subject:`.',
      manifests: all(trust(policy({ trustedIdentities: ['C=US, ST=WA, O=Notary'] })), NOTARIZED),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is pulled.',
        facts: {
          'OCIRepository/app': [
            'Ready=False',
            'SourceVerified=False VerificationError: failed to verify the signature using provider \'notation\': trust policy: trust policy statement "acme" has trusted identity "C=US, ST=WA, O=Notary" missing separator',
          ],
        },
      },
      library: {
        refused: 'FOC049',
        program: trusting([{ ...ANYBODY, trustedIdentities: ['C=US, ST=WA, O=Notary'] }]),
      },
    },
    {
      id: 'notation-two-policies-for-all',
      wrong: 'Two policies for all repositories.',
      manifests: all(trust(TWICE), NOTARIZED),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is pulled.',
        facts: {
          'OCIRepository/app': [
            'Ready=False',
            'SourceVerified=False VerificationError: failed to verify the signature using provider \'notation\': registry scope "*" is present in multiple trust policy statements, one registry scope value can only be associated with one statement',
          ],
        },
      },
      library: { refused: 'FOC049', program: trusting([ANYBODY, ANYBODY]) },
    },
    {
      id: 'notation-scope-of-a-folder',
      wrong: 'A policy for all repositories of a folder.',
      manifests: all(trust(policy({ registryScopes: ['<registry>/<org>/*'] })), NOTARIZED),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is pulled.',
        facts: {
          'OCIRepository/app': [
            'Ready=False',
            'SourceVerified=False VerificationError: failed to verify the signature using provider \'notation\': registry scope "<registry>/<org>/*" with wild card(s) is not valid, make sure it is a fully qualified repository without the scheme, protocol or tag. For example domain.com/my/repository or a local scope like local/myOCILayout',
          ],
        },
      },
      library: { refused: 'FOC049', program: trusting([{ ...ANYBODY, registryScopes: ['localhost:5000/acme/*'] }]) },
    },
    {
      id: 'notation-all-beside-others',
      wrong: 'A policy for all repositories and one more.',
      manifests: all(trust(policy({ registryScopes: ['*', '<registry>/<org>/notarized'] })), NOTARIZED),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is pulled.',
        facts: {
          'OCIRepository/app': [
            'Ready=False',
            'SourceVerified=False VerificationError: failed to verify the signature using provider \'notation\': trust policy statement "acme" uses wildcard registry scope \'*\', a wildcard scope cannot be used in conjunction with other scope values',
          ],
        },
      },
      library: { refused: 'FOC049', program: trusting([{ ...ANYBODY, registryScopes: ['*', 'localhost:5000/acme/notarized'] }]) },
    },
    {
      id: 'notation-identities-overlap',
      wrong: 'Two trusted identities, one of which includes the other.',
      manifests: all(trust(policy({ trustedIdentities: ['x509.subject: C=US, ST=WA, O=Notary', 'x509.subject: C=US, ST=WA, O=Notary, CN=acme'] })), NOTARIZED),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is pulled.',
        facts: {
          'OCIRepository/app': [
            'Ready=False',
            'SourceVerified=False VerificationError: failed to verify the signature using provider \'notation\': trust policy: trust policy statement "acme" has overlapping x509 trustedIdentities, "x509.subject: C=US, ST=WA, O=Notary" overlaps with "x509.subject: C=US, ST=WA, O=Notary, CN=acme"',
          ],
        },
      },
      library: {
        refused: 'FOC049',
        program: trusting([{ ...ANYBODY, trustedIdentities: ['x509.subject: C=US, ST=WA, O=Notary', 'x509.subject: C=US, ST=WA, O=Notary, CN=acme'] }]),
      },
    },
    {
      id: 'notation-and-identity',
      wrong: 'An OIDC identity beside notation.',
      manifests: all(trust(policy()), `${NOTARIZED}
    matchOIDCIdentity:
      - issuer: ^https://accounts\\.example$
        subject: ^nobody@acme\\.example$
      `),
      apiServer: 'accepted',
      flux: {
        effect: 'The identity is ignored.',
        facts: {
          'OCIRepository/app': [
            "Ready=True Succeeded: stored artifact for digest '1.0.0@<digest of notarized:1.0.0>'",
            'SourceVerified=True Succeeded: verified signature of revision 1.0.0@<digest of notarized:1.0.0>',
          ],
        },
      },
      library: { impossible: 'A `Verification` is by cosign or by notation.' },
    },
  ],
};
