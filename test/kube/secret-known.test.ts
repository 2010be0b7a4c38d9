import { ApiObject, JsonPatch, Testing, type Chart } from 'cdk8s';
import { HelmRelease, OciRef, OciRepository, RegistryAuth, SecretRef, ValuesFrom, Verification, type OciRepositoryProps } from '../../src';
import { refusalOf } from '../support/refusal';
import { DIGEST, documentOf, fluxChart, warningsOf } from '../support/render';
import { PUBLIC_KEYS } from '../verification/material';

// Secrets that an operator makes: nothing secret is in the program, but their type and keys are.

type Use = (secret: SecretRef) => Partial<OciRepositoryProps>;

const LOGIN: Use = secret => ({ auth: RegistryAuth.dockerConfig(secret) });
const KEYS: Use = secret => ({ verify: Verification.cosignKeysIn(secret) });
const TYPE = 'kubernetes.io/dockerconfigjson';

function external(chart: Chart, spec: any, metadata: object = {}): ApiObject {
  return new ApiObject(chart, 'External', { apiVersion: 'external-secrets.io/v1', kind: 'ExternalSecret', metadata: { name: 'registry', ...metadata }, spec });
}

function sealed(chart: Chart, spec: any): ApiObject {
  return new ApiObject(chart, 'Sealed', { apiVersion: 'bitnami.com/v1alpha1', kind: 'SealedSecret', metadata: { name: 'registry' }, spec });
}

function chartWith(use: Use, make: (chart: Chart) => ApiObject): Chart {
  const chart = fluxChart();
  new OciRepository(chart, 'app', { url: 'oci://ghcr.io/acme/app', ref: OciRef.digest(DIGEST), ...use(SecretRef.of(make(chart))) });
  return chart;
}

const warned = (use: Use, make: (chart: Chart) => ApiObject) => warningsOf(chartWith(use, make));
const refused = (use: Use, make: (chart: Chart) => ApiObject) => refusalOf(() => Testing.synth(chartWith(use, make)));

function foreign(name: string, got: string, use: string): string {
  return `FOC033 [delivery/app] \`secretRef\` names the Secret ${name}, in which Flux doesn't find the login of a registry; got ${got}; use ${use}`;
}

const CONFIG = (host: string) => `{"auths":{"${host}":{"username":"{{ .user }}","password":"{{ .password }}"}}}`;
const template = (fields: object = {}) => ({ target: { template: { type: TYPE, data: { '.dockerconfigjson': CONFIG('ghcr.io') }, ...fields } }, data: [{ secretKey: 'user' }, { secretKey: 'password' }] });

