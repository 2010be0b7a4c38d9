import { ApiObject } from 'cdk8s';
import { Secret, ServiceAccount } from 'cdk8s-plus-28';
import { ServiceAccountRef } from '../../src';
import { refusalOf } from '../support/refusal';
import { fluxChart } from '../support/render';

test('a construct of cdk8s-plus and an object of any origin are known by the name that they render', () => {
  const chart = fluxChart();
  const account = new ServiceAccount(chart, 'Puller', { metadata: { name: 'puller' } });
  expect(ServiceAccountRef.of(account).name).toBe('puller');
  expect(ServiceAccountRef.of(ApiObject.of(account)).name).toBe('puller');
});

test('one that this program does not make is known by name', () => {
  expect(ServiceAccountRef.named('puller').name).toBe('puller');
});

test('fails with a construct that renders something else', () => {
  expect(refusalOf(() => ServiceAccountRef.of(new Secret(fluxChart(), 'puller')))).toBe('FOC051 [delivery/puller] this construct renders no ServiceAccount; '
    + 'got kind Secret; use ServiceAccountRef.named("name") for a ServiceAccount that an operator or somebody else makes');
});

test('fails with a name that can be none', () => {
  expect(refusalOf(() => ServiceAccountRef.named('My_Account')))
    .toBe('FOC001 the name of a ServiceAccount must be a DNS name; got "My_Account"; use the name that kubectl shows');
});
