import { commentsIn } from './comments';
import { LISTS, type KustomizeDirectory, type KustomizeEntry } from './kustomize-directory';
import type { MigrationRun } from './migration-run';
import { contentEnd, eolOf, indentOf, lineEnd, lineStart } from './text-edits';
import type { TreeFile } from './tree-file';
import { find, itemsAt, type Found } from './yaml-lookup';
import type { YamlList, YamlNode } from './yaml-tree';

/** Keeps the lists of kustomization.yaml in step with the files that come and go. */
export class ResourceLists {
  /** The entries that are taken out. */
  private readonly gone = new Set<YamlNode>();
  private entries?: Map<string, [KustomizeDirectory, KustomizeEntry][]>;

  public constructor(private readonly run: MigrationRun) {}

  /** Whether every kustomization.yaml that takes in a file can be changed to do without it. */
  public mayLose(path: string): boolean {
    return this.entriesOf(path).every(([directory, entry]) => this.run.mayChange(directory.file) && listOf(directory, entry)?.shared === false);
  }

  /** Takes a file out of every list. */
  public remove(path: string): void {
    for (const [directory, entry] of this.entriesOf(path)) this.removeEntry(directory, entry);
  }

  /** Adds a file to the resources of a kustomization.yaml, in the manner of the entries that are there. */
  public add(directory: KustomizeDirectory, name: string): void {
    const { file } = directory;
    const list = find(directory.map, 'resources');
    const items = itemsAt(directory.map, 'resources');
    const last = items[items.length - 1];
    if (!list || !last || (list.node.type === 'list' && list.node.flow)) {
      this.run.ask('FOC144', { file, offset: list?.pair.keyStart }, `\`${name}\` must be among the resources`, `add \`- ${name}\` to \`resources\``);
      return;
    }
    if (items.every(item => this.gone.has(item))) {
      this.rewriteList(file, list, `${eolOf(file.text)}${indentOf(file.text, list.pair.keyStart)}- ${name}`);
      this.run.changedIn(file, last.start, `kustomization ${directory.directory || '.'}`, `resources: ${name} added`);
      return;
    }
    const dash = file.text.lastIndexOf('-', last.start - 1);
    const text = /^\.\//.test(String(last.type === 'scalar' ? last.value : '')) ? `./${name}` : name;
    const at = lineEnd(file.text, contentEnd(last));
    const eol = eolOf(file.text);
    const line = `${indentOf(file.text, dash)}- ${text}`;
    file.edits.insert(at, at === file.text.length && !file.text.endsWith('\n') ? `${eol}${line}` : `${line}${eol}`);
    this.run.changedIn(file, last.start, `kustomization ${directory.directory || '.'}`, `resources: ${text} added`);
  }

  private entriesOf(path: string): readonly [KustomizeDirectory, KustomizeEntry][] {
    this.entries ??= this.entriesByPath();
    return this.entries.get(path) ?? [];
  }

  private entriesByPath(): Map<string, [KustomizeDirectory, KustomizeEntry][]> {
    const entries = new Map<string, [KustomizeDirectory, KustomizeEntry][]>();
    for (const directory of this.run.repository.kustomizations.values()) {
      for (const entry of directory.entries) {
        if (entry.path === undefined) continue;
        const known = entries.get(entry.path);
        if (known) known.push([directory, entry]);
        else entries.set(entry.path, [[directory, entry]]);
      }
    }
    return entries;
  }

  /** kustomize takes an empty list, but not a kustomization.yaml with nothing in it. */
  private removeEntry(directory: KustomizeDirectory, entry: KustomizeEntry): void {
    const { file } = directory;
    const { text, edits } = file;
    const { node, text: name } = entry;
    const found = listOf(directory, entry)!;
    const { items } = found.node as YamlList;
    this.run.changedIn(file, node.start, `kustomization ${directory.directory || '.'}`, `${found.pair.key}: ${name.slice(name.lastIndexOf('/') + 1)} removed`);
    this.gone.add(node);
    const rest = items.filter(item => !this.gone.has(item));
    const isFlow = (found.node as YamlList).flow;
    if (isFlow || rest.length === 0) {
      const list = isFlow ? `[${rest.map(item => text.slice(item.start, item.end)).join(', ')}]` : '[]';
      this.rewriteList(file, found, list);
      return;
    }
    const [start, end] = [lineStart(text, node.start), lineEnd(text, contentEnd(node))];
    for (const comment of commentsIn(text, start, end)) this.run.note('FOC145', { file, offset: comment.offset }, `a comment goes with its entry: ${comment.text}`);
    edits.replace(start, end, '');
  }

  /** Whatever was edited in the list before is overwritten by this. */
  private rewriteList(file: TreeFile, { pair, node }: Found, list: string): void {
    const { text, edits } = file;
    if (node.type === 'list' && node.flow) {
      edits.revert(node.start, node.end);
      edits.replace(node.start, node.end, list);
      return;
    }
    const [start, end] = [pair.keyEnd, contentEnd(node)];
    edits.revert(start, lineEnd(text, end));
    const comments = commentsIn(text, start, end);
    const behind = comments.find(({ offset }) => lineStart(text, offset) === lineStart(text, start));
    const own = comments.filter(({ ownLine }) => ownLine).map(one => `${eolOf(text)}${indentOf(text, pair.keyStart)}${one.text}`);
    const comment = behind ? ` ${behind.text}` : '';
    edits.replace(start, end, (list.startsWith('[') ? `: ${list}${comment}` : `:${comment}${list}`) + own.join(''));
  }
}

/** The list of a kustomization.yaml that has an entry. */
function listOf({ map }: KustomizeDirectory, { node }: KustomizeEntry): Found | undefined {
  return LISTS.map(key => find(map, key)).find(found => found?.node.type === 'list' && found.node.items.includes(node));
}
