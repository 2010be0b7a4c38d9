import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ModuleKind, transpileModule } from 'typescript';
import { PinnedArtifact } from '../../src';
import { CODES } from '../../src/private/codes';
import { refusalOf } from '../support/refusal';

const ROOT = join(__dirname, '../..');
const README = readFileSync(join(ROOT, 'README.md'), 'utf8');

/** The blocks of one language, in their order. */
function blocks(language: string): string[] {
  return [...README.matchAll(new RegExp(`^( *)\`\`\`${language}[^\n]*\n([^]*?)^\\1\`\`\``, 'gm'))].map(match => match[2]);
}

/** Runs a whole program of the README, and returns what it writes. */
function run(program: string): string {
  const outdir = mkdtempSync(join(tmpdir(), 'readme-'));
  process.env.CDK8S_OUTDIR = outdir;
  try {
    // jest's own `require` finds the library by its name.
    new Function('require', 'exports', transpileModule(program, { compilerOptions: { module: ModuleKind.CommonJS } }).outputText)(require, {});
    return readdirSync(outdir).sort().map(file => readFileSync(join(outdir, file), 'utf8')).join('---\n');
  } finally {
    delete process.env.CDK8S_OUTDIR;
    rmSync(outdir, { recursive: true });
  }
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder).map(name => join(folder, name)).flatMap(path => statSync(path).isDirectory() ? filesBelow(path) : [path]);
}

test('the first example renders the YAML below it', () => {
  expect(run(blocks('ts')[0])).toBe(blocks('yaml')[0]);
});

test('the refusal that it shows is the one that users get', () => {
  expect(`${refusalOf(() => PinnedArtifact.parse('oci://ghcr.io/acme/web-shop:1.4.2'))}\n`).toBe(blocks('text')[0]);
});

test('the table of codes has every code, in order, in the words of the code', () => {
  const rows = [...README.matchAll(/^\| (FOC\d+) \| (.*?) \| (.+) \|$/gm)].map(([, code, text]) => [code, text]);
  expect(rows).toEqual(Object.entries(CODES));
});

test('every code has a test', () => {
  const tests = filesBelow(join(ROOT, 'test')).filter(file => file.endsWith('.test.ts') && file !== __filename).map(file => readFileSync(file, 'utf8')).join('\n');
  expect(Object.keys(CODES).filter(code => !tests.includes(code))).toEqual([]);
});

test('every relative link leads somewhere', () => {
  const links = [...README.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(match => match[1]);
  expect(links.filter(link => !existsSync(join(ROOT, link)))).toEqual([]);
  expect(links).toContain('API.md');
});

test('every link within the page has its heading', () => {
  const anchors = [...README.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading.toLowerCase().replace(/[^\w\s-]/g, '').replace(/\s/g, '-'));
  const links = [...README.matchAll(/\]\(#([^)]+)\)/g)].map(match => match[1]);
  expect(links.filter(link => !anchors.includes(link))).toEqual([]);
  expect([...new Set(links)]).toEqual(['flux-versions']);
});
