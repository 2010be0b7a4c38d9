import { Chart, type App } from 'cdk8s';
import type { Team } from './teams';
import { Kustomization, OciRef, OciRepository, OidcIdentity, Verification } from 'cdk8s-flux-oci';

/** Of Flux's controllers, so many sets run beside those without a shard; https://fluxcd.io/flux/installation/configuration/sharding/ says how. */
const SHARDS = 2;

/** A chart for each team: in it one source, and a delivery for each app. */
export function build(app: App, teams: readonly Team[]): void {
  teams.forEach((team, index) => addTeam(app, team, index % (SHARDS + 1)));
}

function addTeam(app: App, { name: team, digest, apps }: Team, shard: number): void {
  // The labels of a chart are on all of its objects, so a source and its deliveries are of one shard.
  const labels = shard === 0 ? undefined : { 'sharding.fluxcd.io/key': `shard${shard}` };
  const chart = new Chart(app, team, { namespace: 'flux-system', labels });
  const source = new OciRepository(chart, 'Source', {
    name: team,
    url: `oci://ghcr.io/acme/fleet/${team}`,
    ref: OciRef.digest(digest),
    verify: Verification.cosignKeyless(OidcIdentity.githubActions({ repository: `acme/${team}`, workflow: 'release.yml' })),
  });
  for (const name of apps) {
    new Kustomization(chart, name, { name: `${team}-${name}`, source, path: `./${name}`, targetNamespace: team });
  }
}
