// Prints `<passed> <failed>` of a JUnit report, as jest-junit writes it. Skipped tests are failures: nothing here may be skipped.
const { readFileSync } = require('node:fs');

const [, suites] = /<testsuites ([^>]*)>/.exec(readFileSync(process.argv[2], 'utf8'));
const number = name => Number(new RegExp(`\\b${name}="(\\d+)"`).exec(suites)?.[1] ?? 0);
const skipped = [...readFileSync(process.argv[2], 'utf8').matchAll(/<skipped\b/g)].length;
const failed = number('failures') + number('errors') + skipped;
process.stdout.write(`${number('tests') - failed} ${failed}\n`);
