import { App, Chart } from 'cdk8s';
import { AwsWorkloadIdentity, AzureWorkloadIdentity, GcpWorkloadIdentity, TokenIdentity, type GcpMemberOptions, type GcpWorkloadIdentityProps } from '../../src';
import { refusalOf } from '../support/refusal';
import { fluxChart } from '../support/render';

const roleArn = 'arn:aws:iam::012345678901:role/puller';
const clientId = '00000000-1111-2222-3333-444444444444';
const tenantId = '55555555-6666-7777-8888-999999999999';
const serviceAccountEmail = 'puller@acme-prod.iam.gserviceaccount.com';
const workloadIdentityProvider = 'projects/123456789/locations/global/workloadIdentityPools/acme/providers/cluster-1';
const issuer = 'https://westeurope.oic.prod-aks.azure.com/tenant/cluster/';

const aws = (chart = fluxChart()) => new AwsWorkloadIdentity(chart, 'Puller', { roleArn });
const azure = (chart = fluxChart(), name?: string) => new AzureWorkloadIdentity(chart, 'Puller', { name, clientId, tenantId });
const gcp = (props?: GcpWorkloadIdentityProps, chart = fluxChart()) => new GcpWorkloadIdentity(chart, 'Puller', props);

const nowhere = () => new Chart(new App(), 'delivery');
const NOWHERE = 'FOC037 [delivery/Puller] others trust a ServiceAccount by its namespace and name, and this one has no namespace; '
  + 'use `metadata: { namespace: "flux-system" }`, or the `namespace` of its chart';

describe('the subject', () => {
  test('of every identity is its ServiceAccount, in the namespace of its chart', () => {
    const token = new TokenIdentity(fluxChart(), 'Puller');
    expect([aws(), azure(), gcp(), token].map(({ subject }) => subject)).toEqual(Array(4).fill('system:serviceaccount:flux-system:puller'));
  });

  test('has the name and namespace that it was given', () => {
    const identity = new AwsWorkloadIdentity(nowhere(), 'Puller', { roleArn, name: 'ecr', metadata: { namespace: 'team' } });
    expect(identity.subject).toBe('system:serviceaccount:team:ecr');
  });

  test.each([
    ['AWS', () => aws(nowhere()).subject],
    ['AWS, trusted', () => aws(nowhere()).trustPolicy({ oidcProviderArn: 'arn:aws:iam::012345678901:oidc-provider/sts.acme.example' })],
    ['Azure', () => azure(nowhere()).subject],
    ['Azure, trusted', () => azure(nowhere()).federatedCredential({ issuer })],
    ['Google Cloud', () => gcp({}, nowhere()).subject],
    ['Google Cloud, trusted', () => gcp({}, nowhere()).member({ projectId: 'acme-prod' })],
    ['a token', () => new TokenIdentity(nowhere(), 'Puller').subject],
  ])('fails without a namespace: %s', (_, ask) => {
    expect(refusalOf(ask)).toBe(NOWHERE);
  });
});

describe('AWS', () => {
  test.each([
    ['arn:aws:iam::012345678901:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF', 'oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF'],
    ['arn:aws-cn:iam::012345678901:oidc-provider/oidc.eks.cn-north-1.amazonaws.com.cn/id/0123456789ABCDEF', 'oidc.eks.cn-north-1.amazonaws.com.cn/id/0123456789ABCDEF'],
    ['arn:aws:iam::012345678901:oidc-provider/sts.acme.example', 'sts.acme.example'],
  ])('the role trusts one ServiceAccount of the cluster %s', (oidcProviderArn, host) => {
    expect(aws().trustPolicy({ oidcProviderArn })).toEqual({
      Version: '2012-10-17',
      Statement: [{
        Effect: 'Allow',
        Principal: { Federated: oidcProviderArn },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: { StringEquals: { [`${host}:aud`]: 'sts.amazonaws.com', [`${host}:sub`]: 'system:serviceaccount:flux-system:puller' } },
      }],
    });
  });

  test.each([
    ['https://oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF', '"https://oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF"'],
    ['arn:aws:iam::012345678901:oidc-provider/', '"arn:aws:iam::012345678901:oidc-provider/"'],
    [roleArn, `"${roleArn}"`],
    [undefined, 'undefined'],
  ])('fails with the OIDC provider %p', (oidcProviderArn, got) => {
    expect(refusalOf(() => aws().trustPolicy({ oidcProviderArn: oidcProviderArn as any }))).toBe(`FOC031 [delivery/Puller] \`oidcProviderArn\` is malformed; got ${got}; `
      + 'use "arn:aws:iam::123456789012:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF"');
  });

  test('the role may log in, and read these repositories', () => {
    const repositoryArns = ['arn:aws:ecr:eu-west-1:012345678901:repository/web', 'arn:aws-cn:ecr:cn-north-1:012345678901:repository/charts/*'];
    expect(aws().pullPolicy({ repositoryArns })).toEqual({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: 'ecr:GetAuthorizationToken', Resource: '*' },
        {
          Effect: 'Allow',
          Action: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer', 'ecr:ListImages'],
          Resource: repositoryArns,
        },
      ],
    });
  });

  test.each([[[]], [undefined]])('fails without repositories: %p', repositoryArns => {
    expect(refusalOf(() => aws().pullPolicy({ repositoryArns: repositoryArns as any }))).toBe('FOC031 [delivery/Puller] `repositoryArns` names no repository to pull from; '
      + 'use ["arn:aws:ecr:eu-west-1:123456789012:repository/web-shop"]');
  });

  test.each(['*', 'web', '012345678901.dkr.ecr.eu-west-1.amazonaws.com/web'])('fails with the repository %p', arn => {
    expect(refusalOf(() => aws().pullPolicy({ repositoryArns: ['arn:aws:ecr:eu-west-1:012345678901:repository/web', arn] })))
      .toBe(`FOC031 [delivery/Puller] \`repositoryArns\` is malformed; got "${arn}"; use "arn:aws:ecr:eu-west-1:123456789012:repository/web-shop"`);
  });
});

