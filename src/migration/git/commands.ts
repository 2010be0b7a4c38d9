import type { GitSource } from './git-source';
import type { CheckedOptions } from '../checked-options';

/** The command that makes the OCIRepository of a source in the cluster; with `--export` it writes it. */
export function fluxCreate(source: GitSource, { sourceRef }: CheckedOptions): string {
  const namespace = source.namespaces.find(one => one !== undefined);
  return ['flux create source oci', source.name, ...namespace === undefined ? [] : ['--namespace', namespace], '--url', source.home!.url, ...flagsOf(sourceRef._toSpec()), '--interval 5m'].join(' ');
}

function flagsOf({ tag, semver, digest }: { tag?: string; semver?: string; digest?: string }): string[] {
  return [digest === undefined ? semver === undefined ? `--tag ${tag}` : `--tag-semver ${JSON.stringify(semver)}` : `--digest ${digest}`];
}
