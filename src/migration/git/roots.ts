import { fluxCreate } from './commands';
import type { GitRules } from './git-rules';
import type { GitSource } from './git-source';
import { editInstance } from './instance-edit';
import type { NewSources } from './new-sources';
import { isCommon, isOfInstance } from './source-patches';
import type { Takers } from './takers';
import { renderSource } from '../new-source';
import { Role } from '../references';
import { isOwn } from '../text-edits';
import { find, textAt } from '../yaml-lookup';
import type { YamlScalar } from '../yaml-tree';

/** What makes the first source of a cluster: it is moved last, or left. */
export function moveRoots(rules: GitRules, sources: NewSources): void {
  const { run } = rules;
  for (const source of rules.index.sources) {
    if (!source.home || source.refused) continue;
    if (source.instance) {
      moveInstance(rules, source, sources);
    } else if (source.isBootstrap) {
      tellOfBootstrap(rules, source);
    } else if (!source.isDeclared && source.moved > 0 && !sources.exists(source)) {
      run.ask('FOC110', source.spot, `nothing in these files makes the OCIRepository ${source.name} that ${source.moved} ${source.moved === 1 ? 'object refers' : 'objects refer'} to now`, `\`${fluxCreate(source, run.options)} --export\` where the GitRepository is declared`);
    }
  }
}

/** A root that is neither bootstrap's nor a FluxInstance's moves with everything else. */
export function tellHandmadeRoots(rules: GitRules, takers: Takers): void {
  for (const source of rules.index.sources) {
    if (!source.object || !source.isMoved) continue;
    for (const { role, object } of source.users) {
      const directory = role === Role.MANIFESTS && rules.movedOwn.has(object) ? rules.run.repository.directoryAt(textAt(object.spec, 'path')) : undefined;
      if (directory === undefined || !takers.of(object.file.path).has(directory) || rules.movedRoots.includes(object)) continue;
      rules.movedRoots.push(object);
      rules.run.note('FOC109', { file: object.file, object }, 'this is the root of a cluster, and moves with everything else', `\`--skip ${object.file.path}\` to leave it for later; else publish and apply the new source first`);
    }
  }
}

function tellOfBootstrap({ run }: GitRules, source: GitSource): void {
  run.ask('FOC109', source.spot, 'the root of this cluster stays on Git, since `flux bootstrap` can\'t write another source and would write this file again', 'a FluxInstance of the Flux Operator with `sync.kind: OCIRepository`, once everything else is moved; or leave it');
}

function moveInstance(rules: GitRules, source: GitSource, sources: NewSources): void {
  const { run } = rules;
  const { instance } = source;
  const patches = run.repository.patches.filter(patch => isOfInstance(patch, instance!) && textAt(patch.target, 'kind') === 'GitRepository');
  const fixed = patches.some(({ target, documents }) => !isOwn(find(target, 'kind')) || documents.length === 0 || !documents.every(isCommon));
  const obstacle = source.stays > 0 ? `${source.stays === 1 ? 'something still needs' : `${source.stays} things still need`} its GitRepository`
    : sources.exists(source) ? 'there is an OCIRepository of its name already'
      : fixed ? 'a patch of it changes the GitRepository'
        : editInstance(rules, source);
  const spot = { file: instance!.file, offset: instance!.sync.start, object: instance!.object };
  if (obstacle !== undefined) {
    run.ask('FOC109', spot, `the root of this cluster stays on Git: ${obstacle}`, '`sync.kind: OCIRepository` in the end');
    if (source.moved > 0 && !sources.exists(source)) addBesideInstance(rules, source, sources);
    return;
  }
  source.rootMoved = true;
  for (const { target, file } of patches) file.edits.setText(find(target, 'kind')!.node as YamlScalar, 'OCIRepository');
  if (patches.length > 0) run.changedIn(instance!.file, patches[0].node.start, source.label, 'kustomize.patches: target.kind: GitRepository → OCIRepository');
  run.note('FOC109', spot, 'the root of this cluster is moved: apply this last, when everything else runs from the artifact');
}

/** A file of its own, next to what makes the GitRepository. */
function addBesideInstance({ run }: GitRules, source: GitSource, sources: NewSources): void {
  const { file, object, sync, name } = source.instance!;
  const { sourceRef: ref, auth, verify } = run.options;
  const namespace = object?.namespace ?? (object ? undefined : name);
  const yaml = renderSource({
    name,
    ...(namespace !== undefined && { namespace }),
    url: source.home!.url,
    ref,
    interval: textAt(sync, 'interval') ?? '1m',
    annotations: { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' },
    ...(auth && { auth }),
    ...(verify && { verify }),
  }, run.options);
  const hasPlace = (object !== undefined || run.repository.kustomizations.has(file.directory)) && sources.hasPlace(file.directory, name);
  if (hasPlace && typeof yaml === 'string') sources.addFile(file.directory, name, yaml, `OCIRepository/${[...namespace === undefined ? [] : [namespace], name].join('/')}`);
  else run.ask('FOC110', source.spot, `nothing in these files makes the OCIRepository ${name}`, `\`${fluxCreate(source, run.options)}\``);
}
