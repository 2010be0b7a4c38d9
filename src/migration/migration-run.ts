import type { CheckedOptions } from './checked-options';
import { commentsIn } from './comments';
import { LISTS, type KustomizeDirectory, type KustomizeEntry } from './kustomize-directory';
import { MigrationFindingLevel, type MigratedFile, type MigrationChange, type MigrationFinding, type PublishStep } from './migration-result';
import type { Repository } from './repository';
import { contentEnd, eolOf, indentOf, lineEnd, lineOf, lineStart } from './text-edits';
import type { TreeFile } from './tree-file';
import type { TreeObject } from './tree-object';
import { find, itemsAt, type Found } from './yaml-lookup';
import type { YamlList, YamlNode } from './yaml-tree';
import type { Code } from '../private/codes';

/** Something in a file that a finding is about. */
export interface Spot {
  readonly file: TreeFile;
  readonly offset?: number;
  readonly object?: TreeObject;
}

/** What the rules read, and what they come to: edits, new files, findings. */
export class MigrationRun {
  public readonly findings: MigrationFinding[] = [];
  public readonly changes: MigrationChange[] = [];
  public readonly publish: PublishStep[] = [];
  public readonly rollout: string[] = [];
  /** What comes behind all other steps of the rollout. */
  public readonly afterwards: string[] = [];
  private readonly newFiles = new Map<string, string>();
  private readonly deleted = new Set<TreeFile>();
  /** The entries of kustomization.yaml that are taken out. */
  private readonly gone = new Set<YamlNode>();
  /** Comments that are told of. */
  private readonly told = new Set<string>();
  private entries?: Map<string, [KustomizeDirectory, KustomizeEntry][]>;
  /** The roots of documents that are taken out. */
  private readonly removed = new Set<YamlNode>();

  public constructor(public readonly repository: Repository, public readonly options: CheckedOptions) {}

  /** Whether the user lets this file be changed. */
  public mayChange(file: TreeFile): boolean {
    return this.options.mayChange(file.path);
  }

  /** Something that a person must decide. */
  public ask(code: Code, spot: Spot | undefined, problem: string, use?: string): void {
    this.tell(MigrationFindingLevel.ACTION, code, spot, problem, use);
  }

  /** Something worth knowing. */
  public note(code: Code, spot: Spot | undefined, problem: string, use?: string): void {
    this.tell(MigrationFindingLevel.NOTICE, code, spot, problem, use);
  }

  /** Records what happened to an object. */
  public changed(object: TreeObject, what: string, offset = object.map.start): void {
    this.changes.push({ file: object.file.path, line: object.line(offset), object: object.label, what });
  }

  /** Records what happened to something that is no object, such as a kustomization.yaml. */
  public changedIn(file: TreeFile, offset: number, label: string, what: string): void {
    this.changes.push({ file: file.path, line: lineOf(file.text, offset), object: label, what });
  }

  public hasPath(path: string): boolean {
    return this.repository.paths.has(path) || this.newFiles.has(path);
  }

  public addFile(path: string, text: string): void {
    this.newFiles.set(path, text);
  }

  /** Adds a document right behind the one of an object, or an item behind it where the object is one of a list. */
  public addBeside(object: TreeObject, yaml: string): void {
    if (object.within) this.addItem(object, yaml);
    else this.addDocument(object.file, object.document.end, yaml);
  }

  /** Adds a document at the end of another, given by where it ends. */
  public addDocument(file: TreeFile, end: number, yaml: string): void {
    const eol = eolOf(file.text);
    const lead = end === 0 || file.text[end - 1] === '\n' ? '' : eol;
    file.edits.insert(end, `${lead}---${eol}${withEol(yaml, eol)}`);
  }

  /** Puts documents in the place of an object's. Comments before the object stay, those in it go before what comes. */
  public replaceDocument(object: TreeObject, yamls: readonly string[]): void {
    const { file, map } = object;
    const eol = eolOf(file.text);
    const start = lineStart(file.text, map.start);
    const end = lineEnd(file.text, contentEnd(map));
    const kept = commentsIn(file.text, start, end).map(({ text }) => `${text}${eol}`).join('');
    file.edits.replace(start, end, kept + yamls.map(yaml => withEol(yaml, eol)).join(`---${eol}`));
  }

  /** Whether an object can be taken out: its file can be changed, and every kustomization.yaml that would have to do without that file. */
  public mayRemove({ file }: TreeObject): boolean {
    this.entries ??= this.entriesByPath();
    const listed = this.entries.get(file.path) ?? [];
    return this.mayChange(file) && listed.every(([directory, entry]) => this.mayChange(directory.file) && listOf(directory, entry)?.shared === false);
  }

  /** Takes an object out: its document, or its file where it is alone there, and the file's entries in kustomization.yaml. */
  public removeDocument(object: TreeObject): void {
    const { file, document } = object;
    if (object.within) return this.removeItem(object);
    this.removed.add(object.map);
    this.tellComments(object, document.start, document.end);
    if (file.documents.every(({ root }) => this.removed.has(root))) {
      this.tellComments(object, 0, file.text.length);
      return this.deleteFile(file);
    }
    const marker = lineStart(file.text, Math.max(document.start - 1, 0));
    file.edits.replace(document.start === 0 ? 0 : marker, document.start === 0 ? lineEnd(file.text, Math.min(document.end + 1, file.text.length)) : document.end, '');
  }

