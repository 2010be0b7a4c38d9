import type { ChartUse } from './chart-use';
import type { Clusters } from './clusters';
import type { MigrationRun } from '../migration-run';
import { parseYaml } from '../parse-yaml';
import { SOURCE, type TreeObject } from '../tree-object';
import { dataOf } from '../yaml-lookup';
import type { YamlDocument } from '../yaml-tree';

interface Taken {
  readonly namespaces: readonly (string | undefined)[];
  /** An OCIRepository of the tree. */
  readonly object?: TreeObject;
  readonly path: string;
  /** The HelmRelease whose name it has. */
  readonly release?: string;
}

/** Names of OCIRepositories: those that are taken, and those that are given away. */
export class SourceNames {
  private readonly taken = new Map<string, Taken[]>();

  public constructor(private readonly run: MigrationRun, private readonly clusters: Clusters) {
    const { repository, options } = run;
    for (const object of repository.ofKind(SOURCE, 'OCIRepository')) this.take(object.name ?? '', { namespaces: repository.namespacesOf(object), object, path: object.file.path });
    // A GitRepository is followed by an OCIRepository of its name.
    if (options.git) for (const object of repository.ofKind(SOURCE, 'GitRepository')) this.take(object.name ?? '', { namespaces: repository.namespacesOf(object), path: object.file.path });
  }

  /** The name of an OCIRepository, and whether it is there already, just so. */
  public choose(wanted: string, yaml: string, uses: readonly ChartUse[]): { readonly name: string; readonly isThere: boolean } {
    const namespaces = this.run.repository.namespacesOf(uses[0].object);
    const { object: { file: { path } }, name: first } = uses[0];
    const release = uses.length === 1 ? first : undefined;
    const rivalsOf = (name: string) => (this.taken.get(name) ?? []).filter(other => overlap(other.namespaces, namespaces)
      // HelmReleases of one name and namespace are never in one cluster.
      && (release === undefined || other.release !== release) && this.clusters.mayMeet(path, other.path));
    for (let number = 0; ; number++) {
      const name = candidate(wanted, number);
      const rivals = rivalsOf(name);
      if (rivals.length > 0 && rivals.every(({ object }) => object && this.isSame(object, namespaces, yaml, uses))) return { name, isThere: true };
      if (rivals.length > 0) continue;
      this.take(name, { namespaces, path, release });
      return { name, isThere: false };
    }
  }

  private isSame(object: TreeObject, namespaces: readonly (string | undefined)[], yaml: string, uses: readonly ChartUse[]): boolean {
    const theirs = this.run.repository.namespacesOf(object);
    if (uses.some(({ patches }) => patches.length > 0)) return false;
    if (theirs.length !== namespaces.length || !theirs.every(namespace => namespaces.includes(namespace))) return false;
    const [{ root }] = parseYaml(yaml) as YamlDocument[];
    return JSON.stringify(compared(dataOf(root).spec)) === JSON.stringify(compared(dataOf(object.spec)));
  }

  private take(name: string, taken: Taken): void {
    const known = this.taken.get(name);
    if (known) known.push(taken);
    else this.taken.set(name, [taken]);
  }
}

function candidate(wanted: string, number: number): string {
  if (number === 0) return wanted;
  return number === 1 ? `${wanted}-chart` : `${wanted}-chart-${number}`;
}

function overlap(one: readonly (string | undefined)[], other: readonly (string | undefined)[]): boolean {
  return one.some(namespace => namespace === undefined || other.includes(undefined) || other.includes(namespace));
}

/** How often it looks makes no difference. */
const COMPARED = ['url', 'ref', 'layerSelector', 'provider', 'secretRef', 'serviceAccountName', 'certSecretRef', 'proxySecretRef', 'insecure', 'verify', 'suspend', 'ignore'];

function compared(spec: any): unknown {
  return COMPARED.map(key => sorted(spec?.[key]));
}

function sorted(value: any): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.keys(value).sort().map(key => [key, sorted(value[key])]));
}