describe('an ExternalSecret', () => {
  const ADVICE = '`spec.target.template.type`: kubernetes.io/dockerconfigjson, and a template that writes `.dockerconfigjson`';
  const KEY_ADVICE = 'the type kubernetes.io/dockerconfigjson with the key `.dockerconfigjson`, as `kubectl create secret docker-registry` makes it';

  test('makes a Secret of its own name, or of the name of its target', () => {
    expect(SecretRef.of(external(fluxChart(), {})).name).toBe('registry');
    expect(SecretRef.of(external(fluxChart(), undefined)).name).toBe('registry');
    expect(SecretRef.of(external(fluxChart(), { target: { name: 'ghcr' } })).name).toBe('ghcr');
    const chart = chartWith(LOGIN, into => external(into, { ...template(), target: { ...template().target, name: 'ghcr' } }));
    expect(documentOf(chart, 'OCIRepository').spec.secretRef).toEqual({ name: 'ghcr' });
  });

  test('is known in any version of its API', () => {
    const older = new ApiObject(fluxChart(), 'External', { apiVersion: 'external-secrets.io/v1beta1', kind: 'ExternalSecret', metadata: { name: 'a' }, spec: { target: { name: 'b' } } } as any);
    expect(SecretRef.of(older).name).toBe('b');
  });

  test('may make a login of what it fetches', () => {
    expect(warned(LOGIN, chart => external(chart, template()))).toEqual([]);
    expect(warned(LOGIN, chart => external(chart, { target: { template: { type: TYPE } }, data: [{ secretKey: '.dockerconfigjson' }] }))).toEqual([]);
  });

  test.each<[string, any, string]>([
    ['without template', { dataFrom: [{ extract: { key: 'ghcr' } }] }, 'no type'],
    ['without type', { target: { template: { data: {} } } }, 'no type'],
    ['with another type', template({ type: 'kubernetes.io/basic-auth' }), 'the type kubernetes.io/basic-auth'],
  ])('fails as a login %s', (_, spec, got) => {
    expect(refused(LOGIN, chart => external(chart, spec))).toBe(foreign('registry', got, ADVICE));
  });

  test('fails as a login under another key, whether its template says so or what it fetches', () => {
    expect(refused(LOGIN, chart => external(chart, template({ data: { config: '{}' } })))).toBe(foreign('registry', 'the key "config"', KEY_ADVICE));
    expect(refused(LOGIN, chart => external(chart, { target: { template: { type: TYPE } }, data: [{ secretKey: 'user' }, { secretKey: 'password' }] })))
      .toBe(foreign('registry', 'the keys "password", "user"', KEY_ADVICE));
  });

  test('fails as a login for another registry', () => {
    expect(refused(LOGIN, chart => external(chart, template({ data: { '.dockerconfigjson': CONFIG('quay.io') } })))).toBe('FOC038 [delivery/app] the Secret registry has no login '
      + 'for ghcr.io, so that Flux pulls as nobody; got those for "quay.io"; use an entry "ghcr.io" in `auths`, with `username` and `password`, or with `auth`');
  });

  test.each<[string, any]>([
    ['what its template takes from elsewhere', template({ data: { config: '' }, templateFrom: [{ configMap: { name: 'templates' } }] })],
    ['what its template adds to', template({ data: { config: '' }, mergePolicy: 'Merge' })],
    ['all keys of what it fetches', { target: { template: { type: TYPE } }, dataFrom: [{ extract: { key: 'ghcr' } }] }],
    ['nothing said about it', { target: { template: { type: TYPE } } }],
    ['a configuration that is no JSON before it is filled', template({ data: { '.dockerconfigjson': '{{ .config }}' } })],
    ['a Secret that it only adds to', { target: { creationPolicy: 'Merge' }, data: [{ secretKey: 'user' }] }],
    ['a Secret that it doesn\'t make', { target: { creationPolicy: 'None' } }],
  ])('is not judged by %s', (_, spec) => {
    expect(warned(LOGIN, chart => external(chart, spec))).toEqual([]);
  });

  test('may make public keys, which are looked at where they stand in its template', () => {
    const of = (data: object) => (chart: Chart) => external(chart, { target: { template: { data } } });
    expect(warned(KEYS, of({ 'release.pub': '{{ .key }}' }))).toEqual([]);
    expect(warned(KEYS, of({ 'release.pub': PUBLIC_KEYS['EC P-256'], 'number': 5 }))).toEqual([]);
    expect(refused(KEYS, of({ 'release.pub': 'MFkw' })))
      .toBe('FOC041 [delivery/app] "release.pub" of the Secret registry must hold one public key in PEM form; got no PEM block; use what `cosign public-key` prints');
  });

  test('fails in another namespace', () => {
    expect(refused(LOGIN, chart => external(chart, template(), { namespace: 'team' }))).toBe('FOC052 [delivery/app] `secretRef` names the Secret registry of another namespace, '
      + 'where Flux never looks; got team and flux-system; use a Secret in the namespace flux-system');
  });

  test('fails where its target is no DNS name', () => {
    expect(refusalOf(() => SecretRef.of(external(fluxChart(), { target: { name: 'my_secret' } }))))
      .toBe('FOC001 the name of a Secret must be a DNS name; got "my_secret"; use the name that kubectl shows');
  });

  test('fails where a patch gives its target another name afterwards', () => {
    const chart = fluxChart();
    const object = external(chart, template());
    new OciRepository(chart, 'app', { url: 'oci://ghcr.io/acme/app', ref: OciRef.digest(DIGEST), ...LOGIN(SecretRef.of(object)) });
    object.addJsonPatch(JsonPatch.add('/spec/target/name', 'late'));
    expect(refusalOf(() => Testing.synth(chart)))
      .toBe('FOC051 [delivery/app] `secretRef` names a Secret that has got another name; got late; use registry, which it had before');
  });

  test('tells a HelmRelease the keys of its values', () => {
    const chart = fluxChart();
    const source = new OciRepository(chart, 'source', { url: 'oci://ghcr.io/acme/charts/app', ref: OciRef.semver('1.x') });
    new HelmRelease(chart, 'app', { source, valuesFrom: [ValuesFrom.secret(SecretRef.of(external(chart, { data: [{ secretKey: 'password' }] })))] });
    expect(refusalOf(() => Testing.synth(chart))).toBe('FOC066 [delivery/app] `valuesFrom` takes the key "values.yaml" of the Secret registry, which doesn\'t have it; '
      + 'got "password"; use `key`, or `optional: true`');
  });

  test('tells a HelmRelease nothing where it has no keys to tell', () => {
    const chart = fluxChart();
    const source = new OciRepository(chart, 'source', { url: 'oci://ghcr.io/acme/charts/app', ref: OciRef.semver('1.x') });
    new HelmRelease(chart, 'app', { source, valuesFrom: [ValuesFrom.secret(SecretRef.of(external(chart, { dataFrom: [{ extract: { key: 'values' } }] })))] });
    expect(warningsOf(chart)).toEqual([]);
  });
});

