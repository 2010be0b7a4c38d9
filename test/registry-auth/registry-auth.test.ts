import { type Chart } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { HOSTS } from './hosts';
import {
  AwsWorkloadIdentity, AzureWorkloadIdentity, FluxVersion, GcpWorkloadIdentity, OciRef, OciRepository, RegistryAuth, RegistryProvider, SecretRef,
  type IWorkloadIdentity,
} from '../../src';
import { acceptedDocument } from '../support/accepted';
import { refusalOf } from '../support/refusal';
import { DIGEST, documentOf, fluxChart, warningsOf } from '../support/render';

const { AWS, AZURE, GCP, GENERIC } = RegistryProvider;
const ECR = '012345678901.dkr.ecr.us-east-1.amazonaws.com';

const IDENTITIES: { [provider: string]: (chart: Chart) => IWorkloadIdentity } = {
  aws: chart => new AwsWorkloadIdentity(chart, 'Puller', { roleArn: 'arn:aws:iam::012345678901:role/puller' }),
  azure: chart => new AzureWorkloadIdentity(chart, 'Puller', { clientId: '00000000-1111-2222-3333-444444444444', tenantId: '55555555-6666-7777-8888-999999999999' }),
  gcp: chart => new GcpWorkloadIdentity(chart, 'Puller'),
};

const PROPOSALS: { [provider: string]: string } = {
  aws: '<account>.dkr.ecr.<region>.amazonaws.com or public.ecr.aws',
  azure: '<registry>.azurecr.io',
  gcp: '<location>-docker.pkg.dev or gcr.io',
};

const GATE = 'FluxPatches.objectLevelWorkloadIdentity, which gives source-controller the flag --feature-gates=ObjectLevelWorkloadIdentity=true';
const SWITCH = `FOC032 [delivery/app] Flux 2.9 takes a ServiceAccount as the cloud identity of one source only where that is switched on; use ${GATE}`;

function source(chart: Chart, auth?: RegistryAuth, host = 'ghcr.io', insecure?: boolean): void {
  new OciRepository(chart, 'app', { url: `oci://${host}/acme/app`, ref: OciRef.digest(DIGEST), auth, insecure });
}

function specOf(host: string, auth: (chart: Chart) => RegistryAuth | undefined): any {
  const chart = fluxChart();
  source(chart, auth(chart), host);
  return acceptedDocument(chart, 'OCIRepository').spec;
}

function bare(host: string): object {
  return { url: `oci://${host}/acme/app`, ref: { digest: DIGEST }, interval: '60m' };
}

describe('nobody pulls', () => {
  test.each([['ghcr.io'], [ECR], ['acme.azurecr.io'], ['gcr.io'], ['localhost:5000']])('from %s: no field says who', host => {
    expect(specOf(host, () => RegistryAuth.anonymous())).toEqual(bare(host));
    expect(specOf(host, () => undefined)).toEqual(bare(host));
  });
});

describe('the user of a Secret pulls', () => {
  test.each([['ghcr.io'], [ECR], ['acme.azurecr.io'], ['gcr.io'], ['localhost:5000']])('from %s', host => {
    expect(specOf(host, () => RegistryAuth.dockerConfig(SecretRef.named('registry')))).toEqual({ ...bare(host), secretRef: { name: 'registry' } });
  });

  test('that this program makes', () => {
    const made = (chart: Chart) => SecretRef.of(new Secret(chart, 'registry', { metadata: { name: 'registry' }, type: 'kubernetes.io/dockerconfigjson' }));
    expect(specOf('ghcr.io', chart => RegistryAuth.dockerConfig(made(chart)))).toEqual({ ...bare('ghcr.io'), secretRef: { name: 'registry' } });
  });

  test('fails with a Secret of another namespace', () => {
    const chart = fluxChart();
    const secret = SecretRef.of(new Secret(chart, 'registry', { metadata: { name: 'registry', namespace: 'team' } }));
    expect(refusalOf(() => source(chart, RegistryAuth.dockerConfig(secret)))).toBe('FOC052 [delivery/app] `secretRef` names the Secret registry of another namespace, '
      + 'where Flux never looks; got team and flux-system; use a Secret in the namespace flux-system');
  });
});

