import { ApiObject, JsonPatch } from 'cdk8s';
import { Kustomization, l1, OciRef, OciRepository, type KustomizationProps } from '../../src';
import { acceptedDocument } from '../support/accepted';
import { refusalOf } from '../support/refusal';
import { DIGEST, documentOf, fluxChart, warningsOf } from '../support/render';

type Options = Partial<KustomizationProps>;

function build(props: Options = {}, id = 'app', chart = fluxChart()): Kustomization {
  const source = props.source ?? new OciRepository(chart, 'source', { url: 'oci://ghcr.io/acme/app', ref: OciRef.digest(DIGEST) });
  return new Kustomization(chart, id, { ...props, source });
}

function rendered(props: Options = {}, id = 'app'): any {
  const chart = fluxChart();
  build(props, id, chart);
  return acceptedDocument(chart, 'Kustomization');
}

const DEFAULTS = {
  sourceRef: { kind: 'OCIRepository', name: 'source' }, interval: '60m', retryInterval: '2m', timeout: '3m', prune: true, wait: true,
};

describe('what is rendered', () => {
  test('the defaults are those for production', () => {
    expect(rendered()).toEqual({
      apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
      kind: 'Kustomization',
      metadata: { name: 'app', namespace: 'flux-system' },
      spec: DEFAULTS,
    });
  });

  test('every property has its field', () => {
    expect(rendered({
      path: './deploy',
      targetNamespace: 'team',
      interval: '10m',
      retryInterval: '30s',
      timeout: '1h',
      prune: false,
      wait: false,
      force: true,
      suspend: true,
      serviceAccountName: 'deployer',
      dependsOn: [Kustomization.fromKustomizationName(fluxChart(), 'base', 'base')],
    }).spec).toEqual({
      sourceRef: { kind: 'OCIRepository', name: 'source' },
      path: './deploy',
      targetNamespace: 'team',
      interval: '10m',
      retryInterval: '30s',
      timeout: '1h',
      prune: false,
      wait: false,
      force: true,
      suspend: true,
      serviceAccountName: 'deployer',
      dependsOn: [{ name: 'base' }],
    });
  });

  test.each<[Options]>([
    [{ interval: '5m' }], [{ retryInterval: '1m' }], [{ timeout: '10m' }], [{ prune: false }], [{ wait: false }],
  ])('%j replaces this default and no other', options => {
    expect(rendered(options).spec).toEqual({ ...DEFAULTS, ...options });
  });

  test('the order of properties changes nothing', () => {
    const options: Options = { path: './a', targetNamespace: 'b', interval: '1h', prune: false, suspend: false };
    const reversed = Object.fromEntries(Object.entries(options).reverse());
    expect(JSON.stringify(rendered(reversed))).toBe(JSON.stringify(rendered(options)));
  });

  test('JSON patches reach what has no property', () => {
    const chart = fluxChart();
    const app = build({}, 'app', chart);
    ApiObject.of(app).addJsonPatch(JsonPatch.add('/spec/postBuild', { substitute: { region: 'eu' } }), JsonPatch.remove('/spec/timeout'));
    const { timeout, ...others } = DEFAULTS;
    expect(acceptedDocument(chart, 'Kustomization').spec).toEqual({ ...others, postBuild: { substitute: { region: 'eu' } } });
    expect(warningsOf(chart)).toEqual([]);
  });

  test('the main object is the child Resource', () => {
    const app = build();
    expect(app.node.findAll().map(construct => construct.node.path)).toEqual(['delivery/app', 'delivery/app/Resource']);
    expect(Object.prototype.isPrototypeOf.call(l1.FluxKustomization.prototype, ApiObject.of(app))).toBe(true);
  });
});

