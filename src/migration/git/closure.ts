import type { GitRules } from './git-rules';
import type { KustomizeDirectory } from '../kustomize-directory';
import { directoryOf, isBelow, resolvedPath } from '../tree-file';
import { KUSTOMIZE } from '../tree-object';
import { find, itemsAt, textAt, textOf } from '../yaml-lookup';
import type { YamlNode } from '../yaml-tree';

/** Tells what the moved Kustomizations take in that their artifact doesn't hold. */
export class Closure {
  private readonly seen = new Set<string>();
  private readonly subdirectories = new Map<string, string[]>();

  public constructor(private readonly rules: GitRules) {
    for (const directory of rules.run.repository.directories) {
      if (directory === '') continue;
      const parent = directoryOf(directory);
      const siblings = this.subdirectories.get(parent);
      if (siblings) siblings.push(directory);
      else this.subdirectories.set(parent, [directory]);
    }
  }

  public check(): void {
    const { run: { repository, options }, patches, movedOwn } = this.rules;
    for (const object of movedOwn) {
      const path = textAt(object.spec, 'path');
      // Without a path of its own it may get one from a patch.
      if (!object.is(KUSTOMIZE, 'Kustomization') || (path === undefined && (patches.isPatch(object) || options.artifactRoot !== ''))) continue;
      const directory = repository.directoryAt(path);
      if (directory !== undefined) this.enter(directory);
    }
  }

  private enter(start: string): void {
    const waiting = [start];
    for (let directory = waiting.pop(); directory !== undefined; directory = waiting.pop()) {
      if (this.seen.has(directory)) continue;
      this.seen.add(directory);
      const kustomize = this.rules.run.repository.kustomizations.get(directory);
      // Without a kustomization.yaml Flux takes in everything below.
      waiting.push(...kustomize ? this.entriesOf(kustomize) : this.subdirectories.get(directory) ?? []);
    }
  }

  private entriesOf(kustomize: KustomizeDirectory): string[] {
    const { run } = this.rules;
    const { file, directory } = kustomize;
    for (const { text, node, remote, path } of kustomize.entries) {
      if (remote) run.note('FOC106', { file, offset: node.start }, `${text} is fetched from elsewhere, and isn't covered by the signature of the artifact`, 'a copy of it in the artifact');
      else this.checkPlace(kustomize, path, text, node);
    }
    for (const node of filesOf(kustomize)) this.checkPlace(kustomize, resolvedPath(directory, textOf(node)!), textOf(node)!, node);
    return kustomize.entries.flatMap(({ path }) => (path !== undefined && run.repository.directories.has(path) ? [path] : []));
  }

  private checkPlace({ file }: KustomizeDirectory, path: string | undefined, text: string, node: YamlNode): void {
    const { artifactRoot } = this.rules.run.options;
    if (path !== undefined && isBelow(artifactRoot, path)) return;
    this.rules.run.ask('FOC105', { file, offset: node.start }, `${text} is outside of ${artifactRoot === '' ? 'the repository' : artifactRoot}, so the artifact doesn't hold it`, artifactRoot === '' ? 'a copy of it in the repository' : 'a wider `--artifact-root`, or move it below');
  }
}

/** Files that a kustomization.yaml takes in beside its resources. */
function filesOf({ map }: KustomizeDirectory): YamlNode[] {
  const listed = ['patchesStrategicMerge', 'configurations', 'generators', 'transformers', 'validators'].flatMap(key => itemsAt(map, key));
  const pathed = ['patches', 'patchesJson6902', 'replacements'].flatMap(key => itemsAt(map, key)).map(item => find(item, 'path')?.node);
  const generated = ['configMapGenerator', 'secretGenerator'].flatMap(key => itemsAt(map, key)).flatMap(item => [...itemsAt(item, 'files'), ...itemsAt(item, 'envs'), find(item, 'env')?.node]);
  return [...listed, ...pathed, ...generated].filter((node): node is YamlNode => leavesDirectory(textOf(node)));
}

/** Only what leads up may lead out; `files` may be `key=path`. */
function leavesDirectory(text: string | undefined): boolean {
  return text !== undefined && !text.includes('\n') && /^(?:\.\/)*\.\.\//.test(text);
}
