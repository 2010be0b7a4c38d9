import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** What a program did. */
export interface Outcome {
  /** What it printed. */
  readonly printed: string;
  /** The files that it wrote. One character per byte, so that equal texts are equal bytes. */
  readonly files: { readonly [name: string]: string };
}

/** Where the programs of the languages are. */
export const PROGRAMS = resolve(__dirname, '..');

/** Runs a program that writes into the folder that cdk8s is told. */
export function outcome(outdir: string, program: (env: { CDK8S_OUTDIR: string }) => string): Outcome {
  const printed = program({ CDK8S_OUTDIR: outdir });
  const names = readdirSync(outdir, { recursive: true }) as string[];
  return { printed, files: Object.fromEntries(names.sort().map(name => [name, readFileSync(join(outdir, name), 'latin1')])) };
}

/** A value that is computed when it is first asked for; a failure is remembered as well. */
export function lazy<T>(compute: () => T): () => T {
  let answer: (() => T) | undefined;
  return () => {
    answer ??= settled(compute);
    return answer();
  };
}

function settled<T>(compute: () => T): () => T {
  try {
    const value = compute();
    return () => value;
  } catch (error) {
    return () => { throw error; };
  }
}
