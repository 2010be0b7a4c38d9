/**
 * `npm run bench [-- --rounds 5] [--sizes 100,1000,4000,10000] [--app-up-to 4000] [--folder DIR]`: what a fleet costs as a whole process, beside cdk8s's own
 * App, beside plain data with the `yaml` package, and beside writing JSON. Needs the compiled library, and GNU time.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { parseAllDocuments } from 'yaml';
import { inTurn, measured, median, type Program, type Run } from './measure';
import { profileOf } from './profile';

const PROJECT = resolve(__dirname, '..');
const PROGRAM = join(__dirname, 'fleet-program.js');
const COLUMNS = ['apps', 'written as', 'program', 's', 'peak MiB', 'ratio to'];

/** What is measured, and what people call it. */
const NAMES: { readonly [name: string]: string } = {
  'fleet-plain': 'FleetApp, ApiObject',
  'fleet': 'FleetApp, L1',
  'app': 'cdk8s.App, L1',
  'models': 'kubernetes-models 2.3.4 + yaml',
  'json': 'JSON.stringify, the same files',
  'signed': 'FleetApp, SignedApp',
  'signed-app': 'cdk8s.App, SignedApp',
  'plain': 'cdk8s.App, ApiObject',
  'require': "require('cdk8s-flux-oci')",
  'require-cdk8s': "require('cdk8s')",
};

/** Of a program, those that it is compared with. */
type Comparisons = { readonly [name: string]: readonly string[] };

const FLEETS: Comparisons = { 'fleet-plain': [], 'plain': ['fleet-plain'], 'models': [], 'json': [], 'fleet': ['models', 'json'], 'app': ['fleet'], 'signed': ['fleet'] };
const ONE_APP: Comparisons = { 'plain': [], 'fleet': ['plain'], 'signed': ['plain'], 'signed-app': ['plain'] };
const LOADED: Comparisons = { 'require-cdk8s': [], 'require': ['require-cdk8s'] };

const LAYOUTS = [['charts', 'a chart each'], ['one', 'one chart']] as const;

interface Options {
  readonly rounds: number;
  readonly sizes: readonly number[];
  readonly appUpTo: number;
  readonly folder: string;
}

function main(): void {
  const options = readOptions();
  if (!existsSync(join(PROJECT, 'lib/src/fleet/fleet-app.js'))) throw new Error('the library isn\'t compiled: `npx projen compile` does it');
  try {
    console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0].model}, medians of ${options.rounds} rounds, each program once a round\n`);
    checkSameWork(options);
    console.log(row(COLUMNS));
    console.log(row(['--:', '---', '---', '--:', '--:', '---']));
    for (const size of options.sizes) for (const layout of LAYOUTS) fleets(options, size, layout);
    startUp(options);
    if (options.sizes.length > 0) console.log(profileOf(program('fleet', 'charts', Math.max(...options.sizes), options.folder)));
  } finally {
    rmSync(options.folder, { recursive: true });
  }
}

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      'rounds': { type: 'string', default: '5' },
      'sizes': { type: 'string', default: '100,1000,4000,10000' },
      'app-up-to': { type: 'string', default: '4000' },
      'folder': { type: 'string', default: tmpdir() },
    },
  });
  return {
    rounds: Number(values.rounds),
    sizes: values.sizes.split(',').filter(size => size !== '').map(Number),
    appUpTo: Number(values['app-up-to']),
    folder: mkdtempSync(join(values.folder, 'bench-fleet-')),
  };
}

/** One size, written one way, by every program. */
function fleets(options: Options, size: number, [layout, called]: typeof LAYOUTS[number]): void {
  const { plain, app, ...others } = FLEETS;
  report(options, size > options.appUpTo ? others : FLEETS, options.rounds, size, layout, called);
}

/** What a program costs that has hardly anything to do. It takes many rounds, for it is short. */
function startUp(options: Options): void {
  report(options, ONE_APP, options.rounds * 6, 1, 'charts', 'a chart');
  report(options, LOADED, options.rounds * 6, 0, 'charts', '–');
}

/** Ratios are of neighbours in time: the median of what they are round by round. */
function report(options: Options, comparisons: Comparisons, rounds: number, size: number, layout: string, called: string): void {
  const names = Object.keys(comparisons);
  const runs = inTurn(names.map(name => program(name, layout, size, options.folder)), rounds);
  const runsOf = (name: string) => runs[names.indexOf(name)];
  for (const name of names) {
    const seconds = median(runsOf(name).map(run => run.seconds));
    const peak = Math.max(...runsOf(name).map(run => run.peakMiB));
    const ratios = comparisons[name].map(other => `${ratio(runsOf(name), runsOf(other)).toFixed(2)} × ${NAMES[other]}`);
    console.log(row([String(size), called, NAMES[name], seconds.toFixed(seconds < 1 ? 3 : 2), peak.toFixed(0), ratios.join(', ')]));
  }
}

function ratio(runs: readonly Run[], others: readonly Run[]): number {
  return median(runs.map((run, round) => run.seconds / others[round].seconds));
}

/** Before each run its folder is emptied, for to write over files costs something else than to write them. */
function program(name: string, layout: string, size: number, folder: string): Program {
  const outdir = join(folder, 'out');
  return {
    command: process.execPath,
    args: [PROGRAM, name, layout, String(size), outdir],
    fine: [0],
    prepare: () => rmSync(outdir, { recursive: true, force: true }),
  };
}

/** Programs that don't write the same aren't worth comparing. */
function checkSameWork({ folder }: Options): void {
  for (const [layout] of LAYOUTS) {
    const written = (name: string) => {
      measured(program(name, layout, 3, folder));
      return Object.fromEntries(readdirSync(join(folder, 'out')).map(file => [file, readFileSync(join(folder, 'out', file), 'utf8')]));
    };
    const fleet = written('fleet');
    for (const name of ['app', 'fleet-plain', 'plain', 'signed', 'signed-app']) mustBeSame(name, written(name), fleet);
    const objects = (files: { readonly [name: string]: string }) => Object.values(files).flatMap(text => parseAllDocuments(text)
      .map(document => ({ ...document.toJS(), apiVersion: undefined })));
    for (const name of ['models', 'json']) mustBeSame(name, objects(written(name)), objects(fleet));
  }
}

function mustBeSame(name: string, ours: unknown, theirs: unknown): void {
  if (!isDeepStrictEqual(ours, theirs)) throw new Error(`${NAMES[name]} writes something else than ${NAMES.fleet}:\n${JSON.stringify(ours)}\n${JSON.stringify(theirs)}`);
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

main();
