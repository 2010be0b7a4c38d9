import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart, Yaml } from 'cdk8s';
import { binary } from './rig/parts';
import { outputOf } from './rig/run';
import { Cluster } from './support/cluster';
import { configMap, Publisher } from './support/publish';
import { rigs } from './support/rigs';
import {
  AwsControllerIdentity, AzureControllerIdentity, FluxController, FluxPatches, FluxVersion, ObjectIdentityRbac, TokenIdentity,
  type ObjectIdentityRbacProps,
} from '../../src';
import { documentsOf } from '../support/render';

// What lets identities work is taken as it is meant: by the API server, which hands out tokens, and by kustomize, which patches Flux.

const cluster = () => new Cluster(rigs()['2.10']);

interface Pullers {
  readonly puller: TokenIdentity;
  readonly other: TokenIdentity;
}

/** What a controller is told when it asks for the token of a ServiceAccount. */
type Ask = (account: string, controller?: FluxController, ...more: string[]) => Promise<string>;

/** A namespace of its own with the ServiceAccounts `puller` and `other`, and who may create tokens for whom. */
async function team(rights: (pullers: Pullers) => ObjectIdentityRbacProps): Promise<Ask> {
  const namespace = `tokens-${process.pid}-${Date.now()}`;
  await cluster().createNamespace(namespace);
  const chart = new Chart(new App(), 'team', { namespace });
  FluxVersion.V2_10.applyTo(chart);
  const pullers = { puller: new TokenIdentity(chart, 'Puller'), other: new TokenIdentity(chart, 'Other') };
  // A Flux of its own: what another test lets one controller do says nothing here.
  new ObjectIdentityRbac(chart, 'Tokens', { name: namespace, fluxNamespace: namespace, ...rights(pullers) });
  await cluster().apply(Yaml.stringify(...documentsOf(chart)));
  const ask = (account: string, controller: FluxController = FluxController.SOURCE, ...more: string[]) => {
    const as = `--as=system:serviceaccount:${namespace}:${controller}`;
    return cluster().run(['create', 'token', account, `--namespace=${namespace}`, as, ...more]).then(() => 'a token', ({ message }: Error) => message);
  };
  // The API server learns of a role a moment after it was made.
  for (let tries = 0; tries < 50 && await ask('puller') !== 'a token'; tries++) await new Promise(done => setTimeout(done, 50));
  return ask;
}

test('source-controller gets tokens of all ServiceAccounts, and another controller none', async () => {
  const token = await team(() => ({}));
  expect([await token('puller'), await token('other')]).toEqual(['a token', 'a token']);
  expect(await token('puller', FluxController.HELM)).toMatch(/serviceaccounts "puller" is forbidden: User "system:serviceaccount:tokens-.*:helm-controller" cannot create resource "serviceaccounts\/token"/);
});

test('or of one alone', async () => {
  const token = await team(({ puller }) => ({ identities: [puller] }));
  expect(await token('puller')).toBe('a token');
  expect(await token('other')).toMatch(/serviceaccounts "other" is forbidden/);
});

test('a token holds ten minutes at least', async () => {
  const token = await team(() => ({}));
  expect(await token('puller', FluxController.SOURCE, '--duration=10m')).toBe('a token');
  expect(await token('puller', FluxController.SOURCE, '--duration=9m59s')).toMatch(/may not specify a duration less than 10 minutes/);
});

describe('kustomize', () => {
  const FLUX = ['source-controller', 'kustomize-controller'].flatMap(name => [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace: 'flux-system' } },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name, namespace: 'flux-system' },
      spec: { template: { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'manager', args: ['--log-level=info'] }] } } },
    },
  ]);

  /** What becomes of the objects above. */
  async function patched(patches: FluxPatches): Promise<any[]> {
    const folder = mkdtempSync(join(tmpdir(), 'kustomize-'));
    try {
      writeFileSync(join(folder, 'gotk-components.yaml'), Yaml.stringify(...FLUX));
      writeFileSync(join(folder, 'kustomization.yaml'), `resources: [gotk-components.yaml]\n${patches.toYaml()}`);
      const file = join(folder, 'patched.yaml');
      writeFileSync(file, await outputOf(binary('kubectl'), ['kustomize', folder]));
      return Yaml.load(file);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  const find = (documents: any[], kind: string, name: string) => documents.find(each => each.kind === kind && each.metadata.name === name);

  test('gives a controller its identity, and leaves the others alone', async () => {
    const ids = { clientId: '00000000-1111-2222-3333-444444444444', tenantId: '55555555-6666-7777-8888-999999999999' };
    const aws = new AwsControllerIdentity({ roleArn: 'arn:aws:iam::012345678901:role/flux' });
    const documents = await patched(aws.patches.plus(new AzureControllerIdentity(ids).patches));
    expect(find(documents, 'ServiceAccount', 'source-controller').metadata.annotations).toEqual({
      'eks.amazonaws.com/role-arn': 'arn:aws:iam::012345678901:role/flux',
      'azure.workload.identity/client-id': ids.clientId,
      'azure.workload.identity/tenant-id': ids.tenantId,
    });
    expect(find(documents, 'Deployment', 'source-controller').spec.template).toEqual({
      metadata: { labels: { 'app': 'source-controller', 'azure.workload.identity/use': 'true' } },
      spec: { containers: [{ name: 'manager', args: ['--log-level=info'] }] },
    });
    for (const kind of ['ServiceAccount', 'Deployment']) {
      expect(find(documents, kind, 'kustomize-controller')).toEqual(find(FLUX, kind, 'kustomize-controller'));
    }
  });

  test('adds the flag to the others', async () => {
    const documents = await patched(FluxPatches.objectLevelWorkloadIdentity());
    expect(find(documents, 'Deployment', 'source-controller').spec.template.spec.containers[0].args)
      .toEqual(['--log-level=info', '--feature-gates=ObjectLevelWorkloadIdentity=true']);
  });
});

test('Flux 2.9 pulls with the image pull secrets of an identity, and never as the identity', async () => {
  const publisher = new Publisher(rigs()['2.9']);
  const flux = new Cluster(rigs()['2.9']);
  const namespace = `identity-${process.pid}-${Date.now()}`;
  try {
    const { url, digest } = await publisher.push(`${namespace}/app`, '1.0.0', { 'app.yaml': configMap('app', {}) });
    await flux.createNamespace(namespace);
    const login = { auths: { 'registry.acme.example': { username: 'a', password: 'b' } } };
    await flux.apply(Yaml.stringify(
      { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'login', namespace }, type: 'kubernetes.io/dockerconfigjson', stringData: { '.dockerconfigjson': JSON.stringify(login) } },
      {
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: { name: 'puller', namespace, annotations: { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::012345678901:role/puller' } },
        imagePullSecrets: [{ name: 'login' }],
      },
      {
        apiVersion: 'source.toolkit.fluxcd.io/v1',
        kind: 'OCIRepository',
        metadata: { name: 'app', namespace },
        spec: { interval: '1h', url, ref: { digest }, insecure: true, provider: 'aws', serviceAccountName: 'puller' },
      },
    ));
    // Neither the feature gate nor the host, which isn't one of AWS, is looked at.
    expect(await flux.settled({ kind: 'ocirepository', name: 'app', namespace }, 'True')).toEqual({
      status: 'True', reason: 'Succeeded', message: `stored artifact for digest '${digest}'`,
    });
  } finally {
    publisher.close();
  }
});
