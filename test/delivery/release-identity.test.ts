import { App, Chart, Testing } from 'cdk8s';
import { HelmRelease, KubeConfig, OciRef, OciRepository, OidcIdentity, PinnedArtifact, SecretRef, SignedHelmApp, Verification, type HelmReleaseProps } from '../../src';
import { releaseNameOf } from '../../src/delivery/release-identity';
import { acceptedDocuments } from '../support/accepted';
import { DIGEST, fluxChart } from '../support/render';

type Options = Partial<HelmReleaseProps>;

function release(chart: Chart, id: string, options: Options): HelmRelease {
  const source = chart.node.tryFindChild('source') as OciRepository ?? new OciRepository(chart, 'source', { url: 'oci://ghcr.io/acme/charts/app', ref: OciRef.semver('1.x') });
  return new HelmRelease(chart, id, { source, ...options });
}

/** What becomes of two HelmReleases in one chart. */
function refused(one: Options, two: Options, chart = fluxChart()): string | undefined {
  release(chart, 'one', one);
  release(chart, 'two', two);
  try {
    Testing.synth(chart);
  } catch (error) {
    return (error as Error).message.replace(/^Validation failed with the following errors:\s*(\[.*?\] )?/, '').trim();
  }
  return undefined;
}

const USE = 'use one of both, or another `releaseName` or `storageNamespace`';

describe('two HelmReleases of one release fail', () => {
  test.each<[string, Options, Options, string]>([
    ['by name', { releaseName: 'web' }, { releaseName: 'web' }, 'web'],
    ['although they go to two namespaces', { releaseName: 'web', targetNamespace: 'a' }, { releaseName: 'web', targetNamespace: 'b' }, 'web'],
    ['by a name that Flux makes up', { name: 'team-web' }, { name: 'web', targetNamespace: 'team' }, 'team-web'],
    ['by a name and one that Flux makes up', { releaseName: 'two' }, {}, 'two'],
    ['on another cluster', { releaseName: 'web', kubeConfig: KubeConfig.secret(SecretRef.named('eu')) }, { releaseName: 'web', kubeConfig: KubeConfig.secret(SecretRef.named('eu')) }, 'web'],
  ])('%s', (_, one, two, name) => {
    expect(refused(one, two)).toBe(`FOC062 [delivery/two] this is the Helm release "${name}", whose state is in the namespace flux-system, as is delivery/one; ${USE}`);
  });

  test('in a namespace of Helm\'s own', () => {
    const one = { metadata: { namespace: 'a' }, releaseName: 'web', storageNamespace: 'helm' };
    expect(refused(one, { ...one, metadata: { namespace: 'b' } }))
      .toBe(`FOC062 [delivery/two] this is the Helm release "web", whose state is in the namespace helm, as is delivery/one; ${USE}`);
  });

  test('where nobody says a namespace', () => {
    expect(refused({ releaseName: 'web' }, { releaseName: 'web' }, fluxChart({ namespace: undefined })))
      .toBe(`FOC062 [delivery/two] this is the Helm release "web", whose state is in the same namespace, as is delivery/one; ${USE}`);
  });
});

describe('two HelmReleases are two releases', () => {
  test.each<[string, Options, Options]>([
    ['of two names', { releaseName: 'web' }, { releaseName: 'api' }],
    ['by default', {}, {}],
    ['in two namespaces', { releaseName: 'web' }, { releaseName: 'web', storageNamespace: 'helm' }],
    ['of HelmReleases in two namespaces', { releaseName: 'web' }, { releaseName: 'web', metadata: { namespace: 'b' } }],
    ['on two clusters', { releaseName: 'web' }, { releaseName: 'web', kubeConfig: KubeConfig.secret(SecretRef.named('eu')) }],
  ])('%s', (_, one, two) => {
    expect(refused(one, two)).toBeUndefined();
  });

  test('in two cdk8s charts, which may go to two clusters', () => {
    const app = new App();
    const charts = ['staging', 'production'].map(id => new Chart(app, id, { namespace: 'flux-system' }));
    for (const chart of charts) release(chart, 'web', { name: `web-${chart.node.id}`, releaseName: 'web' });
    for (const chart of charts) expect(acceptedDocuments(chart)).toHaveLength(2);
  });

  test('of golden paths', () => {
    const chart = fluxChart();
    const signedBy = Verification.cosignKeyless(OidcIdentity.githubActions({ repository: 'acme/app' }));
    const artifact = PinnedArtifact.parse(`oci://ghcr.io/acme/app@${DIGEST}`);
    for (const id of ['Web', 'Api']) new SignedHelmApp(chart, id, { artifact, signedBy, targetNamespace: 'team' });
    expect(acceptedDocuments(chart)).toHaveLength(5);
  });
});

test('a name that Flux makes up is shortened as Flux does', () => {
  expect(releaseNameOf('nice-object-name', { interval: '1h', targetNamespace: 'a-very-lengthy-target-namespace-with-a' }))
    .toBe('a-very-lengthy-target-namespace-with-a-n-97af5d7f41f3');
  expect(releaseNameOf('b'.repeat(10), { interval: '1h', targetNamespace: 'a'.repeat(42) })).toBe(`${'a'.repeat(42)}-${'b'.repeat(10)}`);
});
