import type { ChartGroup } from './chart-groups';
import type { HelmSource, HelmSources } from './helm-source';
import { Leftovers } from './leftovers';
import { repointListener } from './listeners';
import { updateModeline } from './modeline';
import type { MigrationRun } from '../migration-run';
import { hasLines } from '../text-edits';
import { find } from '../yaml-lookup';

/** Removes the HelmRepositories that nothing needs any more. Gives the OCIRepositories that came in the place of one. */
export function removeSources(run: MigrationRun, sources: HelmSources, groups: readonly ChartGroup[]): Set<ChartGroup> {
  const bySource = new Map<HelmSource, ChartGroup[]>();
  for (const group of groups) {
    for (const source of new Set(group.uses.flatMap(({ reference }) => sources.meantBy(reference)))) {
      const known = bySource.get(source);
      if (known) known.push(group);
      else bySource.set(source, [group]);
    }
  }
  const moved = groups.flatMap(({ uses }) => uses);
  const leftovers = new Leftovers(run, [...bySource.keys()], moved);
  const replaced = new Set<ChartGroup>();
  for (const [source, own] of bySource) {
    if (!isRemovable(run, source, leftovers, own)) continue;
    tellOfMetadata(run, source);
    const here = own.filter(group => group.yaml !== undefined && !replaced.has(group) && isBeside(group, source));
    if (here.length > 0 && !source.object.within && hasLines(source.object.map)) {
      run.replaceDocument(source.object, here.map(({ yaml }) => yaml!));
      updateModeline(source.object.file, source.object.document, source.object.map, 'ocirepository');
      for (const group of here) replaced.add(group);
    } else {
      run.removeDocument(source.object);
    }
    run.changed(source.object, 'removed: every chart has its OCIRepository');
  }
  return replaced;
}

function isRemovable(run: MigrationRun, source: HelmSource, leftovers: Leftovers, groups: readonly ChartGroup[]): boolean {
  const { object } = source;
  const need = leftovers.needOf(source);
  const spot = { file: object.file, object };
  if (need !== undefined) run.note('FOC130', spot, `it stays, because ${need} names it`);
  else if (!run.mayRemove(object)) run.note('FOC130', spot, 'nothing here needs it any more, and its file, or a list with it, is left alone', 'its removal by hand');
  else if (object.within && isAlone(run, source)) run.note('FOC130', spot, 'nothing here needs it any more, and it is all that its list holds', 'its removal with the list');
  else return leftovers.listenersOf(source).every(listener => repointListener(run, listener, source, groups));
  return false;
}

/** Whether a document can stand in the place of the HelmRepository. */
function isBeside({ uses: [{ object }] }: ChartGroup, source: HelmSource): boolean {
  return object.file === source.object.file && !object.within;
}

function tellOfMetadata(run: MigrationRun, { object }: HelmSource): void {
  for (const key of ['labels', 'annotations']) {
    const found = find(object.map, 'metadata', key);
    if (found) run.note('FOC132', { file: object.file, offset: found.pair.keyStart, object }, `its ${key} go with it`, 'them on its OCIRepositories, where they are needed');
  }
}

function isAlone(run: MigrationRun, { object }: HelmSource): boolean {
  return run.repository.objects.filter(({ within }) => within === object.within).length === 1;
}
