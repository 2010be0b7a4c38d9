import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bindingsCache, installed, packageIn, pacmak, PEERS } from './packed';
import { outcome, type Outcome, PROGRAMS } from './program';
import { requireTool, run } from './run';
import { once, work } from './work';

/** Builds the program with the generated modules in place of the published ones, and runs it. */
export function runGo(): Outcome {
  requireTool('go', 'version', 'Go 1.25 or newer');
  const program = once(work(), 'go', draft => {
    cpSync(join(PROGRAMS, 'go'), draft, { recursive: true });
    const replacements = [...peerModules(), ...libraryModule()].map(folder => `-replace=${moduleName(folder)}=${folder}`);
    run('go', ['mod', 'edit', ...replacements], { cwd: draft });
  });
  return outcome(work('go-dist'), env => run('go', ['run', '-mod=mod', '.'], { cwd: program, env }));
}

/** They stay where they are, so that Go finds what it has compiled before. */
function peerModules(): string[] {
  const folder = once(bindingsCache(), 'go', draft => pacmak(PEERS.map(name => packageIn(installed(), name)), 'go', draft, '--code-only'));
  return modulesIn(join(folder, 'go'));
}

function libraryModule(): string[] {
  pacmak([packageIn(installed(), 'cdk8s-flux-oci')], 'go', work('bindings'), '--code-only');
  return modulesIn(work('bindings/go'));
}

function modulesIn(folder: string): string[] {
  return readdirSync(folder).map(name => join(folder, name));
}

function moduleName(folder: string): string {
  return /^module (\S+)$/m.exec(readFileSync(join(folder, 'go.mod'), 'utf8'))![1];
}
