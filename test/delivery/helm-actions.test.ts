import {
  HelmChartNameChange, HelmCrds, HelmDeletionPropagation, HelmInstallStrategy, HelmRelease, HelmRemediationStrategy, HelmServerSideApply,
  HelmUpgradeStrategy, OciRef, OciRepository, type HelmReleaseOptions,
} from '../../src';
import { acceptedDocument } from '../support/accepted';
import type { Minor } from '../support/crd';
import { refusalOf } from '../support/refusal';
import { fluxChart, warningsOf } from '../support/render';

function build(options: HelmReleaseOptions, chart = fluxChart()): HelmRelease {
  const source = new OciRepository(chart, 'source', { url: 'oci://ghcr.io/acme/charts/app', ref: OciRef.semver('1.x') });
  return new HelmRelease(chart, 'app', { ...options, source });
}

function spec(options: HelmReleaseOptions, minors?: readonly Minor[]): any {
  const chart = fluxChart();
  build(options, chart);
  return acceptedDocument(chart, 'HelmRelease', minors).spec;
}

const RETRY = { name: 'RetryOnFailure', retryInterval: '5m' };

describe('install', () => {
  test('has the production default beside what is said', () => {
    expect(spec({ install: {} }).install).toEqual({ strategy: RETRY });
    const install = { createNamespace: true, disableWait: true };
    expect(spec({ install }).install).toEqual({ strategy: RETRY, ...install });
  });

  test('has all fields', () => {
    expect(spec({
      install: {
        crds: HelmCrds.SKIP,
        createNamespace: true,
        disableHooks: true,
        disableOpenApiValidation: true,
        disableSchemaValidation: true,
        disableTakeOwnership: true,
        disableWait: true,
        disableWaitForJobs: true,
        replace: true,
        serverSideApply: false,
        skipCrds: true,
        strategy: HelmInstallStrategy.retryOnFailure({ retryInterval: '1m', ignoreTestFailures: true }),
        timeout: '10m',
      },
    }).install).toEqual({
      crds: 'Skip',
      createNamespace: true,
      disableHooks: true,
      disableOpenAPIValidation: true,
      disableSchemaValidation: true,
      disableTakeOwnership: true,
      disableWait: true,
      disableWaitForJobs: true,
      replace: true,
      serverSideApply: false,
      skipCRDs: true,
      strategy: { name: 'RetryOnFailure', retryInterval: '1m' },
      remediation: { ignoreTestFailures: true },
      timeout: '10m',
    });
  });

  test('may be undone instead of tried again', () => {
    expect(spec({ install: { strategy: HelmInstallStrategy.remediateOnFailure() } }).install).toEqual({ strategy: { name: 'RemediateOnFailure' }, remediation: {} });
    const options = { retries: 3, ignoreTestFailures: false, remediateLastFailure: true };
    expect(spec({ install: { strategy: HelmInstallStrategy.remediateOnFailure(options) } }).install)
      .toEqual({ strategy: { name: 'RemediateOnFailure' }, remediation: options });
  });
});

describe('upgrade', () => {
  test('has the production defaults beside what is said, one by one', () => {
    expect(spec({ upgrade: {} }).upgrade).toEqual({ crds: 'CreateReplace', strategy: RETRY });
    expect(spec({ upgrade: { crds: HelmCrds.CREATE } }).upgrade).toEqual({ crds: 'Create', strategy: RETRY });
    expect(spec({ upgrade: { strategy: HelmUpgradeStrategy.retryOnFailure({ retryInterval: '1m' }) } }).upgrade)
      .toEqual({ crds: 'CreateReplace', strategy: { name: 'RetryOnFailure', retryInterval: '1m' } });
  });

  test('has all fields', () => {
    expect(spec({
      upgrade: {
        chartNameChangeStrategy: HelmChartNameChange.IN_PLACE_UPDATE,
        cleanupOnFail: true,
        crds: HelmCrds.SKIP,
        disableHooks: true,
        disableOpenApiValidation: true,
        disableSchemaValidation: true,
        disableTakeOwnership: true,
        disableWait: true,
        disableWaitForJobs: true,
        force: true,
        preserveValues: true,
        serverSideApply: HelmServerSideApply.DISABLED,
        strategy: HelmUpgradeStrategy.remediateOnFailure({
          retries: -1, ignoreTestFailures: true, remediateLastFailure: false, strategy: HelmRemediationStrategy.UNINSTALL,
        }),
        timeout: '10m',
      },
    }, ['2.9', '2.10']).upgrade).toEqual({
      chartNameChangeStrategy: 'InPlaceUpdate',
      cleanupOnFail: true,
      crds: 'Skip',
      disableHooks: true,
      disableOpenAPIValidation: true,
      disableSchemaValidation: true,
      disableTakeOwnership: true,
      disableWait: true,
      disableWaitForJobs: true,
      force: true,
      preserveValues: true,
      serverSideApply: 'disabled',
      strategy: { name: 'RemediateOnFailure' },
      remediation: { retries: -1, ignoreTestFailures: true, remediateLastFailure: false, strategy: 'uninstall' },
      timeout: '10m',
    });
  });
});

