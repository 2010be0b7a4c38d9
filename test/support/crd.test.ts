import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { validateAgainstCrd, type Minor } from './crd';
import { checkRules, compileRule } from './crd/cel';
import { allKinds, MINORS, parseCrd } from './crd/crds';
import { nodesOf, withObjectMeta, type Structural } from './crd/structural';
import { checkStructure, compileStructure } from './crd/structure';

const CRDS = join(__dirname, '../../imports/crds');
const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;

function ociRepository(spec: any = {}): any {
  return {
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    kind: 'OCIRepository',
    metadata: { name: 'podinfo', namespace: 'flux-system' },
    spec: { url: 'oci://ghcr.io/acme/podinfo', interval: '1h0m', ref: { digest: DIGEST }, ...spec },
  };
}

function helmRelease(spec: any = {}): any {
  return {
    apiVersion: 'helm.toolkit.fluxcd.io/v2',
    kind: 'HelmRelease',
    metadata: { name: 'podinfo', namespace: 'flux-system' },
    spec: { interval: '30m', chartRef: { kind: 'OCIRepository', name: 'podinfo' }, ...spec },
  };
}

function kustomization(spec: any = {}): any {
  return {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name: 'podinfo', namespace: 'flux-system' },
    spec: { interval: '1h', prune: true, sourceRef: { kind: 'OCIRepository', name: 'podinfo' }, ...spec },
  };
}

function bucket(spec: any = {}): any {
  return {
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    kind: 'Bucket',
    metadata: { name: 'files', namespace: 'flux-system' },
    spec: { bucketName: 'files', endpoint: 'minio.acme.com', interval: '10m', ...spec },
  };
}

function receiver(spec: any = {}): any {
  return {
    apiVersion: 'notification.toolkit.fluxcd.io/v1',
    kind: 'Receiver',
    metadata: { name: 'ci', namespace: 'flux-system' },
    spec: { type: 'generic-oidc', resources: [{ kind: 'OCIRepository', name: 'podinfo' }], ...spec },
  };
}

function fluxInstance(spec: any = {}): any {
  return {
    apiVersion: 'fluxcd.controlplane.io/v1',
    kind: 'FluxInstance',
    metadata: { name: 'flux', namespace: 'flux-system' },
    spec: { distribution: { registry: 'ghcr.io/fluxcd', version: '2.x' }, ...spec },
  };
}

/** A kind that exists only here, for what no Flux CRD uses. */
function kindWith(spec: Structural): { problems: (document: any) => any[] } {
  const kind = {
    apiVersion: 'test/v1',
    kind: 'Test',
    isNamespaced: true,
    hasStatusSubresource: false,
    schema: withObjectMeta({ type: 'object', properties: { spec } }),
  };
  return {
    problems: value => {
      const document = { apiVersion: 'test/v1', kind: 'Test', metadata: { name: 'a' }, spec: value };
      const { problems } = checkStructure(kind, document);
      return [...problems, ...checkRules(document, kind.schema)];
    },
  };
}

