import type { GitRules } from './git-rules';
import { NOTIFICATION, type TreeObject } from '../tree-object';
import { find, textAt } from '../yaml-lookup';

const COMMIT_STATUS = new Set(['github', 'gitlab', 'gitea', 'bitbucket', 'bitbucketserver', 'azuredevops']);
const POLICIES = /^(?:rbac\.authorization\.k8s\.io|kyverno\.io|admissionregistration\.k8s\.io|templates\.gatekeeper\.sh|constraints\.gatekeeper\.sh)$/;

/** What is worth knowing of a tree that moves, told once. */
export function tellNotes({ run, movedOwn }: GitRules): void {
  const { repository, options } = run;
  if (!options.ref) run.note('FOC111', undefined, 'the new sources follow the tag latest, which whoever may push can move', '`--ref` with a tag for each state, or `--semver`');
  if (!options.verify) run.note('FOC111', undefined, 'the new sources use whatever the registry serves', '`--verify-github` or `--verify-key`: only what CI has signed');
  const status = repository.ofKind(NOTIFICATION, 'Provider').find(({ spec }) => COMMIT_STATUS.has(textAt(spec, 'type') ?? ''));
  if (status) run.note('FOC115', { file: status.file, object: status }, 'commit statuses need the commit, which only the push of the artifact can tell', '`flux push artifact --revision=BRANCH@sha1:COMMIT`, as the publish plan has it');
  for (const object of repository.objects) if (namesGitSources(object)) run.note('FOC116', { file: object.file, object }, 'it names GitRepositories, and not OCIRepositories', '`ocirepositories` or OCIRepository beside it, if it is meant for sources of either kind');
  tellConfigurations(run);
  const decrypting = [...movedOwn].find(({ spec }) => find(spec, 'decryption'));
  if (decrypting) run.note('FOC118', { file: decrypting.file, object: decrypting }, 'the artifact holds encrypted Secrets as Git does', 'a private repository of the registry, if Git is private');
}

function namesGitSources({ group, within, map, file }: TreeObject): boolean {
  if (within || !POLICIES.test(group)) return false;
  const text = file.text.slice(map.start, map.end);
  return /gitrepositor(?:y|ies)\b/i.test(text) && !/ocirepositor(?:y|ies)\b/i.test(text);
}

/** Kustomize renames only what its configuration knows. */
function tellConfigurations(run: GitRules['run']): void {
  for (const { file, map } of run.repository.kustomizations.values()) {
    const found = find(map, 'configurations');
    if (found?.node.type !== 'list') continue;
    for (const item of found.node.items) {
      const other = run.repository.fileAt(file.directory, textAt(item) ?? '');
      if (other?.text.includes('GitRepository') && !other.text.includes('OCIRepository')) run.note('FOC116', { file: other }, 'this configuration of kustomize knows GitRepository, and not OCIRepository', 'an entry for OCIRepository beside it');
    }
  }
}
