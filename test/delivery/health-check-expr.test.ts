import { HelmRelease, Kustomization, OciRepository, type HealthCheckExpr } from '../../src';
import { acceptedDocument } from '../support/accepted';
import { refusalOf } from '../support/refusal';
import { fluxChart } from '../support/render';

const CONSTRUCTS = { Kustomization, HelmRelease };
const CURRENT = { current: 'status.phase == "Running"' };

function build(kind: keyof typeof CONSTRUCTS, healthCheckExprs: HealthCheckExpr[], chart = fluxChart()): void {
  new CONSTRUCTS[kind](chart, 'app', { source: OciRepository.fromOciRepositoryName(chart, 'source', 'app'), healthCheckExprs });
}

describe.each(['Kustomization', 'HelmRelease'] as const)('a %s', kind => {
  test('fails for two expressions of one kind in two versions', () => {
    expect(refusalOf(() => build(kind, [{ apiVersion: 'acme.com/v1', kind: 'Cache', ...CURRENT }, { apiVersion: 'acme.com/v1', kind: 'Database', ...CURRENT },
      { apiVersion: 'acme.com/v2', kind: 'Cache', ...CURRENT }]))).toBe('FOC072 [delivery/app] `healthCheckExprs[2]` is for the same objects as `healthCheckExprs[0]`, '
      + 'for Flux looks at no version, and then it gives up; got "acme.com/Cache"; use one for both');
  });

  test('fails for two expressions of one group', () => {
    expect(refusalOf(() => build(kind, [{ apiVersion: 'acme.com/v1', ...CURRENT }, { apiVersion: 'acme.com/v1', ...CURRENT }])))
      .toBe('FOC072 [delivery/app] `healthCheckExprs[1]` is for the same objects as `healthCheckExprs[0]`, for Flux looks at no version, and then it gives up; '
        + 'got "acme.com"; use one for both');
  });

  test('takes one for a kind, one for its group and one for a kind of that name elsewhere', () => {
    const healthCheckExprs = ['acme.com/v1', 'v1', 'other.example/v1'].map(apiVersion => ({ apiVersion, kind: 'Cache', ...CURRENT }));
    const chart = fluxChart();
    build(kind, [...healthCheckExprs, { apiVersion: 'acme.com/v1', ...CURRENT }], chart);
    expect(acceptedDocument(chart, kind, ['2.9', '2.10']).spec.healthCheckExprs).toEqual([...healthCheckExprs, { apiVersion: 'acme.com/v1', ...CURRENT }]);
  });
});
