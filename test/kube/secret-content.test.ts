import { ApiObject, Testing, type Chart } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { OciRef, OciRepository, OidcIdentity, RegistryAuth, SecretRef, Verification, type OciRepositoryProps } from '../../src';
import { refusalOf } from '../support/refusal';
import { base64, DIGEST, fluxChart, warningsOf } from '../support/render';
import { CA, OTHER_CA } from '../verification/certificates';
import { leaksOf, PRIVATE_KEYS, PUBLIC_KEYS, tellingOf } from '../verification/material';
import { TRUSTED_ROOT } from '../verification/roots';

type Use = (secret: SecretRef) => Partial<OciRepositoryProps>;
type Make = (chart: Chart) => SecretRef;

const LOGIN: Use = secret => ({ auth: RegistryAuth.dockerConfig(secret) });
const CERTIFICATES: Use = certSecret => ({ certSecret });
const PROXY: Use = proxySecret => ({ proxySecret });
const ROOT: Use = trustedRoot => ({ verify: Verification.cosignKeyless(OidcIdentity.exact({ issuer: 'https://sso.acme.com', subject: 'ci@acme.com' }), { trustedRoot }) });
const KEYS: Use = keys => ({ verify: Verification.cosignKeysIn(keys) });

const USES: [string, Use][] = [['a login', LOGIN], ['certificates', CERTIFICATES], ['a proxy', PROXY], ['a trusted root', ROOT], ['public keys', KEYS]];
const KEY = PUBLIC_KEYS['EC P-256'];
const INSTEAD_OF_KEYS = '`ca.crt`, or `tls.crt` with `tls.key`, or all three';

function chartWith(use: Use, secret: Make): Chart {
  const chart = fluxChart();
  new OciRepository(chart, 'app', { url: 'oci://ghcr.io/acme/app', ref: OciRef.digest(DIGEST), ...use(secret(chart)) });
  return chart;
}

function object(fields: object): Make {
  return chart => SecretRef.of(new ApiObject(chart, 'Secret', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'it' }, ...fields }));
}

function having(stringData: { [key: string]: string }): Make {
  return chart => SecretRef.of(new Secret(chart, 'Secret', { metadata: { name: 'it' }, stringData }));
}

/** Encrypted, so that nobody can look at values. */
function holding(...keys: string[]): Make {
  return object({ stringData: Object.fromEntries(keys.map(key => [key, 'ENC[AES256_GCM,data:c2VjcmV0,type:str]'])) });
}

function refused(use: Use, secret: Make): string {
  return refusalOf(() => Testing.synth(chartWith(use, secret)));
}

function warned(use: Use, secret: Make): string[] {
  return warningsOf(chartWith(use, secret));
}

describe('a login', () => {
  const foreign = (got: string, use: string) => `FOC033 [delivery/app] \`secretRef\` names the Secret it, in which Flux doesn't find the login of a registry; got ${got}; use ${use}`;
  const TYPE = 'the type kubernetes.io/dockerconfigjson with the key `.dockerconfigjson`, as `kubectl create secret docker-registry` makes it';

  test.each(['kubernetes.io/dockerconfigjson', 'kubernetes.io/dockercfg'])('may be of type %s', type => {
    expect(warned(LOGIN, object({ type }))).toEqual([]);
  });

  test.each([['Opaque', 'the type Opaque'], ['kubernetes.io/basic-auth', 'the type kubernetes.io/basic-auth'], [undefined, 'no type']])('fails as %s', (type, got) => {
    expect(refused(LOGIN, object({ type }))).toBe(foreign(got, TYPE));
  });

  test('fails as user and password, with the way to make one of them', () => {
    const data = { username: base64('robot'), password: base64('hunter2') };
    expect(refused(LOGIN, object({ type: 'kubernetes.io/basic-auth', data }))).toBe(foreign('the type kubernetes.io/basic-auth',
      'what `flux create secret oci it --url=<registry> --username=<user> --password=<password>` makes of user and password'));
  });

  test('fails under another key', () => {
    expect(refused(LOGIN, object({ type: 'kubernetes.io/dockerconfigjson', data: { 'config.json': base64('{}') } }))).toBe(foreign('the key "config.json"', TYPE));
  });

  test('is not looked at where SOPS has encrypted even its type', () => {
    expect(warned(LOGIN, object({ type: 'ENC[AES256_GCM,data:T3BhcXVl,type:str]', data: { '.dockerconfigjson': 'ENC[AES256_GCM,data:e30=,type:str]' } }))).toEqual([]);
  });
});

