import { ApiObject } from 'cdk8s';
import { ConfigMap, Secret } from 'cdk8s-plus-28';
import { ConfigMapRef, KubeConfig, Kustomization, OciRepository } from '../../src';
import { refusalOf } from '../support/refusal';
import { documentOf, fluxChart, warningsOf } from '../support/render';

test('a ConfigMap of a construct is known by the name that it renders', () => {
  const chart = fluxChart();
  const ref = ConfigMapRef.of(new ConfigMap(chart, 'production', { metadata: { name: 'production' } }));
  new Kustomization(chart, 'app', { source: OciRepository.fromOciRepositoryName(chart, 'source', 'app'), kubeConfig: KubeConfig.configMap(ref) });
  expect(ref.name).toBe('production');
  expect(documentOf(chart, 'Kustomization').spec.kubeConfig).toEqual({ configMapRef: { name: 'production' } });
  expect(warningsOf(chart)).toEqual([]);
});

test('fails where a construct renders no ConfigMap', () => {
  expect(refusalOf(() => ConfigMapRef.of(new Secret(fluxChart(), 'ca')))).toBe('FOC051 [delivery/ca] this construct renders no ConfigMap; got kind Secret; '
    + 'use ConfigMapRef.named("name") for a ConfigMap that an operator or somebody else makes');
  expect(refusalOf(() => ConfigMapRef.of(new ApiObject(fluxChart(), 'ca', { apiVersion: 'acme.com/v1', kind: 'ConfigMap' })))).toBe('FOC051 [delivery/ca] this '
    + 'construct renders no ConfigMap; got kind ConfigMap of acme.com/v1; use ConfigMapRef.named("name") for a ConfigMap that an operator or somebody else makes');
});

test('fails for a name that can be none', () => {
  expect(refusalOf(() => ConfigMapRef.named('My_Map')))
    .toBe('FOC001 the name of a ConfigMap must be a DNS name; got "My_Map"; use the name that kubectl shows');
});

test('fails for a ConfigMap of another namespace', () => {
  const chart = fluxChart();
  const ref = ConfigMapRef.of(new ConfigMap(chart, 'production', { metadata: { name: 'production', namespace: 'team' } }));
  const source = OciRepository.fromOciRepositoryName(chart, 'source', 'app');
  expect(refusalOf(() => new Kustomization(chart, 'app', { source, kubeConfig: KubeConfig.configMap(ref) }))).toBe('FOC052 [delivery/app] '
    + '`kubeConfig.configMapRef` names the ConfigMap production of another namespace, where Flux never looks; got team and flux-system; '
    + 'use a ConfigMap in the namespace flux-system');
});
