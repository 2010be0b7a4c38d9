import type { GitRules } from './git-rules';
import type { GitSource } from './git-source';
import { organisationOf, repositoryName } from './urls';
import { Role } from '../references';

/** Tells why a Git source stays where it is: once for each, however many refer to it. */
export function tellStaying(rules: GitRules): void {
  for (const source of rules.index.sources) {
    if (source.home && !source.isMoved && source.stays === 0 && source.object && !source.isBootstrap) rules.run.note('FOC101', source.spot, 'it stays on Git: nothing that could be moved refers to it');
    else if (source.home) tellSkipped(rules, source);
    else if (!source.refused) tellUnpublished(rules, source);
  }
  tellAbsentPaths(rules);
}

function tellUnpublished({ run, homes }: GitRules, source: GitSource): void {
  const consumers = source.users.filter(({ role }) => role === Role.MANIFESTS).length;
  const proposal = `\`--source ${source.id}=${run.options.registry}/${repositoryName(source.url) ?? source.name}\` if that is where its artifact is pushed`;
  const counted = consumers === 0 ? 'nothing that could be moved refers to it' : consumers === 1 ? 'one object refers to it' : `${consumers} objects refer to it`;
  if (!source.isDeclared) {
    const tell = consumers === 0 ? run.note.bind(run) : run.ask.bind(run);
    tell('FOC100', source.spot, `the GitRepository ${source.name} isn't in these files, so it stays: ${counted}`, consumers === 0 ? undefined : proposal);
  } else if (homes.isOwn(source)) {
    run.ask('FOC100', source.spot, `its URL doesn't tell how the repository is called, so it stays on Git: ${counted}`, `\`--source ${source.id}=oci://…\`, where its artifact is pushed`);
  } else if (consumers > 0 && homes.own.size === 0 && homes.hasPathsHere(source)) {
    run.ask('FOC100', source.spot, `it stays on Git, since nothing here proves that it is this repository: ${counted}`, proposal);
  } else if (consumers > 0 && homes.isOfSameOrganisation(organisationOf(source.url))) {
    run.ask('FOC100', source.spot, `another repository of the same owner stays on Git, since nothing here tells that it is published: ${counted}`, proposal);
  } else {
    run.note('FOC101', source.spot, `a repository of somebody else stays on Git: ${counted}`, consumers === 0 ? undefined : `\`--source ${source.id}=oci://…\` if it is published as an artifact`);
  }
}

function tellSkipped({ run, kept, index }: GitRules, source: GitSource): void {
  const skipped = source.users.filter(user => kept.has(user) && !run.mayChange(user.object.file) && index.meantBy(user).includes(source));
  if (skipped.length > 0 && source.moved > 0) run.note('FOC103', { file: skipped[0].object.file, offset: skipped[0].map.start, object: skipped[0].object }, `${skipped.length} of the references to the GitRepository ${source.name} ${skipped.length === 1 ? 'is in a file that may not be changed, and stays' : 'are in files that may not be changed, and stay'} on Git`);
}

function tellAbsentPaths({ run, absent }: GitRules): void {
  const [first] = absent;
  if (!first) return;
  const more = absent.length === 1 ? '' : absent.length === 2 ? ', nor is another one' : `, nor are ${absent.length - 1} others`;
  run.note('FOC104', { file: first.object.file, offset: first.offset, object: first.object }, `path ${JSON.stringify(first.path)} isn't in these files${more}`, 'a directory that the artifact holds, if it is still in use');
}
