import { App } from 'cdk8s';
import { build, drawnApps, type DrawnApp } from './support/drawn';
import { errorOf, outcomeOf } from './support/outcome';
import { FleetApp } from '../../src/fleet/fleet-app';
import { fc } from '../support/property';

// The same program as an App of cdk8s and as a FleetApp. FLEET_RUNS draws more of them.

const RUNS = Number(process.env.FLEET_RUNS ?? 300);

/** All that can be asked of an app. */
function answersOf(AppClass: typeof App, drawn: DrawnApp): object {
  const orderOf = (app: App) => errorOf(() => app.charts) ?? app.charts.map(({ node }) => node.path);
  const orders: unknown[] = [];
  const outcome = outcomeOf(outdir => build(AppClass, drawn, outdir), app => {
    orders.push(orderOf(app));
    try {
      app.synth();
    } finally {
      orders.push(orderOf(app));
    }
  });
  // Where dependencies can't be resolved, cdk8s is left with some of what follows from them.
  if (outcome.error?.startsWith('cannot find a parent chart')) orders.pop();
  return { ...outcome, orders };
}

function textOf(AppClass: typeof App, drawn: DrawnApp): unknown {
  const app = build(AppClass, drawn, 'nowhere');
  try {
    return app.synthYaml();
  } catch (error) {
    return (error as Error).message;
  }
}

test('it writes, refuses and orders what an App does', () => {
  const seen = { written: 0, failed: 0, overwritten: 0 };
  fc.assert(fc.property(drawnApps, drawn => {
    const ours: any = { ...answersOf(FleetApp, drawn), text: textOf(FleetApp, drawn) };
    const theirs: any = { ...answersOf(App, drawn), text: textOf(App, drawn) };
    if (ours.error?.startsWith('FOC180')) {
      seen.overwritten++;
      expect(ours).toEqual({ ...theirs, error: ours.error, files: { 'dist/': '' } });
    } else {
      seen[ours.error === undefined ? 'written' : 'failed']++;
      expect(ours).toEqual(theirs);
    }
  }), { numRuns: RUNS });
  // Of what is drawn enough must come to each of these ends.
  expect(seen.written).toBeGreaterThan(RUNS / 3);
  expect(seen.failed).toBeGreaterThan(RUNS / 10);
  expect(seen.overwritten).toBeGreaterThan(RUNS / 100);
}, 600_000);
