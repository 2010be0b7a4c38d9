import { execFile, type ExecFileOptions } from 'node:child_process';

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end. Rejects only if it can't be started. */
export function outcomeOf(command: string, args: readonly string[], options: ExecFileOptions & { input?: string } = {}): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = execFile(command, [...args], { maxBuffer: 64 * 1024 * 1024, ...options, encoding: 'utf8' }, (error, stdout, stderr) => {
      if (error && typeof error.code !== 'number') reject(error);
      else resolve({ code: error ? Number(error.code) : 0, stdout: String(stdout), stderr: String(stderr) });
    });
    child.stdin?.on('error', () => {}); // a program that ends without reading its input says by its exit code whether that is a failure
    child.stdin?.end(options.input ?? '');
  });
}

/** What a program prints; an error with what it complained about if it fails. */
export async function outputOf(command: string, args: readonly string[], cwd?: string, input?: string): Promise<string> {
  const { code, stdout, stderr } = await outcomeOf(command, args, { cwd, input });
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}:\n${stderr || stdout}`);
  return stdout;
}
