/**
 * `npm run bench:migrate [-- --rounds 5] [--sizes 5000,15000,50000]`: a dry run of the command as a whole process against a process that
 * parses each file of Flux once, and against `flux migrate -f`, where the cluster suites have built that. Needs the compiled library, and
 * GNU time. Real repositories are measured where the corpus is, see test/corpus.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { inTurn, median, type Program, type Run } from './measure';
import { writeTree } from './tree';
import { binary } from '../test/cluster/rig/parts';
import { corpusPath, openCorpus } from '../test/corpus/support/unpack';
import { ownershipOf, type Ownership } from '../test/corpus/trees';

const PROJECT = resolve(__dirname, '..');
const REAL_TREES = 3;
const SYNTHETIC: Ownership = { own: ['flux-system.flux-system'] };
const COLUMNS = [
  'tree', 'YAML files', 'MiB', 'migrate s', 'MiB/s', 'peak MiB', 'parse once s', 'peak MiB', 'migrate ÷ parse', 'by CPU', '`flux migrate -f` s', 'migrate ÷ flux',
];

interface Tree {
  readonly name: string;
  readonly folder: string;
  readonly ownership: Ownership;
}

interface Size {
  readonly files: number;
  readonly bytes: number;
}

function main(): void {
  const { values } = parseArgs({ options: { rounds: { type: 'string', default: '5' }, sizes: { type: 'string', default: '5000,15000,50000' } } });
  if (!existsSync(join(PROJECT, 'lib/src/cli/main.js'))) throw new Error('the library isn\'t compiled: `npx projen compile` does it');
  console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0].model}, medians of ${values.rounds} rounds, each program once a round\n`);
  console.log(row(...COLUMNS));
  console.log(row('---', ...COLUMNS.slice(1).map(() => '--:')));
  withRealTrees(tree => report(tree, Number(values.rounds)));
  for (const files of values.sizes.split(',').filter(size => size !== '').map(Number)) withSyntheticTree(files, tree => report(tree, Number(values.rounds)));
}

function report({ name, folder, ownership }: Tree, rounds: number): void {
  const { files, bytes } = sizeOf(folder);
  const flux = binary('flux');
  const programs = [migrate(folder, ownership), parseOnce(folder), ...existsSync(flux) ? [fluxMigrate(flux, folder)] : []];
  const [ours, parsed, theirs] = inTurn(programs, rounds);
  const seconds = (runs: readonly Run[]) => median(runs.map(run => run.seconds));
  const peak = (runs: readonly Run[]) => Math.max(...runs.map(run => run.peakMiB)).toFixed(0);
  const ratio = (others: readonly Run[], of: 'seconds' | 'cpu' = 'seconds') => median(ours.map((run, round) => run[of] / others[round][of]));
  const mebibytes = bytes / 1024 / 1024;
  console.log(row(
    name, String(files), mebibytes.toFixed(1),
    seconds(ours).toFixed(2), (mebibytes / seconds(ours)).toFixed(1), peak(ours),
    seconds(parsed).toFixed(2), peak(parsed), ratio(parsed).toFixed(2), ratio(parsed, 'cpu').toFixed(2),
    ...theirs ? [seconds(theirs).toFixed(2), ratio(theirs).toFixed(1)] : ['–', '–'],
  ));
}

function row(...cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** As the owner of the repository would call it: most objects move. */
function migrate(folder: string, { own, artifactRoot }: Ownership): Program {
  const sources = own.map(name => `--source=${name}=oci://registry.example/acme/fleet`);
  const root = artifactRoot === undefined ? [] : [`--artifact-root=${artifactRoot}`];
  const args = [join(PROJECT, 'bin/flux-oci'), 'migrate', folder, '--registry=oci://registry.example/acme', '--ref=main', ...sources, ...root];
  return { command: process.execPath, args, fine: [0, 1] };
}

function parseOnce(folder: string): Program {
  return { command: process.execPath, args: [join(__dirname, 'parse-once.js'), folder], fine: [0] };
}

function fluxMigrate(flux: string, folder: string): Program {
  return { command: flux, args: ['migrate', '-f', '.', '--dry-run'], cwd: folder, fine: [0] };
}

/** The largest ones of different repositories. */
function withRealTrees(use: (tree: Tree) => void): void {
  const path = corpusPath();
  if (!path) return console.log(row('real repositories: not measured, the corpus is not here', ...COLUMNS.slice(1).map(() => '')));
  const corpus = openCorpus(path);
  try {
    const trees = corpus.trees.filter(({ role, tree }) => role === 'input' && !tree.includes('@')).map(({ tree }) => ({ name: tree, folder: join(corpus.folder, tree) }));
    const largest = trees.map(tree => ({ ...tree, ...sizeOf(tree.folder) })).sort((one, other) => other.bytes - one.bytes).slice(0, REAL_TREES);
    for (const { name, folder } of largest) use({ name, folder, ownership: ownershipOf(name) });
  } finally {
    corpus.close();
  }
}

function withSyntheticTree(files: number, use: (tree: Tree) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'bench-tree-'));
  try {
    writeTree(folder, files);
    use({ name: 'synthetic', folder, ownership: SYNTHETIC });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Of the YAML that both readers read. */
function sizeOf(folder: string): Size {
  const sizes = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => /\.ya?ml$/.test(name)).map(name => join(folder, name))
    .filter(path => statSync(path).isFile()).map(path => readFileSync(path).length);
  return { files: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}

main();
