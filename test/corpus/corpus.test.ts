import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CHECKS } from './checks';
import { countsOf } from './checks/report';
import { billimekPair } from './golden/billimek';
import { controlPlanePairs } from './golden/control-plane';
import { xunholyPair } from './golden/xunholy';
import { forgetFiles } from './support/documents';
import { migrate } from './support/migrate';
import type { Run } from './support/run';
import { table, type Row } from './support/table';
import { readTree } from './support/tree';
import { corpusPath, openCorpus } from './support/unpack';
import { MODES, optionsFor, ownershipOf } from './trees';

const path = corpusPath();
const REPORT = resolve(__dirname, '../../test-reports/corpus.md');

test('a corpus that is named and isn\'t there is a mistake, not a corpus of nothing', () => {
  const named = process.env.CORPUS;
  process.env.CORPUS = join(__dirname, 'nowhere');
  try {
    expect(() => corpusPath()).toThrow(`CORPUS names ${join(__dirname, 'nowhere')}, which doesn't exist`);
  } finally {
    if (named === undefined) delete process.env.CORPUS;
    else process.env.CORPUS = named;
  }
});

if (path === undefined) {
  process.stdout.write('no tree is migrated: there is neither CORPUS nor ../shared/corpus.tar.xz beside this checkout\n');
} else {
  const corpus = openCorpus(path);
  const rows: Row[] = [];

  afterAll(() => {
    corpus.close();
    mkdirSync(resolve(REPORT, '..'), { recursive: true });
    writeFileSync(REPORT, table(rows));
    process.stdout.write(`\n${table(rows)}\n`);
  });

  xunholyPair(corpus.folder);
  billimekPair(corpus.folder);
  controlPlanePairs(corpus.folder);

  describe.each(corpus.trees.map(({ tree }) => tree))('%s', tree => {
    describe.each(MODES)('%s', mode => {
      const failed: string[] = [];
      let run: Run;

      beforeAll(() => {
        const folder = join(corpus.folder, tree);
        run = migrate(folder, optionsFor(tree, mode, readTree(folder)), ownershipOf(tree));
      });

      afterAll(() => {
        forgetFiles();
        const findings = run.migration.findings.map(({ code }) => code);
        rows.push({ tree, mode, counts: countsOf(run), findings, checks: Object.keys(CHECKS).length, failed });
      });

      test.each(Object.entries(CHECKS))('%s', (name, check) => {
        const problems = check(run);
        if (problems.length) failed.push(name);
        expect(problems).toEqual([]);
      });
    });
  });
}