describe('the structure of a document', () => {
  test.each(MINORS)('accepts an OCIRepository pinned by digest on Flux %s', minor => {
    expect(validateAgainstCrd(ociRepository(), minor)).toEqual([]);
  });

  test('refuses an unknown field by its path', () => {
    expect(validateAgainstCrd(ociRepository({ ref: { digset: DIGEST } }))).toEqual([{ path: 'spec.ref.digset', message: 'unknown field' }]);
  });

  test('refuses an unknown field beside spec, inside metadata and inside a list', () => {
    expect(validateAgainstCrd({ ...ociRepository(), data: {} })).toEqual([{ path: 'data', message: 'unknown field' }]);
    expect(validateAgainstCrd({ ...ociRepository(), metadata: { name: 'a', lables: {} } })).toEqual([{ path: 'metadata.lables', message: 'unknown field' }]);
    expect(validateAgainstCrd(kustomization({ dependsOn: [{ name: 'a' }, { name: 'b', nmae: 'c' }] })))
      .toEqual([{ path: 'spec.dependsOn[1].nmae', message: 'unknown field' }]);
  });

  test('takes a field named like a member of every JavaScript object for unknown', () => {
    expect(validateAgainstCrd(ociRepository({ constructor: 1 }))).toEqual([{ path: 'spec.constructor', message: 'unknown field' }]);
  });

  test('refuses a value outside the enum and lists what is allowed', () => {
    expect(validateAgainstCrd(ociRepository({ provider: 'google' })))
      .toEqual([{ path: 'spec.provider', message: 'unsupported value "google", use one of: generic, aws, azure, gcp' }]);
  });

  test('refuses an interval in days, and hours where only the source timeout forbids them', () => {
    expect(validateAgainstCrd(ociRepository({ interval: '1d' })))
      .toEqual([{ path: 'spec.interval', message: '"1d" does not match ^([0-9]+(\\.[0-9]+)?(ms|s|m|h))+$' }]);
    expect(validateAgainstCrd(ociRepository({ timeout: '1h' })))
      .toEqual([{ path: 'spec.timeout', message: '"1h" does not match ^([0-9]+(\\.[0-9]+)?(ms|s|m))+$' }]);
  });

  test('refuses a value of the wrong type, also in metadata', () => {
    expect(validateAgainstCrd(kustomization({ prune: 'true' }))).toEqual([{ path: 'spec.prune', message: 'must be boolean, got "true"' }]);
    expect(validateAgainstCrd({ ...ociRepository(), metadata: { name: 'a', labels: { 'acme.com/tier': 1 } } }))
      .toEqual([{ path: 'metadata.labels[acme.com/tier]', message: 'must be string, got 1' }]);
  });

  test('holds lengths and numbers to their bounds', () => {
    expect(validateAgainstCrd(helmRelease({ releaseName: 'a'.repeat(54) })))
      .toEqual([{ path: 'spec.releaseName', message: `"${'a'.repeat(54)}" must NOT have more than 53 characters` }]);
    expect(validateAgainstCrd(helmRelease({ install: { remediation: { retries: 1.5 } } })))
      .toEqual([{ path: 'spec.install.remediation.retries', message: 'must be integer, got 1.5' }]);
  });

  test('knows only the versions that the minor serves', () => {
    const provider = { apiVersion: 'notification.toolkit.fluxcd.io/v1beta2', kind: 'Provider', metadata: { name: 'a' }, spec: { type: 'slack' } };
    expect(validateAgainstCrd(provider, '2.8')).toEqual([]);
    expect(validateAgainstCrd(provider, '2.9')).toBeUndefined();
  });

  test('leaves out a version that is stored and not served', () => {
    const crd = (served: boolean) => `spec: { group: g, names: { kind: K }, scope: Cluster, versions: [{ name: v1, served: ${served}, schema: { openAPIV3Schema: {} } }] }`;
    expect(parseCrd(crd(true)).map(kind => kind.apiVersion)).toEqual(['g/v1']);
    expect(parseCrd(crd(false))).toEqual([]);
  });

  test('has no opinion on kinds without a CRD', () => {
    expect(validateAgainstCrd({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' }, nonsense: true })).toBeUndefined();
    expect(validateAgainstCrd({ ...ociRepository(), kind: 'OciRepository' })).toBeUndefined();
    expect(validateAgainstCrd({ ...ociRepository(), apiVersion: 'source.toolkit.fluxcd.io/v1beta2' })).toBeUndefined();
    expect(validateAgainstCrd(null)).toBeUndefined();
  });

  test('asks the one stored version of flux-operator for every minor', () => {
    for (const minor of MINORS) expect(validateAgainstCrd(fluxInstance(), minor)).toEqual([]);
  });
});

describe('a field that only some minors have', () => {
  const trusted = ociRepository({
    verify: { provider: 'cosign', matchOIDCIdentity: [{ issuer: '^https://a$', subject: '^b$' }], trustedRootSecretRef: { name: 'root' } },
  });

  test('is refused on a minor without it', () => {
    expect(validateAgainstCrd(trusted, '2.8')).toEqual([{ path: 'spec.verify.trustedRootSecretRef', message: 'unknown field' }]);
  });

  test('is accepted from its minor on', () => {
    expect(validateAgainstCrd(trusted, '2.9')).toEqual([]);
    expect(validateAgainstCrd(trusted, '2.10')).toEqual([]);
  });

  test.each<[Minor, any]>([
    ['2.9', { path: 'spec.url', message: 'required' }],
    ['2.10', { path: '', message: 'violates the CEL rule has(self.spec) && has(self.spec.url)' }],
  ])('an OCIRepository without url is refused on Flux %s', (minor, problem) => {
    expect(validateAgainstCrd(ociRepository({ url: undefined }), minor)).toEqual([problem]);
  });
});

describe('nulls and defaults', () => {
  test('Helm values may hold anything, nulls at any depth included', () => {
    const values = { replicas: 2, ratio: 0.5, service: null, list: [null, { deep: null }], on: false, name: 'x', constructor: {} };
    expect(validateAgainstCrd(helmRelease({ values }))).toEqual([]);
  });

  test('a null stands for an absent field', () => {
    expect(validateAgainstCrd(ociRepository({ suspend: null, verify: null }))).toEqual([]);
    expect(validateAgainstCrd(ociRepository({ url: null }))).toEqual([{ path: 'spec.url', message: 'required' }]);
    expect(validateAgainstCrd({ ...ociRepository(), metadata: { name: 'a', creationTimestamp: null } })).toEqual([]);
  });

  test('a null inside a list is a value of the wrong type', () => {
    expect(validateAgainstCrd(kustomization({ dependsOn: [null] }))).toEqual([{ path: 'spec.dependsOn[0]', message: 'must be object, got null' }]);
  });

  test('a null stays where the schema is nullable', () => {
    const { problems } = kindWith({ type: 'object', properties: { a: { type: 'string', nullable: true } }, required: ['a'] });
    expect(problems({ a: null })).toEqual([]);
    expect(problems({})).toEqual([{ path: 'spec.a', message: 'required' }]);
  });

  test('a default fills a required field', () => {
    expect(validateAgainstCrd(ociRepository({ verify: { secretRef: { name: 'keys' } } }))).toEqual([]);
  });

  test('rules see the defaults', () => {
    const rule = 'self.provider != \'generic\' || !has(self.serviceAccountName)';
    expect(validateAgainstCrd(bucket({ serviceAccountName: 'puller' }))).toEqual([{ path: 'spec', message: `violates the CEL rule ${rule}` }]);
    expect(validateAgainstCrd(bucket({ serviceAccountName: 'puller', provider: 'aws' }))).toEqual([]);
  });

  test('the document itself stays as it was', () => {
    const document = bucket({ suspend: null });
    const before = structuredClone(document);
    validateAgainstCrd(document);
    expect(document).toEqual(before);
  });

  test('status is dropped like the API server does, unknown fields in it are not', () => {
    expect(validateAgainstCrd({ ...ociRepository(), status: { observedGeneration: 'x' } })).toEqual([]);
    expect(validateAgainstCrd({ ...ociRepository(), status: { ready: true } })).toEqual([{ path: 'status.ready', message: 'unknown field' }]);
  });
});

describe('CEL rules', () => {
  const CHART = { spec: { chart: 'podinfo', sourceRef: { kind: 'HelmRepository', name: 'podinfo' } } };
  const ONE_CHART = '(has(self.chart) && !has(self.chartRef)) || (!has(self.chart) && has(self.chartRef))';

  test('refuse a HelmRelease with both chart and chartRef, and with neither', () => {
    const problem = { path: 'spec', message: `violates the CEL rule ${ONE_CHART}` };
    expect(validateAgainstCrd(helmRelease({ chart: CHART }))).toEqual([problem]);
    expect(validateAgainstCrd(helmRelease({ chartRef: undefined }))).toEqual([problem]);
    expect(validateAgainstCrd(helmRelease({ chart: CHART, chartRef: undefined }))).toEqual([]);
  });

  test('refuse a retry interval for a strategy that never retries', () => {
    expect(validateAgainstCrd(helmRelease({ install: { strategy: { name: 'RemediateOnFailure', retryInterval: '5m' } } }))).toEqual([
      { path: 'spec.install.strategy', message: 'violates the CEL rule !has(self.retryInterval) || self.name != \'RemediateOnFailure\'' },
    ]);
    expect(validateAgainstCrd(helmRelease({ install: { strategy: { name: 'RetryOnFailure', retryInterval: '5m' } } }))).toEqual([]);
  });

  test.each<[Minor, string, string]>([
    ['2.9', 'has(self.configMapRef) || has(self.secretRef)', '!has(self.configMapRef) || !has(self.secretRef)'],
    ['2.10', 'has(self.configMapRef) != has(self.secretRef)', 'has(self.configMapRef) != has(self.secretRef)'],
  ])('demand exactly one reference in kubeConfig on Flux %s', (minor, neither, both) => {
    const kubeConfig = (value: any) => validateAgainstCrd(kustomization({ kubeConfig: value }), minor);
    expect(kubeConfig({})).toEqual([{ path: 'spec.kubeConfig', message: `violates the CEL rule ${neither}` }]);
    expect(kubeConfig({ configMapRef: { name: 'a' }, secretRef: { name: 'b' } })).toEqual([{ path: 'spec.kubeConfig', message: `violates the CEL rule ${both}` }]);
    expect(kubeConfig({ configMapRef: { name: 'a' } })).toEqual([]);
  });

  test('count the items of a list', () => {
    const oidcProviders = [{ issuerURL: 'https://token.actions.githubusercontent.com', audience: 'flux', validations: [{ expression: 'true', message: 'ok' }] }];
    expect(validateAgainstCrd(receiver())).toEqual([
      { path: 'spec', message: 'violates the CEL rule self.type != \'generic-oidc\' || (has(self.oidcProviders) && size(self.oidcProviders) > 0)' },
    ]);
    expect(validateAgainstCrd(receiver({ oidcProviders }))).toEqual([]);
  });

  test('look at the name of the object', () => {
    expect(validateAgainstCrd({ ...fluxInstance(), metadata: { name: 'other', namespace: 'flux-system' } }))
      .toEqual([{ path: '', message: 'violates the CEL rule self.metadata.name == \'flux\'' }]);
  });

  test('about changes are skipped when an object is created', () => {
    expect(compileRule({ rule: 'self == oldSelf' })).toBeUndefined();
    expect(validateAgainstCrd(fluxInstance({ sync: { name: 'podinfo', kind: 'OCIRepository', url: 'oci://ghcr.io/acme/fleet', ref: 'latest', path: '.' } })))
      .toEqual([]);
  });

  test('wait for the structure to be right, as in the API server', () => {
    expect(validateAgainstCrd(helmRelease({ chart: CHART, interval: 5 }))).toEqual([{ path: 'spec.interval', message: 'must be string, got 5' }]);
    expect(validateAgainstCrd(helmRelease({ chart: CHART, interval: '1d' })))
      .toEqual([expect.objectContaining({ path: 'spec.interval' }), expect.objectContaining({ path: 'spec' })]);
  });

  test('compare integers with integers and numbers with numbers', () => {
    const { problems } = kindWith({
      'type': 'object',
      'properties': { count: { type: 'integer' }, ratio: { type: 'number' }, port: { 'x-kubernetes-int-or-string': true } },
      'x-kubernetes-validations': [{ rule: 'self.count / 2 == 1 && self.ratio / 2.0 == 1.5 && type(self.port) == int', fieldPath: '.count' }],
    });
    expect(problems({ count: 3, ratio: 3, port: 80 })).toEqual([]);
    expect(problems({ count: 4, ratio: 3, port: 80 })).toEqual([expect.objectContaining({ path: 'spec.count' })]);
    expect(problems({ count: 3, ratio: 3, port: 'http' })).toEqual([expect.objectContaining({ path: 'spec.count' })]);
    expect(problems({ count: 3, ratio: 3, port: 1.5 })).toContainEqual({ path: 'spec.port', message: 'must be integer or string, got 1.5' });
  });

  test('fail loudly when they cannot be evaluated', () => {
    const { problems } = kindWith({
      'type': 'object', 'properties': { a: { type: 'string' } }, 'x-kubernetes-validations': [{ rule: 'self.a == \'x\'' }],
    });
    expect(problems({})).toEqual([{ path: 'spec', message: 'CEL rule cannot be evaluated (field not found: a): self.a == \'x\'' }]);
  });

  test('fail loudly when they cannot be compiled', () => {
    expect(() => compileRule({ rule: 'self.a ==' })).toThrow('CEL rule cannot be compiled (');
    expect(() => compileRule({ rule: 'isURL(self)' })).toThrow('CEL rule cannot be compiled (unknown function isURL): isURL(self)');
    expect(() => compileRule({ rule: 'oldSelf.hasValue()', optionalOldSelf: true })).toThrow('CEL rule cannot be compiled (');
  });
});

describe('lists with keys', () => {
  test('refuse two items with the same key in a CRD', () => {
    const provider = { issuerURL: 'https://token.actions.githubusercontent.com', audience: 'flux', validations: [{ expression: 'true', message: 'ok' }] };
    expect(validateAgainstCrd(receiver({ oidcProviders: [provider, { ...provider, audience: 'other' }] })))
      .toEqual([{ path: 'spec.oidcProviders[1]', message: `duplicate {"issuerURL":"${provider.issuerURL}"}` }]);
  });

  test('compare keys after defaults', () => {
    const { problems } = kindWith({
      'type': 'array',
      'items': { type: 'object', properties: { port: { type: 'integer' }, protocol: { type: 'string', default: 'TCP' } } },
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['port', 'protocol'],
    });
    expect(problems([{ port: 1 }, { port: 1, protocol: 'UDP' }])).toEqual([]);
    expect(problems([{ port: 1 }, { port: 1, protocol: 'TCP' }])).toEqual([{ path: 'spec[1]', message: 'duplicate {"port":1,"protocol":"TCP"}' }]);
  });

  test('sets compare whole items', () => {
    const { problems } = kindWith({ 'type': 'array', 'items': { type: 'string' }, 'x-kubernetes-list-type': 'set' });
    expect(problems(['a', 'b', 'a'])).toEqual([{ path: 'spec[2]', message: 'duplicate "a"' }]);
    expect(problems(['a', 'b'])).toEqual([]);
  });
});

describe('every CRD', () => {
  const rulesBelow = (node: any): string[] => typeof node !== 'object' || node === null ? []
    : Object.entries(node).flatMap(([key, value]) => key === 'x-kubernetes-validations' ? (value as any[]).map(({ rule }) => rule) : rulesBelow(value));

  test.each(MINORS)('of Flux %s has a structure that compiles', minor => {
    const files = readdirSync(join(CRDS, minor)).filter(file => !file.startsWith('fluxcd.')).length;
    expect(new Set(allKinds(minor).map(({ kind }) => kind)).size).toBe(files + 4);
    for (const { schema } of allKinds(minor)) expect(compileStructure(schema)).toBeInstanceOf(Function);
  });

  test.each(MINORS)('of Flux %s has only CEL rules that compile and that are reached', minor => {
    for (const { kind, schema } of allKinds(minor)) {
      const reached = nodesOf(schema).flatMap(node => node['x-kubernetes-validations'] ?? []);
      expect([kind, ...reached.map(({ rule }) => rule)].sort()).toEqual([kind, ...rulesBelow(schema)].sort());
      for (const validation of reached) {
        expect([validation.rule, typeof compileRule(validation)]).toEqual([validation.rule, validation.rule.includes('oldSelf') ? 'undefined' : 'function']);
      }
    }
  });

  test('has rules in such number that none was lost', () => {
    const texts = MINORS.flatMap(minor => readdirSync(join(CRDS, minor)).map(file => readFileSync(join(CRDS, minor, file), 'utf8')));
    const written = texts.join('\n').match(/^ *- rule: /gm)!.length;
    const read = new Set(MINORS.flatMap(allKinds)).size && [...new Set(MINORS.flatMap(allKinds))].flatMap(({ schema }) => rulesBelow(schema)).length;
    expect(read).toBe(written);
  });

  test('with a keyword that this judge does not know is refused', () => {
    expect(() => compileStructure({ 'type': 'object', 'x-kubernetes-embedded-resource': true })).toThrow('unknown keyword');
    expect(() => compileStructure({ type: 'string', format: 'uuid' })).toThrow('unknown format');
  });
});
