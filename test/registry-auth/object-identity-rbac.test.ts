import { type App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import {
  AwsWorkloadIdentity, FluxController, FluxVersion, GcpWorkloadIdentity, ObjectIdentityRbac, OciRef, OciRepository, RegistryAuth,
  type IWorkloadIdentity,
} from '../../src';
import { acceptedDocuments } from '../support/accepted';
import { refusalOf } from '../support/refusal';
import { DIGEST, documentsOf, fluxChart, resourceOf, warningsOf } from '../support/render';

const RBAC = 'rbac.authorization.k8s.io';

function newChart(): Chart {
  const chart = fluxChart();
  FluxVersion.V2_10.applyTo(chart);
  return chart;
}

function pull(chart: Chart, identity: IWorkloadIdentity): void {
  new OciRepository(chart, 'app', { url: 'oci://gcr.io/acme/app', ref: OciRef.digest(DIGEST), auth: RegistryAuth.workloadIdentity(identity) });
}

const SWITCH = 'FOC032 [delivery/app] Flux 2.10 takes a ServiceAccount as the cloud identity of one source only where that is switched on; '
  + 'use an ObjectIdentityRbac, which lets source-controller create serviceaccounts/token';

test('lets source-controller create tokens of all ServiceAccounts', () => {
  const chart = newChart();
  const { role, binding, ...rest } = new ObjectIdentityRbac(chart, 'FluxObjectIdentity');
  const name = 'flux-object-identity';
  expect(acceptedDocuments(chart)).toEqual([
    {
      apiVersion: `${RBAC}/v1`, kind: 'ClusterRole', metadata: { name }, rules: [{ apiGroups: [''], resources: ['serviceaccounts/token'], verbs: ['create'] }],
    },
    {
      apiVersion: `${RBAC}/v1`,
      kind: 'ClusterRoleBinding',
      metadata: { name },
      roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name },
      subjects: [{ kind: 'ServiceAccount', name: 'source-controller', namespace: 'flux-system' }],
    },
  ]);
  expect(resourceOf(rest)).toBe(role);
  expect(binding.kind).toBe('ClusterRoleBinding');
});

test('lets it create those of some ServiceAccounts of one namespace', () => {
  const chart = newChart();
  const identities = ['a', 'b'].map(id => new GcpWorkloadIdentity(chart, id, { metadata: { namespace: 'team' } }));
  new ObjectIdentityRbac(chart, 'Tokens', { identities });
  expect(acceptedDocuments(chart).slice(2)).toEqual([
    {
      apiVersion: `${RBAC}/v1`,
      kind: 'Role',
      metadata: { name: 'tokens', namespace: 'team' },
      rules: [{ apiGroups: [''], resources: ['serviceaccounts/token'], resourceNames: ['a', 'b'], verbs: ['create'] }],
    },
    {
      apiVersion: `${RBAC}/v1`,
      kind: 'RoleBinding',
      metadata: { name: 'tokens', namespace: 'team' },
      roleRef: { apiGroup: RBAC, kind: 'Role', name: 'tokens' },
      subjects: [{ kind: 'ServiceAccount', name: 'source-controller', namespace: 'flux-system' }],
    },
  ]);
});

test('has the name, labels, controllers and namespace of Flux that it is told', () => {
  const chart = newChart();
  new ObjectIdentityRbac(chart, 'Rbac', {
    name: 'tokens',
    metadata: { labels: { team: 'platform' }, namespace: 'ignored' },
    controllers: [FluxController.SOURCE, FluxController.KUSTOMIZE],
    fluxNamespace: 'gitops',
  });
  const [role, binding] = acceptedDocuments(chart);
  expect([role.metadata, binding.metadata]).toEqual(Array(2).fill({ name: 'tokens', labels: { team: 'platform' } }));
  expect(binding.subjects).toEqual(['source-controller', 'kustomize-controller'].map(name => ({ kind: 'ServiceAccount', name, namespace: 'gitops' })));
});

