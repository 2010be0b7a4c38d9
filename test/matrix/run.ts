/**
 * Runs the unit tests on every Node version that the package promises, and on the newest cdk8s: `npm run test:matrix`, or with
 * the names of some of them behind `--`.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
const JEST = [join(ROOT, 'node_modules/jest/bin/jest.js'), '--ci', '--coverage=false'];
const NODES = ['20', '22', '24'];

interface Run {
  readonly name: string;
  readonly start: () => boolean;
}

const RUNS: readonly Run[] = [
  // The npm package `node` brings the binary, so nothing needs to be installed on the machine.
  ...NODES.map(major => ({ name: `node-${major}`, start: () => jest(`node-${major}`, 'npx', ['--yes', `--package=node@${major}`, '--', 'node', ...JEST]) })),
  { name: 'cdk8s-newest', start: withNewestCdk8s },
];

function withNewestCdk8s(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-newest-'));
  try {
    if (!run('npm', ['install', '--prefix', folder, '--no-audit', '--no-fund', 'cdk8s@latest', 'constructs@latest'])) return false;
    const modules = Object.fromEntries(['cdk8s', 'constructs'].map(name => [`^${name}$`, join(folder, 'node_modules', name)]));
    console.log(`cdk8s ${versionIn(folder, 'cdk8s')}, constructs ${versionIn(folder, 'constructs')}`);
    const { moduleNameMapper } = JSON.parse(readFileSync(join(ROOT, 'jest.config.json'), 'utf8'));
    return jest('cdk8s-newest', process.execPath, [...JEST, `--moduleNameMapper=${JSON.stringify({ ...moduleNameMapper, ...modules })}`]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function versionIn(folder: string, name: string): string {
  return JSON.parse(readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8')).version;
}

function jest(name: string, command: string, args: string[]): boolean {
  return run(command, args, { JEST_JUNIT_OUTPUT_NAME: `matrix-${name}.xml` });
}

function run(command: string, args: string[], env: object = {}): boolean {
  return spawnSync(command, args, { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...env } }).status === 0;
}

function main(names: readonly string[]): number {
  const unknown = names.filter(name => !RUNS.some(each => each.name === name));
  if (unknown.length) {
    console.error(`no such run: ${unknown.join(', ')}; there are ${RUNS.map(({ name }) => name).join(', ')}`);
    return 2;
  }
  const failed = RUNS.filter(({ name }) => !names.length || names.includes(name)).filter(({ name, start }) => {
    console.log(`\n${name}`);
    return !start();
  });
  if (failed.length) console.error(`\nfailed on ${failed.map(({ name }) => name).join(', ')}`);
  return failed.length ? 1 : 0;
}

process.exitCode = main(process.argv.slice(2));
