import { Closure } from './closure';
import { moveConsumers } from './consumers';
import { Injections } from './git-patches';
import { GitRules } from './git-rules';
import type { GitSource } from './git-source';
import { Homes } from './homes';
import { instancesIn } from './instances';
import { NewSources } from './new-sources';
import { tellNotes } from './notes';
import { keepFixedEntries, moveNotifications } from './notifications';
import { originOf } from './origin';
import { tellOtherUsers } from './other-users';
import { PatchIndex } from './patch-index';
import { planPublishing } from './publish-plan';
import { planRollout } from './rollout';
import { moveRoots, tellHandmadeRoots } from './roots';
import { SourceIndex } from './source-index';
import { followSources } from './source-patches';
import { tellStaying } from './staying';
import { Takers } from './takers';
import type { MigrationRun } from '../migration-run';

/** Moves Git sources and what refers to them. */
export function migrateGit(run: MigrationRun, directory?: string): void {
  const patches = new PatchIndex(run.repository);
  const instances = instancesIn(run);
  const injections = new Injections(patches);
  const index = new SourceIndex(run, instances, patches.files, injections.references);
  if (index.sources.length === 0) return;
  const takers = new Takers(run.repository);
  const rules = new GitRules(run, index, new Homes(run, index, takers, originOf(directory)), patches, instances);
  const news = new NewSources(run, instances);
  news.check(index.sources);
  moveConsumers(rules);
  injections.move(rules);
  tellOtherUsers(rules);
  keepFixedEntries(rules);
  followSources(rules, instances);
  index.sources.forEach(source => moveAlone(rules, source, news));
  // What stays on Git is known now, and with it which GitRepository may go.
  moveRoots(rules, news);
  tellHandmadeRoots(rules, takers);
  moveNotifications(rules, news);
  for (const source of index.sources) if (source.moved > 0) news.make(source);
  tellStaying(rules);
  if (!index.sources.some(({ isMoved }) => isMoved)) return;
  new Closure(rules).check();
  tellNotes(rules);
  planPublishing(rules);
  planRollout(rules);
}

/** What the user says is published goes also where only Receivers and Alerts, or nothing in these files, refers to it. */
function moveAlone({ index }: GitRules, source: GitSource, news: NewSources): void {
  if (!source.home || source.refused || source.moved > 0 || source.stays > 0 || index.mappedUrl(source) === undefined) return;
  if (source.object || (!source.isDeclared && news.exists(source))) source.moved = 1;
}
