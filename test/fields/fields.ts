import { Testing, type Chart } from 'cdk8s';
import { FluxVersion } from '../../src';
import { objections } from '../support/accepted';
import type { Minor } from '../support/crd';
import { findKind, MINORS } from '../support/crd/crds';
import { type Structural } from '../support/crd/structural';
import { fluxChart } from '../support/render';

/** A program that writes some fields by props. */
export type Program = (chart: Chart) => void;

const VERSIONS: { readonly [minor in Minor]: FluxVersion } = { '2.8': FluxVersion.V2_8, '2.9': FluxVersion.V2_9, '2.10': FluxVersion.V2_10 };

/** Every field of a spec that holds no further fields, as `spec.ref.tag` and `spec.dependsOn[].name`. */
export function fieldsOf(apiVersion: string, kind: string, minor: Minor): string[] {
  const { schema } = findKind(apiVersion, kind, minor)!;
  return leaves(schema.properties!.spec, 'spec');
}

function leaves(schema: Structural, path: string): string[] {
  if (schema.items) return leaves(schema.items, `${path}[]`);
  const { properties } = schema;
  return properties ? Object.entries(properties).flatMap(([field, inner]) => leaves(inner, `${path}.${field}`)) : [path];
}

/** The fields that documents of this kind have, for every minor that has the fields of a program. Their API servers take them. */
export function writtenBy(programs: readonly Program[], kind: string): Set<string> {
  return new Set(MINORS.flatMap(minor => {
    const documents = programs.flatMap(program => documentsFor(program, minor)).filter(document => document.kind === kind);
    expect(documents.flatMap(document => objections(document, [minor]))).toEqual([]);
    return documents.flatMap(({ spec }) => paths(spec, 'spec'));
  }));
}

function documentsFor(program: Program, minor: Minor): any[] {
  const chart = fluxChart();
  VERSIONS[minor].applyTo(chart);
  try {
    program(chart);
    return Testing.synth(chart);
  } catch (error) {
    if ((error as { code?: string }).code === 'FOC005') return [];
    throw error;
  }
}

function paths(value: unknown, path: string): string[] {
  if (Array.isArray(value)) return [`${path}[]`, ...value.flatMap(item => paths(item, `${path}[]`))];
  if (value === null || typeof value !== 'object') return [path];
  return [path, ...Object.entries(value).flatMap(([field, inner]) => paths(inner, `${path}.${field}`))];
}
