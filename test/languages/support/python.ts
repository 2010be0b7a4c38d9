import { join } from 'node:path';
import { installed, onlyFile, packageIn, pacmak, PEERS, versionOf } from './packed';
import { outcome, type Outcome } from './program';
import { requireTool, run } from './run';
import { once, work } from './work';

/** The wheel of a package. */
export function wheel(name: string, source: string): string {
  requirePython();
  const folder = once(work(), `wheel-${name}`, draft => pacmak([source], 'python', draft));
  return onlyFile(join(folder, 'python'), '.whl');
}

/** A virtual environment with the library's wheel, its peers in the checkout's versions. */
export function virtualEnvironment(): string {
  requirePython();
  const library = wheel('cdk8s-flux-oci', packageIn(installed(), 'cdk8s-flux-oci'));
  return once(work(), 'venv', draft => {
    run('python3', ['-m', 'venv', draft], { cwd: work() });
    pipInstall(draft, [library, ...PEERS.map(name => `${name}==${versionOf(name)}`)]);
  });
}

export function pipInstall(environment: string, packages: string[]): void {
  runPython(environment, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...packages], work());
}

/** Runs a file, or what else the interpreter is told. */
export function runPython(environment: string, args: string[], cwd: string, env?: { CDK8S_OUTDIR: string }): string {
  return run(join(environment, 'bin/python'), args, { cwd, env });
}

export function runPythonProgram(environment: string, program: string, outdir: string): Outcome {
  return outcome(outdir, env => runPython(environment, [program], work(), env));
}

function requirePython(): void {
  requireTool('python3', '--version', 'Python 3.10 or newer, with venv,');
}
