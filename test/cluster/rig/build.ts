import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { binaryOf } from './cache';
import { writeModule } from './gomod';
import { PROGRAMS, type Program } from './programs';
import { outcomeOf, outputOf } from './run';

const GO = { major: 1, minor: 26 };

/** Builds what the cache lacks, and tells its progress. Two builds at once do no harm: each moves finished programs into place. */
export async function buildAll(say: (line: string) => void): Promise<void> {
  const missing = PROGRAMS.filter(program => !existsSync(binaryOf(program)));
  if (missing.length === 0) return;
  await requireGo();
  say(`building ${missing.length} of ${PROGRAMS.length} programs from their Go modules; on 2 cores all of them take about 20 minutes, once`);
  for (const [index, program] of missing.entries()) {
    say(`[${index + 1}/${missing.length}] ${program.name} ${program.version} …`);
    const started = Date.now();
    await build(program);
    say(`[${index + 1}/${missing.length}] ${program.name} ${program.version} built in ${Math.round((Date.now() - started) / 1000)} s`);
  }
}

async function build(program: Program): Promise<void> {
  const work = mkdtempSync(join(tmpdir(), `build-${program.name}-`));
  try {
    const source = join(work, 'source');
    mkdirSync(source);
    await writeModule(program, source);
    const binary = join(work, program.name);
    await compile(program, source, binary);
    moveIntoPlace(binary, binaryOf(program));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function compile(program: Program, source: string, binary: string): Promise<void> {
  const linked = Object.entries(program.variables ?? {}).map(([name, value]) => ` -X ${name}=${value}`).join('');
  const args = ['build', '-mod=mod', '-trimpath', '-ldflags', `-s -w${linked}`, '-o', binary, program.package ?? program.module];
  const { code, stderr } = await outcomeOf('go', args, { cwd: source, env: { ...process.env, CGO_ENABLED: '0', GOTOOLCHAIN: 'local', GOFLAGS: '' } });
  if (code !== 0) throw new Error(`${program.name} ${program.version} can't be built:\n${stderr.split('\n').slice(-20).join('\n')}`);
}

/** First beside its place (the temporary folder may be on another disk), then there in one step. */
function moveIntoPlace(binary: string, place: string): void {
  const folder = dirname(place);
  mkdirSync(folder, { recursive: true });
  const beside = mkdtempSync(join(folder, '.new-'));
  rmSync(beside, { recursive: true });
  try {
    renameSync(binary, beside);
  } catch {
    copyFileSync(binary, beside);
  }
  renameSync(beside, place);
}

async function requireGo(): Promise<void> {
  const text = await outputOf('go', ['env', 'GOVERSION']).catch(() => '');
  const [, major, minor] = /^go(\d+)\.(\d+)/.exec(text) ?? [];
  if (Number(major) === GO.major && Number(minor) >= GO.minor) return;
  throw new Error(`the rig's programs are built with Go ${GO.major}.${GO.minor} or newer, and \`go\` on the PATH is ${text.trim() || 'missing'}: install it and try again`);
}
