import { ApiObject, JsonPatch, type Chart } from 'cdk8s';
import { FluxVersion, ObjectIdentityRbac, OciRef, OciRepository, RegistryAuth, RegistryProvider, TokenIdentity, type TokenIdentityProps } from '../../src';
import { acceptedDocument } from '../support/accepted';
import { refusalOf } from '../support/refusal';
import { DIGEST, documentsOf, fluxChart, warningsOf } from '../support/render';

const KUBERNETES = { 'credential.auth.fluxcd.io/provider': 'kubernetes', 'credential.auth.fluxcd.io/type': 'jwt' };

function newChart(): Chart {
  const chart = fluxChart();
  FluxVersion.V2_10.applyTo(chart);
  return chart;
}

function annotationsOf(props?: TokenIdentityProps): any {
  const chart = newChart();
  new TokenIdentity(chart, 'Puller', props);
  return acceptedDocument(chart, 'ServiceAccount').metadata.annotations;
}

function pull(chart: Chart, identity: TokenIdentity, host = 'registry.acme.example'): void {
  new OciRepository(chart, 'app', { url: `oci://${host}/acme/app`, ref: OciRef.digest(DIGEST), auth: RegistryAuth.workloadIdentity(identity) });
}

test('renders a ServiceAccount whose token is the login', () => {
  const chart = newChart();
  const identity = new TokenIdentity(chart, 'Puller');
  expect(acceptedDocument(chart, 'ServiceAccount')).toEqual({
    apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'puller', namespace: 'flux-system', annotations: KUBERNETES }, automountServiceAccountToken: false,
  });
  expect([identity.provider, identity.serviceAccount.name]).toEqual([RegistryProvider.GENERIC, 'puller']);
});

test('says whom the token is for, beside which user, and for how long', () => {
  expect(annotationsOf({ audiences: ['registry.acme.example', 'https://zot.acme.example'], username: 'flux', expiration: '10m' })).toEqual({
    ...KUBERNETES,
    'credential.auth.fluxcd.io/audiences': 'registry.acme.example,https://zot.acme.example',
    'credential.auth.fluxcd.io/username': 'flux',
    'credential.auth.fluxcd.io/expiration': '10m',
  });
});

test('a source pulls with it from a registry of no cloud', () => {
  const chart = newChart();
  const identity = new TokenIdentity(chart, 'Puller');
  new ObjectIdentityRbac(chart, 'FluxObjectIdentity', { identities: [identity] });
  pull(chart, identity);
  expect(acceptedDocument(chart, 'OCIRepository').spec).toEqual({
    url: 'oci://registry.acme.example/acme/app', ref: { digest: DIGEST }, interval: '60m', provider: 'generic', serviceAccountName: 'puller',
  });
  expect(warningsOf(chart)).toEqual([]);
});

test.each([[FluxVersion.V2_8, '2.8'], [FluxVersion.V2_9, '2.9']])('fails in Flux %s, also if the version is chosen late', (version, minor) => {
  const chart = newChart();
  pull(chart, new TokenIdentity(chart, 'Puller'));
  version.applyTo(chart);
  expect(refusalOf(() => documentsOf(chart))).toBe(`FOC036 [delivery/app] Flux ${minor} takes no token of a ServiceAccount as a login; Flux 2.10 does; `
    + 'use FluxVersion.V2_10.applyTo(app) if the cluster runs it, else RegistryAuth.dockerConfig(secret)');
});

test.each([['012345678901.dkr.ecr.us-east-1.amazonaws.com', 'aws'], ['acme.azurecr.io', 'azure'], ['gcr.io', 'gcp']])('fails at %s, which takes no token of a cluster', (host, actual) => {
  const chart = newChart();
  expect(refusalOf(() => pull(chart, new TokenIdentity(chart, 'Puller'), host)))
    .toBe(`FOC030 [delivery/app] the provider generic serves no registry at this host; got "${host}"; use an identity of the provider ${actual}`);
});

test('fails with image pull secrets as well', () => {
  const chart = newChart();
  const identity = new TokenIdentity(chart, 'Puller');
  ApiObject.of(identity).addJsonPatch(JsonPatch.add('/imagePullSecrets', [{ name: 'registry' }]));
  pull(chart, identity);
  expect(refusalOf(() => documentsOf(chart))).toBe('FOC035 [delivery/app] the ServiceAccount puller has `imagePullSecrets` and an identity to pull with, of which Flux takes '
    + 'the Secrets or neither; use a ServiceAccount for each');
});

test('fails where a patch leaves half of what Flux reads, and what it can\'t read', () => {
  const chart = newChart();
  const identity = new TokenIdentity(chart, 'Puller');
  ApiObject.of(identity).addJsonPatch(
    JsonPatch.remove('/metadata/annotations/credential.auth.fluxcd.io~1provider'),
    JsonPatch.replace('/metadata/annotations/credential.auth.fluxcd.io~1type', 'x509'),
  );
  pull(chart, identity);
  expect(refusalOf(() => documentsOf(chart))).toBe('FOC031 [delivery/app] the ServiceAccount puller is no identity of the provider generic: Flux can\'t do with its '
    + 'annotations; got no credential.auth.fluxcd.io/provider, a malformed credential.auth.fluxcd.io/type; '
    + 'use credential.auth.fluxcd.io/provider: kubernetes with credential.auth.fluxcd.io/type: jwt');
});

test.each<[TokenIdentityProps, string]>([
  [{ audiences: [] }, 'FOC031 [delivery/Puller] `audiences` names nobody; use ["registry.acme.example"], or leave it out'],
  [{ audiences: ['a,b'] }, 'FOC031 [delivery/Puller] `audiences` is malformed; got "a,b"; use texts without comma and space, such as "registry.acme.example"'],
  [{ audiences: ['a', ''] }, 'FOC031 [delivery/Puller] `audiences` is malformed; got ""; use texts without comma and space, such as "registry.acme.example"'],
  [{ username: 'a:b' }, 'FOC031 [delivery/Puller] `username` is malformed; got "a:b"; use a name without colon and space, such as "flux"'],
  [{ expiration: '9m59s' }, 'FOC031 [delivery/Puller] `expiration` is shorter than Kubernetes lets a token be; got "9m59s"; use "10m" or more'],
  [{ expiration: '1d' }, 'FOC020 [delivery/Puller] `expiration` is no duration of Flux, which knows the units ms, s, m and h; got "1d"; use "24h"'],
])('fails with %p', (props, message) => {
  expect(refusalOf(() => new TokenIdentity(newChart(), 'Puller', props))).toBe(message);
});