describe('the warning of a source in Flux 2.10', () => {
  test('is silent where source-controller may create all tokens, whichever chart says so', () => {
    const chart = newChart();
    pull(chart, new GcpWorkloadIdentity(chart, 'Puller'));
    expect(warningsOf(chart)).toEqual([SWITCH]);

    const other = newChart();
    pull(other, new GcpWorkloadIdentity(other, 'Puller'));
    new ObjectIdentityRbac(new Chart(other.node.root as App, 'platform'), 'Rbac');
    expect(warningsOf(other)).toEqual([]);
  });

  test('is silent where it may create those of this ServiceAccount', () => {
    const chart = newChart();
    const identity = new GcpWorkloadIdentity(chart, 'Puller');
    pull(chart, identity);
    new ObjectIdentityRbac(new Construct(chart, 'deep'), 'Rbac', { identities: [identity] });
    expect(warningsOf(chart)).toEqual([]);
  });

  test.each<[string, (chart: Chart) => void]>([
    ['those of another ServiceAccount', chart => new ObjectIdentityRbac(chart, 'Rbac', { identities: [new GcpWorkloadIdentity(chart, 'other')] })],
    ['those of a ServiceAccount of this name elsewhere',
      chart => new ObjectIdentityRbac(chart, 'Rbac', { identities: [new GcpWorkloadIdentity(chart, 'other', { name: 'puller', metadata: { namespace: 'team' } })] })],
    ['none, but kustomize-controller may', chart => new ObjectIdentityRbac(chart, 'Rbac', { controllers: [FluxController.KUSTOMIZE] })],
  ])('stays where it may create %s', (_, allow) => {
    const chart = newChart();
    pull(chart, new GcpWorkloadIdentity(chart, 'Puller'));
    allow(chart);
    expect(warningsOf(chart)).toEqual([SWITCH]);
  });

  test('of Flux 2.9 is about the feature gate, whatever the rights', () => {
    const chart = newChart();
    pull(chart, new GcpWorkloadIdentity(chart, 'Puller'));
    new ObjectIdentityRbac(chart, 'Rbac');
    FluxVersion.V2_9.applyTo(chart);
    expect(warningsOf(chart)).toEqual(['FOC032 [delivery/app] Flux 2.9 takes a ServiceAccount as the cloud identity of one source only where that is switched on; use '
      + 'FluxPatches.objectLevelWorkloadIdentity, which gives source-controller the flag --feature-gates=ObjectLevelWorkloadIdentity=true']);
  });
});

test('fails with identities of several namespaces', () => {
  const chart = fluxChart({ namespace: undefined });
  const identities = [new GcpWorkloadIdentity(chart, 'a'), new AwsWorkloadIdentity(chart, 'b', { roleArn: 'arn:aws:iam::012345678901:role/b', metadata: { namespace: 'team' } })];
  expect(refusalOf(() => new ObjectIdentityRbac(chart, 'Rbac', { identities }))).toBe('FOC052 [delivery/Rbac] a Role is of one namespace, and these `identities` are of '
    + 'several; got no namespace and team; use an ObjectIdentityRbac for each namespace');
});

test('fails with nobody to give the right to, or nobody to give it for, which Kubernetes would read as everybody', () => {
  expect(refusalOf(() => new ObjectIdentityRbac(fluxChart(), 'Rbac', { controllers: [] })))
    .toBe('FOC031 [delivery/Rbac] `controllers` is empty; use FluxController.SOURCE, or leave it out');
  expect(refusalOf(() => new ObjectIdentityRbac(fluxChart(), 'Rbac', { identities: [] })))
    .toBe('FOC031 [delivery/Rbac] `identities` is empty; use the identities of the sources, or leave it out');
});

test('fails with a namespace of Flux that can\'t be', () => {
  expect(refusalOf(() => new ObjectIdentityRbac(fluxChart(), 'Rbac', { fluxNamespace: 'Flux' })))
    .toBe('FOC008 [delivery/Rbac] `fluxNamespace` must have up to 63 lower-case letters, digits and `-`; got "Flux"; use a name such as "my-app"');
});

test('fails beside another of its name', () => {
  const chart = newChart();
  new ObjectIdentityRbac(chart, 'Rbac');
  new ObjectIdentityRbac(new Construct(chart, 'deep'), 'Rbac');
  expect(() => documentsOf(chart)).toThrow('FOC003 [delivery/deep/Rbac] ClusterRole rbac is also made by delivery/Rbac; use one of both, or another `name`');
});