describe('certificates', () => {
  test.each([[['ca.crt']], [['tls.crt', 'tls.key']], [['ca.crt', 'tls.crt', 'tls.key', 'note']], [['caFile']], [['certFile', 'keyFile']], [['tls.crt', 'keyFile']]])('may be under %p', keys => {
    expect(warned(CERTIFICATES, holding(...keys))).toEqual([]);
  });

  test.each([
    [['ca.pem'], 'the key "ca.pem"'],
    [['tls.crt'], 'the key "tls.crt"'],
    [['tls.key', 'ca.crt'], 'the keys "ca.crt", "tls.key"'],
    [['keyFile'], 'the key "keyFile"'],
  ])('fail under %p', (keys, got) => {
    expect(refused(CERTIFICATES, holding(...keys))).toBe('FOC033 [delivery/app] `certSecretRef` names the Secret it, in which Flux doesn\'t find '
      + `a CA or a client certificate; got ${got}; use ${INSTEAD_OF_KEYS}`);
  });

  test('count in data as well, and what is added late', () => {
    const chart = fluxChart();
    const secret = new Secret(chart, 'Secret', { metadata: { name: 'it' } });
    new OciRepository(chart, 'app', { url: 'oci://ghcr.io/acme/app', ref: OciRef.digest(DIGEST), certSecret: SecretRef.of(secret) });
    secret.addStringData('ca.pem', 'late');
    expect(refusalOf(() => Testing.synth(chart))).toContain('got the key "ca.pem";');
    expect(warned(CERTIFICATES, object({ data: { 'ca.crt': base64(CA) } }))).toEqual([]);
  });

  test.each([['ca.crt'], ['caFile']])('are read under %s as Flux reads them: one that parses is enough', key => {
    expect(warned(CERTIFICATES, having({ [key]: `CAs of acme\n${OTHER_CA.replace('MIID', 'MIIE')}${CA}` }))).toEqual([]);
    expect(refused(CERTIFICATES, having({ [key]: KEY })))
      .toBe(`FOC041 [delivery/app] "${key}" of the Secret it holds no certificate in PEM form; got a block "PUBLIC KEY"; use the certificate of the CA`);
    expect(refused(CERTIFICATES, having({ [key]: OTHER_CA.replace('MIID', 'MIIE') })))
      .toBe(`FOC041 [delivery/app] "${key}" of the Secret it holds no certificate in PEM form; got a block "CERTIFICATE"; use the certificate of the CA`);
  });

  test('fail with the key of the CA beside it, which is not shown', () => {
    const secret = PRIVATE_KEYS['EC PRIVATE KEY'];
    const make = having({ 'ca.crt': CA + secret });
    expect(refused(CERTIFICATES, make)).toBe('FOC042 [delivery/app] "ca.crt" of the Secret it holds a private key, which must never leave its owner; use the certificate of the CA');
    expect(leaksOf(secret, tellingOf(() => Testing.synth(chartWith(CERTIFICATES, make))))).toEqual([]);
  });
});

describe('a proxy', () => {
  test('has an address', () => {
    expect(warned(PROXY, having({ address: 'http://proxy.acme.com:3128', username: 'u', password: 'p' }))).toEqual([]);
    expect(refused(PROXY, having({ host: 'proxy', port: '3128' }))).toBe('FOC033 [delivery/app] `proxySecretRef` names the Secret it, in which Flux doesn\'t find a proxy; '
      + 'got the keys "host", "port"; use `address`, such as "http://proxy.acme.example:3128", and `username` and `password` if it wants them');
  });

  test('fails with an address that Flux refuses', () => {
    expect(refused(PROXY, having({ address: 'ftp://proxy.acme.com' }))).toBe('FOC039 [delivery/app] "address" of the Secret it is no address of a proxy that Flux takes; '
      + 'got the scheme ftp; use "http://host:port", or `https` or `socks5` for `http`, up to 2048 characters');
  });
});

