import type { Chart } from 'cdk8s';
import {
  AwsWorkloadIdentity, AzureWorkloadIdentity, FluxVersion, GcpWorkloadIdentity, OciRef, OciRepository, RegistryAuth, RegistryProvider, SecretRef,
  ServiceAccountRef, TokenIdentity,
} from '../../src';
import { FluxOciError } from '../../src/private/errors';
import { acceptedDocument } from '../support/accepted';
import { DIGEST, fluxChart } from '../support/render';

type Way = (chart: Chart) => RegistryAuth | undefined;

const { AWS, AZURE, GCP } = RegistryProvider;

/** Every way to say who pulls. */
const WAYS: { readonly [way: string]: Way } = {
  'nothing': () => undefined,
  'anonymous': () => RegistryAuth.anonymous(),
  'dockerConfig': () => RegistryAuth.dockerConfig(SecretRef.named('login')),
  'imagePullSecrets': () => RegistryAuth.imagePullSecrets(ServiceAccountRef.named('puller')),
  'token': chart => RegistryAuth.workloadIdentity(new TokenIdentity(chart, 'Puller')),
  'aws': chart => RegistryAuth.workloadIdentity(new AwsWorkloadIdentity(chart, 'Puller', { roleArn: 'arn:aws:iam::123456789012:role/puller' })),
  'azure': chart => RegistryAuth.workloadIdentity(new AzureWorkloadIdentity(chart, 'Puller', {
    clientId: '00000000-1111-2222-3333-444444444444', tenantId: '55555555-6666-7777-8888-999999999999',
  })),
  'gcp': chart => RegistryAuth.workloadIdentity(new GcpWorkloadIdentity(chart, 'Puller')),
  'controller aws': () => RegistryAuth.controllerIdentity(AWS),
  'controller azure': () => RegistryAuth.controllerIdentity(AZURE),
  'controller gcp': () => RegistryAuth.controllerIdentity(GCP),
};

/** What each way writes into the source, where it fits. */
const WRITTEN: { readonly [way: string]: object } = {
  'nothing': {},
  'anonymous': {},
  'dockerConfig': { secretRef: { name: 'login' } },
  'imagePullSecrets': { serviceAccountName: 'puller' },
  'token': { provider: 'generic', serviceAccountName: 'puller' },
  'aws': { provider: 'aws', serviceAccountName: 'puller' },
  'azure': { provider: 'azure', serviceAccountName: 'puller' },
  'gcp': { provider: 'gcp', serviceAccountName: 'puller' },
  'controller aws': { provider: 'aws' },
  'controller azure': { provider: 'azure' },
  'controller gcp': { provider: 'gcp' },
};

const EVERYWHERE = ['nothing', 'anonymous', 'dockerConfig', 'imagePullSecrets'];

/** The ways that fit a registry beside those that fit everywhere; all others are refused with FOC030. */
const FITS = {
  none: ['token'],
  aws: ['aws', 'controller aws'],
  azure: ['azure', 'controller azure'],
  gcp: ['gcp', 'controller gcp'],
};

