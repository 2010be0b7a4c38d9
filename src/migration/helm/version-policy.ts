import { SemverRange } from '../../oci/semver-range';
import { SemverVersion } from '../../oci/semver-version';
import { isTag } from '../../oci/tag';
import { FluxOciError, quoted } from '../../private/errors';
import { orRefusal } from '../refused';
import { isTemplated } from '../templates';
import { dereferenced } from '../yaml-lookup';
import type { YamlNode, YamlScalar } from '../yaml-tree';

/** Which versions of a chart are wanted, as an OCIRepository says it. */
export interface VersionPolicy {
  readonly key: 'tag' | 'semver';
  readonly value: string;
  /** As it is to be written, with the quotes that it had. */
  readonly raw?: string;
  readonly isTemplated: boolean;
}

/** What `version` of a chart means; a text is the reason why it can't be told. */
export function versionPolicy(text: string, node: YamlNode | undefined): VersionPolicy | string {
  const scalar = dereferenced(node);
  const version = scalar?.type === 'scalar' ? versionText(text, scalar) : undefined;
  if (scalar?.type !== 'scalar' || version === undefined || version === '') return { key: 'semver', value: '*', isTemplated: false };
  const raw = node?.type === 'alias' ? undefined : rawText(text, scalar);
  if (isTemplated(version)) return { key: 'tag', value: version, raw, isTemplated: true };
  if (isExact(version)) return exactPolicy(version, raw);
  const refused = orRefusal(() => SemverRange.parse(version)) instanceof FluxOciError;
  return refused ? `${quoted(version)} is neither a version nor a range that Flux reads` : { key: 'semver', value: version, raw, isTemplated: false };
}

/** Registries know no `+`: Helm writes `_` instead. */
function exactPolicy(version: string, raw: string | undefined): VersionPolicy | string {
  const tag = version.replace('+', '_');
  return isTag(tag) ? { key: 'tag', value: tag, raw: raw?.replace('+', '_'), isTemplated: false } : `${quoted(tag)} is no tag of a registry`;
}

/** Masterminds/semver takes two numbers for a range, and Helm three for one version. */
function isExact(version: string): boolean {
  return SemverVersion.flawOf(version) === undefined && version.split(/[+-]/, 1)[0].split('.').length === 3;
}

function versionText(text: string, scalar: YamlScalar): string | undefined {
  if (scalar.value === null || scalar.value === undefined) return undefined;
  // `1.10` is a number to YAML, and loses its last digit.
  return typeof scalar.value === 'string' ? scalar.value : text.slice(scalar.start, scalar.end);
}

function rawText(text: string, scalar: YamlScalar): string | undefined {
  if (scalar.style === 'literal' || scalar.style === 'folded') return undefined;
  const raw = text.slice(scalar.start, scalar.end);
  if (raw.includes('\n')) return undefined;
  return typeof scalar.value === 'string' ? raw : JSON.stringify(raw);
}
