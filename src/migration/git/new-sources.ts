import { GitSettings } from './git-settings';
import type { GitSource } from './git-source';
import type { Instance } from './instances';
import { updateModeline } from '../helm/modeline';
import type { KustomizeDirectory } from '../kustomize-directory';
import type { MigrationRun } from '../migration-run';
import { renderSource } from '../new-source';
import { directoryOf } from '../tree-file';
import { SOURCE } from '../tree-object';
import { find, itemsAt, textAt } from '../yaml-lookup';

/** Makes the OCIRepository of every Git source that something was moved to. */
export class NewSources {
  private readonly existing = new Map<string, { readonly namespaces: readonly (string | undefined)[]; readonly url?: string }[]>();
  private readonly documents = new Map<GitSource, string>();

  public constructor(private readonly run: MigrationRun, instances: readonly Instance[]) {
    for (const object of run.repository.ofKind(SOURCE, 'OCIRepository')) {
      if (object.name !== undefined) this.know(object.name, run.repository.namespacesOf(object), textAt(object.spec, 'url'));
    }
    for (const { kind, name, namespaces, sync } of instances) if (kind === 'OCIRepository') this.know(name, namespaces, textAt(sync, 'url'));
  }

  /** Refuses the sources that can't be made, before anything is moved to them. */
  public check(sources: readonly GitSource[]): void {
    for (const source of sources) if (source.home && !source.refused) this.checkOne(source);
  }

  /** Whether there is one already. */
  public exists(source: GitSource): boolean {
    return this.alike(source).length > 0;
  }

  /** Adds what is new behind the Git source, or in its place when nothing needs that any more. */
  public make(source: GitSource): void {
    const { object } = source;
    const yaml = this.documents.get(source);
    if (object && this.exists(source) && source.stays === 0 && !source.isBootstrap && this.run.mayChange(object.file)) return this.remove(source);
    if (!object || yaml === undefined) return;
    new GitSettings(this.run, source).tell();
    const label = `OCIRepository/${[...object.namespace === undefined ? [] : [object.namespace], source.name].join('/')}`;
    if (this.needsFile(source)) this.addFile(directoryOf(object.file.path), source.name, yaml, label);
    else if (source.stays > 0) this.addBeside(source, yaml, label);
    else this.replace(source, yaml);
  }

  /** Adds a source where what makes the Git one stays as it is: as a file of its own, where Flux applies it. */
  public addFile(directory: string, name: string, yaml: string, label: string): void {
    const path = fileOf(directory, name);
    const kustomize = this.run.repository.kustomizations.get(directory);
    this.run.addFile(path, `---\n${yaml}`);
    this.run.changes.push({ file: path, line: 1, object: label, what: 'added' });
    if (kustomize) this.run.lists.add(kustomize, `${name}-oci.yaml`);
  }

  /** Whether a file can be added to what is applied in a directory. */
  public hasPlace(directory: string, name: string): boolean {
    const kustomize = this.run.repository.kustomizations.get(directory);
    return this.run.options.mayChange(fileOf(directory, name)) && (kustomize === undefined || this.takesEntries(kustomize));
  }

  /** Whether the file of a GitRepository stays as it is. */
  private needsFile({ object, isBootstrap }: GitSource): boolean {
    return isBootstrap || !this.run.mayChange(object!.file);
  }

  private takesEntries({ file, map }: KustomizeDirectory): boolean {
    const list = find(map, 'resources');
    return this.run.mayChange(file) && list !== undefined && !list.shared && list.node.type === 'list' && !list.node.flow && itemsAt(map, 'resources').length > 0;
  }

  private addBeside(source: GitSource, yaml: string, label: string): void {
    const object = source.object!;
    this.run.addBeside(object, yaml);
    this.run.changes.push({ file: object.file.path, line: object.line(), object: label, what: 'added beside the GitRepository, which something still needs' });
  }

  private replace(source: GitSource, yaml: string): void {
    const object = source.object!;
    this.run.changed(object, `replaced by an OCIRepository of ${source.home!.url}`);
    for (const edit of source.follow) edit();
    if (object.within) {
      this.run.addBeside(object, yaml);
      return this.run.removeDocument(object);
    }
    updateModeline(object.file, object.document, object.map, 'ocirepository');
    this.run.replaceDocument(object, [yaml]);
  }

  private remove(source: GitSource): void {
    this.run.changed(source.object!, 'removed: the OCIRepository is there already');
    for (const edit of source.follow) edit();
    this.run.removeDocument(source.object!);
  }

  private checkOne(source: GitSource): void {
    const { run } = this;
    const home = source.home!;
    const refuse = (code: 'FOC103' | 'FOC119', problem: string, use?: string): void => {
      source.refused = true;
      run.ask(code, source.spot, problem, use);
    };
    const alike = this.alike(source);
    const other = alike.find(({ url }) => url !== undefined && url !== home.url);
    if (other) return refuse('FOC119', `there is an OCIRepository ${source.name} of ${other.url}, so it can't be one of ${home.url}`, `${other.url} for \`--source ${source.id}\`, or another name`);
    if (alike.length > 0) return;
    const obstacle = this.placeless(source);
    if (obstacle) return refuse('FOC103', ...obstacle);
    const { sourceRef: ref, auth, verify } = run.options;
    const settings = source.object ? new GitSettings(run, source).taken() : {};
    const yaml = renderSource({ ...settings, name: source.name, url: home.url, ref, ...(auth && { auth }), ...(verify && { verify }) }, run.options);
    if (typeof yaml === 'string') this.documents.set(source, yaml);
    else refuse('FOC119', `its OCIRepository can't be made: ${yaml.message}`);
  }

  /** Why nothing can be added where a GitRepository is declared. */
  private placeless(source: GitSource): [string, string] | undefined {
    const { object, name } = source;
    if (!object) return undefined;
    if (this.needsFile(source) && !this.hasPlace(object.file.directory, name)) return ['nothing can be added where this GitRepository is, so its consumers stay on Git', 'files that may be changed, with `resources` one a line'];
    return object.within && object.map.flow ? ['this GitRepository is in one line with others, so its consumers stay on Git', 'one object a document'] : undefined;
  }

  private alike({ name, namespaces }: GitSource): readonly { readonly url?: string }[] {
    const isLike = (one: string | undefined): boolean => namespaces.some(two => one === undefined || two === undefined || one === two);
    return (this.existing.get(name) ?? []).filter(other => other.namespaces.some(isLike));
  }

  private know(name: string, namespaces: readonly (string | undefined)[], url: string | undefined): void {
    const known = this.existing.get(name);
    const one = { namespaces, ...(url !== undefined && { url }) };
    if (known) known.push(one);
    else this.existing.set(name, [one]);
  }
}

function fileOf(directory: string, name: string): string {
  return [...directory === '' ? [] : [directory], `${name}-oci.yaml`].join('/');
}
