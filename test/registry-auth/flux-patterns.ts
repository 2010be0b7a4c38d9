import { RegistryProvider } from '../../src';

/**
 * Which registries Flux 2.9 takes for a provider, in its own words (github.com/fluxcd/pkg/auth v0.54.3). Go and JavaScript read these
 * patterns alike.
 */
export const FLUX_PATTERNS: { readonly [provider: string]: RegExp } = {
  [RegistryProvider.AWS]: new RegExp('^([0-9]{12})\\.dkr[.-]ecr(?:-fips)?\\.([a-zA-Z0-9][a-zA-Z0-9_-]{0,99})\\.'
    + '(amazonaws\\.(?:com(?:\\.cn)?|eu)|on\\.(?:aws|amazonwebservices\\.com\\.cn)|sc2s\\.sgov\\.gov|c2s\\.ic\\.gov|cloud\\.adc-e\\.uk|csp\\.hci\\.ic\\.gov)$'),
  [RegistryProvider.AZURE]: /^.+\.(azurecr\.io|azurecr\.cn|azurecr\.de|azurecr\.us)$/,
  [RegistryProvider.GCP]: /^(((.+\.)?gcr\.io)|(.+-docker\.pkg\.dev)|(docker\.s3nsregistry\.fr))$/,
};

/** What Flux compares letter by letter. */
const PUBLIC_ECR = ['public.ecr.aws', 'ecr-public.aws.com'];

/** Whom Flux takes this registry for. */
export function asFluxReads(host: string): RegistryProvider[] {
  const providers = [RegistryProvider.AWS, RegistryProvider.AZURE, RegistryProvider.GCP];
  return providers.filter(provider => FLUX_PATTERNS[provider].test(host) || (provider === RegistryProvider.AWS && PUBLIC_ECR.includes(host)));
}
