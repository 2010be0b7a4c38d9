import { CHECKS } from './checks';
import {
  APPS, but, CHART, CHART_REF, edited, FILES, FLEET, OVERLAY, PODINFO, RELEASE, REPOSITORY, RIGHT, run, SELECTOR, SOURCE,
} from './support/fixture';
import type { Run } from './support/run';
import { MigrationFindingLevel, type MigrationFinding } from '../../src/migration/migration-result';

const FOUND: MigrationFinding = { code: 'FOC100', level: MigrationFindingLevel.ACTION, file: 'nowhere.yaml', problem: 'left' };
const STAGED = FILES[SOURCE].replace('branch: main', 'branch: ${STAGE}');

function failing(each: Run): string[] {
  return Object.entries(CHECKS).filter(([, check]) => check(each).length > 0).map(([name]) => name);
}

test('a right migration passes every check', () => {
  expect(failing(run(RIGHT))).toEqual([]);
});

test.each<[string, Run, string[]]>([
  ['a value besides', but(APPS, ...RIGHT[APPS], ['prune: true', 'prune: false']),
    ['a: only source fields are edited', 'b: all other values are the same', 'b: what is applied is the same']],
  ['a file that is written anew', run({ ...RIGHT, [OVERLAY]: [['replicas: 1', 'replicas:  1']] }), ['a: only source fields are edited']],
  ['edits that are not all', run(RIGHT, { tampered: APPS }), ['a: only source fields are edited']],
  ['a path that keeps its prefix', but(APPS, RIGHT[APPS][1]),
    ['b: all other values are the same', 'b: what is applied is the same', 'h: paths are in the artifact']],
  ['a path that loses too much', but(APPS, RIGHT[APPS][1], ['./deploy/apps', './']),
    ['b: all other values are the same', 'b: what is applied is the same']],
  ['a kind that was forgotten', but(APPS, RIGHT[APPS][0]),
    ['b: all other values are the same', 'b: what is applied is the same', 'd: nothing dangles, everything builds', 'g: nothing in use is deleted',
      'j: everything left is told']],
  ['both chart and chartRef', but(RELEASE, [REPOSITORY, REPOSITORY + '---\n' + PODINFO], [CHART, CHART + CHART_REF]),
    ['b: all other values are the same', 'b: what is applied is the same', 'e: one chart each', 'j: everything left is told', 'objects are valid']],
  ['an overlay that keeps its version', run({ ...RIGHT, [OVERLAY]: [['  values:', '  chart: { spec: { version: 6.6.0 } }\n  values:']] }),
    ['b: all other values are the same', 'b: what is applied is the same', 'e: one chart each', 'objects are valid']],
  ['no layer selector', but(RELEASE, [REPOSITORY, PODINFO.replace(SELECTOR, '')], [CHART, CHART_REF]), ['f: layer selectors']],
  ['a line that ends otherwise', but(SOURCE, [FILES[SOURCE], FLEET.replaceAll('\n', '\r\n')]), ['line ends stay']],
  ['a layer selector for files', but(SOURCE, [FILES[SOURCE], FLEET + SELECTOR]), ['f: layer selectors']],
  ['another version', but(RELEASE, [REPOSITORY, PODINFO.replace('tag: 6.5.0', 'tag: 6.5.1')], [CHART, CHART_REF]),
    ['b: what is applied is the same', 'markers stay with their values']],
  ['a chart from elsewhere', but(RELEASE, [REPOSITORY, PODINFO.replace('/charts/', '/')], [CHART, CHART_REF]), ['b: what is applied is the same']],
  ['an artifact from elsewhere', but(SOURCE, [FILES[SOURCE], FLEET.replace('acme', 'acne')]), ['b: what is applied is the same']],
  ['a branch that depends on the cluster', run({ ...RIGHT, [SOURCE]: [[STAGED, FLEET]] }, { files: { [SOURCE]: STAGED } }), ['b: states stay apart']],
  ['an artifact that nobody pushes', run(RIGHT, { publish: [] }), ['h: the publish plan is whole']],
  ['a lost comment', but(RELEASE, [REPOSITORY, PODINFO.replace(/ # .*/, '')], [CHART, CHART_REF]),
    ['comments stay', 'markers stay with their values']],
  ['a source that nothing applies', run({ ...RIGHT, [RELEASE]: [[REPOSITORY + '---\n', ''], [CHART, CHART_REF]] }, { added: { 'deploy/apps/chart.yaml': PODINFO } }),
    ['d: new files are applied']],
  ['a source that is there twice', but(RELEASE, [REPOSITORY, PODINFO + '---\n' + PODINFO.replace(/ # .*/, '')], [CHART, CHART_REF]),
    ['d: nothing dangles, everything builds']],
  ['a source in another namespace', but(RELEASE, [REPOSITORY, PODINFO], [CHART, CHART_REF + '    namespace: flux-system\n']),
    ['b: what is applied is the same', 'd: nothing dangles, everything builds']],
  ['a branch of an artifact', but(SOURCE, ['kind: GitRepository', 'kind: OCIRepository'], ['https://github.com', 'oci://registry.example']), ['objects are valid']],
  ['no source at all', run({ [APPS]: RIGHT[APPS], [RELEASE]: RIGHT[RELEASE] }),
    ['b: what is applied is the same', 'd: nothing dangles, everything builds', 'j: everything left is told']],
  ['a build that fails', but('deploy/apps/kustomization.yaml', ['podinfo.yaml', 'podinfo.yml']),
    ['b: what is applied is the same', 'd: nothing dangles, everything builds']],
  ['nothing done and nothing said', run({}), ['j: everything left is told']],
  ['a finding about nothing', run(RIGHT, { findings: [FOUND] }), ['findings are sound']],
  ['a second run that goes on', run(RIGHT, { second: [edited(APPS, RIGHT[APPS])] }), ['c: a second run changes nothing']],
  ['something that cannot be parsed', but(RELEASE, ...RIGHT[RELEASE], ['replicas: 2', 'replicas: [']),
    ['a: only source fields are edited', 'b: all other values are the same', 'b: what is applied is the same', 'd: nothing dangles, everything builds',
      'results can be parsed']],
  ['a secret that is edited', but('deploy/secret.yaml', ['value: c', 'value: C']), ['a: only source fields are edited', 'b: all other values are the same', 'untouchable files stay']],
])('%s is noticed', (_, wrong, checks) => {
  expect(failing(wrong)).toEqual(checks);
});
