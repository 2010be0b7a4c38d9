import { App, Chart, Testing } from 'cdk8s';
import { LayerSelector, OciRef, OciRepository, Warnings } from '../../src';
import { DIGEST, fluxChart } from '../support/render';

const UNREFERENCED = 'without `ref` Flux follows the tag latest; use OciRef.digest, or OciRef.tag("latest") if that is meant';
const PLAIN_HTTP = '`insecure` lets Flux talk to ghcr.io in plain HTTP, and skips the check of its certificate on HTTPS; use HTTPS, with `certSecret` for a CA of your own';
/** Only a finished object tells. */
const LATE = { ignore: '*.md', layer: LayerSelector.copy() };
const COPIED = '`ignore` leaves nothing out of a layer that is passed on as it is, such as a Helm chart; use an artifact without what is to be left out';

function unreferenced(scope: Chart, id: string): OciRepository {
  return new OciRepository(scope, id, { url: 'oci://ghcr.io/acme/app' });
}

test('there are none where nothing is doubtful', () => {
  const chart = fluxChart();
  new OciRepository(chart, 'app', { url: 'oci://ghcr.io/acme/app', ref: OciRef.digest(DIGEST) });
  Testing.synth(chart);
  expect([Warnings.of(chart).all, Warnings.of(chart).lines]).toEqual([[], []]);
});

test('a warning is code, path and message, and one line of all three', () => {
  const chart = fluxChart();
  unreferenced(chart, 'app');
  expect(Warnings.of(chart).all).toEqual([{ code: 'FOC018', path: 'delivery/app', message: UNREFERENCED }]);
  expect(Warnings.of(chart).lines).toEqual([`FOC018 [delivery/app] ${UNREFERENCED}`]);
});

test('a scope tells those of itself and of what is below it', () => {
  const app = new App();
  const [first, second] = [new Chart(app, 'first'), new Chart(app, 'second')];
  const source = unreferenced(first, 'app');
  unreferenced(second, 'app');
  expect(Warnings.of(app).all.map(({ path }) => path)).toEqual(['first/app', 'second/app']);
  expect(Warnings.of(first).all.map(({ path }) => path)).toEqual(['first/app']);
  expect(Warnings.of(source).all.map(({ path }) => path)).toEqual(['first/app']);
  expect(Warnings.of(new Chart(app, 'third')).all).toEqual([]);
});

test('they come in the order of the tree, not of their discovery', () => {
  const chart = fluxChart();
  new OciRepository(chart, 'first', { url: 'oci://ghcr.io/acme/app', ref: OciRef.digest(DIGEST), ...LATE });
  new OciRepository(chart, 'second', { url: 'oci://ghcr.io/acme/app', insecure: true });
  expect(Warnings.of(chart).lines).toEqual([`FOC017 [delivery/second] ${PLAIN_HTTP}`, `FOC018 [delivery/second] ${UNREFERENCED}`]);
  Testing.synth(chart);
  expect(Warnings.of(chart).lines).toEqual([`FOC059 [delivery/first] ${COPIED}`, `FOC017 [delivery/second] ${PLAIN_HTTP}`, `FOC018 [delivery/second] ${UNREFERENCED}`]);
});

test('rendering twice tells each once', () => {
  const chart = fluxChart();
  new OciRepository(chart, 'app', { url: 'oci://ghcr.io/acme/app', ...LATE });
  Testing.synth(chart);
  Testing.synth(chart);
  expect(Warnings.of(chart).lines).toEqual([`FOC018 [delivery/app] ${UNREFERENCED}`, `FOC059 [delivery/app] ${COPIED}`]);
});

test('what is handed out is a copy', () => {
  const chart = fluxChart();
  unreferenced(chart, 'app');
  const { all } = Warnings.of(chart);
  all.pop();
  expect(Warnings.of(chart).all).toHaveLength(1);
});

test('one object may be asked again later', () => {
  const chart = fluxChart();
  const warnings = Warnings.of(chart);
  expect(warnings.lines).toEqual([]);
  unreferenced(chart, 'app');
  expect(warnings.lines).toEqual([`FOC018 [delivery/app] ${UNREFERENCED}`]);
});
