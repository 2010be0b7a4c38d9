import { OciRef, OciRepository, RegistryProxy, SecretRef } from '../../src';
import { acceptedDocument } from '../support/accepted';
import { refusalOf } from '../support/refusal';
import { base64, DIGEST, documentsOf, fluxChart, warningsOf } from '../support/render';

test('renders one Secret with the address', () => {
  const chart = fluxChart();
  const proxy = new RegistryProxy(chart, 'EgressProxy', { address: 'http://proxy.acme.com:3128' });
  expect(documentsOf(chart)).toEqual([{
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'egress-proxy', namespace: 'flux-system' },
    immutable: false,
    data: { address: base64('http://proxy.acme.com:3128') },
  }]);
  expect(proxy.secret.name).toBe('egress-proxy');
});

test('is what a source pulls through', () => {
  const chart = fluxChart();
  const proxy = new RegistryProxy(chart, 'Proxy', { address: 'socks5://10.0.0.1:1080', name: 'egress' });
  new OciRepository(chart, 'app', { url: 'oci://ghcr.io/acme/app', ref: OciRef.digest(DIGEST), proxySecret: SecretRef.of(proxy) });
  expect(acceptedDocument(chart, 'OCIRepository').spec.proxySecretRef).toEqual({ name: 'egress' });
  expect(warningsOf(chart)).toEqual([]);
});

test.each([['proxy:3128', 'the scheme proxy'], [undefined, 'something else than a URL']])('fails with the address %p', (address, got) => {
  expect(refusalOf(() => new RegistryProxy(fluxChart(), 'Proxy', { address: address as any }))).toBe('FOC039 [delivery/Proxy] `address` is no address of a proxy that Flux takes; '
    + `got ${got}; use "http://host:port", or \`https\` or \`socks5\` for \`http\`, up to 2048 characters`);
});

test.each(['http://robot:hunter2@proxy:3128', 'http://hunter2@proxy:3128'])('fails with a user, who is not shown: %s', address => {
  const message = refusalOf(() => new RegistryProxy(fluxChart(), 'Proxy', { address }));
  expect(message).toBe('FOC039 [delivery/Proxy] `address` has a user in it, which everybody could read; '
    + 'use a Secret from elsewhere with `address`, `username` and `password`, and SecretRef.named(name)');
});
