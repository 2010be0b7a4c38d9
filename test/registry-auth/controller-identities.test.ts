import { App, Chart } from 'cdk8s';
import {
  AwsControllerIdentity, AwsPodIdentity, AzureControllerIdentity, FluxController, FluxPatches, GcpControllerIdentity, OciRef, OciRepository,
  RegistryAuth, RegistryProvider, l1,
} from '../../src';
import { acceptedDocument } from '../support/accepted';
import { refusalOf } from '../support/refusal';
import { DIGEST, documentOf, fluxChart, warningsOf } from '../support/render';

const roleArn = 'arn:aws:iam::012345678901:role/flux';
const clientId = '00000000-1111-2222-3333-444444444444';
const tenantId = '55555555-6666-7777-8888-999999999999';
const serviceAccountEmail = 'flux@acme-prod.iam.gserviceaccount.com';
const oidcProviderArn = 'arn:aws:iam::012345678901:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF';
const repositoryArns = ['arn:aws:ecr:eu-west-1:012345678901:repository/web'];
const SUBJECT = 'system:serviceaccount:flux-system:source-controller';

describe('an IAM role for source-controller', () => {
  const identity = new AwsControllerIdentity({ roleArn });

  test('is an annotation of its ServiceAccount', () => {
    expect(identity.patches.entries).toEqual([{
      patch: 'apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: source-controller\n'
        + `  annotations:\n    eks.amazonaws.com/role-arn: ${roleArn}\n`,
      target: { kind: 'ServiceAccount', name: 'source-controller' },
    }]);
  });

  test('trusts that ServiceAccount, and may pull', () => {
    expect([identity.provider, identity.subject]).toEqual([RegistryProvider.AWS, SUBJECT]);
    expect(identity.trustPolicy({ oidcProviderArn }).Statement[0].Condition.StringEquals).toEqual({
      'oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF:aud': 'sts.amazonaws.com',
      'oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF:sub': SUBJECT,
    });
    expect(identity.pullPolicy({ repositoryArns }).Statement[1].Resource).toEqual(repositoryArns);
  });

  test('fails with a malformed one', () => {
    expect(refusalOf(() => new AwsControllerIdentity({ roleArn: 'flux' })))
      .toBe('FOC031 `roleArn` is malformed; got "flux"; use "arn:aws:iam::123456789012:role/flux-puller"');
  });
});

describe('EKS Pod Identity', () => {
  const identity = new AwsPodIdentity({ roleArn });

  test('is an association that EKS keeps', () => {
    expect(identity.provider).toBe(RegistryProvider.AWS);
    expect(identity.association({ clusterName: 'production' })).toEqual({
      clusterName: 'production', namespace: 'flux-system', serviceAccount: 'source-controller', roleArn,
    });
  });

  test('wants a role that trusts EKS, and may pull', () => {
    expect(identity.trustPolicy()).toEqual({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: 'pods.eks.amazonaws.com' }, Action: ['sts:AssumeRole', 'sts:TagSession'] }],
    });
    expect(identity.pullPolicy({ repositoryArns }).Statement[1].Resource).toEqual(repositoryArns);
  });

  test('fails with a role or cluster that can\'t be', () => {
    expect(refusalOf(() => new AwsPodIdentity({ roleArn: 'flux' })))
      .toBe('FOC031 `roleArn` is malformed; got "flux"; use "arn:aws:iam::123456789012:role/flux-puller"');
    expect(refusalOf(() => identity.association({ clusterName: 'arn:aws:eks:eu-west-1:012345678901:cluster/a' }))).toBe('FOC031 `clusterName` is malformed; '
      + 'got "arn:aws:eks:eu-west-1:012345678901:cluster/a"; use up to 100 letters, digits, `-` and `_`, such as "production"');
  });
});

describe('a principal of Google Cloud for source-controller', () => {
  test('is the controller itself, without a patch', () => {
    const identity = new GcpControllerIdentity();
    expect(identity.patches.entries).toEqual([]);
    expect([identity.provider, identity.subject]).toEqual([RegistryProvider.GCP, SUBJECT]);
    expect(identity.repositoryBinding({ projectId: 'acme-prod' })).toEqual({
      role: 'roles/artifactregistry.reader', members: ['serviceAccount:acme-prod.svc.id.goog[flux-system/source-controller]'],
    });
  });

  test('or a Google service account, by an annotation', () => {
    const identity = new GcpControllerIdentity({ serviceAccountEmail });
    expect(identity.patches.entries).toEqual([{
      patch: 'apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: source-controller\n'
        + `  annotations:\n    iam.gke.io/gcp-service-account: ${serviceAccountEmail}\n`,
      target: { kind: 'ServiceAccount', name: 'source-controller' },
    }]);
    expect(identity.serviceAccountBinding({ projectId: 'acme-prod' })).toEqual({
      role: 'roles/iam.workloadIdentityUser', members: ['serviceAccount:acme-prod.svc.id.goog[flux-system/source-controller]'],
    });
    expect(identity.repositoryBinding()).toEqual({ role: 'roles/artifactregistry.reader', members: [`serviceAccount:${serviceAccountEmail}`] });
  });

  test('fails with a malformed e-mail, and with a binding for nobody', () => {
    expect(refusalOf(() => new GcpControllerIdentity({ serviceAccountEmail: 'flux' })))
      .toBe('FOC031 `serviceAccountEmail` is malformed; got "flux"; use "puller@my-project.iam.gserviceaccount.com"');
    expect(refusalOf(() => new GcpControllerIdentity().serviceAccountBinding({ projectId: 'acme-prod' })))
      .toBe('FOC031 without `serviceAccountEmail` no Google service account is acted as; use `repositoryBinding` alone');
  });
});

