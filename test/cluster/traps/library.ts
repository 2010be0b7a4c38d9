import { Testing } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { fill } from './fixtures';
import { SAMPLE_NAMES } from './programs';
import type { Program, Trap } from './trap';
import { Warnings } from '../../../src';
import { fluxChart } from '../../support/render';

/** What a program comes to. */
export interface Synthesized {
  readonly documents: any[];
  /** The codes of the warnings. */
  readonly warned: string[];
}

export function synthesize(program: Program): Synthesized {
  const chart = fluxChart({ namespace: 'team' });
  program(chart);
  const documents = Testing.synth(chart);
  return { documents, warned: Warnings.of(chart.node.root).all.map(({ code }) => code) };
}

/** The code that a program ends with, while it is built or when cdk8s validates it. */
export function refusalOf(program: Program): string | undefined {
  try {
    synthesize(program);
  } catch (error) {
    return /^(?:Validation failed with the following errors:\n\s*\[\] )?(FOC\d{3}) /.exec((error as Error).message)?.[1] ?? String(error);
  }
  return undefined;
}

/** What the manifests of a trap say about each object of Flux that the program renders; its own defaults aside. */
export function meant({ manifests }: Trap, documents: readonly any[]): { readonly written: any; readonly rendered: any }[] {
  return parseAllDocuments(fill(manifests, SAMPLE_NAMES)).map(document => document.toJS()).flatMap(written => {
    const rendered = documents.find(({ kind, metadata }) => kind === written.kind && metadata.name === written.metadata.name);
    return rendered && written.spec ? [{ written: withoutDefaults(written.spec), rendered: rendered.spec }] : [];
  });
}

/** Those of manifests.ts. */
const DEFAULTS: { readonly [field: string]: string } = { interval: '1h', retryInterval: '1h', timeout: '10s' };

function withoutDefaults(spec: object): object {
  return Object.fromEntries(Object.entries(spec).filter(([field, value]) => DEFAULTS[field] !== value));
}