  /** Adds a file to the resources of a kustomization.yaml, in the manner of the entries that are there. */
  public addResource(directory: KustomizeDirectory, name: string): void {
    const { file } = directory;
    const list = find(directory.map, 'resources');
    const items = itemsAt(directory.map, 'resources');
    const last = items[items.length - 1];
    if (!list || !last || (list.node.type === 'list' && list.node.flow)) {
      this.ask('FOC144', { file, offset: list?.pair.keyStart }, `\`${name}\` must be among the resources`, `add \`- ${name}\` to \`resources\``);
      return;
    }
    if (items.every(item => this.gone.has(item))) {
      this.rewriteList(file, list, `${eolOf(file.text)}${indentOf(file.text, list.pair.keyStart)}- ${name}`);
      this.changedIn(file, last.start, `kustomization ${directory.directory || '.'}`, `resources: ${name} added`);
      return;
    }
    const dash = file.text.lastIndexOf('-', last.start - 1);
    const text = /^\.\//.test(String(last.type === 'scalar' ? last.value : '')) ? `./${name}` : name;
    const at = lineEnd(file.text, contentEnd(last));
    const eol = eolOf(file.text);
    const line = `${indentOf(file.text, dash)}- ${text}`;
    file.edits.insert(at, at === file.text.length && !file.text.endsWith('\n') ? `${eol}${line}` : `${line}${eol}`);
    this.changedIn(file, last.start, `kustomization ${directory.directory || '.'}`, `resources: ${text} added`);
  }

  /** The files that change, by path. */
  public files(): MigratedFile[] {
    const changed = [...this.repository.files.values()].filter(file => this.deleted.has(file) || !file.edits.isEmpty);
    return [
      ...changed.map(file => this.deleted.has(file)
        ? { path: file.path, before: file.text, edits: [] }
        : { path: file.path, before: file.text, after: file.edits.applied(), edits: file.edits.list }),
      ...[...this.newFiles].map(([path, after]) => ({ path, after, edits: [] })),
    ].sort((one, other) => (one.path < other.path ? -1 : 1));
  }

  private tell(level: MigrationFindingLevel, code: Code, spot: Spot | undefined, problem: string, use?: string): void {
    const file = spot?.file;
    const line = spot?.offset ?? spot?.object?.map.start;
    this.findings.push({
      code,
      level,
      problem,
      ...(file && { file: file.path, ...(line !== undefined && { line: lineOf(file.text, line) }) }),
      ...(spot?.object && { object: spot.object.label }),
      ...(use !== undefined && { use }),
    });
  }

  private deleteFile(file: TreeFile): void {
    this.deleted.add(file);
    this.entries ??= this.entriesByPath();
    for (const [directory, entry] of this.entries.get(file.path) ?? []) this.removeEntry(directory, entry);
  }

  private entriesByPath(): Map<string, [KustomizeDirectory, KustomizeEntry][]> {
    const entries = new Map<string, [KustomizeDirectory, KustomizeEntry][]>();
    for (const directory of this.repository.kustomizations.values()) {
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
    this.changedIn(file, node.start, `kustomization ${directory.directory || '.'}`, `${found.pair.key}: ${name.slice(name.lastIndexOf('/') + 1)} removed`);
    this.gone.add(node);
    const rest = items.filter(item => !this.gone.has(item));
    const isFlow = (found.node as YamlList).flow;
    if (isFlow || rest.length === 0) {
      const list = isFlow ? `[${rest.map(item => text.slice(item.start, item.end)).join(', ')}]` : '[]';
      this.rewriteList(file, found, list);
      return;
    }
    const [start, end] = [lineStart(text, node.start), lineEnd(text, contentEnd(node))];
    for (const comment of commentsIn(text, start, end)) this.note('FOC145', { file, offset: comment.offset }, `a comment goes with its entry: ${comment.text}`);
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

  private addItem(object: TreeObject, yaml: string): void {
    const { text, edits } = object.file;
    const dash = text.lastIndexOf('-', object.map.start - 1);
    const indent = indentOf(text, dash);
    const eol = eolOf(text);
    const at = lineEnd(text, contentEnd(object.map));
    const lines = yaml.trimEnd().split('\n').map((line, index) => (index === 0 ? `${indent}- ${line}` : line === '' ? '' : `${indent}  ${line}`));
    edits.insert(at, `${at > 0 && text[at - 1] !== '\n' ? eol : ''}${lines.join(eol)}${eol}`);
  }

  private removeItem(object: TreeObject): void {
    const { text, edits } = object.file;
    const end = lineEnd(text, contentEnd(object.map));
    this.tellComments(object, object.map.start, end);
    edits.replace(lineStart(text, text.lastIndexOf('-', object.map.start - 1)), end, '');
  }

  private tellComments(object: TreeObject, start: number, end: number): void {
    for (const comment of commentsIn(object.file.text, start, end)) {
      const place = `${object.file.path}:${comment.offset}`;
      if (comment.isModeline || this.told.has(place)) continue;
      this.told.add(place);
      this.note('FOC145', { file: object.file, offset: comment.offset, object }, `a comment goes with its object: ${comment.text}`);
    }
  }
}

/** The list of a kustomization.yaml that has an entry. */
function listOf({ map }: KustomizeDirectory, { node }: KustomizeEntry): Found | undefined {
  return LISTS.map(key => find(map, key)).find(found => found?.node.type === 'list' && found.node.items.includes(node));
}

function withEol(yaml: string, eol: string): string {
  const text = yaml.endsWith('\n') ? yaml : `${yaml}\n`;
  return eol === '\n' ? text : text.replace(/\n/g, eol);
}
