import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart, Include, type ApiObjectProps } from 'cdk8s';
import { Construct } from 'constructs';
import { Kustomization, l1, OciRef, OciRepository, RegistryAuth, SecretRef, SourceRef, Verification, Warnings } from '../../src';
import { GitToOci } from '../../src/migration/git-to-oci';
import type { RepointOptions } from '../../src/migration/repoint-options';
import { acceptedDocuments } from '../support/accepted';
import { refusalOf } from '../support/refusal';
import { documentsOf, fluxChart, warningsOf } from '../support/render';

const GIT = { interval: '10m', url: 'https://git.example/acme/fleet', ref: { branch: 'main' } };
const DELIVERY = { interval: '1h', prune: true };
const OPTIONS: RepointOptions = { url: 'oci://ghcr.io/acme/fleet', ref: OciRef.tag('main') };

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'repoint-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function include(scope: Construct, id: string, yaml: string): Include {
  const url = join(folder, `${id}.yaml`);
  writeFileSync(url, yaml);
  return new Include(scope, id, { url });
}

function gitRepository(scope: Construct, id = 'Git', spec: Partial<l1.GitRepositorySpec> = {}, metadata = {}): l1.FluxGitRepository {
  return new l1.FluxGitRepository(scope, id, { metadata: { name: 'fleet', ...metadata }, spec: { ...GIT, ...spec } });
}

function kustomization(scope: Construct, name: string, path?: string, spec: object = {}, metadata = {}): l1.FluxKustomization {
  const sourceRef = { kind: l1.KustomizationSpecSourceRefKind.GIT_REPOSITORY, name: 'fleet' };
  return new l1.FluxKustomization(scope, name, { metadata: { name, ...metadata }, spec: { ...DELIVERY, path, sourceRef, ...spec } });
}

function named(documents: readonly any[], kind: string, name?: string): any {
  const found = documents.filter(document => document.kind === kind && (name ?? document.metadata.name) === document.metadata.name);
  expect(found).toHaveLength(1);
  return found[0];
}

/** What differs between two documents, by the path of the field. */
function differences(before: any, after: any, path = ''): { [path: string]: [unknown, unknown] } {
  if (JSON.stringify(before) === JSON.stringify(after)) return {};
  const isPlain = (value: any): boolean => value !== null && typeof value === 'object';
  if (!isPlain(before) || !isPlain(after)) return { [path]: [before, after] };
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return Object.assign({}, ...keys.map(key => differences(before[key], after[key], `${path}/${key}`)));
}

const toOci = { '/spec/sourceRef/kind': ['GitRepository', 'OCIRepository'] };

/** One GitRepository of L1, three Kustomizations of L1, and one that somebody else has written. */
function fleet(scope: Construct): void {
  gitRepository(scope);
  kustomization(scope, 'infra', './clusters/infra', { wait: true, timeout: '5m' });
  kustomization(scope, 'apps', './clusters/apps', {
    dependsOn: [{ name: 'infra' }], postBuild: { substitute: { region: 'eu' } }, decryption: { provider: 'sops', secretRef: { name: 'age' } },
  });
  kustomization(scope, 'tenants', 'clusters/tenants/', { sourceRef: { kind: 'GitRepository', name: 'fleet', namespace: 'flux-system' } }, { namespace: 'tenants' });
  include(scope, 'Legacy', `
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: legacy
  labels: { team: old }
spec:
  interval: 30m0s
  path: "./clusters"
  prune: false
  sourceRef: { kind: GitRepository, name: fleet }
  patches:
    - target: { kind: Deployment }
      patch: |
        - { op: remove, path: /spec/replicas }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
data: { source: GitRepository }
`);
}

