import { JsonPatch, Testing, type ApiObject, type Chart } from 'cdk8s';
import { FluxVersion, l1 } from '../../src';
import { refusalOf } from '../support/refusal';
import { documentOf, fluxChart, warningsOf } from '../support/render';

const { V2_8, V2_9, V2_10 } = FluxVersion;

const MAKERS: { readonly [kind: string]: (chart: Chart) => ApiObject } = {
  Alert: chart => new l1.FluxAlert(chart, 'app', { spec: { providerRef: { name: 'chat' }, eventSources: [] } }),
  ImagePolicy: chart => new l1.FluxImagePolicy(chart, 'app', { spec: { imageRepositoryRef: { name: 'app' }, policy: { semver: { range: '1.x' } } } }),
  OCIRepository: chart => new l1.FluxOciRepository(chart, 'app', { spec: { interval: '5m', url: 'oci://ghcr.io/acme/app' } }),
  FluxInstance: chart => new l1.FluxFluxInstance(chart, 'app', { spec: { distribution: { registry: 'ghcr.io/fluxcd', version: '2.x' } } }),
};

function patched(version: FluxVersion, kind: string, path: string, value: unknown): Chart {
  const chart = fluxChart();
  version.applyTo(chart);
  MAKERS[kind](chart).addJsonPatch(JsonPatch.replace(path, value));
  return chart;
}

function refused(...args: Parameters<typeof patched>): string {
  return refusalOf(() => Testing.synth(patched(...args)));
}

describe('Alert and Provider of notification.toolkit.fluxcd.io/v1, which Flux 2.10 announced', () => {
  const V1 = 'notification.toolkit.fluxcd.io/v1';

  test.each([[V2_8], [V2_9]])('are not in Flux %s', version => {
    expect(refused(version, 'Alert', '/apiVersion', V1)).toBe(
      `FOC005 [delivery/app] Alert of ${V1} is not in Flux ${version}; Flux 2.10 has it; use notification.toolkit.fluxcd.io/v1beta3`,
    );
  });

  test('are written for Flux 2.10, with a warning that nothing of them is known', () => {
    const chart = patched(V2_10, 'Alert', '/apiVersion', V1);
    expect(documentOf(chart, 'Alert').apiVersion).toBe(V1);
    expect(warningsOf(chart)).toEqual([
      `FOC080 [delivery/app] this library knows no CRD of Alert of ${V1}, and checks none of its fields; use notification.toolkit.fluxcd.io/v1beta3`,
    ]);
  });

  test.each([[V2_8], [V2_9], [V2_10]])('are rendered as v1beta3 for Flux %s', version => {
    const chart = fluxChart();
    version.applyTo(chart);
    MAKERS.Alert(chart);
    expect(documentOf(chart, 'Alert').apiVersion).toBe('notification.toolkit.fluxcd.io/v1beta3');
    expect(warningsOf(chart)).toEqual([]);
  });
});

describe('a version of a kind', () => {
  const OLD = 'image.toolkit.fluxcd.io/v1beta2';

  test('is taken where the Flux version serves it', () => {
    expect(documentOf(patched(V2_8, 'ImagePolicy', '/apiVersion', OLD), 'ImagePolicy').apiVersion).toBe(OLD);
  });

  test.each([[V2_9], [V2_10]])('is refused where it is gone: %s', version => {
    expect(refused(version, 'ImagePolicy', '/apiVersion', OLD))
      .toBe(`FOC005 [delivery/app] ImagePolicy of ${OLD} is not in Flux ${version}; Flux 2.8 has it; use image.toolkit.fluxcd.io/v1`);
  });

  test.each([[V2_8], [V2_9], [V2_10]])('is refused where no version has it: %s', version => {
    expect(refused(version, 'OCIRepository', '/apiVersion', 'source.toolkit.fluxcd.io/v1beta2'))
      .toBe('FOC006 [delivery/app] OCIRepository of source.toolkit.fluxcd.io/v1beta2 is in no Flux version that this library knows; use source.toolkit.fluxcd.io/v1');
  });

  test('may be one of a newer flux-operator', () => {
    expect(warningsOf(patched(V2_9, 'FluxInstance', '/apiVersion', 'fluxcd.controlplane.io/v2'))).toEqual([
      'FOC080 [delivery/app] this library knows no CRD of FluxInstance of fluxcd.controlplane.io/v2, and checks none of its fields; use fluxcd.controlplane.io/v1',
    ]);
  });
});

describe('a kind', () => {
  test('that no version has is refused', () => {
    expect(refused(V2_9, 'OCIRepository', '/kind', 'OciRepository'))
      .toBe('FOC006 [delivery/app] OciRepository of source.toolkit.fluxcd.io/v1 is in no Flux version that this library knows; use an ApiObject of cdk8s for a newer Flux');
  });

  test('of others is none of ours', () => {
    expect(documentOf(patched(V2_9, 'OCIRepository', '/apiVersion', 'acme.example/v1'), 'OCIRepository').apiVersion).toBe('acme.example/v1');
  });

  test('may be new in Flux 2.10, where its group is not known there', () => {
    expect(warningsOf(patched(V2_10, 'Alert', '/kind', 'Siren'))).toEqual([
      'FOC080 [delivery/app] this library knows no CRD of Siren of notification.toolkit.fluxcd.io/v1beta3, and checks none of its fields; use a kind that the cluster has',
    ]);
  });
});
