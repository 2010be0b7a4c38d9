import { ApiObject, JsonPatch } from 'cdk8s';
import { DriftDetection, HelmRelease, l1, OciRef, OciRepository, type HelmReleaseProps } from '../../src';
import { acceptedDocument } from '../support/accepted';
import { refusalOf } from '../support/refusal';
import { DIGEST, documentOf, fluxChart, warningsOf } from '../support/render';

type Options = Partial<HelmReleaseProps>;

function build(props: Options = {}, id = 'app', chart = fluxChart()): HelmRelease {
  const source = props.source ?? new OciRepository(chart, 'source', { url: 'oci://ghcr.io/acme/charts/app', ref: OciRef.semver('1.x') });
  return new HelmRelease(chart, id, { ...props, source });
}

function rendered(props: Options = {}, id = 'app'): any {
  const chart = fluxChart();
  build(props, id, chart);
  return acceptedDocument(chart, 'HelmRelease');
}

const DEFAULTS = {
  chartRef: { kind: 'OCIRepository', name: 'source' },
  interval: '30m',
  install: { strategy: { name: 'RetryOnFailure', retryInterval: '5m' } },
  upgrade: { crds: 'CreateReplace', strategy: { name: 'RetryOnFailure', retryInterval: '5m' } },
  driftDetection: { mode: 'enabled' },
};

describe('what is rendered', () => {
  test('the defaults are those for production', () => {
    expect(rendered()).toEqual({
      apiVersion: 'helm.toolkit.fluxcd.io/v2',
      kind: 'HelmRelease',
      metadata: { name: 'app', namespace: 'flux-system' },
      spec: DEFAULTS,
    });
  });

  test('every property has its field', () => {
    expect(rendered({
      interval: '10m',
      timeout: '1h',
      retryInterval: '30s',
      driftDetection: DriftDetection.disabled(),
      suspend: true,
      serviceAccountName: 'deployer',
      values: { replicas: 2 },
      releaseName: 'web',
      targetNamespace: 'team',
      dependsOn: [HelmRelease.fromHelmReleaseName(fluxChart(), 'base', 'base')],
    }).spec).toEqual({
      chartRef: { kind: 'OCIRepository', name: 'source' },
      interval: '10m',
      timeout: '1h',
      install: { strategy: { name: 'RetryOnFailure', retryInterval: '30s' } },
      upgrade: { crds: 'CreateReplace', strategy: { name: 'RetryOnFailure', retryInterval: '30s' } },
      driftDetection: { mode: 'disabled' },
      suspend: true,
      serviceAccountName: 'deployer',
      values: { replicas: 2 },
      releaseName: 'web',
      targetNamespace: 'team',
      dependsOn: [{ name: 'base' }],
    });
  });

  test.each<[Options, object]>([
    [{ interval: '5m' }, { interval: '5m' }],
    [{ driftDetection: DriftDetection.disabled() }, { driftDetection: { mode: 'disabled' } }],
    [{ driftDetection: DriftDetection.enabled() }, {}],
    [{ retryInterval: '1m' }, {
      install: { strategy: { name: 'RetryOnFailure', retryInterval: '1m' } },
      upgrade: { crds: 'CreateReplace', strategy: { name: 'RetryOnFailure', retryInterval: '1m' } },
    }],
  ])('%j replaces this default and no other', (options, changed) => {
    expect(rendered(options).spec).toEqual({ ...DEFAULTS, ...changed });
  });

  test('upgrade.crds can be told by a JSON patch', () => {
    const chart = fluxChart();
    ApiObject.of(build({}, 'app', chart)).addJsonPatch(JsonPatch.replace('/spec/upgrade/crds', 'Skip'));
    expect(acceptedDocument(chart, 'HelmRelease').spec).toEqual({ ...DEFAULTS, upgrade: { ...DEFAULTS.upgrade, crds: 'Skip' } });
  });

  test('the order of properties and values changes nothing', () => {
    const options: Options = { values: { b: { d: 1, c: null }, a: [] }, releaseName: 'x', targetNamespace: 'y', suspend: false };
    const reversed = Object.fromEntries(Object.entries({ ...options, values: { a: [], b: { c: null, d: 1 } } }).reverse());
    expect(JSON.stringify(rendered(reversed))).toBe(JSON.stringify(rendered(options)));
  });

  test('the main object is the child Resource', () => {
    const app = build();
    expect(app.node.findAll().map(construct => construct.node.path)).toEqual(['delivery/app', 'delivery/app/Resource']);
    expect(Object.prototype.isPrototypeOf.call(l1.FluxHelmRelease.prototype, ApiObject.of(app))).toBe(true);
  });
});

