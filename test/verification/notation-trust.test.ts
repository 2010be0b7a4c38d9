import type { Chart } from 'cdk8s';
import { CERTIFICATE } from './material';
import {
  NotationTrust, NotationVerificationLevel, OciRef, OciRepository, Pem, PinnedArtifact, SignedApp, Verification, type NotationTrustPolicy,
  type NotationTrustProps,
} from '../../src';
import { acceptedDocument } from '../support/accepted';
import { refusalOf } from '../support/refusal';
import { base64, contentOf, DIGEST, documentsOf, fluxChart, warningsOf } from '../support/render';

const POLICY: NotationTrustPolicy = { registryScopes: ['ghcr.io/acme/app'], trustedIdentities: ['x509.subject: C=US, ST=WA, O=acme'] };
const MINIMAL: NotationTrustProps = { certificates: { ca: Pem.text(CERTIFICATE) }, policies: [POLICY] };

const POLICY_TEXT = `{
  "version": "1.0",
  "trustPolicies": [
    {
      "name": "policy-0",
      "registryScopes": [
        "ghcr.io/acme/app"
      ],
      "signatureVerification": {
        "level": "strict"
      },
      "trustStores": [
        "ca:flux"
      ],
      "trustedIdentities": [
        "x509.subject: C=US, ST=WA, O=acme"
      ]
    }
  ]
}
`;

function secretOf(props: Partial<NotationTrustProps> = {}, id = 'Trust'): any {
  const chart = fluxChart();
  new NotationTrust(chart, id, { ...MINIMAL, ...props });
  return acceptedDocument(chart, 'Secret');
}

function policiesOf(...policies: NotationTrustPolicy[]): any[] {
  return JSON.parse(contentOf(secretOf({ policies }))['trustpolicy.json']).trustPolicies;
}

function refused(props: { [field: string]: unknown }): string {
  return refusalOf(() => new NotationTrust(fluxChart(), 'Trust', { ...MINIMAL, ...props }));
}

test('renders one Secret with the policy and the certificate', () => {
  const chart = fluxChart();
  const trust = new NotationTrust(chart, 'AcmeTrust', MINIMAL);
  expect(documentsOf(chart)).toEqual([{
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'acme-trust', namespace: 'flux-system' },
    immutable: false,
    data: { 'ca.crt': base64(CERTIFICATE), 'trustpolicy.json': base64(POLICY_TEXT) },
  }]);
  expect(trust.secret.name).toBe('acme-trust');
  expect(warningsOf(chart)).toEqual([]);
});

test('may have a name, namespace, labels and annotations of its own', () => {
  expect(secretOf({ name: 'notation' }).metadata).toEqual({ name: 'notation', namespace: 'flux-system' });
  expect(secretOf({ metadata: { namespace: 'team', labels: { a: 'b' }, annotations: { c: 'd' } } }).metadata)
    .toEqual({ name: 'trust', namespace: 'team', labels: { a: 'b' }, annotations: { c: 'd' } });
});

describe('the certificates', () => {
  test('are under names that end in .crt, or in .pem where that is given', () => {
    expect(Object.keys(secretOf({ certificates: { 'root': Pem.text(CERTIFICATE), 'other.crt': Pem.text(CERTIFICATE), 'third.pem': Pem.text(CERTIFICATE) } }).data))
      .toEqual(['other.crt', 'root.crt', 'third.pem', 'trustpolicy.json']);
  });

  test('are the same bytes whatever their order in the program', () => {
    const pem = Pem.text(CERTIFICATE);
    expect(JSON.stringify(secretOf({ certificates: { b: pem, a: pem } }))).toBe(JSON.stringify(secretOf({ certificates: { a: pem, b: pem } })));
  });

  test.each([[{}], [undefined], [null]])('fail where there are none: %p', certificates => {
    expect(refused({ certificates })).toBe('FOC044 [delivery/Trust] notation needs the certificate of a CA that it trusts; use `certificates: { ca: Pem.file("ca.crt") }`');
  });

  test.each(['my ca', 'a/b', '..x'])('fail with the name %p, which no Secret can hold', name => {
    expect(refused({ certificates: { [name]: Pem.text(CERTIFICATE) } })).toBe('FOC001 [delivery/Trust] the name of a certificate may have letters, digits, `-`, `_` and `.`, '
      + `up to 253 with its ending; got "${name}"; use a name such as "ca"`);
  });

  test('fail where one would replace another', () => {
    expect(refused({ certificates: { 'ca': Pem.text(CERTIFICATE), 'ca.crt': Pem.text(CERTIFICATE) } }))
      .toBe('FOC001 [delivery/Trust] two certificates have one name in the Secret; got "ca.crt"; use names that differ before their ending');
  });

  test('fail as anything but a Pem', () => {
    expect(refused({ certificates: { ca: CERTIFICATE } })).toBe('FOC041 [delivery/Trust] the certificate "ca" must be a Pem; got string; use Pem.file or Pem.text');
  });
});