describe('an app of one GitRepository, three Kustomizations of L1 and an included one', () => {
  const before = fluxChart();
  const after = fluxChart();
  let [old, now]: any[][] = [[], []];

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'repoint-'));
    fleet(before);
    fleet(after);
    GitToOci.repoint(after, { ...OPTIONS, artifactRoot: './clusters/' });
    [old, now] = [acceptedDocuments(before), acceptedDocuments(after)];
    rmSync(folder, { recursive: true });
  });

  test.each<[string, object]>([
    ['infra', { '/spec/path': ['./clusters/infra', './infra'] }],
    ['apps', { '/spec/path': ['./clusters/apps', './apps'] }],
    ['tenants', { '/spec/path': ['clusters/tenants/', 'tenants/'] }],
    ['legacy', { '/spec/path': ['./clusters', './'] }],
  ])('%s differs in the kind of its source and in its path alone', (name, path) => {
    expect(differences(named(old, 'Kustomization', name), named(now, 'Kustomization', name))).toEqual({ ...toOci, ...path });
  });

  test('has an OCIRepository in the place of the GitRepository', () => {
    expect(now.filter(({ kind }) => kind === 'GitRepository')).toEqual([]);
    expect(named(now, 'OCIRepository')).toEqual({
      apiVersion: 'source.toolkit.fluxcd.io/v1',
      kind: 'OCIRepository',
      metadata: { name: 'fleet', namespace: 'flux-system' },
      spec: { interval: '10m', ref: { tag: 'main' }, url: 'oci://ghcr.io/acme/fleet' },
    });
  });

  test('keeps everything else, in its order', () => {
    const others = (documents: readonly any[]) => documents.filter(({ kind }) => !kind.endsWith('Repository')).map(({ kind, metadata }) => `${kind}/${metadata.name}`);
    expect(others(now)).toEqual(others(old));
    expect(differences(named(old, 'ConfigMap'), named(now, 'ConfigMap'))).toEqual({});
  });

  test('has nothing to warn of', () => {
    expect(warningsOf(after)).toEqual([]);
  });
});

describe('the new source', () => {
  function repointed(options: Partial<RepointOptions> = {}, spec: Partial<l1.GitRepositorySpec> = {}, metadata = {}): [Chart, any] {
    const chart = fluxChart();
    gitRepository(chart, 'Git', spec, metadata);
    kustomization(chart, 'apps', './clusters/apps');
    GitToOci.repoint(chart, { ...OPTIONS, ...options });
    return [chart, named(acceptedDocuments(chart), 'OCIRepository')];
  }

  test('keeps labels, annotations and what means the same', () => {
    const metadata = { labels: { team: 'platform' }, annotations: { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' } };
    const [, { metadata: found, spec }] = repointed({}, { timeout: '2m', suspend: true, ignore: '/docs' }, metadata);
    expect(found).toEqual({ name: 'fleet', namespace: 'flux-system', ...metadata });
    expect(spec).toEqual({ interval: '10m', timeout: '2m', suspend: true, ignore: '/docs', ref: { tag: 'main' }, url: 'oci://ghcr.io/acme/fleet' });
  });

  test('is verified and pulled as the options say', () => {
    const [chart, { spec }] = repointed({
      verify: Verification.cosignKeysIn(SecretRef.named('cosign-keys')),
      auth: RegistryAuth.dockerConfig(SecretRef.named('registry')),
      insecure: true,
      url: 'oci://localhost:5000/fleet',
      source: { interval: '1m', timeout: '30s' },
    }, { timeout: '2m' });
    expect(spec).toEqual({
      interval: '1m',
      timeout: '30s',
      insecure: true,
      ref: { tag: 'main' },
      url: 'oci://localhost:5000/fleet',
      secretRef: { name: 'registry' },
      verify: { provider: 'cosign', secretRef: { name: 'cosign-keys' } },
    });
    expect(warningsOf(chart)).toEqual([]);
  });

  test('follows the tag latest if nothing is said, with a warning', () => {
    const [chart] = repointed({ ref: undefined });
    expect(warningsOf(chart)).toEqual(['FOC018 [delivery/Git] without `ref` Flux follows the tag latest; use OciRef.digest, or OciRef.tag("latest") if that is meant']);
  });

  test('has nothing of what is meant for Git, and a warning says so', () => {
    const [chart, { spec }] = repointed({ artifactRoot: 'clusters' }, {
      secretRef: { name: 'deploy-key' }, ignore: '/*\n!/clusters', recurseSubmodules: true, verify: { mode: l1.GitRepositorySpecVerifyMode.HEAD, secretRef: { name: 'pgp' } },
    });
    expect(spec).toEqual({ interval: '10m', ref: { tag: 'main' }, url: 'oci://ghcr.io/acme/fleet' });
    expect(warningsOf(chart)).toEqual(['FOC176 [delivery/Git] what the GitRepository flux-system/fleet says of `secretRef`, `verify`, `recurseSubmodules`, `ignore` is no longer '
      + 'there; use `auth`, `verify` and `source`, and what CI pushes']);
  });

  test('is handed out, and can be used', () => {
    const chart = fluxChart();
    gitRepository(chart);
    kustomization(chart, 'apps', './apps');
    const source = GitToOci.repoint(chart, OPTIONS);
    new Kustomization(chart, 'More', { source, path: './more' });
    const documents = acceptedDocuments(chart);
    expect(['apps', 'more'].map(name => named(documents, 'Kustomization', name).spec.sourceRef)).toEqual([
      { kind: 'OCIRepository', name: 'fleet' }, { kind: 'OCIRepository', name: 'fleet' },
    ]);
  });

  test('is found where the GitRepository was', () => {
    const around = new Construct(fluxChart(), 'Around');
    gitRepository(around, 'Resource');
    kustomization(around, 'apps', './apps');
    expect([GitToOci.repoint(around, OPTIONS).node.path, ApiObject.of(around).kind]).toEqual(['delivery/Around/Resource', 'OCIRepository']);
  });

  test('comes before and after what the GitRepository came before and after', () => {
    const chart = fluxChart();
    const apps = kustomization(chart, 'apps', './apps');
    const git = gitRepository(chart);
    const namespace = new ApiObject(chart, 'Namespace', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'flux-system' } });
    apps.addDependency(git);
    git.addDependency(namespace);
    const kinds = () => documentsOf(chart).map(({ kind }) => kind);
    expect(kinds()).toEqual(['Namespace', 'GitRepository', 'Kustomization']);
    GitToOci.repoint(chart, OPTIONS);
    expect(kinds()).toEqual(['Namespace', 'OCIRepository', 'Kustomization']);
  });
});