/** The host of a registry, and whose it is. */
const REGISTRIES: [string, string, keyof typeof FITS][] = [
  ['GitHub', 'ghcr.io', 'none'],
  ['Docker Hub', 'docker.io', 'none'],
  ['Docker Hub', 'index.docker.io', 'none'],
  ['Docker Hub', 'registry-1.docker.io', 'none'],
  ['Quay', 'quay.io', 'none'],
  ['Quay of one\'s own', 'quay.acme.example:8443', 'none'],
  ['GitLab', 'registry.gitlab.com', 'none'],
  ['GitLab of one\'s own', 'registry.gitlab.acme.example:5050', 'none'],
  ['Harbor', 'harbor.acme.example', 'none'],
  ['Zot by address', '10.0.0.7:5000', 'none'],
  ['plain HTTP on loopback', 'localhost:5000', 'none'],
  ['plain HTTP on loopback', '127.0.0.1:5000', 'none'],
  ['plain HTTP on loopback', '[::1]:5000', 'none'],
  ['a registry inside the cluster', 'registry.flux-system.svc.cluster.local:5000', 'none'],
  ['ECR', '123456789012.dkr.ecr.eu-west-1.amazonaws.com', 'aws'],
  ['ECR, FIPS', '123456789012.dkr.ecr-fips.us-east-1.amazonaws.com', 'aws'],
  ['ECR, China', '123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn', 'aws'],
  ['ECR, European sovereign cloud', '123456789012.dkr.ecr.eusc-de-east-1.amazonaws.eu', 'aws'],
  ['ECR, dual-stack', '123456789012.dkr-ecr.eu-west-1.on.aws', 'aws'],
  ['ECR, dual-stack, FIPS', '123456789012.dkr-ecr-fips.us-east-1.on.aws', 'aws'],
  ['ECR, dual-stack, China', '123456789012.dkr-ecr.cn-north-1.on.amazonwebservices.com.cn', 'aws'],
  ['ECR, public', 'public.ecr.aws', 'aws'],
  ['ECR, public, dual-stack', 'ecr-public.aws.com', 'aws'],
  ['Artifact Registry', 'europe-west4-docker.pkg.dev', 'gcp'],
  ['Artifact Registry, several regions', 'us-docker.pkg.dev', 'gcp'],
  ['Container Registry', 'gcr.io', 'gcp'],
  ['Container Registry, Europe', 'eu.gcr.io', 'gcp'],
  ['Artifact Registry, S3NS', 'docker.s3nsregistry.fr', 'gcp'],
  ['ACR', 'acme.azurecr.io', 'azure'],
  ['ACR, a region', 'acme.westeurope.data.azurecr.io', 'azure'],
  ['ACR, China', 'acme.azurecr.cn', 'azure'],
  ['ACR, Germany', 'acme.azurecr.de', 'azure'],
  ['ACR, US government', 'acme.azurecr.us', 'azure'],
  ['no ECR', '123456789012.dkr.ecr.eu-west-1.amazonaws.com.evil.example', 'none'],
  ['no ECR', 'evil.example-123456789012.dkr.ecr.eu-west-1.amazonaws.com', 'none'],
  ['no ECR', '123456789012.dkr.ecr.eu-west-1.amazonaws.com.evil.cn', 'none'],
  ['no ECR', '123456789012.dkr.ecr.evil.example.eu-west-1.amazonaws.com', 'none'],
  ['no ECR', '12345678901.dkr.ecr.eu-west-1.amazonaws.com', 'none'],
  ['no ECR', '123456789012.dkrxecr.eu-west-1.amazonaws.com', 'none'],
  ['no public ECR', 'evil-public.ecr.aws', 'none'],
  ['no public ECR', 'public.ecr.aws.evil.example', 'none'],
  ['no ACR', 'evil-azurecr.io', 'none'],
  ['no ACR', 'azurecr.io', 'none'],
  ['no ACR', 'acme.azurecr.io.evil.example', 'none'],
  ['no ACR', 'acme.azurecr.com', 'none'],
  ['no Container Registry', 'xgcr.io', 'none'],
  ['no Container Registry', 'gcr.io.evil.example', 'none'],
  ['no Artifact Registry', 'foo-docker.pkg.dev.evil.example', 'none'],
  ['no Artifact Registry', 'docker.pkg.dev', 'none'],
  ['no Artifact Registry', 'europe-west4-docker.pkg.dev:443', 'none'],
];

const ROWS = REGISTRIES.flatMap(([registry, host, whose]) => Object.keys(WAYS).map(way => {
  const fits = EVERYWHERE.includes(way) || FITS[whose].includes(way);
  return { registry, host, way, outcome: fits ? WRITTEN[way] : 'FOC030' };
}));

/** What a way writes beside the address, or the code that refuses it. */
function outcomeOf(host: string, way: Way): object | string {
  const chart = fluxChart();
  FluxVersion.V2_10.applyTo(chart);
  const address = { url: `oci://${host}/acme/app`, ref: OciRef.digest(DIGEST), interval: '1h' };
  try {
    new OciRepository(chart, 'app', { ...address, auth: way(chart) });
  } catch (error) {
    if (!(error instanceof FluxOciError)) throw error;
    return error.code;
  }
  const { url, ref, interval, ...written } = acceptedDocument(chart, 'OCIRepository').spec;
  expect([url, ref, interval]).toEqual([address.url, { digest: DIGEST }, '1h']);
  return written;
}

test.each(ROWS)('$registry at $host with $way: $outcome', ({ host, way, outcome }) => {
  expect(outcomeOf(host, WAYS[way])).toEqual(outcome);
});

test('each way of the table is tried at each registry', () => {
  expect(Object.keys(WAYS)).toEqual(Object.keys(WRITTEN));
  expect(ROWS).toHaveLength(REGISTRIES.length * 11);
});
