import { matcher } from './globs';
import { MigrationScope, type GitToOciOptions } from './migration-options';
import { resolvedPath } from './tree-file';
import { FluxVersion } from '../kube/flux-version';
import { OciRef } from '../oci/oci-ref';
import { OciUrl } from '../oci/url';
import { quoted, refusal } from '../private/errors';

/** The options of a migration, checked, with their defaults. */
export interface CheckedOptions extends GitToOciOptions {
  /** Without a slash at its end. */
  readonly registry: string;
  /** Empty for the repository itself. */
  readonly artifactRoot: string;
  readonly git: boolean;
  readonly helm: boolean;
  readonly sources: { readonly [nameAndNamespace: string]: string };
  readonly charts: { readonly [chart: string]: string };
  readonly sourceRef: OciRef;
  readonly fluxVersion: FluxVersion;
  /** Whether a file may be changed. */
  readonly mayChange: (path: string) => boolean;
}

/**
 * @throws FOC011, FOC013 or FOC014 for a URL that Flux or a registry refuses; FOC150 for an artifact root outside the repository; FOC151 for a source
 * that isn't `NAME.NAMESPACE`
 */
export function checkedOptions(options: GitToOciOptions): CheckedOptions {
  const registry = checkedRegistry(options.registry);
  const what = options.what ?? MigrationScope.ALL;
  return {
    ...options,
    registry,
    artifactRoot: checkedRoot(options.artifactRoot ?? '.'),
    git: what !== MigrationScope.HELM,
    helm: what !== MigrationScope.GIT,
    sources: Object.fromEntries(Object.entries(options.sources ?? {}).map(([source, url]) => [checkedSource(source), checkedUrl(url)])),
    charts: Object.fromEntries(Object.entries(options.charts ?? {}).map(([chart, url]) => [chart, checkedUrl(url)])),
    sourceRef: options.ref ?? OciRef.tag('latest'),
    fluxVersion: options.fluxVersion ?? FluxVersion.V2_9,
    mayChange: changeable(options.only, options.skip),
  };
}

/** A host alone will do: the name of the repository comes behind it. */
function checkedRegistry(registry: string): string {
  const trimmed = typeof registry === 'string' ? registry.replace(/\/+$/, '') : registry;
  OciUrl.parse(typeof trimmed === 'string' && trimmed.startsWith('oci://') ? `${trimmed}/repository` : trimmed);
  return trimmed;
}

function checkedUrl(url: string): string {
  const trimmed = typeof url === 'string' ? url.replace(/\/+$/, '') : url;
  OciUrl.parse(trimmed);
  return trimmed;
}

function checkedRoot(root: string): string {
  const directory = typeof root === 'string' ? resolvedPath('', root) : undefined;
  if (directory !== undefined) return directory;
  throw refusal('FOC150', undefined, '`artifactRoot` is a directory of the repository', { got: quoted(root), use: 'what CI pushes, relative to the repository, such as "kubernetes"' });
}

function checkedSource(source: string): string {
  if (/^[^.\s]+\.[^\s]+$/.test(source)) return source;
  throw refusal('FOC151', undefined, 'a source is told by name and namespace of its GitRepository', { got: quoted(source), use: '`NAME.NAMESPACE`, such as "flux-system.flux-system"' });
}

function changeable(only: readonly string[] | undefined, skip: readonly string[] | undefined): (path: string) => boolean {
  const wanted = only === undefined || only.length === 0 ? () => true : matcher(only);
  const unwanted = skip === undefined || skip.length === 0 ? () => false : matcher(skip);
  return path => wanted(path) && !unwanted(path);
}
