import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import * as ts from 'typescript';

// The `ts` blocks of a page in docs/ are one program. It compiles, runs, and writes what the page says that it writes.

const ROOT = join(__dirname, '../..');
const DOCS = join(ROOT, 'docs');
const PAGES = readdirSync(DOCS).filter(name => name.endsWith('.md'));

class Page {
  public readonly text: string;
  public readonly program: string;

  public constructor(public readonly name: string) {
    this.text = readFileSync(join(DOCS, name), 'utf8');
    this.program = this.blocks('ts').join('\n');
  }

  public blocks(language: string): string[] {
    return [...this.text.matchAll(new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\``, 'gm'))].map(match => match[1]);
  }
}

/** What the compiler has against a program, as it stands beside the page. */
function complaints({ name, program }: Page): string[] {
  const config = join(ROOT, 'test/tsconfig.json');
  const { options } = ts.parseJsonConfigFileContent(ts.readConfigFile(config, ts.sys.readFile).config, ts.sys, join(ROOT, 'test'), undefined, config);
  const file = join(DOCS, `${name}.ts`);
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile } = host;
  host.fileExists = path => path === file || fileExists(path);
  host.readFile = path => path === file ? program : readFile(path);
  const checked = ts.createProgram([file], options, host);
  return ts.getPreEmitDiagnostics(checked, checked.getSourceFile(file)).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

/** Runs a program in an empty folder, and returns all that it writes and prints. */
function run({ program }: Page): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'docs-'));
  const cwd = process.cwd();
  const print = jest.spyOn(console, 'log').mockImplementation();
  process.chdir(folder);
  try {
    const { outputText } = ts.transpileModule(program, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } });
    // jest's own `require` finds the library by its name.
    new Function('require', 'exports', outputText)(require, {});
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(path => basename(path).includes('.'));
    return [...files.map(path => `${readFileSync(join(folder, path), 'utf8').trimEnd()}\n`), ...print.mock.calls.map(([text]) => `${text}\n`)];
  } finally {
    process.chdir(cwd);
    print.mockRestore();
    rmSync(folder, { recursive: true });
  }
}

test('there are pages', () => {
  expect(PAGES).toContain('identities.md');
});

describe.each(PAGES)('%s', name => {
  const page = new Page(name);

  test('compiles', () => {
    expect(complaints(page)).toEqual([]);
    expect(complaints({ ...page, program: `${page.program}\nexport const wrong: string = app;` } as Page)).toEqual(["Type 'App' is not assignable to type 'string'."]);
  }, 60_000);

  test.each(['yaml', 'json', 'text'])('writes the %s that it shows', language => {
    const written = run(page);
    const blocks = page.blocks(language);
    expect(blocks.filter(block => !written.some(text => text.includes(block)))).toEqual([]);
    expect(blocks.length).toBeGreaterThan(0);
  });

  test('links to what is there', () => {
    const links = [...page.text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(match => match[1]);
    expect(links.filter(link => !existsSync(join(DOCS, link)))).toEqual([]);
    const anchors = [...page.text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading.toLowerCase().replace(/[^\w\s-]/g, '').replace(/\s/g, '-'));
    const inner = [...page.text.matchAll(/\]\(#([^)]+)\)/g)].map(match => match[1]);
    expect(inner.filter(link => !anchors.includes(link))).toEqual([]);
  });
});
