import { App } from 'cdk8s';
import { build } from '../../examples/fleet/fleet';
import { TEAMS } from '../../examples/fleet/teams';

// Run by itself: the fleet of the example as an App of cdk8s writes it.

const app = new App();
build(app, TEAMS);
app.synth();
