import type { GitRules } from './git-rules';
import type { GitSource } from './git-source';
import { specOf } from './instance-edit';

/** Which artifacts have to be pushed, and how. */
export function planPublishing(rules: GitRules): void {
  const told = new Set<string>();
  for (const source of rules.index.sources) {
    const { home } = source;
    if (!home || !source.isMoved || told.has(home.url)) continue;
    told.add(home.url);
    const { artifactRoot, sourceRef } = rules.run.options;
    const directory = artifactRoot === '' ? '.' : artifactRoot;
    rules.run.publish.push({
      url: home.url,
      ref: followed(sourceRef._toSpec()),
      ...(home.own && { directory }),
      commands: commandsFor(rules, source, home.own ? `./${artifactRoot}` : './'),
    });
  }
}

/** With the commit, so that notifications and `flux trace` still tell it. */
function commandsFor(rules: GitRules, source: GitSource, path: string): string[] {
  const { sourceRef } = rules.run.options;
  const { tag, semver } = sourceRef._toSpec();
  const repository = source.home!.url;
  const pushed = tag ?? (semver === undefined ? 'latest' : '"$VERSION"');
  const push = `flux push artifact ${repository}:${pushed} --path=${path} --source="$(git config --get remote.origin.url)" --revision="$(git rev-parse --abbrev-ref HEAD)@sha1:$(git rev-parse HEAD)"`;
  const spec = specOf(rules, source);
  const provider = typeof spec === 'string' ? undefined : (spec.verify as { provider?: string; secretRef?: unknown } | undefined);
  const image = repository.replace(/^oci:\/\//, '');
  if (!provider) return [push];
  const signed = provider.provider === 'notation' ? `notation sign "${image}@$DIGEST"` : `cosign sign --yes ${provider.secretRef ? '--key cosign.key ' : ''}"${image}@$DIGEST"`;
  return [`DIGEST="$(${push} --output json | jq -r .digest)"`, signed];
}

/** Flux reads digest before semver before tag. */
function followed({ digest, semver, tag }: { digest?: string; semver?: string; tag?: string }): string {
  return digest === undefined ? semver === undefined ? `tag ${tag}` : `semver ${semver}` : `digest ${digest}`;
}
