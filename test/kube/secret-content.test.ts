import { ApiObject, Testing, type Chart } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { OciRef, OciRepository, OidcIdentity, RegistryAuth, SecretRef, Verification, type OciRepositoryProps } from '../../src';
import { refusalOf } from '../support/refusal';
import { DIGEST, fluxChart, warningsOf } from '../support/render';

type Use = (secret: SecretRef) => Partial<OciRepositoryProps>;

const LOGIN: Use = secret => ({ auth: RegistryAuth.dockerConfig(secret) });
const CERTIFICATES: Use = certSecret => ({ certSecret });
const PROXY: Use = proxySecret => ({ proxySecret });
const ROOT: Use = trustedRoot => ({ verify: Verification.cosignKeyless(OidcIdentity.exact({ issuer: 'https://sso.acme.com', subject: 'ci@acme.com' }), { trustedRoot }) });

const INSTEAD_OF_KEYS = '`ca.crt`, or `tls.crt` with `tls.key`, or all three';

function chartWith(use: Use, secret: (chart: Chart) => SecretRef): Chart {
  const chart = fluxChart();
  new OciRepository(chart, 'app', { url: 'oci://ghcr.io/acme/app', ref: OciRef.digest(DIGEST), ...use(secret(chart)) });
  return chart;
}

function holding(...keys: string[]): (chart: Chart) => SecretRef {
  const stringData = Object.fromEntries(keys.map(key => [key, 'a secret value']));
  return chart => SecretRef.of(new Secret(chart, 'Secret', { metadata: { name: 'it' }, stringData }));
}

function refused(use: Use, secret: (chart: Chart) => SecretRef): string {
  return refusalOf(() => Testing.synth(chartWith(use, secret)));
}

describe('a login', () => {
  const ofType = (type?: string) => (chart: Chart) => SecretRef.of(new ApiObject(chart, 'Secret', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'it' }, type }));

  test.each(['kubernetes.io/dockerconfigjson', 'kubernetes.io/dockercfg'])('may be of type %s', type => {
    expect(warningsOf(chartWith(LOGIN, ofType(type)))).toEqual([]);
  });

  test.each([['Opaque', 'the type Opaque'], ['kubernetes.io/basic-auth', 'the type kubernetes.io/basic-auth'], [undefined, 'no type']])('fails as %s', (type, got) => {
    expect(refused(LOGIN, ofType(type))).toBe('FOC033 [delivery/app] `secretRef` names the Secret it, in which Flux doesn\'t find the login of a registry; '
      + `got ${got}; use the type kubernetes.io/dockerconfigjson, as \`kubectl create secret docker-registry\` makes it`);
  });
});

describe('certificates', () => {
  test.each([[['ca.crt']], [['tls.crt', 'tls.key']], [['ca.crt', 'tls.crt', 'tls.key', 'note']], [['caFile']], [['certFile', 'keyFile']], [['tls.crt', 'keyFile']]])('may be under %p', keys => {
    expect(warningsOf(chartWith(CERTIFICATES, holding(...keys)))).toEqual([]);
  });

  test.each([
    [['ca.pem'], 'the key "ca.pem"'],
    [['tls.crt'], 'the key "tls.crt"'],
    [['tls.key', 'ca.crt'], 'the keys "ca.crt", "tls.key"'],
    [['keyFile'], 'the key "keyFile"'],
  ])('fail under %p, whose values nobody is shown', (keys, got) => {
    expect(refused(CERTIFICATES, holding(...keys))).toBe('FOC033 [delivery/app] `certSecretRef` names the Secret it, in which Flux doesn\'t find '
      + `a CA or a client certificate; got ${got}; use ${INSTEAD_OF_KEYS}`);
  });

  test('count in data as well, and what is added late', () => {
    const chart = fluxChart();
    const secret = new Secret(chart, 'Secret', { metadata: { name: 'it' } });
    new OciRepository(chart, 'app', { url: 'oci://ghcr.io/acme/app', ref: OciRef.digest(DIGEST), certSecret: SecretRef.of(secret) });
    secret.addStringData('ca.pem', 'late');
    expect(refusalOf(() => Testing.synth(chart))).toContain('got the key "ca.pem";');
    const data = { 'ca.crt': 'bGF0ZQ==' };
    const encoded = (into: Chart) => SecretRef.of(new ApiObject(into, 'Secret', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'it' }, data }));
    expect(warningsOf(chartWith(CERTIFICATES, encoded))).toEqual([]);
  });
});

test('a proxy has an address', () => {
  expect(warningsOf(chartWith(PROXY, holding('address', 'username', 'password')))).toEqual([]);
  expect(refused(PROXY, holding('host', 'port'))).toBe('FOC033 [delivery/app] `proxySecretRef` names the Secret it, in which Flux doesn\'t find a proxy; '
    + 'got the keys "host", "port"; use `address`, such as "http://proxy.acme.example:3128", and `username` and `password` if it wants them');
});

test('a trusted root has one key', () => {
  expect(warningsOf(chartWith(ROOT, holding('trusted_root.json')))).toEqual([]);
  expect(refused(ROOT, holding('root.json'))).toBe('FOC033 [delivery/app] `verify.trustedRootSecretRef` names the Secret it, in which Flux doesn\'t find a trusted root; '
    + 'got the key "root.json"; use `trusted_root.json`');
});

test.each([['certificates', CERTIFICATES], ['a proxy', PROXY], ['a trusted root', ROOT]])('for %s, a Secret without data is filled by somebody else', (_, use) => {
  expect(warningsOf(chartWith(use, holding()))).toEqual([]);
});

test.each([['a login', LOGIN], ['certificates', CERTIFICATES], ['a proxy', PROXY], ['a trusted root', ROOT]])('for %s, one given by name is not looked at', (_, use) => {
  expect(warningsOf(chartWith(use, () => SecretRef.named('it')))).toEqual([]);
});