describe('the source', () => {
  test('of another namespace is written with it, and warned about', () => {
    const chart = fluxChart();
    const source = new OciRepository(chart, 'source', { url: 'oci://ghcr.io/acme/app', ref: OciRef.digest(DIGEST), metadata: { namespace: 'shared' } });
    build({ source }, 'app', chart);
    expect(acceptedDocument(chart, 'Kustomization').spec.sourceRef).toEqual({ kind: 'OCIRepository', name: 'source', namespace: 'shared' });
    expect(warningsOf(chart)).toEqual([
      'FOC054 [delivery/app] `sourceRef` crosses from namespace flux-system to shared, which a Flux with --no-cross-namespace-refs refuses; '
        + 'use objects of one namespace where tenants share a cluster',
    ]);
  });

  test('whose namespace alone is known is written with it', () => {
    const chart = fluxChart({ namespace: undefined });
    const source = OciRepository.fromOciRepositoryName(chart, 'source', 'shared', 'flux-system');
    build({ source }, 'app', chart);
    expect(documentOf(chart, 'Kustomization').spec.sourceRef).toEqual({ kind: 'OCIRepository', name: 'shared', namespace: 'flux-system' });
    expect(warningsOf(chart)).toEqual([]);
  });

  test('by name is in the namespace of the Kustomization', () => {
    const chart = fluxChart();
    build({ source: OciRepository.fromOciRepositoryName(chart, 'source', 'shared') }, 'app', chart);
    expect(acceptedDocument(chart, 'Kustomization').spec.sourceRef).toEqual({ kind: 'OCIRepository', name: 'shared' });
    expect(warningsOf(chart)).toEqual([]);
  });
});

describe('names and metadata', () => {
  test('labels and annotations pass through, beside the labels of the chart', () => {
    const chart = fluxChart({ labels: { 'acme.com/team': 'web' } });
    const app = build({ metadata: { namespace: 'team', labels: { 'acme.com/tier': '2' }, annotations: { 'acme.com/note': 'x' } } }, 'app', chart);
    expect(acceptedDocument(chart, 'Kustomization').metadata).toEqual({
      name: 'app', namespace: 'team', labels: { 'acme.com/team': 'web', 'acme.com/tier': '2' }, annotations: { 'acme.com/note': 'x' },
    });
    expect([app.kustomizationName, app.kustomizationNamespace]).toEqual(['app', 'team']);
  });

  test('without any namespace none is written', () => {
    const chart = fluxChart({ namespace: undefined });
    expect(build({}, 'app', chart).kustomizationNamespace).toBeUndefined();
    expect(documentOf(chart, 'Kustomization').metadata).toEqual({ name: 'app' });
  });

  test.each([
    ['name', { name: 'given' }],
    ['metadata.name', { metadata: { name: 'given' } }],
    ['both alike', { name: 'given', metadata: { name: 'given' } }],
  ])('%s is taken over the id', (_, props) => {
    expect(rendered(props).metadata.name).toBe('given');
  });

  test.each([['MyApp', 'my-app'], ['Default', 'delivery'], ['Resource', 'delivery']])('the id %s gives the name %s', (id, name) => {
    expect(rendered({}, id).metadata.name).toBe(name);
  });

  test('fails for two names that differ', () => {
    expect(refusalOf(() => build({ name: 'a', metadata: { name: 'b' } })))
      .toBe('FOC001 [delivery/app] `name` and `metadata.name` differ; got "a" and "b"; use one of them');
  });

  test('63 characters are a name', () => {
    expect(rendered({ name: 'a'.repeat(63) }).metadata.name).toBe('a'.repeat(63));
  });

  test.each<[string, Options, string]>([
    ['name', { name: 'a'.repeat(64) }, 'app'], ['metadata.name', { metadata: { name: 'a'.repeat(64) } }, 'app'], ['id', {}, 'a'.repeat(64)],
  ])('fails for 64 characters in the %s', (_, props, id) => {
    expect(refusalOf(() => build(props, id))).toBe(`FOC002 [delivery/${id}] the name of a Kustomization may have 63 characters, because Flux labels with it `
      + `what it applies; got "${'a'.repeat(64)}" (64); use a shorter \`name\``);
  });
});

describe('bad input', () => {
  test.each(['interval', 'retryInterval', 'timeout'])('fails for a %s in days or of zero', field => {
    expect(refusalOf(() => build({ [field]: '2d' })))
      .toBe(`FOC020 [delivery/app] \`${field}\` is no duration of Flux, which knows the units ms, s, m and h; got "2d"; use "48h"`);
    expect(refusalOf(() => build({ [field]: '0s' })))
      .toBe(`FOC021 [delivery/app] \`${field}\` must be longer than zero; got "0s"; use a duration such as "5m"`);
  });

  test('fails for a target namespace that is no DNS label', () => {
    expect(refusalOf(() => build({ targetNamespace: 'my.app' })))
      .toBe('FOC008 [delivery/app] `targetNamespace` must have up to 63 lower-case letters, digits and `-`; got "my.app"; use a name such as "my-app"');
  });
});
