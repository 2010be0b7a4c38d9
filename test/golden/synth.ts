import { join } from 'node:path';
import { App } from 'cdk8s';
import * as cloudIdentities from './cloud-identities';
import * as sharedCluster from './shared-cluster';
import * as teamApp from './team-app';

/** How the properties of a program are passed on: as they are written, or in another order. */
export type Order = <T extends object>(props: T) => T;

export const asWritten: Order = props => props;

export const reversed: Order = props => Object.fromEntries(Object.entries(props).reverse()) as typeof props;

/** Every program here; what it renders is in the folder of its name. */
export const PROGRAMS = {
  'cloud-identities': cloudIdentities.build,
  'shared-cluster': sharedCluster.build,
  'team-app': teamApp.build,
};

export type Program = keyof typeof PROGRAMS;

/** Writes what a program renders into a folder. */
export function synthesize(program: Program, outdir: string, order: Order = asWritten): App {
  const app = new App({ outdir });
  PROGRAMS[program](app, order);
  app.synth();
  return app;
}

/** Run by itself: every program, into a folder of its name below the one given. */
if (require.main === module) {
  for (const program of Object.keys(PROGRAMS) as Program[]) synthesize(program, join(process.argv[2], program));
}
