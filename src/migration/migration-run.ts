import type { CheckedOptions } from './checked-options';
import { commentsIn } from './comments';
import { MigrationFindingLevel, type MigratedFile, type MigrationChange, type MigrationFinding, type PublishStep } from './migration-result';
import type { Repository } from './repository';
import { ResourceLists } from './resource-lists';
import { contentEnd, eolOf, indentOf, lineEnd, lineOf, lineStart } from './text-edits';
import type { TreeFile } from './tree-file';
import type { TreeObject } from './tree-object';
import type { YamlNode } from './yaml-tree';
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
  /** What the kustomization.yaml files take in. */
  public readonly lists = new ResourceLists(this);
  private readonly newFiles = new Map<string, string>();
  private readonly deleted = new Set<TreeFile>();
  /** Comments that are told of. */
  private readonly told = new Set<string>();
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
    return this.mayChange(file) && this.lists.mayLose(file.path);
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
    this.lists.remove(file.path);
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

function withEol(yaml: string, eol: string): string {
  const text = yaml.endsWith('\n') ? yaml : `${yaml}\n`;
  return eol === '\n' ? text : text.replace(/\n/g, eol);
}