test('the retry interval of the HelmRelease is that of every strategy without its own', () => {
  const strategy = HelmUpgradeStrategy.retryOnFailure({ retryInterval: '1m' });
  const { install, upgrade } = spec({ retryInterval: '30s', install: { disableHooks: true }, upgrade: { strategy } });
  expect([install.strategy, upgrade.strategy]).toEqual([{ name: 'RetryOnFailure', retryInterval: '30s' }, { name: 'RetryOnFailure', retryInterval: '1m' }]);
  expect(spec({ retryInterval: '30s', install: { strategy: HelmInstallStrategy.remediateOnFailure() } }).install.strategy).toEqual({ name: 'RemediateOnFailure' });
});

describe('rollback', () => {
  test('is left to Flux by default', () => {
    expect(spec({})).not.toHaveProperty('rollback');
  });

  test('has all fields', () => {
    const upgrade = { strategy: HelmUpgradeStrategy.remediateOnFailure() };
    expect(spec({
      upgrade,
      rollback: {
        cleanupOnFail: true, disableHooks: true, disableWait: true, disableWaitForJobs: true, force: true, recreate: true, serverSideApply: HelmServerSideApply.AUTO, timeout: '3m',
      },
    }).rollback).toEqual({
      cleanupOnFail: true, disableHooks: true, disableWait: true, disableWaitForJobs: true, force: true, recreate: true, serverSideApply: 'auto', timeout: '3m',
    });
  });
});

describe('test', () => {
  test('is left out by default, and run where anything is said of it', () => {
    expect(spec({})).not.toHaveProperty('test');
    expect(spec({ test: {} }).test).toEqual({ enable: true });
    expect(spec({ test: { enable: false } }).test).toEqual({ enable: false });
  });

  test('has all fields', () => {
    expect(spec({ test: { filters: [{ name: 'smoke' }, { name: 'load', exclude: true }], ignoreFailures: true, timeout: '3m' } }).test)
      .toEqual({ enable: true, filters: [{ name: 'smoke' }, { name: 'load', exclude: true }], ignoreFailures: true, timeout: '3m' });
  });
});

describe('uninstall', () => {
  test('is left to Flux by default', () => {
    expect(spec({})).not.toHaveProperty('uninstall');
  });

  test('has all fields', () => {
    const uninstall = { deletionPropagation: HelmDeletionPropagation.FOREGROUND, disableHooks: true, disableWait: true, keepHistory: true, timeout: '3m' };
    expect(spec({ uninstall }).uninstall).toEqual({ ...uninstall, deletionPropagation: 'foreground' });
  });
});

describe('bad input', () => {
  test.each<[string, HelmReleaseOptions]>([
    ['install.timeout', { install: { timeout: '0s' } }],
    ['upgrade.timeout', { upgrade: { timeout: '0s' } }],
    ['rollback.timeout', { rollback: { timeout: '0s' } }],
    ['test.timeout', { test: { timeout: '0s' } }],
    ['uninstall.timeout', { uninstall: { timeout: '0s' } }],
    ['install.strategy.retryInterval', { install: { strategy: HelmInstallStrategy.retryOnFailure({ retryInterval: '0s' }) } }],
    ['upgrade.strategy.retryInterval', { upgrade: { strategy: HelmUpgradeStrategy.retryOnFailure({ retryInterval: '0s' }) } }],
  ])('fails for a %s of zero', (field, options) => {
    expect(refusalOf(() => build(options))).toBe(`FOC021 [delivery/app] \`${field}\` must be longer than zero; got "0s"; use a duration such as "5m"`);
  });

  test.each<[string, HelmReleaseOptions, string]>([
    ['install.remediation.retries', { install: { strategy: HelmInstallStrategy.remediateOnFailure({ retries: 1.5 }) } }, '1.5'],
    ['upgrade.remediation.retries', { upgrade: { strategy: HelmUpgradeStrategy.remediateOnFailure({ retries: NaN }) } }, 'NaN'],
    ['maxHistory', { maxHistory: '3' as any }, '"3"'],
  ])('fails for %s that is not whole', (field, options, got) => {
    expect(refusalOf(() => build(options))).toBe(`FOC068 [delivery/app] \`${field}\` must be a whole number; got ${got}; use a number such as 3`);
  });
});

test('nothing of all that is warned about', () => {
  const chart = fluxChart();
  build({ install: { timeout: '1m' }, upgrade: { strategy: HelmUpgradeStrategy.remediateOnFailure({ retries: 1 }) }, rollback: {}, test: {}, uninstall: {} }, chart);
  expect(warningsOf(chart)).toEqual([]);
});
