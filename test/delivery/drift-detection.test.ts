import { DriftDetection, HelmRelease, OciRef, OciRepository, type IgnoreRule } from '../../src';
import { acceptedDocument } from '../support/accepted';
import { refusalOf } from '../support/refusal';
import { fluxChart } from '../support/render';

function build(driftDetection: DriftDetection, chart = fluxChart()): HelmRelease {
  const source = new OciRepository(chart, 'source', { url: 'oci://ghcr.io/acme/charts/app', ref: OciRef.semver('1.x') });
  return new HelmRelease(chart, 'app', { driftDetection, source });
}

function rendered(driftDetection: DriftDetection): any {
  const chart = fluxChart();
  build(driftDetection, chart);
  return acceptedDocument(chart, 'HelmRelease').spec.driftDetection;
}

function refused(rule: IgnoreRule): string {
  return refusalOf(() => build(DriftDetection.enabled({ ignore: [{ paths: ['/spec'] }, rule] })));
}

test('each mode has its word', () => {
  expect([DriftDetection.enabled(), DriftDetection.warn(), DriftDetection.disabled()].map(rendered)).toEqual([{ mode: 'enabled' }, { mode: 'warn' }, { mode: 'disabled' }]);
});

test('rules are rendered with all that picks objects', () => {
  const ignore = [
    { paths: ['/spec/replicas', '/metadata/annotations/acme.com~1note', ''] },
    {
      paths: ['/data'],
      target: { group: 'apps', version: 'v1', kind: 'Deployment|StatefulSet', name: 'web-.*', namespace: 'team', labelSelector: 'app=web', annotationSelector: 'note' },
    },
  ];
  expect(rendered(DriftDetection.warn({ ignore }))).toEqual({ mode: 'warn', ignore });
});

test.each(['spec/replicas', 'spec.replicas', '#/spec', '/a~b', '/a~2'])('fails for the path "%s", of which Flux ignores nothing or something else', path => {
  expect(refused({ paths: ['/data', path] })).toBe('FOC067 [delivery/app] `driftDetection.ignore[1]` takes JSON pointers; '
    + `got "${path}"; use a path such as "/spec/replicas", with ~1 for a slash and ~0 for a tilde within a name`);
});

test.each(['group', 'version', 'kind', 'name', 'namespace'])('fails for a %s that Go can\'t read', field => {
  expect(refused({ paths: [], target: { [field]: 'web-(?!old)' } }))
    .toBe(`FOC067 [delivery/app] \`driftDetection.ignore[1]\` has a \`target.${field}\` that is no regular expression of Go; got "web-(?!old)"; use a name, or an expression such as "web-.*"`);
});

test.each(['labelSelector', 'annotationSelector'])('fails for a %s that kubectl can\'t read', field => {
  expect(refused({ paths: [], target: { [field]: 'app in web' } }))
    .toBe(`FOC067 [delivery/app] \`driftDetection.ignore[1]\` has a \`target.${field}\` that is none; got "app in web"; use a text such as "app=web,tier notin (test)"`);
});

test.each([
  '', ' ', 'app', '!app', '! app', 'app=web', 'app==web', 'app!=web', 'app = web', 'app=', 'acme.com/app=web', 'app in (web)', 'app notin (web, api)', 'app in ()',
  'app=web,tier in (a,b),!old', 'size>3', 'size < 08', 'app in(a)', 'app in (,)', 'in', 'in=a', 'a in (in)', 'a in (b),c',
])('the selector "%s" is one', labelSelector => {
  expect(rendered(DriftDetection.enabled({ ignore: [{ paths: [], target: { labelSelector } }] })).ignore[0].target).toEqual({ labelSelector });
});

test.each(['app=a b', 'in (a)', 'app in', 'app in (a', 'a=b=c', '=', ',', 'app=web,', 'a b', 'app in (a b)', 'size>x', 'size>-3', 'size>3.5', '! ', 'a,,b', '!app=web', 'app in (-a)', '-app', 'app=-web', 'ACME.com/app/x'])('the selector "%s" is none', labelSelector => {
  expect(refused({ paths: [], target: { labelSelector } })).toContain('FOC067 ');
});