describe('Google Cloud', () => {
  const ON_GKE = 'serviceAccount:acme-prod.svc.id.goog[flux-system/puller]';
  const OUTSIDE = 'principal://iam.googleapis.com/projects/123456789/locations/global/workloadIdentityPools/acme/subject/system:serviceaccount:flux-system:puller';

  test.each<[string, GcpWorkloadIdentityProps, GcpMemberOptions | undefined, string]>([
    ['of a project on GKE', {}, { projectId: 'acme-prod' }, ON_GKE],
    ['of a project of a domain', {}, { projectId: 'acme.com:acme-prod' }, 'serviceAccount:acme.com:acme-prod.svc.id.goog[flux-system/puller]'],
    ['of a project by number', {}, { projectId: 'acme-prod', projectNumber: '123456789' },
      'principal://iam.googleapis.com/projects/123456789/locations/global/workloadIdentityPools/acme-prod.svc.id.goog/subject/ns/flux-system/sa/puller'],
    ['of a pool outside GKE', { workloadIdentityProvider }, undefined, OUTSIDE],
  ])('the member %s', (_, props, options, member) => {
    expect(gcp(props).member(options)).toBe(member);
    expect(gcp(props).repositoryBinding(options)).toEqual({ role: 'roles/artifactregistry.reader', members: [member] });
    expect(gcp({ ...props, serviceAccountEmail }).serviceAccountBinding(options)).toEqual({ role: 'roles/iam.workloadIdentityUser', members: [member] });
  });

  test('the Google service account reads, where there is one', () => {
    expect(gcp({ serviceAccountEmail }).repositoryBinding()).toEqual({ role: 'roles/artifactregistry.reader', members: [`serviceAccount:${serviceAccountEmail}`] });
  });

  test('fails with a binding for a Google service account that nobody acts as', () => {
    expect(refusalOf(() => gcp().serviceAccountBinding({ projectId: 'acme-prod' })))
      .toBe('FOC031 [delivery/Puller] without `serviceAccountEmail` no Google service account is acted as; use `repositoryBinding` alone');
  });

  test.each([[undefined, 'undefined'], ['123456789', '"123456789"'], ['Acme', '"Acme"'], ['acme-prod.svc.id.goog', '"acme-prod.svc.id.goog"']])(
    'fails on GKE with the project %p', (projectId, got) => {
      expect(refusalOf(() => gcp().member({ projectId })))
        .toBe(`FOC031 [delivery/Puller] \`projectId\` is malformed; got ${got}; use the id of the project of the GKE cluster, such as "my-project"`);
    });

  test('fails with a project number that is none', () => {
    expect(refusalOf(() => gcp().member({ projectId: 'acme-prod', projectNumber: 'acme-prod' })))
      .toBe('FOC031 [delivery/Puller] `projectNumber` is malformed; got "acme-prod"; use the number that `gcloud projects describe` prints, such as "123456789"');
  });
});

describe('Azure', () => {
  const audiences = ['api://AzureADTokenExchange'];

  test('the managed identity trusts one ServiceAccount of the cluster', () => {
    expect(azure().federatedCredential({ issuer })).toEqual({
      name: 'flux-system-puller', issuer, subject: 'system:serviceaccount:flux-system:puller', audiences,
    });
  });

  test('the credential may have a name of its own, and has no dots by itself', () => {
    expect(azure(fluxChart(), 'acr.puller').federatedCredential({ issuer }).name).toBe('flux-system-acr-puller');
    expect(azure().federatedCredential({ issuer, name: 'Cluster_1' }).name).toBe('Cluster_1');
  });

  test.each(['http://issuer.acme.example', 'issuer.acme.example', '', 'https://issuer.acme.example/?a'])('fails with the issuer %p', wrong => {
    expect(refusalOf(() => azure().federatedCredential({ issuer: wrong })))
      .toBe(`FOC031 [delivery/Puller] \`issuer\` is malformed; got "${wrong}"; use "https://westeurope.oic.prod-aks.azure.com/<tenant>/<cluster>/"`);
  });

  test.each(['ab', '-puller', 'a.puller', 'a'.repeat(121)])('fails with the name %p', name => {
    expect(refusalOf(() => azure().federatedCredential({ issuer, name })))
      .toBe(`FOC031 [delivery/Puller] \`name\` is malformed; got "${name}"; use 3 to 120 letters, digits, \`-\` and \`_\`, such as "flux-system-puller"`);
  });
});
