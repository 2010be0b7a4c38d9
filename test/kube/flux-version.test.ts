import { App, Chart, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import { FluxVersion, l1, OciRef, OciRepository, OidcIdentity, SecretRef, Verification } from '../../src';
import { DIGEST, documentOf, fluxChart } from '../support/render';

const LACKING = 'FOC005 [delivery/app] `spec.verify.trustedRootSecretRef` is not in Flux 2.8; Flux 2.9, 2.10 has it; '
  + 'use FluxVersion.V2_9.applyTo(app) if the cluster runs it, else leave the field out';

/** A source with a field that Flux 2.8 lacks. */
function source(scope: Construct): OciRepository {
  return new OciRepository(scope, 'app', {
    url: 'oci://ghcr.io/acme/app',
    ref: OciRef.digest(DIGEST),
    verify: Verification.cosignKeyless(OidcIdentity.githubActions({ repository: 'acme/app' }), { trustedRoot: SecretRef.named('sigstore') }),
  });
}

test.each([[FluxVersion.V2_8, '2.8'], [FluxVersion.V2_9, '2.9'], [FluxVersion.V2_10, '2.10']])('a version is called as Flux calls it: %s', (version, minor) => {
  expect([version.minor, `${version}`]).toEqual([minor, minor]);
});

test('is 2.9 where nobody says another', () => {
  const chart = fluxChart();
  expect(FluxVersion.of(chart)).toBe(FluxVersion.V2_9);
  expect(FluxVersion.of(source(chart))).toBe(FluxVersion.V2_9);
  expect(documentOf(chart, 'OCIRepository').spec.verify.trustedRootSecretRef).toEqual({ name: 'sigstore' });
});

test('is that of the nearest scope: construct, chart, app', () => {
  const app = new App();
  const [old, recent] = [new Chart(app, 'old'), new Chart(app, 'recent')];
  const inner = new Construct(old, 'inner');
  FluxVersion.V2_8.applyTo(app);
  expect([app, old, inner, recent].map(scope => FluxVersion.of(scope).minor)).toEqual(['2.8', '2.8', '2.8', '2.8']);
  FluxVersion.V2_10.applyTo(recent);
  expect([app, old, inner, recent].map(scope => FluxVersion.of(scope).minor)).toEqual(['2.8', '2.8', '2.8', '2.10']);
  FluxVersion.V2_9.applyTo(inner);
  expect([app, old, inner, recent].map(scope => FluxVersion.of(scope).minor)).toEqual(['2.8', '2.8', '2.9', '2.10']);
});

test('of two for one scope the last counts', () => {
  const chart = fluxChart();
  FluxVersion.V2_8.applyTo(chart);
  FluxVersion.V2_10.applyTo(chart);
  expect(FluxVersion.of(chart)).toBe(FluxVersion.V2_10);
});

test('of one app says nothing about another', () => {
  FluxVersion.V2_8.applyTo(fluxChart().node.root);
  expect(FluxVersion.of(fluxChart())).toBe(FluxVersion.V2_9);
});

describe('applied after the objects were made, it still decides what is rendered', () => {
  test.each(['app', 'chart', 'construct'])('for the %s', scope => {
    const chart = fluxChart();
    const made = source(chart);
    FluxVersion.V2_8.applyTo({ app: chart.node.root, chart, construct: made }[scope]!);
    expect(() => Testing.synth(chart)).toThrow(new Error(LACKING));
  });

  test('of l1 too', () => {
    const chart = fluxChart();
    const verify = { provider: l1.OciRepositorySpecVerifyProvider.COSIGN, trustedRootSecretRef: { name: 'sigstore' } };
    new l1.FluxOciRepository(chart, 'app', { spec: { interval: '5m', url: 'oci://ghcr.io/acme/app', ref: { digest: DIGEST }, verify } });
    FluxVersion.V2_8.applyTo(chart);
    expect(() => Testing.synth(chart)).toThrow(new Error(LACKING));
    FluxVersion.V2_9.applyTo(chart);
    expect(documentOf(chart, 'OCIRepository').spec.verify.trustedRootSecretRef).toEqual({ name: 'sigstore' });
  });

  test('and a nearer scope may overrule it', () => {
    const chart = fluxChart();
    const made = source(chart);
    FluxVersion.V2_8.applyTo(chart);
    FluxVersion.V2_10.applyTo(made);
    expect(documentOf(chart, 'OCIRepository').spec.verify.trustedRootSecretRef).toEqual({ name: 'sigstore' });
  });
});
