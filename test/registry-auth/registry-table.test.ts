import { FOREIGN, HOSTS } from './hosts';
import { RegistryProvider } from '../../src';
import { hostsOf, providerOf } from '../../src/registry-auth/registry-table';

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
