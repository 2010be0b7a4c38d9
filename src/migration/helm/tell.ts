import { chartComments } from './chart-comments';
import type { ChartGroup } from './chart-groups';
import type { ChartUse } from './chart-use';
import type { HelmSource } from './helm-source';
import type { MigrationRun, Spot } from '../migration-run';
import { find } from '../yaml-lookup';

/** What the owner of charts that moved should know. */
export function tellOfMoved(run: MigrationRun, groups: readonly ChartGroup[]): void {
  const moved = groups.flatMap(({ uses }) => uses);
  const isOne = moved.length === 1;
  run.note('FOC134', undefined, 'with `chartRef` the version of a chart and the values of its HelmRelease are applied one after the other: a commit that changes both may cost two upgrades');
  run.afterwards.push(`Helm upgrades ${isOne ? 'the HelmRelease that got' : `each of the ${moved.length} HelmReleases that got`} a chartRef once: watch \`flux get helmreleases --all-namespaces\``);
  tellOfRenovate(run, moved);
  for (const { uses, source, name } of groups) {
    for (const use of uses.slice(1)) tellOfShared(run, use, name);
    for (const use of uses) {
      const { object, spec, chart } = use;
      const version = find(spec, 'version');
      const spot = { file: object.file, offset: version?.pair.keyStart ?? chart.pair.keyStart, object };
      if (source.isTemplated) run.note('FOC131', spot, `\`tag: ${source.value}\` is a version: a range would need \`semver\``);
      else if (source.key === 'tag' && /^v/.test(source.value)) run.note('FOC131', spot, `the tag is ${source.value} to the letter, where Helm overlooked the v`, 'what `flux list artifacts` or the registry shows');
      if (use.isMapped && use.source) tellOfLogin(run, use.source, spot, source.url);
    }
    if (source.suspend) run.ask('FOC136', { file: uses[0].object.file, object: uses[0].object }, `OCIRepository ${name} is suspended as its HelmRepository was, and a new one that is suspended has nothing to give`, '`suspend: false`');
  }
}

/** Comments at the versions of HelmReleases that share an OCIRepository are the same. */
function tellOfShared(run: MigrationRun, { object, chart, spec }: ChartUse, name: string): void {
  const { above, behind } = chartComments(object.file.text, chart.pair, spec);
  for (const comment of [...above, ...behind === undefined ? [] : [behind]]) {
    run.note('FOC145', { file: object.file, offset: chart.pair.keyStart, object }, `a comment is at OCIRepository ${name} now, once for all of its HelmReleases: ${comment}`);
  }
}

/** Renovate reads the tag of an OCIRepository by itself; a comment may tell it another registry. */
function tellOfRenovate(run: MigrationRun, moved: readonly ChartUse[]): void {
  const told = moved.filter(({ object, chart, spec }) => chartComments(object.file.text, chart.pair, spec).above.some(comment => comment.includes('registryUrl')));
  const [first] = told;
  if (!first) return;
  run.note('FOC131', { file: first.object.file, offset: first.chart.pair.keyStart, object: first.object },
    `the comment that tells Renovate a \`registryUrl\` is before the tag now, here${told.length === 1 ? '' : ` and for ${told.length - 1} more`}`,
    'none: Renovate reads OCIRepositories by itself');
}

function tellOfLogin(run: MigrationRun, helm: HelmSource, spot: Spot, url: string): void {
  const known = [helm.text('secretRef', 'name'), helm.text('certSecretRef', 'name'), helm.text('provider')].filter(one => one !== undefined && one !== 'generic');
  if (known.length > 0) run.note('FOC132', spot, `what the HelmRepository logs in with (${known.join(', ')}) isn't carried over to ${url}`);
}
