import { ApiObject, type Chart } from 'cdk8s';
import { ServiceAccount } from 'cdk8s-plus-28';
import { FluxVersion, OciRef, OciRepository, RegistryAuth, ServiceAccountRef } from '../../src';
import { acceptedDocument } from '../support/accepted';
import { refusalOf } from '../support/refusal';
import { DIGEST, documentsOf, fluxChart, warningsOf } from '../support/render';

const URL = 'oci://ghcr.io/acme/app';

function source(chart: Chart, serviceAccount: ServiceAccountRef): OciRepository {
  return new OciRepository(chart, 'app', { url: URL, ref: OciRef.digest(DIGEST), auth: RegistryAuth.imagePullSecrets(serviceAccount) });
}

function account(chart: Chart, more: object = {}, metadata: object = {}): ApiObject {
  return new ApiObject(chart, 'Puller', { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'puller', ...metadata }, ...more });
}

const NOBODY = 'FOC034 [delivery/app] the ServiceAccount puller has no `imagePullSecrets`, so that Flux pulls as nobody; '
  + 'use a Secret of type kubernetes.io/dockerconfigjson among them, unless something else adds it';
const TOKEN = { annotations: { 'credential.auth.fluxcd.io/provider': 'kubernetes', 'credential.auth.fluxcd.io/type': 'jwt' } };

test('a ServiceAccount is named, and no provider, which is generic then', () => {
  const chart = fluxChart();
  source(chart, ServiceAccountRef.named('puller'));
  expect(acceptedDocument(chart, 'OCIRepository').spec).toEqual({ url: URL, ref: { digest: DIGEST }, interval: '60m', serviceAccountName: 'puller' });
  expect(warningsOf(chart)).toEqual([]);
});

test('one of the program is named as it is rendered', () => {
  const chart = fluxChart();
  source(chart, ServiceAccountRef.of(account(chart, { imagePullSecrets: [{ name: 'registry' }] })));
  expect(acceptedDocument(chart, 'OCIRepository').spec.serviceAccountName).toBe('puller');
  expect(warningsOf(chart)).toEqual([]);
});

test.each([[{}], [{ imagePullSecrets: [] }]])('one of the program that lists no Secrets is warned about: %p', more => {
  const chart = fluxChart();
  source(chart, ServiceAccountRef.of(account(chart, more)));
  expect(warningsOf(chart)).toEqual([NOBODY]);
});

test('one of cdk8s-plus counts as well', () => {
  const chart = fluxChart();
  source(chart, ServiceAccountRef.of(new ServiceAccount(chart, 'Puller', { metadata: { name: 'puller' } })));
  expect(warningsOf(chart)).toEqual([NOBODY]);
});

describe('its own token', () => {
  test('is a login from Flux 2.10 on, which has to be switched on', () => {
    const chart = fluxChart();
    FluxVersion.V2_10.applyTo(chart);
    source(chart, ServiceAccountRef.of(account(chart, {}, TOKEN)));
    expect(warningsOf(chart)).toEqual([
      'FOC032 [delivery/app] Flux 2.10 takes a ServiceAccount as the identity of one source only where that is switched on; '
      + 'use an ObjectIdentityRbac, which lets source-controller create serviceaccounts/token',
    ]);
  });

  test('is nobody\'s to switch on where Kubernetes makes none', () => {
    const chart = fluxChart();
    FluxVersion.V2_10.applyTo(chart);
    source(chart, ServiceAccountRef.of(account(chart, {}, { annotations: { ...TOKEN.annotations, 'credential.auth.fluxcd.io/provider': 'spiffe' } })));
    expect(warningsOf(chart)).toEqual([]);
  });

  test.each([[FluxVersion.V2_8], [FluxVersion.V2_9]])('is none in Flux %s', version => {
    const chart = fluxChart();
    version.applyTo(chart);
    source(chart, ServiceAccountRef.of(account(chart, {}, TOKEN)));
    expect(refusalOf(() => warningsOf(chart))).toBe(`FOC036 [delivery/app] Flux ${version} takes no token of a ServiceAccount as a login; Flux 2.10 does; `
      + 'use FluxVersion.V2_10.applyTo(app) if the cluster runs it, else RegistryAuth.dockerConfig(secret)');
  });

  test('may be meant for a later Flux, beside image pull secrets', () => {
    const chart = fluxChart();
    source(chart, ServiceAccountRef.of(account(chart, { imagePullSecrets: [{ name: 'registry' }] }, TOKEN)));
    expect(warningsOf(chart)).toEqual([]);
  });

  test('fails beside image pull secrets in Flux 2.10', () => {
    const chart = fluxChart();
    FluxVersion.V2_10.applyTo(chart);
    source(chart, ServiceAccountRef.of(account(chart, { imagePullSecrets: [{ name: 'registry' }] }, TOKEN)));
    expect(refusalOf(() => documentsOf(chart))).toBe('FOC035 [delivery/app] the ServiceAccount puller has `imagePullSecrets` and an identity to pull with, of which Flux takes '
      + 'the Secrets or neither; use a ServiceAccount for each');
  });

  test.each([
    ['provider', 'kubernetes', 'no credential.auth.fluxcd.io/type'],
    ['type', 'jwt', 'no credential.auth.fluxcd.io/provider'],
  ])('fails with half of what makes it the login: %s', (key, value, got) => {
    const chart = fluxChart();
    FluxVersion.V2_10.applyTo(chart);
    source(chart, ServiceAccountRef.of(account(chart, {}, { annotations: { [`credential.auth.fluxcd.io/${key}`]: value } })));
    expect(refusalOf(() => documentsOf(chart))).toBe('FOC031 [delivery/app] the ServiceAccount puller is no identity of the provider generic: Flux can\'t do with its '
      + `annotations; got ${got}; use credential.auth.fluxcd.io/provider: kubernetes with credential.auth.fluxcd.io/type: jwt`);
  });
});

test('annotations for the pods of a cloud are no identity to pull with', () => {
  const chart = fluxChart();
  const annotations = { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::012345678901:role/app' };
  source(chart, ServiceAccountRef.of(account(chart, { imagePullSecrets: [{ name: 'registry' }] }, { annotations })));
  expect(acceptedDocument(chart, 'OCIRepository').spec.serviceAccountName).toBe('puller');
  expect(warningsOf(chart)).toEqual([]);
});

test('without annotations it is none in Flux 2.10 either', () => {
  const chart = fluxChart();
  FluxVersion.V2_10.applyTo(chart);
  source(chart, ServiceAccountRef.of(account(chart)));
  expect(warningsOf(chart)).toEqual([NOBODY]);
});

test('fails with a ServiceAccount of another namespace', () => {
  const chart = fluxChart();
  expect(refusalOf(() => source(chart, ServiceAccountRef.of(account(chart, {}, { namespace: 'team' }))))).toBe('FOC052 [delivery/app] `serviceAccountName` names the '
    + 'ServiceAccount puller of another namespace, where Flux never looks; got team and flux-system; use a ServiceAccount in the namespace flux-system');
});
