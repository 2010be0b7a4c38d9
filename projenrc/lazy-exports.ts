import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';

// Run behind jsii. A program uses few of the many files of this library, and to load them all takes as long as to synthesize an app.

const load = createRequire(__filename);

/** What is asked for by name: the package, and its `l1`. */
const INDICES = ['lib/src/index.js', 'lib/imports/index.js'];

/** An index with the same names, which loads the file of a name when it is first asked for. */
function lazyIndex(file: string): string {
  const folder = dirname(file);
  const all: { readonly [name: string]: unknown } = load(file);
  const paths = [...readFileSync(file, 'utf8').matchAll(/\brequire\("(\.[^"]+)"\)/g)].map(([, path]) => path);
  const loaders = Object.keys(all).map(name => [name, loaderOf(name, all[name], paths, folder)] as const);
  return `${HEAD}${loaders.map(([name, loader]) => `lazy(${JSON.stringify(name)}, () => ${loader});\n`).join('')}${TAIL(Object.keys(all))}`;
}

/** One name stands for something of a file, or for all of it. */
function loaderOf(name: string, value: unknown, paths: readonly string[], folder: string): string {
  for (const path of paths) {
    const exported = load(join(folder, path));
    if (exported === value) return `require(${JSON.stringify(path)})`;
    if (exported[name] === value) return `require(${JSON.stringify(path)}).${name}`;
  }
  throw new Error(`no file of the index exports ${name}`);
}

const HEAD = `"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
const lazy = (name, load) => Object.defineProperty(exports, name, {
  enumerable: true,
  configurable: true,
  get() {
    const value = load();
    Object.defineProperty(exports, name, { enumerable: true, value });
    return value;
  },
});
`;

const TAIL = (names: readonly string[]) => `// For those who look for names without running this, such as Node for \`import\`.
0 && (module.exports = { ${names.join(', ')} });
`;

// All are read before any is changed: one index is part of the other.
const texts = INDICES.map(file => [resolve(file), lazyIndex(resolve(file))] as const);
for (const [file, text] of texts) writeFileSync(file, text);
