import { ApiObject, type Chart } from 'cdk8s';
import { ServiceAccount } from 'cdk8s-plus-28';
import { FluxVersion, OciRef, OciRepository, RegistryAuth, ServiceAccountRef } from '../../src';
import { acceptedDocument } from '../support/accepted';
import { refusalOf } from '../support/refusal';
import { DIGEST, fluxChart, warningsOf } from '../support/render';

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

test('its own token is a login from Flux 2.10 on, and not before', () => {
  const chart = fluxChart();
  source(chart, ServiceAccountRef.of(account(chart, {}, TOKEN)));
  FluxVersion.V2_10.applyTo(chart);
  expect(warningsOf(chart)).toEqual([]);
  FluxVersion.V2_9.applyTo(chart);
  expect(warningsOf(chart)).toEqual([NOBODY]);
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
