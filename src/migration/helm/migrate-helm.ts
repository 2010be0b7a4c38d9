import { chartGroups, type ChartGroup } from './chart-groups';
import { ChartPatches } from './chart-patches';
import type { ChartUse } from './chart-use';
import { chartUses } from './chart-uses';
import { Clusters } from './clusters';
import { DockerLogins } from './docker-logins';
import { bumpPatch, editPatch, isAllVersion } from './edit-patch';
import { editRelease } from './edit-release';
import { HelmSources } from './helm-source';
import { tellWildcards } from './listeners';
import { isKept } from './obstacles';
import { Reach } from './reach';
import { removeSources } from './remove-sources';
import { tellOfMoved } from './tell';
import type { VersionPatch } from './version-patch';
import type { MigrationRun } from '../migration-run';
import type { YamlDocument } from '../yaml-tree';

/** Moves charts of HelmRepositories. */
export function migrateHelm(run: MigrationRun): void {
  const patched = new Set<YamlDocument>(run.repository.patches.flatMap(({ documents }) => documents.map(({ document }) => document)));
  const sources = new HelmSources(run, patched);
  const clusters = new Clusters(run.repository);
  const uses = chartUses(run, sources, patched, clusters);
  if (uses.every(({ stays }) => stays)) return;
  const reach = new Reach(run.repository);
  const surroundings = { run, reach, logins: new DockerLogins(run) };
  for (const use of uses) if (!use.stays && isKept(surroundings, use)) use.stays = true;
  const patches = new ChartPatches(run, uses, reach);
  settle(run, patches);
  const groups = chartGroups(run, uses.filter(({ stays }) => !stays), reach, clusters);
  settle(run, patches, groups);
  const moving = groups.map(group => ({ ...group, uses: group.uses.filter(({ stays }) => !stays) }));
  move(run, patches, moving.filter(({ uses: { length } }) => length > 0), sources);
}

/** What shares a patch with a HelmRelease that stays, stays too: the patch can't be for both. */
function settle(run: MigrationRun, patches: ChartPatches, groups: readonly ChartGroup[] = []): void {
  const names = new Map(groups.flatMap(group => group.uses.map(use => [use, group.name] as const)));
  for (let isSettled = false; !isSettled;) {
    isSettled = true;
    for (const { uses: shared, place } of [...patches.versions.values(), ...patches.bumps.values()]) {
      const all = [...shared];
      const differ = new Set(all.map(use => names.get(use) ?? use.name)).size > 1;
      if (all.every(({ stays }) => stays) || (!differ && all.every(({ stays }) => !stays))) continue;
      for (const use of all.filter(({ stays }) => !stays)) {
        use.stays = true;
        isSettled = false;
        run.ask('FOC126', { file: use.object.file, offset: use.chart.pair.keyStart, object: use.object }, `a patch in ${place.file.path} is also for HelmReleases that stay as they are`, 'a patch of its own for each');
      }
    }
  }
}

function move(run: MigrationRun, patches: ChartPatches, groups: readonly ChartGroup[], sources: HelmSources): void {
  const moved = groups.flatMap(({ uses }) => uses);
  if (moved.length === 0) return;
  for (const { uses, name } of groups) for (const use of uses) editRelease(run, use, name);
  const replaced = removeSources(run, sources, groups);
  for (const group of groups) if (group.yaml !== undefined && !replaced.has(group)) run.addBeside(group.uses[0].object, group.yaml);
  for (const { uses, name, source, yaml } of groups) {
    run.changed(uses[0].object, yaml === undefined ? `OCIRepository ${name} is there already` : `OCIRepository ${name} added: ${source.url} ${source.key} ${source.value}`);
  }
  editPatches(run, patches, groups);
  tellOfMoved(run, groups);
  tellWildcards(run, groups);
}

function editPatches(run: MigrationRun, patches: ChartPatches, groups: readonly ChartGroup[]): void {
  const byUse = new Map(groups.flatMap(group => group.uses.map(use => [use, group] as const)));
  for (const version of patches.versions.values()) {
    const [use] = version.uses;
    const group = byUse.get(use);
    if (group) editPatch(run, version, group.name, keysOf(use, version));
  }
  for (const [document, bumped] of patches.bumps) {
    const version = patches.versions.get(document);
    if ([...bumped.uses].some(use => byUse.has(use)) && !(version && isAllVersion(version.root))) bumpPatch(run, bumped);
  }
}

/** What the `ref` of an OCIRepository has where this patch comes to it. */
function keysOf(use: ChartUse, version: VersionPatch): Set<string> {
  const policies = [use.policy, ...use.patches.filter(patch => patch !== version).map(({ policy }) => policy)];
  return new Set(policies.map(policy => (typeof policy === 'string' ? '' : policy.key)));
}