describe('a consumer', () => {
  const sourceRef = (ref: object) => ({ sourceRef: { kind: 'GitRepository', name: 'fleet', ...ref } });

  function kinds(chart: Chart): { [name: string]: string } {
    const found = documentsOf(chart).filter(({ kind }) => kind === 'Kustomization');
    return Object.fromEntries(found.map(({ metadata, spec }) => [metadata.name, spec.sourceRef.kind]));
  }

  test('is one that names the source, in its own namespace or another', () => {
    const chart = fluxChart();
    gitRepository(chart);
    kustomization(chart, 'own', './a');
    kustomization(chart, 'far', './b', sourceRef({ namespace: 'flux-system' }), { namespace: 'apps' });
    kustomization(chart, 'stranger', './c', {}, { namespace: 'apps' });
    kustomization(chart, 'other-name', './d', sourceRef({ name: 'fleet-2' }));
    kustomization(chart, 'other-kind', './e', sourceRef({ kind: 'Bucket' }));
    kustomization(chart, 'other-namespace', './f', sourceRef({ namespace: 'apps' }));
    GitToOci.repoint(chart, OPTIONS);
    expect(kinds(chart)).toEqual({
      'own': 'OCIRepository', 'far': 'OCIRepository', 'stranger': 'GitRepository', 'other-name': 'GitRepository', 'other-kind': 'Bucket', 'other-namespace': 'GitRepository',
    });
  });

  test('may be in a chart within the chart', () => {
    const chart = fluxChart();
    gitRepository(chart);
    const nested = new Chart(chart, 'nested', { namespace: 'flux-system' });
    kustomization(nested, 'apps', './apps');
    GitToOci.repoint(chart, OPTIONS);
    expect(kinds(nested)).toEqual({ apps: 'OCIRepository' });
  });

  test('may be without a namespace, as the source', () => {
    const chart = fluxChart({ namespace: undefined });
    gitRepository(chart);
    kustomization(chart, 'apps', './apps');
    expect(GitToOci.repoint(chart, OPTIONS).sourceNamespace).toBeUndefined();
    expect(kinds(chart)).toEqual({ apps: 'OCIRepository' });
  });

  test('may be a Kustomization of this library', () => {
    const chart = fluxChart();
    new Kustomization(chart, 'Apps', { source: SourceRef.of(gitRepository(chart)), path: './clusters/apps' });
    GitToOci.repoint(chart, { ...OPTIONS, artifactRoot: 'clusters' });
    expect(named(acceptedDocuments(chart), 'Kustomization').spec).toMatchObject({ sourceRef: { kind: 'OCIRepository', name: 'fleet' }, path: './apps' });
  });

  test('may be of a class that `cdk8s import` has made', () => {
    class Imported extends ApiObject {
      public constructor(scope: Construct, id: string, props: Omit<ApiObjectProps, 'apiVersion' | 'kind'>) {
        super(scope, id, { apiVersion: 'kustomize.toolkit.fluxcd.io/v1', kind: 'Kustomization', ...props });
      }

      public override toJson(): any {
        const { spec, ...others } = super.toJson();
        return { ...others, spec: { ...spec, prune: Boolean(spec.prune) } };
      }
    }
    const chart = fluxChart();
    gitRepository(chart);
    new Imported(chart, 'apps', { metadata: { name: 'apps' }, spec: { ...DELIVERY, path: './clusters/apps', ...sourceRef({}) } });
    GitToOci.repoint(chart, { ...OPTIONS, artifactRoot: 'clusters' });
    expect(named(acceptedDocuments(chart), 'Kustomization').spec).toEqual({ ...DELIVERY, path: './apps', sourceRef: { kind: 'OCIRepository', name: 'fleet' } });
  });

  test('keeps its path where the artifact is the whole repository', () => {
    const chart = fluxChart();
    gitRepository(chart);
    kustomization(chart, 'apps', '../apps');
    kustomization(chart, 'root');
    GitToOci.repoint(chart, { ...OPTIONS, artifactRoot: './' });
    expect(documentsOf(chart).filter(({ kind }) => kind === 'Kustomization').map(({ spec }) => spec.path)).toEqual(['../apps', undefined]);
  });

  test.each([
    ['./clusters/prod', './prod'],
    ['clusters/prod', 'prod'],
    ['/clusters/prod', '/prod'],
    ['./clusters//prod/', './prod/'],
    ['./clusters/${region}/apps', './${region}/apps'],
    ['clusters/', './'],
  ])('with the path %s gets %s', (path, expected) => {
    const chart = fluxChart();
    gitRepository(chart);
    kustomization(chart, 'apps', path, { components: ['../parts/tls'].filter(() => path.includes('prod')) });
    GitToOci.repoint(chart, { ...OPTIONS, artifactRoot: 'clusters' });
    expect(named(documentsOf(chart), 'Kustomization').spec.path).toBe(expected);
  });
});