describe('a managed identity for source-controller', () => {
  const identity = new AzureControllerIdentity({ clientId, tenantId });

  test('is two annotations of its ServiceAccount and a label of its pods', () => {
    expect(identity.patches.entries).toEqual([
      {
        patch: 'apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: source-controller\n'
          + `  annotations:\n    azure.workload.identity/client-id: ${clientId}\n    azure.workload.identity/tenant-id: ${tenantId}\n`,
        target: { kind: 'ServiceAccount', name: 'source-controller' },
      },
      {
        patch: 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: source-controller\nspec:\n  template:\n    metadata:\n      labels:\n'
          + '        azure.workload.identity/use: "true"\n',
        target: { kind: 'Deployment', name: 'source-controller' },
      },
    ]);
  });

  test('trusts that ServiceAccount', () => {
    expect([identity.provider, identity.subject]).toEqual([RegistryProvider.AZURE, SUBJECT]);
    expect(identity.federatedCredential({ issuer: 'https://issuer.acme.example/' })).toEqual({
      name: 'flux-system-source-controller', issuer: 'https://issuer.acme.example/', subject: SUBJECT, audiences: ['api://AzureADTokenExchange'],
    });
  });

  test.each(['clientId', 'tenantId'])('fails with one of both: %s is missing', missing => {
    expect(refusalOf(() => new AzureControllerIdentity({ clientId, tenantId, [missing]: undefined })))
      .toBe(`FOC031 \`${missing}\` is malformed; got undefined; use the UUID that \`az ${missing === 'clientId' ? 'identity' : 'account'} show\` prints as ${missing}`);
  });
});

test('another controller of a Flux elsewhere is told so', () => {
  const where = { controller: FluxController.KUSTOMIZE, namespace: 'gitops' };
  const identities = [
    new AwsControllerIdentity({ ...where, roleArn }),
    new GcpControllerIdentity({ ...where, serviceAccountEmail }),
    new AzureControllerIdentity({ ...where, clientId, tenantId }),
  ];
  for (const { subject, patches } of identities) {
    expect(subject).toBe('system:serviceaccount:gitops:kustomize-controller');
    expect(new Set(patches.entries.map(({ target }) => target?.name))).toEqual(new Set(['kustomize-controller']));
  }
  expect(new AwsPodIdentity({ ...where, roleArn }).association({ clusterName: 'a' })).toMatchObject({ namespace: 'gitops', serviceAccount: 'kustomize-controller' });
});

test.each(['', 'Flux', 'a.b'])('fails in the namespace %p', namespace => {
  expect(refusalOf(() => new AwsControllerIdentity({ roleArn, namespace })))
    .toBe(`FOC008 \`namespace\` must have up to 63 lower-case letters, digits and \`-\`; got "${namespace}"; use "flux-system"`);
});

describe('patches', () => {
  const gate = FluxPatches.objectLevelWorkloadIdentity();

  test('switch object-level workload identity on, for whom it is asked', () => {
    const patch = '- op: add\n  path: /spec/template/spec/containers/0/args/-\n  value: --feature-gates=ObjectLevelWorkloadIdentity=true\n';
    expect(gate.entries).toEqual([{ patch, target: { kind: 'Deployment', name: 'source-controller' } }]);
    expect(FluxPatches.objectLevelWorkloadIdentity({ controllers: [FluxController.KUSTOMIZE, FluxController.HELM] }).entries).toEqual([
      { patch, target: { kind: 'Deployment', name: 'kustomize-controller' } },
      { patch, target: { kind: 'Deployment', name: 'helm-controller' } },
    ]);
  });

  test('are those of a FluxInstance', () => {
    const patches = new AwsControllerIdentity({ roleArn }).patches.plus(gate);
    const chart = fluxChart();
    new l1.FluxFluxInstance(chart, 'Flux', {
      metadata: { name: 'flux' },
      spec: { distribution: { registry: 'ghcr.io/fluxcd', version: '2.9.x' }, kustomize: { patches: patches.entries } },
    });
    expect(acceptedDocument(chart, 'FluxInstance').spec.kustomize.patches).toEqual(patches.entries);
    expect(patches.entries).toHaveLength(2);
  });

  test('are those of a kustomization.yaml', () => {
    expect(new AwsControllerIdentity({ roleArn }).patches.plus(gate).toYaml()).toBe(`patches:
  - patch: |
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: source-controller
        annotations:
          eks.amazonaws.com/role-arn: ${roleArn}
    target:
      kind: ServiceAccount
      name: source-controller
  - patch: |
      - op: add
        path: /spec/template/spec/containers/0/args/-
        value: --feature-gates=ObjectLevelWorkloadIdentity=true
    target:
      kind: Deployment
      name: source-controller
`);
  });
});

test('a source says no more than the provider, and nothing has to be switched on', () => {
  const chart = new Chart(new App(), 'delivery', { namespace: 'flux-system' });
  const { provider } = new AwsPodIdentity({ roleArn });
  const url = 'oci://012345678901.dkr.ecr.eu-west-1.amazonaws.com/web';
  new OciRepository(chart, 'app', { url, ref: OciRef.digest(DIGEST), auth: RegistryAuth.controllerIdentity(provider) });
  expect(documentOf(chart, 'OCIRepository').spec).toEqual({ url, ref: { digest: DIGEST }, interval: '60m', provider: 'aws' });
  expect(warningsOf(chart)).toEqual([]);
});