describe('the policies', () => {
  test('are strict unless told otherwise, and trust what the certificates vouch for', () => {
    expect(policiesOf({ registryScopes: ['*'], trustedIdentities: ['*'] })).toEqual([
      { name: 'policy-0', registryScopes: ['*'], signatureVerification: { level: 'strict' }, trustStores: ['ca:flux'], trustedIdentities: ['*'] },
    ]);
  });

  test('may be permissive', () => {
    expect(policiesOf({ ...POLICY, level: NotationVerificationLevel.PERMISSIVE })[0].signatureVerification).toEqual({ level: 'permissive' });
  });

  test('each have a name of their own', () => {
    const other = { registryScopes: ['ghcr.io/acme/a', 'ghcr.io/acme/b'], trustedIdentities: ['x509.subject: C=US, ST=WA, O=a', 'x509.subject: C=US, ST=WA, O=b'] };
    expect(policiesOf(POLICY, other)).toEqual([
      { name: 'policy-0', ...POLICY, signatureVerification: { level: 'strict' }, trustStores: ['ca:flux'] },
      { name: 'policy-1', ...other, signatureVerification: { level: 'strict' }, trustStores: ['ca:flux'] },
    ]);
  });

  test.each([[[]], [undefined], [null]])('fail where there are none: %p', policies => {
    expect(refused({ policies })).toBe('FOC043 [delivery/Trust] notation verifies nothing without a trust policy; '
      + 'use `policies: [{ registryScopes: ["ghcr.io/acme/app"], trustedIdentities: ["x509.subject: C=US, ST=WA, O=acme"] }]`');
  });

  test.each(['registryScopes', 'trustedIdentities'].flatMap(field => [[], undefined, null, '*'].map(value => [field, value])))('fail with the %s %p', (field, value) => {
    expect(refused({ policies: [POLICY, { ...POLICY, [field as string]: value }] }))
      .toBe(`FOC043 [delivery/Trust] \`${field}\` of policy 1 names nothing; use a list with at least one entry; "*" stands for all`);
  });

  test.each([['audit', '"audit"'], ['skip', '"skip"']])('fail with the level %p without a reason, for Flux then takes what nobody trusted has signed', (level, got) => {
    for (const acceptsUntrustedBecause of [undefined, '', ' ', 7]) {
      expect(refused({ policies: [{ ...POLICY, level, acceptsUntrustedBecause }] })).toBe('FOC043 [delivery/Trust] `level` of policy 0 must refuse what is not signed; '
        + `got ${got}; use NotationVerificationLevel.STRICT or .PERMISSIVE, or \`acceptsUntrustedBecause\` with the reason`);
    }
  });

  test.each([['', '""'], [null, 'null'], ['log', '"log"']])('fail with the level %p, whatever the reason', (level, got) => {
    expect(refused({ policies: [{ ...POLICY, level, acceptsUntrustedBecause: 'we move' }] }))
      .toBe(`FOC043 [delivery/Trust] \`level\` of policy 0 must refuse what is not signed; got ${got}; use NotationVerificationLevel.STRICT or .PERMISSIVE`);
  });
});

