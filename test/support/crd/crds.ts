import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { withObjectMeta, type Structural } from './structural';

/** A Flux minor whose CRDs are in `imports/crds`. */
export type Minor = '2.8' | '2.9' | '2.10';

/** One served version of one CRD. */
export interface Kind {
  readonly apiVersion: string;
  readonly kind: string;
  readonly isNamespaced: boolean;
  /** The API server drops `status` from what a user creates. */
  readonly hasStatusSubresource: boolean;
  /** The schema of the whole object, `metadata` included. */
  readonly schema: Structural;
}

export const MINORS: readonly Minor[] = ['2.8', '2.9', '2.10'];

const FOLDER = resolve(__dirname, '../../../imports/crds');
/** flux-operator has its own releases; its CRDs are stored once. */
const OPERATOR = { group: 'fluxcd.controlplane.io', minor: '2.10' } as const;

const parsedFiles = new Map<string, Kind[]>();

/** The kind as this minor serves it; undefined when no CRD does. */
export function findKind(apiVersion: unknown, kind: unknown, minor: Minor): Kind | undefined {
  if (typeof apiVersion !== 'string' || !apiVersion.includes('/')) return undefined;
  const group = apiVersion.slice(0, apiVersion.indexOf('/'));
  return filesOf(group, minor).flatMap(kindsIn).find(candidate => candidate.apiVersion === apiVersion && candidate.kind === kind);
}

/** Every kind and served version of a minor. */
export function allKinds(minor: Minor): Kind[] {
  const own = readdirSync(join(FOLDER, minor)).filter(file => !file.startsWith(`${OPERATOR.group}_`)).map(file => join(FOLDER, minor, file));
  return [...own, ...filesOf(OPERATOR.group, minor)].flatMap(kindsIn);
}

function filesOf(group: string, minor: Minor): string[] {
  const folder = join(FOLDER, group === OPERATOR.group ? OPERATOR.minor : minor);
  return readdirSync(folder).filter(file => file.startsWith(`${group}_`)).map(file => join(folder, file));
}

function kindsIn(file: string): Kind[] {
  const known = parsedFiles.get(file) ?? parseCrd(readFileSync(file, 'utf8'));
  parsedFiles.set(file, known);
  return known;
}

/** The kinds of one CustomResourceDefinition: one per version that is served. */
export function parseCrd(text: string): Kind[] {
  const { spec } = parse(text);
  return spec.versions.filter((version: any) => version.served).map((version: any) => ({
    apiVersion: `${spec.group}/${version.name}`,
    kind: spec.names.kind,
    isNamespaced: spec.scope === 'Namespaced',
    hasStatusSubresource: version.subresources?.status !== undefined,
    schema: withObjectMeta(version.schema.openAPIV3Schema),
  }));
}
