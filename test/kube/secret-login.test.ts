import { ApiObject, JsonPatch, Testing, type Chart } from 'cdk8s';
import { OciRef, OciRepository, RegistryAuth, SecretRef } from '../../src';
import { refusalOf } from '../support/refusal';
import { base64, DIGEST, fluxChart, warningsOf } from '../support/render';

const LOGIN = { auth: 'cm9ib3Q6aHVudGVyMg==' };

function chartFor(url: string, key: string, text: string): Chart {
  const chart = fluxChart();
  const type = key === '.dockercfg' ? 'kubernetes.io/dockercfg' : 'kubernetes.io/dockerconfigjson';
  const secret = new ApiObject(chart, 'Secret', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'registry' }, type, data: { [key]: base64(text) } });
  new OciRepository(chart, 'app', { url, ref: OciRef.digest(DIGEST), auth: RegistryAuth.dockerConfig(SecretRef.of(secret)) });
  return chart;
}

function refused(url: string, auths: unknown): string {
  return refusalOf(() => Testing.synth(chartFor(url, '.dockerconfigjson', JSON.stringify({ auths }))));
}

describe('a login', () => {
  test.each([
    ['ghcr.io', 'oci://ghcr.io/acme/app'],
    ['https://ghcr.io', 'oci://ghcr.io/acme/app'],
    ['http://ghcr.io/', 'oci://ghcr.io/acme/app'],
    ['https://ghcr.io/v2/', 'oci://ghcr.io/acme/app'],
    ['ghcr.io/acme', 'oci://ghcr.io/acme/app'],
    ['ghcr.io/v1/acme', 'oci://ghcr.io/acme/app'],
    ['*.azurecr.io', 'oci://acme.azurecr.io/app-1'],
    ['registry-*.acme.com', 'oci://registry-1.acme.com/app'],
    ['ghcr.io?a#b', 'oci://ghcr.io/acme/app'],
    ['localhost:5000', 'oci://localhost:5000/app'],
    ['https://index.docker.io/v1/', 'oci://docker.io/acme/app'],
    ['index.docker.io/library', 'oci://docker.io/nginx'],
  ])('for %s is one for %s', (registry, url) => {
    expect(warningsOf(chartFor(url, '.dockerconfigjson', JSON.stringify({ auths: { 'elsewhere.example': {}, [registry]: LOGIN } })))).toEqual([]);
    expect(warningsOf(chartFor(url, '.dockercfg', JSON.stringify({ [registry]: { username: 'robot', password: 'hunter2' } })))).toEqual([]);
  });

  test.each([
    ['quay.io', 'ghcr.io', 'oci://ghcr.io/acme/app'],
    ['gh?r.io', 'ghcr.io', 'oci://ghcr.io/acme/app'],
    ['ghcr.io:443', 'ghcr.io', 'oci://ghcr.io/acme/app'],
    ['localhost', 'localhost:5000', 'oci://localhost:5000/app'],
    ['*.io', 'acme.azurecr.io', 'oci://acme.azurecr.io/app-1'],
    ['ghcrxio', 'ghcr.io', 'oci://ghcr.io/acme/app'],
    ['ghcr.io/other', 'ghcr.io', 'oci://ghcr.io/acme/app'],
    ['ghcr.io/v2', 'ghcr.io', 'oci://ghcr.io/acme/app'],
    ['gh[c]r.io', 'ghcr.io', 'oci://ghcr.io/acme/app'],
    ['docker.io', 'index.docker.io', 'oci://docker.io/acme/app'],
    ['index.docker.io/acme', 'index.docker.io', 'oci://index.docker.io/nginx'],
  ])('for %s fails as one for %s', (registry, host, url) => {
    expect(refused(url, { [registry]: LOGIN })).toBe(`FOC038 [delivery/app] the Secret registry has no login for ${host}, so that Flux pulls as nobody; got those for "${registry}"; `
      + `use an entry "${host}" in \`auths\`, with \`username\` and \`password\`, or with \`auth\``);
  });

  test('fails where there is none', () => {
    expect(refused('oci://ghcr.io/acme/app', {})).toBe('FOC038 [delivery/app] the Secret registry has no login for ghcr.io, so that Flux pulls as nobody; got none; '
      + 'use an entry "ghcr.io" in `auths`, with `username` and `password`, or with `auth`');
  });

  test.each([[{}], [null], [{ auth: '', email: 'robot@acme.com' }]])('fails where its password is with a helper of Docker Desktop: %p', entry => {
    expect(refused('oci://ghcr.io/acme/app', { 'https://ghcr.io': entry })).toBe('FOC038 [delivery/app] the Secret registry has no login for ghcr.io, so that Flux pulls as nobody; '
      + 'got an empty one for "https://ghcr.io"; use an entry "ghcr.io" in `auths`, with `username` and `password`, or with `auth`');
  });

  test('shows no password', () => {
    expect(refused('oci://ghcr.io/acme/app', { 'quay.io': { username: 'robot', password: 'hunter2', ...LOGIN } })).not.toMatch(/hunter2|cm9ib3Q/);
  });
});

test.each(['', 'hunter2', '[]', 'null', '{}', '{"auths":"hunter2"}'])('fails as no configuration of Docker: %p', text => {
  expect(refusalOf(() => Testing.synth(chartFor('oci://ghcr.io/acme/app', '.dockerconfigjson', text))))
    .toBe('FOC038 [delivery/app] ".dockerconfigjson" of the Secret registry is no configuration of Docker; use {"auths":{"<registry>":{"auth":"…"}}}');
});

test('is looked at for the finished source, whatever a patch made of it', () => {
  const chart = chartFor('oci://ghcr.io/acme/app', '.dockerconfigjson', JSON.stringify({ auths: { 'ghcr.io': LOGIN } }));
  ApiObject.of(chart.node.findChild('app')).addJsonPatch(JsonPatch.replace('/spec/url', 'oci://quay.io/acme/app'));
  expect(refusalOf(() => Testing.synth(chart))).toMatch(/^FOC038 \[delivery\/app\] the Secret registry has no login for quay\.io, /);
});

test('is not looked at for what is no URL of Flux', () => {
  const chart = chartFor('oci://ghcr.io/acme/app', '.dockerconfigjson', JSON.stringify({ auths: {} }));
  ApiObject.of(chart.node.findChild('app')).addJsonPatch(JsonPatch.replace('/spec/url', 'ghcr.io'));
  expect(warningsOf(chart)).toEqual([]);
});