describe('the source', () => {
  test('of another namespace is written with it, and warned about', () => {
    const chart = fluxChart();
    const source = new OciRepository(chart, 'source', { url: 'oci://ghcr.io/acme/app', ref: OciRef.digest(DIGEST), metadata: { namespace: 'shared' } });
    build({ source }, 'app', chart);
    expect(acceptedDocument(chart, 'HelmRelease').spec.chartRef).toEqual({ kind: 'OCIRepository', name: 'source', namespace: 'shared' });
    expect(warningsOf(chart)).toEqual([
      'FOC054 [delivery/app] `chartRef` crosses from namespace flux-system to shared, which a Flux with --no-cross-namespace-refs refuses; '
        + 'use objects of one namespace where tenants share a cluster',
    ]);
  });

  test('by name is warned about, because its layer selector can\'t be seen', () => {
    const chart = fluxChart();
    build({ source: OciRepository.fromOciRepositoryName(chart, 'source', 'charts') }, 'app', chart);
    expect(acceptedDocument(chart, 'HelmRelease').spec.chartRef).toEqual({ kind: 'OCIRepository', name: 'charts' });
    expect(warningsOf(chart)).toEqual([
      'FOC055 [delivery/app] the OCIRepository charts is known by name only, so this program can\'t give it the layer selector for Helm charts; '
        + 'use layerSelector { mediaType: application/vnd.cncf.helm.chart.content.v1.tar+gzip, operation: copy } there',
    ]);
  });
});

describe('names and metadata', () => {
  test('labels and annotations pass through, beside the labels of the chart', () => {
    const chart = fluxChart({ labels: { 'acme.com/team': 'web' } });
    const app = build({ metadata: { namespace: 'team', labels: { 'acme.com/tier': '2' }, annotations: { 'acme.com/note': 'x' } } }, 'app', chart);
    expect(acceptedDocument(chart, 'HelmRelease').metadata).toEqual({
      name: 'app', namespace: 'team', labels: { 'acme.com/team': 'web', 'acme.com/tier': '2' }, annotations: { 'acme.com/note': 'x' },
    });
    expect([app.helmReleaseName, app.helmReleaseNamespace]).toEqual(['app', 'team']);
  });

  test('without any namespace none is written', () => {
    const chart = fluxChart({ namespace: undefined });
    expect(build({}, 'app', chart).helmReleaseNamespace).toBeUndefined();
    expect(documentOf(chart, 'HelmRelease').metadata).toEqual({ name: 'app' });
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
    expect(refusalOf(() => build(props, id))).toBe(`FOC002 [delivery/${id}] the name of a HelmRelease may have 63 characters, because Flux labels with it `
      + `what it applies; got "${'a'.repeat(64)}" (64); use a shorter \`name\``);
  });
});

describe('the release name', () => {
  test.each(['a'.repeat(53), 'web', 'web.v2-x', '0'])('may be %s', releaseName => {
    expect(rendered({ releaseName }).spec.releaseName).toBe(releaseName);
  });

  test('is left to Flux by default', () => {
    expect(rendered().spec).not.toHaveProperty('releaseName');
  });

  test('fails with 54 characters', () => {
    expect(refusalOf(() => build({ releaseName: 'a'.repeat(54) })))
      .toBe(`FOC060 [delivery/app] Helm takes release names of up to 53 characters; got "${'a'.repeat(54)}" (54); use a shorter \`releaseName\``);
  });

  test.each(['', 'My-App', 'my_app', '-app', 'app-', 'app..x'])('fails for "%s", which Helm refuses when it installs', releaseName => {
    expect(refusalOf(() => build({ releaseName })))
      .toBe(`FOC060 [delivery/app] Helm takes as release name lower-case letters, digits, \`-\` and \`.\` as in a DNS name; got "${releaseName}"; use a \`releaseName\` such as "my-app"`);
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
