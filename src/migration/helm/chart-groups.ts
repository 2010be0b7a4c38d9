import { chartComments } from './chart-comments';
import { chartSource, renderChartSource, type ChartSource } from './chart-source';
import type { ChartUse } from './chart-use';
import type { Clusters } from './clusters';
import type { Reach } from './reach';
import { SourceNames } from './source-names';
import type { MigrationRun } from '../migration-run';
import type { TreeObject } from '../tree-object';

/** HelmReleases that take one chart in one version from one OCIRepository. */
export interface ChartGroup {
  readonly uses: readonly ChartUse[];
  readonly source: ChartSource;
  readonly name: string;
  /** The document; none where the OCIRepository is there already. */
  readonly yaml?: string;
}

/** Puts HelmReleases together that can share an OCIRepository, and names it. What this library refuses to render stays, with a finding. */
export function chartGroups(run: MigrationRun, uses: readonly ChartUse[], reach: Reach, clusters: Clusters): ChartGroup[] {
  const gathered = new Map<string, { readonly source: ChartSource; readonly uses: ChartUse[] }>();
  for (const use of uses) {
    const source = chartSource(use, chartComments(use.object.file.text, use.chart.pair, use.spec));
    const key = use.patches.length > 0 ? `${gathered.size}` : JSON.stringify([source, placeOf(use.object, reach)]);
    const known = gathered.get(key);
    if (known) known.uses.push(use);
    else gathered.set(key, { source, uses: [use] });
  }
  const names = new SourceNames(run, clusters);
  const own = [...gathered.values()].filter(group => group.uses.length === 1);
  const shared = [...gathered.values()].filter(group => group.uses.length > 1);
  return [...own, ...shared].flatMap(group => named(run, names, group.source, group.uses));
}

function named(run: MigrationRun, names: SourceNames, source: ChartSource, uses: readonly ChartUse[]): ChartGroup[] {
  const [first] = uses;
  const wanted = uses.length === 1 ? first.name : first.chartName.slice(first.chartName.lastIndexOf('/') + 1);
  const yaml = renderChartSource(wanted, source, run.options);
  if (typeof yaml !== 'string') {
    for (const { object, chart } of uses) run.ask('FOC133', { file: object.file, offset: chart.pair.keyStart, object }, `no OCIRepository can be made for this chart: ${yaml.message}`);
    for (const use of uses) use.stays = true;
    return [];
  }
  const { name, isThere } = names.choose(wanted, yaml, uses);
  if (isThere) return [{ uses, source, name }];
  return [{ uses, source, name, yaml: name === wanted ? yaml : renderChartSource(name, source, run.options) as string }];
}

/** What is applied together: a list, a file, or the files of a directory that are taken in by the same ones. */
function placeOf({ file, within }: TreeObject, reach: Reach): readonly unknown[] {
  if (within) return [file.path, within.map.start];
  return [file.directory, reach.takersOf(file.path)];
}
