/**
 * A fleet: many apps of many teams, delivered from one signed artifact per team. `npx cdk8s synth` in this folder writes it.
 */
import { build } from './fleet';
import { TEAMS } from './teams';
import { FleetApp } from 'cdk8s-flux-oci';

const app = new FleetApp();
build(app, TEAMS);
app.synth();