describe('a policy that lets in what nobody trusted has signed', () => {
  const BECAUSE = 'until all teams sign, in March';
  const AUDIT = { ...POLICY, level: NotationVerificationLevel.AUDIT, acceptsUntrustedBecause: BECAUSE };
  const SKIP = { registryScopes: ['*'], level: NotationVerificationLevel.SKIP, acceptsUntrustedBecause: BECAUSE };

  function built(...policies: NotationTrustPolicy[]): Chart {
    const chart = fluxChart();
    new NotationTrust(chart, 'Trust', { ...MINIMAL, policies });
    return chart;
  }

  const warning = (policy: number, level: string) => `FOC098 [delivery/Trust] policy ${policy} lets in what nobody trusted has signed (level ${level}): ${BECAUSE}; `
    + 'use NotationVerificationLevel.STRICT';

  test('is rendered for a reason, and warned about', () => {
    expect(policiesOf(AUDIT, SKIP)).toEqual([
      { name: 'policy-0', ...POLICY, signatureVerification: { level: 'audit' }, trustStores: ['ca:flux'] },
      { name: 'policy-1', registryScopes: ['*'], signatureVerification: { level: 'skip' } },
    ]);
    expect(warningsOf(built(AUDIT, SKIP))).toEqual([warning(0, 'audit'), warning(1, 'skip')]);
  });

  test.each([NotationVerificationLevel.STRICT, NotationVerificationLevel.PERMISSIVE, undefined])('fails with a reason where its level (%p) needs none', level => {
    expect(refused({ policies: [{ ...AUDIT, level }] }))
      .toBe(`FOC043 [delivery/Trust] \`acceptsUntrustedBecause\` of policy 0 has no meaning, for its level is ${level ?? 'strict'}; use one of both`);
  });

  test('fails with identities that nobody asks for', () => {
    expect(refused({ policies: [{ ...SKIP, trustedIdentities: ['*'] }] }))
      .toBe('FOC043 [delivery/Trust] `trustedIdentities` of policy 0 have no meaning, for its level is skip; use NotationVerificationLevel.STRICT, or no identities');
    expect(policiesOf({ ...SKIP, trustedIdentities: [] })[0]).toEqual({ name: 'policy-0', registryScopes: ['*'], signatureVerification: { level: 'skip' } });
  });

  test('is none for a golden path, where it is the policy of its repository', () => {
    const app = (host: string, ...policies: NotationTrustPolicy[]) => {
      const chart = built(...policies);
      const signedBy = Verification.notation(chart.node.findChild('Trust') as NotationTrust);
      return () => new SignedApp(chart, 'App', { artifact: PinnedArtifact.parse(`oci://${host}/acme/app@${DIGEST}`), signedBy, targetNamespace: 'app' });
    };
    expect(refusalOf(app('quay.io', POLICY, SKIP))).toBe('FOC043 [delivery/App] delivery/Trust lets into this repository\'s apps what nobody trusted has signed, '
      + 'which a golden path never does; got the level "skip"; use a policy for this repository that is STRICT or PERMISSIVE, or an OciRepository and a delivery of your own');
    expect(refusalOf(app('ghcr.io', AUDIT))).toMatch(/^FOC043 \[delivery\/App\] .*; got the level "audit"; /);
    expect(app('ghcr.io', POLICY, SKIP)().source.sourceName).toBe('app');
  });

  test('does for a source', () => {
    const chart = built(SKIP);
    const verify = Verification.notation(chart.node.findChild('Trust') as NotationTrust);
    new OciRepository(chart, 'app', { url: 'oci://ghcr.io/acme/app', ref: OciRef.tag('1.0.0'), verify });
    expect(acceptedDocument(chart, 'OCIRepository').spec.verify).toEqual({ provider: 'notation', secretRef: { name: 'trust' } });
  });
});

describe('a scope', () => {
  const REPOSITORY = (field: string, got: string, use: string) => `FOC049 [delivery/Trust] \`registryScopes\` of policy ${field} holds something else than a repository; got ${got}; use ${use}`;
  const FORM = '"host/repository" without scheme and tag, or "*" alone for all';

  test.each(['ghcr.io/acme/app', 'localhost:5000/app', 'Registry.acme.com/a/b.c/d__e/f-g', 'local/layout'])('may be %s', scope => {
    expect(policiesOf({ ...POLICY, registryScopes: [scope] })[0].registryScopes).toEqual([scope]);
  });

  test.each<[unknown, string, string]>([
    ['oci://ghcr.io/acme/app', '"oci://ghcr.io/acme/app"', '"ghcr.io/acme/app": each repository by itself'],
    ['ghcr.io/acme/app:1.0', '"ghcr.io/acme/app:1.0"', '"ghcr.io/acme/app": each repository by itself'],
    ['ghcr.io/acme/*', '"ghcr.io/acme/*"', '"ghcr.io/acme": each repository by itself'],
    ['ghcr.io', '"ghcr.io"', FORM],
    ['ghcr.io/Acme', '"ghcr.io/Acme"', FORM],
    ['[::1]:5000/app', '"[::1]:5000/app"', FORM],
    ['', '""', FORM],
    [7, '7', FORM],
  ])('fails as %p', (scope, got, use) => {
    expect(refused({ policies: [POLICY, { ...POLICY, registryScopes: [scope] }] })).toBe(REPOSITORY('1', got, use));
  });

  test('fails beside "*"', () => {
    expect(refused({ policies: [{ ...POLICY, registryScopes: ['*', 'ghcr.io/acme/app'] }] }))
      .toBe('FOC049 [delivery/Trust] `registryScopes` of policy 0 has "*" beside others, which notation refuses; got "*", "ghcr.io/acme/app"; use "*" alone, or the others');
  });

  test.each([['*'], ['ghcr.io/acme/app']])('fails in two policies: %s', scope => {
    const policy = { ...POLICY, registryScopes: [scope] };
    expect(refused({ policies: [policy, policy] }))
      .toBe(`FOC049 [delivery/Trust] the scope "${scope}" stands in policy 0 and in policy 1, so that notation knows no answer; use each scope once`);
  });
});