describe('the GitRepository stays', () => {
  function repointedWith(build: (chart: Chart) => void, options: Partial<RepointOptions> = {}): [Chart, string[]] {
    const chart = fluxChart();
    gitRepository(chart);
    kustomization(chart, 'apps', './apps');
    build(chart);
    GitToOci.repoint(chart, { ...OPTIONS, ...options });
    const kinds = documentsOf(chart).map(({ kind }) => kind);
    return [chart, kinds];
  }

  const object = (chart: Chart, apiVersion: string, kind: string, spec: object) => new ApiObject(chart, 'it', { apiVersion, kind, metadata: { name: 'it' }, spec });
  const fleetOf = { kind: 'GitRepository', name: 'fleet' };
  const registryEntry = 'an entry for the OCIRepository there';

  test('if it is asked to', () => {
    const [chart, kinds] = repointedWith(() => {}, { keepGit: true });
    expect([kinds, warningsOf(chart)]).toEqual([['GitRepository', 'Kustomization', 'OCIRepository'], []]);
  });

  test.each<[string, string, string, object, string]>([
    ['image.toolkit.fluxcd.io/v1', 'ImageUpdateAutomation', 'spec.sourceRef', { sourceRef: { name: 'fleet' } }, 'the GitRepository for as long as Flux commits to Git'],
    ['source.toolkit.fluxcd.io/v1', 'HelmChart', 'spec.sourceRef', { chart: './charts/web', interval: '1h', sourceRef: fleetOf }, 'a HelmRelease with the chart from the registry'],
    ['helm.toolkit.fluxcd.io/v2', 'HelmRelease', 'spec.chart.spec.sourceRef', { interval: '1h', chart: { spec: { chart: './web', sourceRef: fleetOf } } },
      '`chartRef` and an OciRepository, once CI pushes the chart'],
    ['source.extensions.fluxcd.io/v1beta1', 'ArtifactGenerator', 'spec.sources[1]', { sources: [{ alias: 'a', kind: 'Bucket', name: 'fleet' }, { alias: 'b', ...fleetOf }] }, registryEntry],
    ['notification.toolkit.fluxcd.io/v1', 'Receiver', 'spec.resources[0]', { type: 'github', resources: [{ ...fleetOf, name: '*' }] }, registryEntry],
    ['notification.toolkit.fluxcd.io/v1beta3', 'Alert', 'spec.eventSources[0]', { providerRef: { name: 'chat' }, eventSources: [{ ...fleetOf, namespace: 'flux-system' }] }, registryEntry],
    ['source.toolkit.fluxcd.io/v1', 'GitRepository', 'spec.include[0]', { ...GIT, include: [{ repository: { name: 'fleet' } }] }, 'one artifact that holds both'],
    ['kustomize.toolkit.fluxcd.io/v1', 'Kustomization', 'spec.healthChecks[0]', {
      ...DELIVERY, sourceRef: { kind: 'Bucket', name: 'b' }, healthChecks: [{ apiVersion: 'source.toolkit.fluxcd.io/v1', ...fleetOf }],
    }, registryEntry],
  ])('for what needs it: %s %s', (apiVersion, kind, field, spec, use) => {
    const [chart, kinds] = repointedWith(each => object(each, apiVersion, kind, spec), { sourceName: 'fleet' });
    expect(kinds).toEqual(['GitRepository', 'Kustomization', kind, 'OCIRepository']);
    expect(Warnings.of(chart).lines).toContain(`FOC175 [delivery/it] \`${field}\` needs the GitRepository flux-system/fleet, which therefore stays; use ${use}`);
  });

  test.each<[string, object, string]>([
    ['a name that is yet to be put in', { name: '${source}' }, 'flux-system/${source}'],
    ['a namespace that is yet to be put in', { name: 'fleet', namespace: '<< inputs.namespace >>' }, '<< inputs.namespace >>/fleet'],
  ])('for %s', (_, ref, got) => {
    const [chart, kinds] = repointedWith(each => kustomization(each, 'maybe', './maybe', { sourceRef: { kind: 'GitRepository', ...ref } }));
    expect(kinds).toEqual(['GitRepository', 'Kustomization', 'Kustomization', 'OCIRepository']);
    expect(warningsOf(chart)).toEqual([`FOC177 [delivery/maybe] \`spec.sourceRef\` may mean the GitRepository flux-system/fleet, which therefore stays; got ${got}; `
      + 'use a name and a namespace that this program knows']);
  });

  test('for a Kustomization that has no namespace yet', () => {
    const app = new App();
    const chart = new Chart(app, 'delivery', { namespace: 'flux-system' });
    gitRepository(chart);
    kustomization(chart, 'apps', './apps');
    kustomization(new Chart(app, 'later'), 'later', './later');
    GitToOci.repoint(app, OPTIONS);
    expect(warningsOf(chart)).toEqual(['FOC177 [later/later] `spec.sourceRef` may mean the GitRepository flux-system/fleet, which therefore stays; got fleet; '
      + 'use a name and a namespace that this program knows']);
  });

  test('for a Kustomization beside the scope', () => {
    const app = new App();
    const [one, other] = ['one', 'other'].map(id => new Chart(app, id, { namespace: 'flux-system', disableResourceNameHashes: true }));
    gitRepository(one);
    kustomization(one, 'apps', './apps');
    kustomization(other, 'more', './more');
    GitToOci.repoint(one, OPTIONS);
    expect(documentsOf(one).map(({ kind }) => kind)).toEqual(['GitRepository', 'Kustomization', 'OCIRepository']);
    expect(warningsOf(one)).toEqual(['FOC175 [other/more] `spec.sourceRef` needs the GitRepository flux-system/fleet, which therefore stays; '
      + 'use `repoint` for a scope that holds this as well']);
  });

  test('but not for the chart of another cluster, which has one of that name itself', () => {
    const app = new App();
    const [one, other] = ['staging', 'production'].map(id => {
      const chart = new Chart(app, id, { namespace: 'flux-system', disableResourceNameHashes: true });
      gitRepository(chart);
      kustomization(chart, 'apps', './apps');
      return chart;
    });
    GitToOci.repoint(one, OPTIONS);
    expect([one, other].map(chart => documentsOf(chart).map(({ kind }) => kind))).toEqual([['Kustomization', 'OCIRepository'], ['GitRepository', 'Kustomization']]);
  });
});

