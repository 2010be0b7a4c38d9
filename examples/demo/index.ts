/**
 * Runs the podinfo example, checks what it writes as a cluster would, and shows it: `npm run demo`.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { App } from 'cdk8s';
import { checkFiles, type RenderedFile } from './check';
import { problemsOf, report } from './report';
import { wrap } from './text';
import type { Minor } from '../../test/support/crd';
import { FluxVersion, Warnings } from 'cdk8s-flux-oci';

const PROGRAM = 'examples/podinfo/main.ts';

export interface DemoOptions {
  /** Where to write; what is there goes. */
  readonly folder: string;
  /** Makes the app, and synthesizes it to the folder in CDK8S_OUTDIR. */
  readonly load?: () => App;
  readonly print?: (text: string) => void;
}

/** The exit code: 1 for any problem. */
export function main({ folder, load = loadPodinfo, print = console.log }: DemoOptions): number {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  process.env.CDK8S_OUTDIR = folder;
  try {
    return show(load(), folder, print);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    // What the library refuses says all by itself; any other error is a bug, whose stack is needed.
    if (!/\bFOC\d{3}\b/.test(message)) throw error;
    print([`${PROGRAM} was refused:`, ...message.split('\n').flatMap(line => wrap(`  ${line}`, 4))].join('\n'));
    return 1;
  }
}

function show(app: App, folder: string, print: (text: string) => void): number {
  const { minor } = FluxVersion.of(app);
  const files = checkFiles(filesIn(folder), minor as Minor);
  print(report({ program: PROGRAM, folder, minor, files, warnings: Warnings.of(app).all }).join('\n'));
  return problemsOf({ folder, files }).length ? 1 : 0;
}

/** Loaded when everything is set up, because the example synthesizes as soon as it is imported. */
function loadPodinfo(): App {
  return createRequire(__filename)('../podinfo/main').app;
}

function filesIn(folder: string): RenderedFile[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.yaml')).sort();
  return names.map(name => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
}

if (require.main === module) process.exitCode = main({ folder: 'dist/demo' });
