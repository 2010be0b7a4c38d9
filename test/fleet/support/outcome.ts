import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from 'cdk8s';

/** What comes of a program. */
export interface Outcome {
  readonly files: { readonly [path: string]: string };
  /** The message of what was thrown. */
  readonly error?: string;
}

/** Has an app made for an empty folder, lets it write, and returns what is there then. */
export function outcomeOf(make: (outdir: string) => App, write = (app: App) => app.synth()): Outcome {
  const folder = mkdtempSync(join(tmpdir(), 'fleet-'));
  try {
    const outdir = join(folder, 'dist');
    const app = make(outdir);
    const error = errorOf(() => write(app));
    return { files: filesBelow(folder), ...error !== undefined && { error } };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The message of what is thrown, if something is. */
export function errorOf(act: () => unknown): string | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** Folders end in a slash. */
function filesBelow(folder: string): { [path: string]: string } {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  return Object.fromEntries(paths.map(path => statSync(join(folder, path)).isDirectory() ? [`${path}/`, ''] : [path, readFileSync(join(folder, path), 'utf8')]));
}
