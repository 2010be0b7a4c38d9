import { ApiObject, App, Chart } from 'cdk8s';
import { ConfigMap, k8s, Secret } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { OciRef, OciRepository, SecretRef } from '../../src';
import { acceptedDocument } from '../support/accepted';
import { refusalOf } from '../support/refusal';
import { DIGEST, documentOf, fluxChart, warningsOf } from '../support/render';

function source(chart: Chart, certSecret: SecretRef, namespace?: string): OciRepository {
  return new OciRepository(chart, 'app', { url: 'oci://ghcr.io/acme/app', ref: OciRef.digest(DIGEST), certSecret, metadata: { namespace } });
}

describe('the Secret of a construct', () => {
  test.each<[string, (chart: Chart) => Construct]>([
    ['of cdk8s-plus', chart => new Secret(chart, 'ca', { metadata: { name: 'registry-ca' } })],
    ['of an import', chart => new k8s.KubeSecret(chart, 'ca', { metadata: { name: 'registry-ca' } })],
    ['as an ApiObject', chart => new ApiObject(chart, 'ca', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'registry-ca' } })],
    ['inside a construct of one object', chart => {
      const wrapper = new Construct(chart, 'ca');
      new Secret(wrapper, 'Resource', { metadata: { name: 'registry-ca' } });
      return wrapper;
    }],
  ])('%s is known by the name that it renders', (_, make) => {
    const chart = fluxChart();
    const ref = SecretRef.of(make(chart));
    source(chart, ref);
    expect(ref.name).toBe('registry-ca');
    expect(acceptedDocument(chart, 'OCIRepository').spec.certSecretRef).toEqual({ name: 'registry-ca' });
    expect(acceptedDocument(chart, 'Secret').metadata).toEqual({ name: 'registry-ca', namespace: 'flux-system' });
    expect(warningsOf(chart)).toEqual([]);
  });

  test('has the name that cdk8s generates where it has none of its own', () => {
    const chart = fluxChart({ disableResourceNameHashes: false });
    const ref = SecretRef.of(new Secret(chart, 'ca'));
    expect(ref.name).toBe(acceptedDocument(chart, 'Secret').metadata.name);
  });
});

describe('fails where a construct renders no Secret:', () => {
  const message = (path: string, got: string) => `FOC051 [${path}] this construct renders no Secret; got ${got}; `
    + 'use SecretRef.named("name") for a Secret that an operator or somebody else makes';

  test('another kind', () => {
    expect(refusalOf(() => SecretRef.of(new ConfigMap(fluxChart(), 'ca')))).toBe(message('delivery/ca', 'kind ConfigMap'));
  });

  test('a custom resource of an operator whose Secrets nobody here knows', () => {
    const object = new ApiObject(fluxChart(), 'ca', { apiVersion: 'cert-manager.io/v1', kind: 'Certificate' });
    expect(refusalOf(() => SecretRef.of(object))).toBe(message('delivery/ca', 'kind Certificate'));
  });

  test('a kind Secret of another API', () => {
    const object = new ApiObject(fluxChart(), 'ca', { apiVersion: 'vault.acme.com/v1', kind: 'Secret' });
    expect(refusalOf(() => SecretRef.of(object))).toBe(message('delivery/ca', 'kind Secret of vault.acme.com/v1'));
  });

  test('an imported Secret of cdk8s-plus, which renders nothing', () => {
    expect(refusalOf(() => SecretRef.of(Secret.fromSecretName(fluxChart(), 'ca', 'registry-ca')))).toBe(message('delivery/ca', 'no object of its own'));
  });

  test('a chart', () => {
    expect(refusalOf(() => SecretRef.of(fluxChart()))).toBe(message('delivery', 'no object of its own'));
  });

  test.each([[undefined], [null]])('%p', nothing => {
    expect(refusalOf(() => SecretRef.of(nothing as any))).toBe('FOC051 this construct renders no Secret; got no object of its own; '
      + 'use SecretRef.named("name") for a Secret that an operator or somebody else makes');
  });
});

describe('a Secret by name', () => {
  test.each(['registry-ca', 'a', '0', 'registry.ca', 'a'.repeat(253)])('%s is in the namespace of what uses it', name => {
    const chart = fluxChart();
    source(chart, SecretRef.named(name), 'team');
    expect(acceptedDocument(chart, 'OCIRepository').spec.certSecretRef).toEqual({ name });
    expect(warningsOf(chart)).toEqual([]);
  });

  test.each(['', 'Registry', 'my_ca', '-ca', 'ca-', 'a..b', 'a b', 'ns/ca', 'a'.repeat(254)])('fails with %p', name => {
    expect(refusalOf(() => SecretRef.named(name))).toBe(`FOC001 the name of a Secret must be a DNS name; got "${name}"; use the name that kubectl shows`);
  });

  test.each([[undefined, 'undefined'], [null, 'null'], [5, '5'], [['ca'], 'ca']])('fails with %p', (name, got) => {
    expect(refusalOf(() => SecretRef.named(name as any))).toBe(`FOC001 the name of a Secret must be a DNS name; got ${got}; use the name that kubectl shows`);
  });
});

describe('the namespace of a Secret', () => {
  test('fails where it is surely another', () => {
    const chart = fluxChart();
    const secret = SecretRef.of(new Secret(chart, 'ca', { metadata: { name: 'ca', namespace: 'team' } }));
    expect(refusalOf(() => source(chart, secret))).toBe('FOC052 [delivery/app] `certSecretRef` names the Secret ca of another namespace, where Flux never looks; '
      + 'got team and flux-system; use a Secret in the namespace flux-system');
  });

  test('fails where charts have different ones', () => {
    const app = new App();
    const secret = SecretRef.of(new Secret(new Chart(app, 'shared', { namespace: 'shared' }), 'ca', { metadata: { name: 'ca' } }));
    expect(refusalOf(() => source(new Chart(app, 'delivery', { namespace: 'flux-system' }), secret))).toBe('FOC052 [delivery/app] `certSecretRef` names the Secret ca '
      + 'of another namespace, where Flux never looks; got shared and flux-system; use a Secret in the namespace flux-system');
  });

  test('may be told for both', () => {
    const chart = fluxChart();
    source(chart, SecretRef.of(new Secret(chart, 'ca', { metadata: { name: 'ca', namespace: 'team' } })), 'team');
    expect(acceptedDocument(chart, 'OCIRepository').spec.certSecretRef).toEqual({ name: 'ca' });
    expect(warningsOf(chart)).toEqual([]);
  });

  test('may be told for none', () => {
    const chart = fluxChart({ namespace: undefined });
    source(chart, SecretRef.of(new Secret(chart, 'ca', { metadata: { name: 'ca' } })));
    expect(warningsOf(chart)).toEqual([]);
  });

  test.each([['team', undefined, 'team and no namespace'], [undefined, 'team', 'no namespace and team']])(
    'is warned about where only one of both tells it: the Secret %s, the source %s', (theirs, own, got) => {
      const chart = fluxChart({ namespace: undefined });
      source(chart, SecretRef.of(new Secret(chart, 'ca', { metadata: { name: 'ca', namespace: theirs } })), own);
      expect(documentOf(chart, 'OCIRepository').spec.certSecretRef).toEqual({ name: 'ca' });
      expect(warningsOf(chart)).toEqual([
        `FOC053 [delivery/app] the Secret ca and the object that uses it must end in one namespace; got ${got}; use the same \`namespace\` for both, for instance that of their chart`,
      ]);
    });
});
