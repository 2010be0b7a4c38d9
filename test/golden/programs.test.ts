/**
 * Whole programs against the files that they render, byte by byte. After a change that is meant,
 * `UPDATE_GOLDEN=1 npx jest test/golden` writes the files anew; review them before they are committed.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { PROGRAMS, reversed, synthesize, type Program } from './synth';
import { Warnings } from '../../src';
import { objections } from '../support/accepted';
import { readDocuments } from '../support/crd';

type Files = { readonly [name: string]: string };

const ROOT = resolve(__dirname, '../..');
const NAMES = Object.keys(PROGRAMS) as Program[];

const WARNINGS: { readonly [program in Program]: string[] } = {
  'cloud-identities': [],
  'shared-cluster': [
    'FOC055 [platform/MonitoringAgent] the OCIRepository monitoring-chart is known by name only, so this program can\'t give it the layer selector for Helm charts; '
      + 'use layerSelector { mediaType: application/vnd.cncf.helm.chart.content.v1.tar+gzip, operation: copy } there',
    'FOC055 [platform/MonitoringDashboards] the OCIRepository monitoring-chart is known by name only, so this program can\'t give it the layer selector for Helm charts; '
      + 'use layerSelector { mediaType: application/vnd.cncf.helm.chart.content.v1.tar+gzip, operation: copy } there',
    'FOC054 [team-a/ShopDatabase/Default/Delivery] `dependsOn` crosses from namespace team-a to flux-system, which a Flux with --no-cross-namespace-refs refuses; '
      + 'use objects of one namespace where tenants share a cluster',
    'FOC054 [team-b/Preview/Delivery] `dependsOn` crosses from namespace team-b to flux-system, which a Flux with --no-cross-namespace-refs refuses; '
      + 'use objects of one namespace where tenants share a cluster',
  ],
  'team-app': [
    'FOC032 [delivery/Cache/Source] Flux 2.9 takes a ServiceAccount as the cloud identity of one source only where that is switched on; use '
      + 'FluxPatches.objectLevelWorkloadIdentity, which gives source-controller the flag --feature-gates=ObjectLevelWorkloadIdentity=true',
  ],
};

let scratch: string;
beforeAll(() => { scratch = mkdtempSync(join(tmpdir(), 'golden-')); });
afterAll(() => { rmSync(scratch, { recursive: true }); });

function read(folder: string): Files {
  return existsSync(folder) ? Object.fromEntries(readdirSync(folder).sort().map(name => [name, readFileSync(join(folder, name), 'utf8')])) : {};
}

function write(folder: string, files: Files): void {
  if (process.env.CI) throw new Error('UPDATE_GOLDEN has no place in CI: golden files are written and reviewed by people');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
}

/** What all programs render in a process of its own: locale and time zone are read when Node starts. */
function synthElsewhere(outdir: string, cwd: string, env: NodeJS.ProcessEnv): { [program: string]: Files } {
  const register = require.resolve('ts-node/register/transpile-only');
  mkdirSync(cwd, { recursive: true });
  execFileSync(process.execPath, ['--no-warnings', '-r', register, join(__dirname, 'synth.ts'), outdir], {
    cwd, env: { PATH: process.env.PATH, TS_NODE_PROJECT: join(ROOT, 'test/tsconfig.json'), ...env },
  });
  return Object.fromEntries(NAMES.map(program => [program, read(resolve(cwd, outdir, program))]));
}

test('every folder beside this file is of a program', () => {
  const folders = readdirSync(__dirname, { withFileTypes: true }).filter(entry => entry.isDirectory()).map(entry => entry.name);
  expect(folders.sort()).toEqual([...NAMES].sort());
});

describe.each(NAMES)('%s', program => {
  const golden = () => read(join(__dirname, program));
  let files: Files;
  let warnings: string[];

  beforeAll(() => {
    const outdir = join(scratch, program);
    warnings = Warnings.of(synthesize(program, outdir)).lines;
    files = read(outdir);
    if (process.env.UPDATE_GOLDEN) write(join(__dirname, program), files);
  });

  test('renders exactly the committed files', () => {
    expect(files).toEqual(golden());
    expect(Object.keys(files).length).toBeGreaterThan(0);
  });

  test('renders documents that every Flux minor takes', () => {
    for (const text of Object.values(golden())) {
      const { documents, problems } = readDocuments(text);
      expect(problems).toEqual([]);
      expect(documents.flatMap(document => objections(document))).toEqual([]);
      expect(documents.length).toBeGreaterThan(0);
    }
  });

  test('warns of exactly this', () => {
    expect(warnings).toEqual(WARNINGS[program]);
  });

  test('renders the same with all properties in another order', () => {
    const outdir = join(scratch, `${program}-reversed`);
    synthesize(program, outdir, reversed);
    expect(read(outdir)).toEqual(files);
  });
});

test.each<[string, string, string, NodeJS.ProcessEnv]>([
  ['an absolute folder, east of all, in Turkish', join(tmpdir(), `golden-${process.pid}-out`), 'here', { TZ: 'Pacific/Kiritimati', LC_ALL: 'tr_TR.UTF-8' }],
  ['a relative folder, half an hour off, in plain C', 'below/out', 'there/deep', { TZ: 'America/St_Johns', LC_ALL: 'C' }],
])('every program renders the same into %s', (_, outdir, cwd, env) => {
  try {
    const golden = Object.fromEntries(NAMES.map(program => [program, read(join(__dirname, program))]));
    expect(synthElsewhere(outdir, join(scratch, cwd), env)).toEqual(golden);
  } finally {
    rmSync(resolve(scratch, cwd, outdir), { recursive: true, force: true });
  }
}, 60_000);