describe('a trusted identity', () => {
  const SUBJECT = '"x509.subject: C=US, ST=WA, O=acme", with C, ST and O at least, or "*"';

  test.each<[unknown, string]>([
    ['x509.subject: CN=acme', '"x509.subject: CN=acme": no attribute C, ST, O'],
    ['C=US, ST=WA, O=acme', '"C=US, ST=WA, O=acme": it does not start with x509.subject:'],
    ['x509.subject:', '"x509.subject:": "", which is no attribute'],
    ['', '"": it does not start with x509.subject:'],
    [null, 'null: not a text'],
  ])('fails as %p', (identity, got) => {
    expect(refused({ policies: [POLICY, { registryScopes: ['*'], trustedIdentities: [identity] }] }))
      .toBe(`FOC049 [delivery/Trust] \`trustedIdentities\` of policy 1 holds something else than the subject of a certificate; got ${got}; use ${SUBJECT}`);
  });

  test('fails beside "*"', () => {
    expect(refused({ policies: [{ ...POLICY, trustedIdentities: ['x509.subject: C=US, ST=WA, O=acme', '*'] }] })).toBe('FOC049 [delivery/Trust] `trustedIdentities` of policy 0 '
      + 'has "*" beside others, which notation refuses; got "x509.subject: C=US, ST=WA, O=acme", "*"; use "*" alone, or the others');
  });

  test.each([
    ['x509.subject: C=US, ST=WA, O=acme', 'x509.subject: C=US, ST=WA, O=acme, CN=web'],
    ['x509.subject: C=US, ST=WA, O=acme, CN=web', 'x509.subject: C=US, S=WA, O=acme'],
    ['x509.subject: C=US, ST=WA, O=acme', 'x509.subject: C=US, ST=WA, O=acme'],
  ])('fails where another includes it: %s and %s', (one, other) => {
    expect(refused({ policies: [{ ...POLICY, trustedIdentities: ['x509.subject: C=DE, ST=BY, O=acme', one, other] }] }))
      .toBe(`FOC049 [delivery/Trust] \`trustedIdentities\` of policy 0 overlap; got "${one}" and "${other}"; use the shorter one`);
  });
});

describe('a source', () => {
  function source(url: string, ...registryScopes: string[]): OciRepository {
    const chart = fluxChart();
    const trust = new NotationTrust(chart, 'Trust', { ...MINIMAL, policies: registryScopes.map(scope => ({ ...POLICY, registryScopes: [scope] })) });
    return new OciRepository(chart, 'app', { url, ref: OciRef.tag('1.0.0'), verify: Verification.notation(trust) });
  }

  test.each([
    ['oci://ghcr.io/acme/app', 'ghcr.io/acme/app'],
    ['oci://ghcr.io/acme/app', '*'],
    ['oci://localhost:5000/app', 'localhost:5000/app'],
    ['oci://docker.io/acme/app', 'index.docker.io/acme/app'],
    ['oci://docker.io/nginx', 'index.docker.io/library/nginx'],
    ['oci://index.docker.io/nginx', 'index.docker.io/library/nginx'],
  ])('%s is covered by %s', (url, scope) => {
    expect(source(url, 'ghcr.io/acme/other', scope).sourceName).toBe('app');
  });

  test.each([
    ['oci://ghcr.io/acme/app', 'ghcr.io/acme/app-2', 'ghcr.io/acme/app'],
    ['oci://ghcr.io/acme/app', 'ghcr.io/acme', 'ghcr.io/acme/app'],
    ['oci://ghcr.io/acme/app', 'ghcr.io:443/acme/app', 'ghcr.io/acme/app'],
    ['oci://docker.io/acme/app', 'docker.io/acme/app', 'index.docker.io/acme/app'],
  ])('fails for %s with %s', (url, scope, needed) => {
    expect(refusalOf(() => source(url, scope, 'ghcr.io/acme/other'))).toBe('FOC043 [delivery/app] no policy of delivery/Trust covers this repository, which must be named as it is; '
      + `got "${scope}", "ghcr.io/acme/other"; use "${needed}" among the \`registryScopes\` of one, or "*"`);
  });

  test('fails at an IPv6 address, whatever the policies', () => {
    expect(refusalOf(() => source('oci://[::1]:5000/app', '*')))
      .toBe('FOC043 [delivery/app] no policy of notation covers a registry at an IPv6 address; got "[::1]:5000/app"; use its name');
  });
});
