import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';

const ROOT = join(__dirname, '../../..');

/** What stands for the rules in a program beside the real one. */
const DECIDE = 'test/cli/support/decide.ts';

const STUB = `
const { main } = require('../lib/src/cli/main');
const { decide } = require('../lib/${DECIDE.replace('.ts', '')}');
process.exitCode = main(process, '0.0.0', decide);
`;

/**
 * The package as it would be installed, so that a process starts as fast as a user's; with `bin/stub.js`, in which `decide` stands for the
 * rules. It is compiled file by file, and once for all tests of one state of the sources.
 */
export function compiled(): string {
  const files = [...sources('src'), ...sources('imports'), DECIDE].map(path => [path, readFileSync(join(ROOT, path), 'utf8')] as const);
  const program = readFileSync(join(ROOT, 'bin/flux-oci'), 'utf8');
  const hash = createHash('sha256').update(JSON.stringify([files, program, STUB])).digest('hex').slice(0, 16);
  const cache = join(ROOT, 'node_modules/.cache/flux-oci');
  const target = join(cache, hash);
  if (existsSync(target)) return target;
  const draft = `${target}.${process.pid}`;
  for (const [path, text] of files) write(join(draft, 'lib', path.replace(/\.ts$/, '.js')), transpiled(text));
  write(join(draft, 'bin/flux-oci'), program);
  write(join(draft, 'bin/stub.js'), STUB);
  copyFileSync(join(ROOT, 'package.json'), join(draft, 'package.json'));
  try {
    renameSync(draft, target);
  } catch {
    // Another test was faster.
    rmSync(draft, { recursive: true });
  }
  forgetOld(cache);
  return target;
}

function transpiled(text: string): string {
  const compilerOptions = { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022, esModuleInterop: true };
  return transpileModule(text, { compilerOptions }).outputText;
}

/** Of sources that nobody has any more. */
function forgetOld(cache: string): void {
  const DAY_MS = 86_400_000;
  for (const path of readdirSync(cache).map(name => join(cache, name))) {
    if (Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Infinity) > DAY_MS) rmSync(path, { recursive: true, force: true });
  }
}

function sources(folder: string): string[] {
  const names = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' });
  return names.filter(name => name.endsWith('.ts')).map(name => join(folder, name)).sort();
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
