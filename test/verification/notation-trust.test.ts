import { CERTIFICATE } from './material';
import { NotationTrust, NotationVerificationLevel, Pem, type NotationTrustPolicy, type NotationTrustProps } from '../../src';
import { acceptedDocument } from '../support/accepted';
import { refusalOf } from '../support/refusal';
import { base64, contentOf, documentsOf, fluxChart, warningsOf } from '../support/render';

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

  test.each([['audit', '"audit"'], ['skip', '"skip"'], ['', '""'], [null, 'null']])('fail with the level %p, under which Flux takes what nobody signed', (level, got) => {
    expect(refused({ policies: [{ ...POLICY, level }] }))
      .toBe(`FOC043 [delivery/Trust] \`level\` of policy 0 must refuse what is not signed; got ${got}; use NotationVerificationLevel.STRICT or .PERMISSIVE`);
  });
});
