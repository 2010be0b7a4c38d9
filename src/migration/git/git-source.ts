import type { Instance } from './instances';
import type { Spot } from '../migration-run';
import { Role, type Reference } from '../references';
import type { TreeObject } from '../tree-object';
import { mapAt, textAt } from '../yaml-lookup';

/** Where a Git source is published. */
export interface Home {
  /** `oci://…`, without tag. */
  readonly url: string;
  /** Whether the artifact holds this repository: then paths are those of these files. */
  readonly own: boolean;
}

/** A GitRepository that the files declare, have a FluxInstance make, or only refer to. */
export class GitSource {
  public home?: Home;
  /** Everything that refers to it. */
  public readonly users: Reference[] = [];
  /** What was moved to its artifact, and what has to stay on Git. */
  public moved = 0;
  public stays = 0;
  /** Whether the FluxInstance that makes it makes the new one now. */
  public rootMoved = false;
  /** Edits of what changes the GitRepository, for when it goes. */
  public readonly follow: (() => void)[] = [];
  /** Whether the new source can't be made; nothing is moved then. */
  public refused = false;

  public constructor(
    public readonly name: string,
    public readonly namespaces: readonly (string | undefined)[],
    public readonly object?: TreeObject,
    public readonly instance?: Instance,
  ) {}

  /** Where Git has it. */
  public get url(): string | undefined {
    return this.object ? textAt(this.object.spec, 'url') : textAt(this.instance?.sync, 'url');
  }

  public get isDeclared(): boolean {
    return this.object !== undefined || this.instance !== undefined;
  }

  public get isMoved(): boolean {
    return this.moved > 0 || this.rootMoved;
  }

  /** Whether `flux bootstrap` writes it, and would write it again. */
  public get isBootstrap(): boolean {
    return this.object !== undefined && isBootstrapFile(this.object.file.path);
  }

  /** What of the repository it follows, such as `branch main`; undefined where it doesn't say. */
  public get follows(): string | undefined {
    const name = textAt(this.instance?.sync, 'ref');
    if (name !== undefined) return name.replace(/^refs\/heads\//, 'branch ').replace(/^refs\/tags\//, 'tag ');
    const [pair] = mapAt(this.object?.spec, 'ref')?.pairs ?? [];
    return pair && `${pair.key} ${textAt(pair.value) ?? ''}`;
  }

  /** For reports. */
  public get label(): string {
    return this.object?.label ?? this.instance?.object?.label ?? `GitRepository/${this.name}`;
  }

  /** `NAME.NAMESPACE`, as options name it. */
  public get id(): string {
    return `${this.name}.${this.namespaces.find(namespace => namespace !== undefined) ?? 'NAMESPACE'}`;
  }

  public get spot(): Spot | undefined {
    if (this.object) return { file: this.object.file, object: this.object };
    if (this.instance) return { file: this.instance.file, offset: this.instance.sync.start, object: this.instance.object };
    const first = this.users.find(({ role }) => role === Role.MANIFESTS) ?? this.users[0];
    return first && { file: first.object.file, offset: first.map.start, object: first.object };
  }
}

export function isBootstrapFile(path: string): boolean {
  return /(?:^|\/)gotk-sync\.ya?ml$/.test(path);
}
