import { asFluxReads } from './flux-patterns';
import { FOREIGN, HOSTS } from './hosts';
import { RegistryProvider } from '../../src';
import { hostsOf, providerOf } from '../../src/registry-auth/registry-table';
import { fc } from '../support/property';

test.each(HOSTS)('the registry at %s is one of %s', (host, provider) => {
  expect(providerOf(host)).toBe(provider);
});

test.each(FOREIGN)('the registry at %s is one of no cloud', host => {
  expect(providerOf(host)).toBeUndefined();
});

test('every provider with an identity has hosts to propose', () => {
  expect([RegistryProvider.AWS, RegistryProvider.AZURE, RegistryProvider.GCP].map(hostsOf)).toEqual([
    '<account>.dkr.ecr.<region>.amazonaws.com or public.ecr.aws',
    '<registry>.azurecr.io',
    '<location>-docker.pkg.dev or gcr.io',
  ]);
});

describe('Flux thinks the same', () => {
  const expectSame = (host: string) => {
    const provider = providerOf(host);
    expect({ host, providers: provider ? [provider] : [] }).toEqual({ host, providers: asFluxReads(host) });
  };

  test.each([...HOSTS.map(([host]) => host), ...FOREIGN])('of %s', expectSame);

  test('of hosts that are nearly those of a cloud', () => {
    const known = fc.constantFrom(...HOSTS.map(([host]) => host));
    const piece = fc.constantFrom('', '.', '-', 'x', '0', ':443', '.evil.example', 'evil.', 'dkr.ecr.', 'amazonaws.com', '.cn', '.gcr.io', '-docker.pkg.dev', '.azurecr.io', '_', 'A');
    const changed = fc.tuple(known, fc.nat(), fc.nat(4), piece).map(([host, at, cut, text]) => {
      const start = at % (host.length + 1);
      return host.slice(0, start) + text + host.slice(start + cut);
    });
    fc.assert(fc.property(changed, expectSame), { numRuns: 5_000 });
  });
});
