import { RegistryProvider } from '../../src';

const { AWS, AZURE, GCP } = RegistryProvider;

/** Hosts that Flux takes for a provider: those of the tests of github.com/fluxcd/pkg/auth, and more. */
export const HOSTS: [string, RegistryProvider][] = [
  ['012345678901.dkr.ecr.us-east-1.amazonaws.com', AWS],
  ['012345678901.dkr.ecr-fips.us-gov-west-1.amazonaws.com', AWS],
  ['012345678901.dkr.ecr.cn-north-1.amazonaws.com.cn', AWS],
  ['012345678901.dkr.ecr.eusc-de-east-1.amazonaws.eu', AWS],
  ['012345678901.dkr-ecr.us-east-1.on.aws', AWS],
  ['012345678901.dkr-ecr-fips.us-east-1.on.aws', AWS],
  ['012345678901.dkr-ecr.cn-north-1.on.amazonwebservices.com.cn', AWS],
  ['012345678901.dkr.ecr.us-isob-east-1.sc2s.sgov.gov', AWS],
  ['012345678901.dkr.ecr.us-iso-east-1.c2s.ic.gov', AWS],
  ['012345678901.dkr.ecr.eu-isoe-west-1.cloud.adc-e.uk', AWS],
  ['012345678901.dkr.ecr.us-isof-south-1.csp.hci.ic.gov', AWS],
  ['public.ecr.aws', AWS],
  ['ecr-public.aws.com', AWS],
  ['acme.azurecr.io', AZURE],
  ['acme.azurecr.cn', AZURE],
  ['acme.azurecr.de', AZURE],
  ['acme.azurecr.us', AZURE],
  ['acme.eastus.data.azurecr.io', AZURE],
  ['gcr.io', GCP],
  ['eu.gcr.io', GCP],
  ['europe-west4-docker.pkg.dev', GCP],
  ['docker.s3nsregistry.fr', GCP],
];

/** Hosts of nobody's cloud, and look-alikes. */
export const FOREIGN = [
  'ghcr.io',
  'docker.io',
  'localhost:5000',
  '012345678901.dkr.ecr.us-east-1.amazonaws.com.evil.example',
  '012345678901.dkr.ecr.us-east-1.amazonawsxcom',
  '12345678901.dkr.ecr.us-east-1.amazonaws.com',
  '0123456789012.dkr.ecr.us-east-1.amazonaws.com',
  'evil.012345678901.dkr.ecr.us-east-1.amazonaws.com',
  '012345678901.dkr.ecr.us-east-1.amazonaws.com:443',
  'public.ecr.aws.evil.example',
  'notpublic.ecr.aws',
  'azurecr.io',
  'acme.azurecr.io:443',
  'acme.azurecr.io.evil.example',
  'acme.azurecr.com',
  'acme-azurecr.io',
  'notgcr.io',
  'gcr.io:443',
  'gcr.io.evil.example',
  'docker.pkg.dev',
  '-docker.pkg.dev',
  'europe-west4-docker.pkg.dev.evil.example',
  'europe-west4-npm.pkg.dev',
  'x.docker.s3nsregistry.fr',
];