describe('a trusted root', () => {
  test('has one key', () => {
    expect(warned(ROOT, having({ 'trusted_root.json': TRUSTED_ROOT }))).toEqual([]);
    expect(refused(ROOT, holding('root.json'))).toBe('FOC033 [delivery/app] `verify.trustedRootSecretRef` names the Secret it, in which Flux doesn\'t find a trusted root; '
      + 'got the key "root.json"; use `trusted_root.json`');
  });

  test('fails as one that Flux can\'t verify with', () => {
    expect(refused(ROOT, having({ 'trusted_root.json': '{}' })))
      .toBe('FOC095 [delivery/app] "trusted_root.json" of the Secret it is no trusted root that Flux can verify with; got no `mediaType`; use what `cosign trusted-root create` writes');
  });
});

describe('public keys', () => {
  const ALONE = 'use a Secret with what `cosign public-key` prints, and nothing else';

  test('may be under any names that end in .pub, beside other things', () => {
    expect(warned(KEYS, having({ 'a.pub': KEY, 'b.pub': PUBLIC_KEYS.RSA, 'README': 'Keys of the release team' }))).toEqual([]);
    expect(warned(KEYS, object({ data: { 'a.pub': base64(KEY) } }))).toEqual([]);
    expect(warned(KEYS, holding('a.pub'))).toEqual([]);
  });

  test('fail without such a name', () => {
    expect(refused(KEYS, having({ 'release.pem': KEY }))).toBe('FOC033 [delivery/app] `verify.secretRef` names the Secret it, in which Flux doesn\'t find a public key; '
      + 'got the key "release.pem"; use a key that ends in `.pub` for each of them');
  });

  test('fail with one malformed key among good ones', () => {
    expect(refused(KEYS, having({ 'a.pub': KEY, 'b.pub': 'MFkw' })))
      .toBe('FOC041 [delivery/app] "b.pub" of the Secret it must hold one public key in PEM form; got no PEM block; use what `cosign public-key` prints');
  });

  test('are warned about where Flux hashes otherwise', () => {
    expect(warned(KEYS, having({ 'a.pub': PUBLIC_KEYS.Ed25519 }))).toEqual(['FOC097 [delivery/app] no signature that cosign makes today with the key in "a.pub" of the Secret it gets '
      + 'through: Flux takes it for one of SHA-256, and cosign hashes otherwise; got an Ed25519 key; use an EC key on P-256, as `cosign generate-key-pair` makes it, or an RSA key']);
  });

  test.each(['a.pub', 'cosign.key', 'anything'])('fail with a private key under %s, which is not shown', key => {
    const secret = PRIVATE_KEYS['cosign, ENCRYPTED SIGSTORE PRIVATE KEY'];
    const make = having({ 'z.pub': KEY, [key]: secret });
    const use = key.endsWith('.pub') ? 'use what `cosign public-key` prints' : ALONE;
    expect(refused(KEYS, make)).toBe(`FOC042 [delivery/app] "${key}" of the Secret it holds a private key, which must never leave its owner; ${use}`);
    expect(leaksOf(secret, tellingOf(() => Testing.synth(chartWith(KEYS, make))))).toEqual([]);
  });

  test('fail beside the private key that cosign stores with them, though nobody can look at it', () => {
    expect(refused(KEYS, holding('cosign.key', 'cosign.password', 'cosign.pub')))
      .toBe(`FOC042 [delivery/app] "cosign.key" of the Secret it is the private key, and whoever can read Secrets there can sign with it; ${ALONE}`);
  });
});

test.each(USES.slice(1))('for %s, a Secret without data is filled by somebody else', (_, use) => {
  expect(warned(use, holding())).toEqual([]);
});

test.each(USES)('for %s, one given by name is not looked at', (_, use) => {
  expect(warned(use, () => SecretRef.named('it'))).toEqual([]);
});
