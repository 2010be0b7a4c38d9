import type { IConstruct } from 'constructs';
import type { Migration } from './migration';
import type { GitToOciOptions, MigrationInput } from './migration-options';
import type { RepointOptions } from './repoint-options';
import type { OciRepository } from '../source/oci-repository';

/**
 * Moves Flux YAML from Git to OCI: every `GitRepository` that is published as an artifact becomes an `OCIRepository`, every chart of an
 * OCI `HelmRepository` an `OCIRepository` with `chartRef`, and what refers to them follows. Values are replaced in place; all else stays
 * as it is, to the byte. Nothing is written to disk.
 *
 * @see https://fluxcd.io/flux/cheatsheets/oci-artifacts/
 */
export class GitToOci {
  /**
   * Migrates one text of YAML, of one or several documents. The result speaks of it as the file `manifest.yaml`.
   *
   * @param yaml the text
   * @param options what is moved where
   * @throws FOC011, FOC013 or FOC014 for a URL that Flux or a registry refuses; FOC150 or FOC151 for other options that can't be
   */
  public static migrate(yaml: string, options: GitToOciOptions): Migration {
    return GitToOci.migrateFiles([{ path: 'manifest.yaml', content: yaml }], options);
  }

  /**
   * Migrates the files of a repository.
   *
   * @param files the YAML files of the repository
   * @param options what is moved where
   * @throws FOC011, FOC013 or FOC014 for a URL that Flux or a registry refuses; FOC150 or FOC151 for other options that can't be
   */
  public static migrateFiles(files: MigrationInput[], options: GitToOciOptions): Migration {
    return rules().migrateTree(files.map(({ path, content }) => ({ path, text: content })), options);
  }

  /**
   * Migrates the YAML files below a directory. Directories that begin with `.git`, and `node_modules`, are passed over.
   *
   * @param directory path of the directory
   * @param options what is moved where
   * @throws FOC011, FOC013 or FOC014 for a URL that Flux or a registry refuses; FOC150 or FOC151 for other options that can't be; FOC164 for what
   * can't be read
   */
  public static migrateDirectory(directory: string, options: GitToOciOptions): Migration {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { filesBelow } = require('./read-directory') as typeof import('./read-directory');
    return rules().migrateTree(filesBelow(directory), options, directory);
  }

  /**
   * Turns the GitRepository of an existing program into an OCI source: an `OciRepository` of the same name and namespace takes its place,
   * and every Kustomization below the scope that delivers from it delivers from that one. It doesn't matter what made them: L1, an
   * `ApiObject`, a `cdk8s.Include`. Everything else they say stays as it is.
   *
   * Call it when all of them are there: what comes later isn't repointed. Where something else needs the GitRepository (an
   * ImageUpdateAutomation, a Helm chart from Git, a Receiver), it stays, with warnings that say for what; see `Warnings.of`.
   *
   * @param scope an app, a chart or any construct
   * @param options which GitRepository, and where its artifact is
   * @throws FOC170, FOC171 or FOC174 where it isn't clear what is to be repointed; FOC172 for a Kustomization whose path the artifact wouldn't
   * hold; FOC173 for an `artifactRoot` that can't be; and what `OciRepository` throws
   */
  public static repoint(scope: IConstruct, options: RepointOptions): OciRepository {
    // Files are migrated without cdk8s, which takes long to load.
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { repoint } = require('./repoint') as typeof import('./repoint');
    return repoint(scope, options);
  }

  private constructor() {}
}

/** Most programs migrate nothing, and shouldn't load what they don't use. */
function rules(): typeof import('./migrate-tree') {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require('./migrate-tree');
}
