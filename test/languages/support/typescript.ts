import { basename, join } from 'node:path';
import { outcome, type Outcome } from './program';
import { run, runBin } from './run';

/** Checks a program against the types of the installed packages, compiles it and runs it. */
export function runTypeScript(folder: string, program: string): Outcome {
  runBin('tsc', ['--strict', '--target', 'es2022', '--module', 'node16', program], { cwd: folder });
  return outcome(join(folder, 'dist'), env => run('node', [basename(program, '.ts')], { cwd: folder, env }));
}
