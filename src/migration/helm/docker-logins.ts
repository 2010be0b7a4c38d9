import type { MigrationRun } from '../migration-run';
import { TreeFile } from '../tree-file';
import { TreeObject } from '../tree-object';
import { rootMap, textAt } from '../yaml-lookup';

const TYPE = 'kubernetes.io/dockerconfigjson';

/** The Secrets of a tree that an OCIRepository can log in with; also those that an operator makes, and those that are encrypted. */
export class DockerLogins {
  private known?: { readonly name: string; readonly namespaces: readonly (string | undefined)[] }[];

  public constructor(private readonly run: MigrationRun) {}

  /** Whether there is one of this name in all of these namespaces. */
  public has(name: string, namespaces: readonly (string | undefined)[]): boolean {
    this.known ??= this.run.repository.logins.flatMap(({ path, text }) => this.read(new TreeFile(path, text)));
    return namespaces.every(namespace => this.known!.some(login => login.name === name && login.namespaces.includes(namespace)));
  }

  private read(file: TreeFile): { name: string; namespaces: readonly (string | undefined)[] }[] {
    return file.documents.flatMap(document => {
      const map = rootMap(document);
      const object = map && new TreeObject(file, document, map);
      const name = object && loginName(object);
      return object && name !== undefined ? [{ name, namespaces: this.run.repository.namespacesOf(object) }] : [];
    });
  }
}

function loginName(object: TreeObject): string | undefined {
  switch (object.kind) {
    case 'Secret': return textAt(object.map, 'type') === TYPE ? object.name : undefined;
    case 'SealedSecret': return textAt(object.spec, 'template', 'type') === TYPE ? object.name : undefined;
    case 'ExternalSecret': return textAt(object.spec, 'target', 'template', 'type') === TYPE ? textAt(object.spec, 'target', 'name') ?? object.name : undefined;
    default: return undefined;
  }
}
