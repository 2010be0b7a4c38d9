import { RegistryProvider } from './registry-provider';

/** The hosts that each provider of Flux takes; it fails for any other (github.com/fluxcd/pkg/auth). */
const HOSTS: readonly [RegistryProvider, RegExp, string][] = [
  [
    RegistryProvider.AWS,
    new RegExp('^([0-9]{12}\\.dkr[.-]ecr(-fips)?\\.[a-zA-Z0-9][a-zA-Z0-9_-]{0,99}\\.('
      + ['amazonaws\\.com(\\.cn)?', 'amazonaws\\.eu', 'on\\.aws', 'on\\.amazonwebservices\\.com\\.cn', 'sc2s\\.sgov\\.gov', 'c2s\\.ic\\.gov',
        'cloud\\.adc-e\\.uk', 'csp\\.hci\\.ic\\.gov'].join('|')
      + ')|public\\.ecr\\.aws|ecr-public\\.aws\\.com)$'),
    '<account>.dkr.ecr.<region>.amazonaws.com or public.ecr.aws',
  ],
  [RegistryProvider.AZURE, /^.+\.azurecr\.(io|cn|de|us)$/, '<registry>.azurecr.io'],
  [RegistryProvider.GCP, /^(gcr\.io|.+\.gcr\.io|.+-docker\.pkg\.dev|docker\.s3nsregistry\.fr)$/, '<location>-docker.pkg.dev or gcr.io'],
];

/** The provider whose registry this host is; undefined for every other registry. */
export function providerOf(host: string): RegistryProvider | undefined {
  return HOSTS.find(([, pattern]) => pattern.test(host))?.[0];
}

/** What hosts of a provider look like, for messages. */
export function hostsOf(provider: RegistryProvider): string {
  return HOSTS.find(([name]) => name === provider)?.[2] ?? 'any host';
}
