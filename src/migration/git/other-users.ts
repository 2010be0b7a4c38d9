import { pathInArtifact } from './artifact-path';
import { destinationOf, type GitRules } from './git-rules';
import type { GitSource } from './git-source';
import { Role, type Reference } from '../references';
import { isOwn } from '../text-edits';
import { SOURCE } from '../tree-object';
import { find, itemsAt, textAt, type Found } from '../yaml-lookup';
import type { YamlScalar } from '../yaml-tree';

/** Everything else that takes something from a Git source: most of it can't take it from an artifact, and keeps the source. */
export function tellOtherUsers(rules: GitRules): void {
  for (const reference of rules.index.references) {
    const sources = rules.index.meantBy(reference);
    if (reference.role === Role.GENERATOR) moveGenerator(rules, reference, sources);
    else if (STAYING[reference.role]) stay(rules, reference, sources);
  }
  for (const object of rules.run.repository.ofKind(SOURCE, 'GitRepository')) {
    for (const item of itemsAt(object.spec, 'include')) for (const source of rules.index.named(textAt(item, 'repository', 'name') ?? '')) source.stays++;
  }
  for (const { text } of rules.run.repository.untouched) if (text?.includes('GitRepository')) keepNamed(rules, text);
}

const STAYING: { readonly [role in Role]?: (rules: GitRules, reference: Reference) => void } = {
  [Role.CHART]: ({ run }, { object, map }) => run.ask('FOC114', { file: object.file, offset: map.start, object },
    'a chart from a path of Git can\'t come from an artifact of manifests, so the GitRepository stays for it',
    '`helm push` in CI and `chartRef` to an OCIRepository of the chart; or leave it'),
  [Role.AUTOMATION]: ({ run }, { object, map }) => run.note('FOC113', { file: object.file, offset: map.start, object },
    'it pushes to Git, so the GitRepository and its credentials stay for it'),
  [Role.OTHER]: ({ run }, { object, map }) => run.ask('FOC103', { file: object.file, offset: map.start, object },
    `whether ${object.kind} takes an OCIRepository isn't known here, so the GitRepository stays for it`, 'an edit of your own where it does'),
};

function stay(rules: GitRules, reference: Reference, sources: readonly GitSource[]): void {
  rules.keep(reference, sources);
  if (sources.some(({ home }) => home)) STAYING[reference.role]!(rules, reference);
}

/** An ArtifactGenerator takes files of its sources by their path. */
function moveGenerator(rules: GitRules, reference: Reference, sources: readonly GitSource[]): void {
  const { run } = rules;
  const { object, map } = reference;
  const { home, unclear } = destinationOf(sources);
  const kind = find(map, 'kind')!;
  const copies = home?.own ? copiesOf(rules, reference) : [];
  if (!home || !isOwn(kind) || !copies || !run.mayChange(object.file)) {
    rules.keep(reference, sources);
    if (unclear || (home && run.mayChange(object.file))) run.ask('FOC103', { file: object.file, offset: map.start, object }, 'what it copies isn\'t told to be in the artifact, so this stays on Git', '`kind: OCIRepository`, and paths within the artifact');
    return;
  }
  object.file.edits.setText(kind.node as YamlScalar, 'OCIRepository');
  run.changed(object, 'sources.kind: GitRepository → OCIRepository', kind.node.start);
  for (const { found, inner } of copies) {
    object.file.edits.setText(found.node as YamlScalar, inner);
    run.changed(object, `copy.from: ${textAt(found.node)} → ${inner}`, found.node.start);
  }
  for (const source of sources) source.moved++;
}

/** What it copies from a source, with the path within the artifact; undefined where that isn't in it. */
function copiesOf({ run }: GitRules, { object, map }: Reference): { found: Found; inner: string }[] | undefined {
  const { artifactRoot } = run.options;
  const alias = textAt(map, 'alias') ?? '';
  const copies: { found: Found; inner: string }[] = [];
  if (artifactRoot === '') return copies;
  for (const artifact of itemsAt(object.spec, 'artifacts')) {
    for (const copy of itemsAt(artifact, 'copy')) {
      const from = find(copy, 'from');
      const text = textAt(from?.node);
      if (!from || !text?.startsWith(`@${alias}/`)) continue;
      const inner = pathInArtifact(text.slice(alias.length + 2), artifactRoot);
      if (inner === undefined || !isOwn(from)) return undefined;
      copies.push({ found: from, inner: `@${alias}/${inner === './' ? '**' : inner}` });
    }
  }
  return copies;
}

/** What can't be read may need whatever it names. */
function keepNamed({ index }: GitRules, text: string): void {
  for (const source of index.sources) if (text.includes(source.name)) source.stays++;
}
