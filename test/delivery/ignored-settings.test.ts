import { ApiObject, JsonPatch } from 'cdk8s';
import {
  ConfigMapRef, HelmInstallStrategy, HelmRelease, HelmRemediationStrategy, HelmServerSideApply, HelmUpgradeStrategy, HelmWaitStrategy, OciRef,
  OciRepository, ValuesFrom, type HelmReleaseProps,
} from '../../src';
import { fluxChart, warningsOf } from '../support/render';

const EXPRESSIONS = [{ apiVersion: 'acme.com/v1', kind: 'Database', current: 'status.ready' }];

function warned(options: Partial<HelmReleaseProps>, ...patches: JsonPatch[]): string[] {
  const chart = fluxChart();
  const source = new OciRepository(chart, 'source', { url: 'oci://ghcr.io/acme/charts/app', ref: OciRef.semver('1.x') });
  ApiObject.of(new HelmRelease(chart, 'app', { ...options, source })).addJsonPatch(...patches);
  return warningsOf(chart);
}

describe('what Flux ignores is warned about', () => {
  test.each<[Partial<HelmReleaseProps>, string]>([
    [{ install: { skipCrds: true } }, '`install.skipCRDs` in every version that this library knows; use HelmCrds.SKIP as `install.crds`'],
    [
      { upgrade: { strategy: HelmUpgradeStrategy.remediateOnFailure() }, rollback: { recreate: true } },
      '`rollback.recreate` since Flux 2.8; use nothing in its place: Helm 4 restarts no Pods',
    ],
    [{ rollback: { timeout: '1m' } }, '`rollback` where no upgrade is rolled back; use HelmUpgradeStrategy.remediateOnFailure, or leave it out'],
    [
      { upgrade: { strategy: HelmUpgradeStrategy.remediateOnFailure({ strategy: HelmRemediationStrategy.UNINSTALL }) }, rollback: {} },
      '`rollback` where no upgrade is rolled back; use HelmUpgradeStrategy.remediateOnFailure, or leave it out',
    ],
    [{ healthCheckExprs: EXPRESSIONS, waitStrategy: HelmWaitStrategy.LEGACY }, '`healthCheckExprs` where `waitStrategy` is legacy; use HelmWaitStrategy.POLLER'],
    [
      { healthCheckExprs: EXPRESSIONS, install: { disableWait: true }, upgrade: { disableWait: true } },
      '`healthCheckExprs` where neither install nor upgrade waits; use `disableWait: false`',
    ],
    [{ install: { createNamespace: true } }, '`install.createNamespace` where there is no `targetNamespace`; use `targetNamespace`, or leave it out'],
    [
      { upgrade: { force: true, serverSideApply: HelmServerSideApply.ENABLED } },
      '`upgrade.force` where it applies server-side; use HelmServerSideApply.DISABLED, or leave it out',
    ],
    [
      { values: { a: 1 }, valuesFrom: [ValuesFrom.configMap(ConfigMapRef.named('values'), { key: 'a', targetPath: 'a' })] },
      '`valuesFrom[0]` where `values` have a too; use one of both',
    ],
  ])('%j', (options, what) => {
    expect(warned(options)).toEqual([`FOC063 [delivery/app] Flux ignores ${what}`]);
  });

  test.each<[JsonPatch, string]>([
    [JsonPatch.add('/spec/install/remediation', { retries: 3 }), '`install.remediation.retries` where the strategy is RetryOnFailure; use HelmInstallStrategy.remediateOnFailure'],
    [
      JsonPatch.add('/spec/upgrade/remediation', { strategy: 'uninstall' }),
      '`upgrade.remediation.strategy` where the strategy is RetryOnFailure; use HelmUpgradeStrategy.remediateOnFailure',
    ],
  ])('also if an escape hatch wrote it: %j', (patch, what) => {
    expect(warned({}, patch)).toEqual([`FOC063 [delivery/app] Flux ignores ${what}`]);
  });
});

test.each<[string, Partial<HelmReleaseProps>]>([
  ['nothing', {}],
  ['tests whose failures don\'t count, which also retrying asks', { install: { strategy: HelmInstallStrategy.retryOnFailure({ ignoreTestFailures: true }) } }],
  ['a rollback', { upgrade: { strategy: HelmUpgradeStrategy.remediateOnFailure({ retries: 2 }) }, rollback: { force: true, serverSideApply: HelmServerSideApply.DISABLED } }],
  ['expressions that an upgrade asks', { healthCheckExprs: EXPRESSIONS, install: { disableWait: true } }],
  ['the legacy strategy by itself', { healthCheckExprs: [], waitStrategy: HelmWaitStrategy.LEGACY }],
  ['a namespace to make', { install: { createNamespace: true }, targetNamespace: 'team' }],
  ['force where it is open how is applied', { upgrade: { force: true } }],
])('%s is not', (_, options) => {
  expect(warned(options)).toEqual([]);
});

test.each([
  ['values', JsonPatch.add('/spec/valuesFrom', [{ kind: 'ConfigMap', name: 'values', targetPath: '.a' }, { kind: 'ConfigMap', name: 'values', targetPath: 7 }])],
  ['install and upgrade', JsonPatch.remove('/spec/install')],
  ['a HelmRelease without a spec', JsonPatch.remove('/spec')],
])('what is no business of these warnings is left alone in %s', (_, patch) => {
  expect(warned({}, patch)).toEqual([]);
});