describe('it fails', () => {
  function refused(build: (chart: Chart) => void, options: Partial<RepointOptions> = {}): string {
    const chart = fluxChart();
    build(chart);
    const before = documentsOf(chart);
    const message = refusalOf(() => GitToOci.repoint(chart, { ...OPTIONS, ...options }));
    expect(documentsOf(chart)).toEqual(before);
    return message;
  }

  const one = (path?: string, spec: object = {}) => (chart: Chart) => {
    gitRepository(chart);
    kustomization(chart, 'first', './clusters/first');
    kustomization(chart, 'apps', path, spec);
  };

  test('without a GitRepository', () => {
    expect(refused(chart => { kustomization(chart, 'apps', './apps'); })).toBe('FOC170 [delivery] no GitRepository in here is the one to repoint; got none; '
      + 'use `sourceName` and `sourceNamespace` of one that this program makes');
  });

  test('without one of that name and namespace', () => {
    expect(refused(one(), { sourceName: 'fleet', sourceNamespace: 'apps' })).toBe('FOC170 [delivery] no GitRepository in here is the one to repoint; got flux-system/fleet; '
      + 'use `sourceName` and `sourceNamespace` of one that this program makes');
  });

  test('with two', () => {
    expect(refused(chart => { gitRepository(chart); gitRepository(chart, 'Other', {}, { namespace: 'apps' }); })).toBe('FOC171 [delivery] several GitRepositories in here may '
      + 'be the one to repoint; got flux-system/fleet, apps/fleet; use `sourceName` and `sourceNamespace`, or a scope with one of them');
  });

  test('with one that nothing delivers from', () => {
    expect(refused(chart => { gitRepository(chart); kustomization(chart, 'apps', './apps', {}, { namespace: 'apps' }); })).toBe('FOC174 [delivery/Git] no Kustomization in here '
      + 'names the GitRepository flux-system/fleet; use an OciRepository, where there is nothing to repoint');
  });

  test.each<[string, string | undefined, string]>([
    ['beside it', './apps', '"apps"'],
    ['that only starts like it', './clusters-old/apps', '"clusters-old/apps"'],
    ['that is the whole repository', undefined, '"./"'],
    ['that starts with a variable', '${dir}/apps', '"${dir}/apps"'],
  ])('with a path %s', (_, path, got) => {
    expect(refused(one(path), { artifactRoot: 'clusters' })).toBe('FOC172 [delivery/apps] `path` lies outside of the artifact, which holds "clusters" alone; '
      + `got ${got}; use an \`artifactRoot\` that all of them are below`);
  });

  test('with a path that goes up', () => {
    expect(refused(one('./clusters/../clusters/apps'), { artifactRoot: 'clusters' })).toBe('FOC172 [delivery/apps] `path` goes up, which hides what it means below another root; '
      + 'got "./clusters/../clusters/apps"; use the path without `..`');
  });

  test('with a component that the artifact does not hold', () => {
    expect(refused(one('./clusters/apps', { components: ['../tls', '../../shared'] }), { artifactRoot: 'clusters' })).toBe('FOC172 [delivery/apps] component "../../shared" lies outside '
      + 'of the artifact, which holds "clusters" alone; got "shared"; use an `artifactRoot` that all of them are below');
  });

  test.each([['/clusters'], ['../clusters'], ['clusters/../..']])('with the artifact root %s', artifactRoot => {
    expect(refused(one('./clusters/apps'), { artifactRoot })).toBe(`FOC173 [delivery] \`artifactRoot\` is a folder of the Git repository, relative to its root; got "${artifactRoot}"; `
      + 'use the path that CI pushes, such as "clusters"');
  });

  test('with a URL that is none of a registry', () => {
    const chart = fluxChart();
    one()(chart);
    expect(refusalOf(() => GitToOci.repoint(chart, { url: 'https://git.example/acme/fleet' }))).toMatch(/^FOC011 \[delivery\/Git\] /);
  });

  test('with an OCIRepository of that name already there', () => {
    const chart = fluxChart();
    one('./clusters/apps')(chart);
    new OciRepository(chart, 'Fleet', OPTIONS);
    GitToOci.repoint(chart, OPTIONS);
    expect(() => documentsOf(chart)).toThrow('FOC003 [delivery/Git] OCIRepository flux-system/fleet is also made by delivery/Fleet; use one of both, or another `name`');
  });
});
