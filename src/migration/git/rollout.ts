import { fluxCreate } from './commands';
import type { GitRules } from './git-rules';
import { isBootstrapFile } from './git-source';
import { NOTIFICATION } from '../tree-object';

/** What to do in which order, so that nothing is pruned and every step can be taken back. */
export function planRollout({ run, index, movedRoots, movedReferences: children }: GitRules): void {
  const moved = index.sources.filter(({ isMoved }) => isMoved);
  if (moved.length === 0) return;
  const { rollout, options } = run;
  const rootStays = movedRoots.length === 0 && !moved.some(({ rootMoved }) => rootMoved);
  const names = listed(moved.map(({ name }) => name));
  // What a FluxInstance makes in the end is there before by hand, and is taken over by it.
  const byHand = listed(moved.filter(({ rootMoved }) => rootMoved).map(source => `\`${fluxCreate(source, options)}\``));
  // What Helm has to do comes after the merge.
  const charts = rollout.splice(0);
  const urls = listed(moved.map(({ home }) => home!.url));
  rollout.push(`Have CI push ${options.verify ? 'and sign ' : ''}${urls}, once from the branch with these changes, before they are merged (the publish plan has the commands): an artifact of the old files would lead the cluster back to Git.`);
  rollout.push(`${options.auth ? 'Create the pull Secret' : 'Make the artifact readable for the cluster, or create a pull Secret'}, apply the OCIRepository ${names}${byHand === '' ? '' : ` (${byHand})`}, and wait until it is Ready${options.verify ? ' and SourceVerified' : ''}.`);
  if (children > 0) rollout.push(`Merge what repoints ${children === 1 ? 'the object that refers' : `the ${children} objects that refer`} to it.${rootStays ? ' While the root still comes from Git, reverting the commit takes it back.' : ''}`);
  rollout.push(...charts);
  const roots = listed(index.sources.filter(source => source.rootMoved).map(({ instance }) => instance!.file.path));
  if (roots !== '') rollout.push(`Move the root last: apply ${roots} only when everything else runs from the artifact.`);
  const bootstraps = listed(moved.filter(source => source.isBootstrap).map(({ object }) => object!.file.path).filter(isBootstrapFile));
  if (bootstraps !== '') rollout.push(`The root stays on Git with ${bootstraps}; a FluxInstance can take its place when everything else runs from the artifact.`);
  if (run.repository.ofKind(NOTIFICATION, 'Receiver').length > 0) rollout.push('Have CI call the Receivers after it has pushed the artifact, instead of the push to Git.');
  const staying = moved.filter(source => source.isDeclared && !source.rootMoved && (source.stays > 0 || source.isBootstrap));
  const kept = listed(staying.map(({ name }) => name));
  if (kept !== '') rollout.push(`Keep the GitRepository ${kept} as long as something needs it.`);
  if (moved.some(({ object }) => object)) rollout.push('Remove the annotation `kustomize.toolkit.fluxcd.io/prune: disabled` of the new sources.');
  rollout.push('In CI, give previews that read Git sources, such as flux-local, a map from the new sources to directories.');
}

function listed(texts: readonly string[]): string {
  return [...new Set(texts)].join(', ');
}
