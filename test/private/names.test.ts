import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { HelmRelease, Kustomization, OciRef, OciRepository, SignedApp, PinnedArtifact, Verification, OidcIdentity } from '../../src';
import { kebabCase } from '../../src/private/names';
import { refusalOf } from '../support/refusal';
import { DIGEST, documentsOf, fluxChart } from '../support/render';

const URL = 'oci://ghcr.io/acme/app';

function source(scope: Construct, id: string, identity: object = {}): OciRepository {
  return new OciRepository(scope, id, { url: URL, ref: OciRef.digest(DIGEST), ...identity });
}

function app(scope: Construct, id: string): SignedApp {
  return new SignedApp(scope, id, {
    artifact: PinnedArtifact.parse(`${URL}@${DIGEST}`),
    signedBy: Verification.cosignKeyless(OidcIdentity.githubActions({ repository: 'acme/app' })),
    targetNamespace: 'apps',
  });
}

describe('kebab case', () => {
  test.each([
    ['Podinfo', 'podinfo'],
    ['AWSPuller', 'aws-puller'],
    ['MyApp', 'my-app'],
    ['My App', 'my-app'],
    ['my_app', 'my-app'],
    ['my-app', 'my-app'],
    ['App2Go', 'app2-go'],
    ['v2', 'v2'],
    ['HTTP', 'http'],
    ['CRDs', 'crds'],
    ['AllURLsOfApps', 'all-urls-of-apps'],
    ['Asset', 'asset'],
    ['_Private_', 'private'],
    ['a - b', 'a-b'],
    ['docs.acme.example', 'docs.acme.example'],
  ])('%s becomes %s', (id, name) => {
    expect(kebabCase(id)).toBe(name);
  });
});

describe('the name of an object', () => {
  test('is the construct id, whatever is above it', () => {
    const chart = fluxChart();
    const team = new Construct(chart, 'TeamA');
    expect(source(team, 'WebShop').sourceName).toBe('web-shop');
    expect(documentsOf(chart).map(document => document.metadata.name)).toEqual(['web-shop']);
  });

  test('is the name given, before that of metadata', () => {
    const chart = fluxChart();
    expect(source(chart, 'A', { name: 'given' }).sourceName).toBe('given');
    expect(source(chart, 'B', { metadata: { name: 'other' } }).sourceName).toBe('other');
    expect(source(chart, 'C', { name: 'same', metadata: { name: 'same' } }).sourceName).toBe('same');
  });

  test('may not be given twice in different words', () => {
    expect(refusalOf(() => source(fluxChart(), 'A', { name: 'one', metadata: { name: 'two' } })))
      .toBe('FOC001 [delivery/A] `name` and `metadata.name` differ; got "one" and "two"; use one of them');
  });

  test.each(['Default', 'Resource'])('is the id of the parent where the own id is %s', id => {
    const chart = fluxChart();
    expect(source(new Construct(chart, 'WebShop'), id).sourceName).toBe('web-shop');
    expect(source(new Construct(new Construct(chart, 'Blog'), 'Default'), id).sourceName).toBe('blog');
  });

  test('of two wrappers that each hold one app as Default is their own', () => {
    class CompanyApp extends Construct {
      public readonly app = app(this, 'Default');
    }
    const chart = fluxChart();
    const names = [new CompanyApp(chart, 'Shop'), new CompanyApp(chart, 'Blog')].map(wrapper => wrapper.app.kustomizationName);
    expect(names).toEqual(['shop', 'blog']);
    expect(documentsOf(chart).map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
      'Namespace apps', 'OCIRepository shop', 'Kustomization shop', 'OCIRepository blog', 'Kustomization blog',
    ]);
  });

  test('must be a DNS name, as the API server wants it', () => {
    expect(refusalOf(() => source(fluxChart(), 'Übersicht'))).toBe(
      'FOC001 [delivery/Übersicht] the name of a Kubernetes object must be a DNS name of lower-case letters, digits, `-` and `.`; '
      + 'got "übersicht"; use `name: "my-app"`, or a construct id that gives one',
    );
    expect(refusalOf(() => source(fluxChart(), 'A', { name: 'My App' }))).toContain('got "My App"; use `name: "my-app"`');
    expect(refusalOf(() => source(fluxChart(), 'A', { name: '' }))).toContain('FOC001 [delivery/A]');
  });

  test('may have 253 characters, and 63 where Flux makes a label of it', () => {
    const chart = fluxChart();
    expect(source(chart, 'A', { name: 'a'.repeat(253) }).sourceName).toHaveLength(253);
    expect(refusalOf(() => source(chart, 'B', { name: 'a'.repeat(254) }))).toContain('FOC001 [delivery/B]');
    const named = (name: string) => new Kustomization(new Chart(chart, name.slice(0, 62)), 'K', { source: source(chart, `S${name.length}`), name });
    expect(named('a'.repeat(63)).kustomizationName).toHaveLength(63);
    expect(refusalOf(() => named('b'.repeat(64)))).toBe(
      `FOC002 [delivery/${'b'.repeat(62)}/K] the name of a Kustomization may have 63 characters, because Flux labels with it what it applies; `
      + `got "${'b'.repeat(64)}" (64); use a shorter \`name\``,
    );
  });
});

describe('the name of what something else makes', () => {
  const namedBy: [string, (chart: Chart, name: string) => unknown][] = [
    ['serviceAccountName', (chart, serviceAccountName) => new Kustomization(chart, 'Delivery', { source: source(chart, 'Source'), serviceAccountName })],
    ['serviceAccountName', (chart, serviceAccountName) => new HelmRelease(chart, 'Delivery', { source: source(chart, 'Source'), serviceAccountName })],
    ['decryption.serviceAccountName', (chart, serviceAccountName) => new Kustomization(chart, 'Delivery', { source: source(chart, 'Source'), decryption: { serviceAccountName } })],
    ['test.filters[1].name', (chart, name) => new HelmRelease(chart, 'Delivery', { source: source(chart, 'Source'), test: { filters: [{ name: 'web-test' }, { name }] } })],
  ];

  test.each(namedBy)('may be a DNS name in %s', (_, build) => {
    expect(() => build(fluxChart(), 'a.b-1')).not.toThrow();
  });

  test.each(namedBy.flatMap(([field, build]) => ['', 'My-App', 'a'.repeat(254)].map(name => [field, name, build] as const)))('fails in %s for "%s"', (field, name, build) => {
    expect(refusalOf(() => build(fluxChart(), name))).toBe(`FOC001 [delivery/Delivery] \`${field}\` must be a DNS name; got "${name}"; use the name that kubectl shows`);
  });
});
