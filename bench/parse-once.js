'use strict';

// The yardstick: walks a directory, reads its YAML, and parses each file that mentions Flux once. It does nothing with what it finds.

const { readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');
const { parseAllDocuments } = require('yaml');

const FLUX = /(?:toolkit\.fluxcd\.io|source\.extensions\.fluxcd\.io|fluxcd\.controlplane\.io)\//;

function* yamlBelow(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory() && !entry.name.startsWith('.git') && entry.name !== 'node_modules') yield* yamlBelow(join(folder, entry.name));
    else if (entry.isFile() && /\.ya?ml$/.test(entry.name)) yield join(folder, entry.name);
  }
}

let parsed = 0;
for (const file of yamlBelow(process.argv[2])) {
  const text = readFileSync(file, 'utf8');
  if (FLUX.test(text)) parsed += parseAllDocuments(text).length;
}
console.log(parsed);