describe.each([AWS, AZURE, GCP])('the provider %s', provider => {
  const own = HOSTS.filter(([, of]) => of === provider).map(([host]) => host);
  const others = HOSTS.filter(([, of]) => of !== provider);

  test.each(own)('pulls from %s as source-controller', host => {
    expect(specOf(host, () => RegistryAuth.controllerIdentity(provider))).toEqual({ ...bare(host), provider });
  });

  test.each(own)('pulls from %s with a ServiceAccount', host => {
    expect(specOf(host, chart => RegistryAuth.workloadIdentity(IDENTITIES[provider](chart)))).toEqual({ ...bare(host), provider, serviceAccountName: 'puller' });
  });

  test.each(others)('fails at %s, a registry of %s', (host, actual) => {
    const message = `FOC030 [delivery/app] the provider ${provider} serves no registry at this host; got "${host}"; use an identity of the provider ${actual}`;
    const chart = fluxChart();
    expect(refusalOf(() => source(fluxChart(), RegistryAuth.controllerIdentity(provider), host))).toBe(message);
    expect(refusalOf(() => source(chart, RegistryAuth.workloadIdentity(IDENTITIES[provider](chart)), host))).toBe(message);
  });

  test.each([['ghcr.io', undefined], ['localhost:5000', true], ['acme.azurecr.io.evil.example', undefined]])('fails at %s, a registry of no cloud', (host, insecure) => {
    const message = `FOC030 [delivery/app] the provider ${provider} serves no registry at this host; got "${host}"; `
      + `use a host such as ${PROPOSALS[provider]}, or RegistryAuth.dockerConfig(secret)`;
    const chart = fluxChart();
    expect(refusalOf(() => source(fluxChart(), RegistryAuth.controllerIdentity(provider), host, insecure))).toBe(message);
    expect(refusalOf(() => source(chart, RegistryAuth.workloadIdentity(IDENTITIES[provider](chart)), host, insecure))).toBe(message);
  });
});

test('fails with the generic provider as an identity', () => {
  expect(refusalOf(() => RegistryAuth.controllerIdentity(GENERIC)))
    .toBe('FOC030 the generic provider has no identity; use RegistryAuth.anonymous() or RegistryAuth.dockerConfig(secret)');
});

describe('an identity for one source', () => {
  test('is warned about, because Flux must be switched to it', () => {
    const chart = fluxChart();
    source(chart, RegistryAuth.workloadIdentity(IDENTITIES.aws(chart)), ECR);
    expect(warningsOf(chart)).toEqual([SWITCH]);
  });

  test.each([
    [FluxVersion.V2_8, '2.8', GATE],
    [FluxVersion.V2_10, '2.10', 'an ObjectIdentityRbac, which lets source-controller create serviceaccounts/token'],
  ])('is told the switch of Flux %s alone, also if the version is chosen late', (version, minor, use) => {
    const chart = fluxChart();
    source(chart, RegistryAuth.workloadIdentity(IDENTITIES.aws(chart)), ECR);
    version.applyTo(chart);
    expect(warningsOf(chart)).toEqual([
      `FOC032 [delivery/app] Flux ${minor} takes a ServiceAccount as the cloud identity of one source only where that is switched on; use ${use}`,
    ]);
  });

  test('of the controller needs no switch', () => {
    const chart = fluxChart();
    source(chart, RegistryAuth.controllerIdentity(AWS), ECR);
    expect(warningsOf(chart)).toEqual([]);
  });

  test('is shared by the sources of its namespace', () => {
    const chart = fluxChart();
    const auth = RegistryAuth.workloadIdentity(IDENTITIES.gcp(chart));
    for (const id of ['a', 'b']) new OciRepository(chart, id, { url: `oci://gcr.io/acme/${id}`, ref: OciRef.digest(DIGEST), auth });
    expect(warningsOf(chart).map(line => line.slice(0, 'FOC032 [delivery/a]'.length))).toEqual(['FOC032 [delivery/a]', 'FOC032 [delivery/b]']);
  });

  test('fails in another namespace', () => {
    const chart = fluxChart();
    const identity = new GcpWorkloadIdentity(chart, 'Puller', { metadata: { namespace: 'team' } });
    expect(refusalOf(() => source(chart, RegistryAuth.workloadIdentity(identity), 'gcr.io'))).toBe('FOC052 [delivery/app] `serviceAccountName` names the ServiceAccount '
      + 'puller of another namespace, where Flux never looks; got team and flux-system; use a ServiceAccount in the namespace flux-system');
  });

  test('is warned about where its namespace may be another', () => {
    const chart = fluxChart({ namespace: undefined });
    const identity = new GcpWorkloadIdentity(chart, 'Puller', { metadata: { namespace: 'team' } });
    source(chart, RegistryAuth.workloadIdentity(identity), 'gcr.io');
    expect(documentOf(chart, 'OCIRepository').spec.serviceAccountName).toBe('puller');
    expect(warningsOf(chart)).toEqual(['FOC053 [delivery/app] the ServiceAccount puller and the object that uses it must end in one namespace; '
      + 'got team and no namespace; use the same `namespace` for both, for instance that of their chart', SWITCH]);
  });
});
