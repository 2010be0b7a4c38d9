import { isReferredTo } from './anchors';
import { chartComments } from './chart-comments';
import type { ChartUse } from './chart-use';
import { targetOf } from './patch-target';
import type { PatchUses } from './patch-uses';
import { versionPolicy, type VersionPolicy } from './version-policy';
import type { MigrationRun } from '../migration-run';
import type { Patch, PatchDocument } from '../patches';
import { hasLines, isOwn, pairEnd } from '../text-edits';
import { dataOf, find, mapAt, type Found } from '../yaml-lookup';
import type { YamlMap } from '../yaml-tree';

/** A patch of HelmReleases. */
export interface FoundPatch {
  readonly place: PatchDocument;
  /** The patch itself. */
  readonly root: YamlMap;
  /** The entries that use it; a file may be named by several kustomization.yaml. */
  readonly entries: Patch[];
  readonly uses: Set<ChartUse>;
}

/** A patch that gives the chart of a HelmRelease another version, and says nothing else about the chart. */
export interface VersionPatch extends FoundPatch {
  readonly chart: Found;
  /** What is below `chart.spec`. */
  readonly spec: YamlMap;
  readonly policy: VersionPolicy;
}

const NAMED = [['apiVersion'], ['kind'], ['metadata', 'name']];

/** A patch that can become one of an OCIRepository, or why it can't. */
export function versionPatch(run: MigrationRun, patchUses: PatchUses, found: FoundPatch): VersionPatch | string {
  const { place: { file, document }, root, entries, uses } = found;
  const chart = find(root, 'spec', 'chart')!;
  const spec = mapAt(chart.node, 'spec');
  if (!spec || !isOnlyVersion(chart, spec, uses)) return 'sets more of the chart than its version';
  const policy = versionPolicy(file.text, find(spec, 'version')!.node);
  if (typeof policy === 'string') return `sets a version that can't be told: ${policy}`;
  if (entries.some(entry => entry.target && (entries.length > 1 || !patchUses.isOne(entry, targetOf(entry, root))))) return 'is for several objects';
  if (!entries.every(entry => patchUses.isPlaced(entry))) return 'is applied where the files don\'t tell';
  if (!hasLines(chart.map) || chart.shared || !NAMED.every(path => isOwn(find(root, ...path)))) return 'can\'t be edited line by line';
  if (isReferredTo(document.root, chart.pair.keyStart, pairEnd(chart.pair))) return 'has an anchor that something else needs';
  if (![file, ...entries.map(entry => entry.file)].every(one => run.mayChange(one))) return 'may not be changed';
  const { behind } = chartComments(file.text, chart.pair, spec);
  const isInlined = entries.some(({ target, inline }) => target && !inline);
  return isInlined && behind?.includes('$imagepolicy') ? 'has a target, and a marker that only a file can have' : { ...found, chart, spec, policy };
}

/** Whether all that it says of a chart, other than its version, is what the HelmReleases say already. */
function isOnlyVersion(chart: Found, spec: YamlMap, uses: ReadonlySet<ChartUse>): boolean {
  if (mapAt(chart.node)?.pairs.some(({ key }) => key !== 'spec') || !find(spec, 'version')) return false;
  const dataAt = (map: YamlMap, key: string) => JSON.stringify(dataOf(find(map, key)?.node));
  const isSame = (key: string) => [...uses].every(use => dataAt(spec, key) === dataAt(use.spec, key));
  return spec.pairs.every(({ key }) => key === 'version' || ((key === 'chart' || key === 'sourceRef') && isSame(key)));
}
