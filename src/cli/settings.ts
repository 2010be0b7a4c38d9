import { nearest } from '../private/nearest';

/** What the command line and the configuration file may say, as texts. */
export interface Settings {
  readonly registry?: string;
  readonly artifactRoot?: string;
  readonly what?: string;
  readonly source?: readonly string[];
  readonly chart?: readonly string[];
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  readonly ref?: string;
  readonly semver?: string;
  readonly verifyKey?: string;
  readonly verifyGithub?: string;
  readonly pullSecret?: string;
  readonly provider?: string;
  readonly fluxVersion?: string;
  readonly output?: string;
}

/** An option, by its name without dashes in front. */
export interface Option {
  readonly name: string;
  readonly key: keyof Settings;
  /** What its value stands for. */
  readonly value: string;
  readonly description: string;
  /** May be given several times: a list, or texts by name. */
  readonly many?: 'list' | 'map';
}

/** In the order of the help. */
export const OPTIONS: readonly Option[] = [
  { name: 'registry', key: 'registry', value: 'URL', description: 'where artifacts are pushed: oci://host/path (required)' },
  { name: 'artifact-root', key: 'artifactRoot', value: 'PATH', description: 'the directory that CI pushes; every `path` loses it (default: DIR itself)' },
  { name: 'what', key: 'what', value: 'WHAT', description: 'git, helm or all (default: all)' },
  { name: 'source', key: 'source', value: 'NAME.NAMESPACE=URL', description: 'where a GitRepository is published, also one that is not in DIR', many: 'map' },
  { name: 'chart', key: 'chart', value: 'NAME=URL', description: 'where a Helm chart of an https repository has its OCI home', many: 'map' },
  { name: 'only', key: 'only', value: 'GLOB', description: 'change these files only; all are read', many: 'list' },
  { name: 'skip', key: 'skip', value: 'GLOB', description: 'leave these files alone; they are read', many: 'list' },
  { name: 'ref', key: 'ref', value: 'TAG', description: 'the tag that CI moves (default: latest, with a finding)' },
  { name: 'semver', key: 'semver', value: 'RANGE', description: 'follow a range of versions instead, such as 1.x' },
  { name: 'verify-key', key: 'verifyKey', value: 'SECRET', description: 'Secret with the cosign public keys that sign the artifacts' },
  { name: 'verify-github', key: 'verifyGithub', value: 'OWNER/REPO[:WORKFLOW]', description: 'GitHub Actions that sign them, without a key' },
  { name: 'pull-secret', key: 'pullSecret', value: 'SECRET', description: 'Secret of type kubernetes.io/dockerconfigjson with which Flux pulls' },
  { name: 'provider', key: 'provider', value: 'CLOUD', description: 'aws, azure or gcp: Flux pulls with the identity of its controller' },
  { name: 'flux-version', key: 'fluxVersion', value: 'MINOR', description: '2.8, 2.9 or 2.10 (default: 2.9)' },
  { name: 'output', key: 'output', value: 'FORM', description: 'diff, json or markdown (default: diff)' },
];

/** Options of which one excludes the other. */
const EITHER: ReadonlyArray<ReadonlyArray<keyof Settings>> = [['ref', 'semver'], ['verifyKey', 'verifyGithub'], ['pullSecret', 'provider']];

/** Two options in one place that can't both hold. */
export function contradiction(settings: Settings): string[] | undefined {
  return EITHER.find(keys => keys.every(key => settings[key] !== undefined))?.map(key => OPTIONS.find(option => option.key === key)!.name);
}

/** The command line wins: over the whole list, over an entry of the same name, and over what it excludes. */
export function merged(line: Settings, file: Settings): Settings {
  const excluded = EITHER.filter(keys => keys.some(key => line[key] !== undefined)).flat();
  const rest = Object.fromEntries(Object.entries(file).filter(([key]) => !excluded.includes(key as keyof Settings)));
  return {
    ...rest,
    ...line,
    ...file.source && line.source && { source: overridden(file.source, line.source) },
    ...file.chart && line.chart && { chart: overridden(file.chart, line.chart) },
  };
}

function overridden(entries: readonly string[], winners: readonly string[]): string[] {
  const names = winners.map(nameIn);
  return [...entries.filter(entry => !names.includes(nameIn(entry))), ...winners];
}

/** The name in `NAME=URL`. */
export function nameIn(entry: string): string {
  return entry.split('=', 1)[0];
}

/** What was probably meant, among these; else all of them. */
export function suggestion(got: string, names: readonly string[]): string {
  return nearest(got, names) ?? names.join(', ');
}