describe('a SealedSecret', () => {
  const ADVICE = '`spec.template.type`: kubernetes.io/dockerconfigjson, and a template that writes `.dockerconfigjson`';

  test('makes a Secret of its own name', () => {
    expect(SecretRef.of(sealed(fluxChart(), { template: { metadata: { name: 'ignored' } } })).name).toBe('registry');
    expect(SecretRef.of(sealed(fluxChart(), undefined)).name).toBe('registry');
  });

  test('may make a login', () => {
    expect(warned(LOGIN, chart => sealed(chart, { encryptedData: { '.dockerconfigjson': 'AgBy' }, template: { type: TYPE } }))).toEqual([]);
    expect(warned(LOGIN, chart => sealed(chart, { encryptedData: { user: 'AgBy', password: 'AgBz' }, template: { type: TYPE, data: { '.dockerconfigjson': CONFIG('ghcr.io') } } }))).toEqual([]);
  });

  test('fails as a login of another type, or under another key', () => {
    expect(refused(LOGIN, chart => sealed(chart, { encryptedData: { '.dockerconfigjson': 'AgBy' } }))).toBe(foreign('registry', 'no type', ADVICE));
    expect(refused(LOGIN, chart => sealed(chart, { encryptedData: { x: 'AgBz' }, template: { type: TYPE } })))
      .toBe(foreign('registry', 'the key "x"', 'the type kubernetes.io/dockerconfigjson with the key `.dockerconfigjson`, as `kubectl create secret docker-registry` makes it'));
  });
});

test('a kind of that name in another API makes no Secret', () => {
  const object = new ApiObject(fluxChart(), 'External', { apiVersion: 'kubernetes-client.io/v1', kind: 'ExternalSecret' });
  expect(refusalOf(() => SecretRef.of(object))).toBe('FOC051 [delivery/External] this construct renders no Secret; got kind ExternalSecret; '
    + 'use SecretRef.named("name") for a Secret that an operator or somebody else makes');
});
