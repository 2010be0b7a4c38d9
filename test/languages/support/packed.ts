import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT, run, runBin } from './run';
import { cache, once, work } from './work';

/** The packages that programs install beside the library. */
export const PEERS = ['constructs', 'cdk8s', 'cdk8s-plus-28'];

/** Raise it when what is cached is made in another way. */
const RECIPE = 1;

/** The version of a package that the checkout is built with; every language gets the same. */
export function versionOf(name: string): string {
  const folder = name === 'cdk8s-flux-oci' ? PROJECT : join(PROJECT, 'node_modules', name);
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version;
}

/** The library as it will be published. */
export function tarball(): string {
  for (const compiled of ['.jsii', 'lib/src/index.js']) {
    if (!existsSync(join(PROJECT, compiled))) throw new Error(`${compiled} is missing: compile the library first, with \`npx projen compile\``);
  }
  return onlyFile(once(work(), 'packed', draft => {
    run('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', draft], { cwd: PROJECT });
  }), '.tgz');
}

/** Installs packages into a folder, with the peers in the checkout's versions. */
export function npmInstall(folder: string, packages: string[]): void {
  const manifest = join(folder, 'package.json');
  if (!existsSync(manifest)) writeFileSync(manifest, '{ "private": true }\n');
  const peers = PEERS.map(name => `${name}@${versionOf(name)}`);
  run('npm', ['install', '--no-save', '--no-package-lock', '--no-audit', '--no-fund', '--ignore-scripts', ...packages, ...peers], { cwd: folder });
}

/** A folder in which the packed library and its peers are installed. */
export function installed(): string {
  return once(work(), 'installed', draft => npmInstall(draft, [tarball()]));
}

/** Where a package is installed in a folder. */
export function packageIn(folder: string, name: string): string {
  return join(folder, 'node_modules', name);
}

/** Generates the packages of another language; `--code-only` also builds nothing. */
export function pacmak(packages: string[], language: string, outdir: string, ...options: string[]): void {
  runBin('jsii-pacmak', [...packages, '-t', language, '-o', outdir, '--no-npmignore', '--rosetta-unknown-snippets', 'verbatim', ...options], { cwd: work() });
}

/** What the peers' bindings are made from. */
export function bindingsCache(): string {
  return cache([...PEERS, 'jsii-pacmak'].map(name => `${name}-${versionOf(name)}`).concat(`recipe-${RECIPE}`).join('_'));
}

/** The one file of a folder with this ending. */
export function onlyFile(folder: string, ending: string): string {
  const files = readdirSync(folder).filter(file => file.endsWith(ending));
  if (files.length !== 1) throw new Error(`one file *${ending} was expected in ${folder}; there are ${files.length}`);
  return join(folder, files[0]);
}
