import { KNOWN } from './differential/codes';
import { isCombination } from './differential/combinations';
import { countsOf, fieldsIn } from './differential/counts';
import { draw } from './differential/draw';
import { exceptionFor, EXCEPTIONS } from './differential/flux/exceptions';
import { Laboratory, type Said, type Trial } from './differential/flux/laboratory';
import { breachesOf, runsOf, type Breach, type Run } from './differential/flux/trials';
import { oursOf } from './differential/ours';
import { completes } from './differential/same';
import { allFields, KINDS } from './differential/schema';
import { REASONS, type Told } from './differential/translate/impossible';
import { comparison, outcomeOf, shown, verdictsOn, type Outcome, type Verdict } from './differential/verdicts';
import { TRAPS } from './traps';

// Specs drawn from the CRDs, said once as they are and once with the constructs. What an API server refuses, the constructs refuse; what they refuse
// and it accepts, Flux doesn't run; and what both accept is written as it was drawn, and runs.

const SEED = Number(process.env.DIFFERENTIAL_SEED ?? 20261121);
const PER_KIND = { OCIRepository: 240, Kustomization: 320, HelmRelease: 400 };
const RUNS_PER_KIND = 20;

const drawn = KINDS.flatMap(kind => draw(kind, PER_KIND[kind.kind], SEED));
let verdicts: Verdict[];

beforeAll(async () => {
  verdicts = await verdictsOn(drawn);
  console.log(`DIFFERENTIAL_SEED=${SEED}\n${countsOf(verdicts)}`);
});

function having(...outcomes: Outcome[]): Verdict[] {
  return verdicts.filter(verdict => outcomes.includes(outcomeOf(verdict)));
}

describe('the library and the API servers', () => {
  test('are asked enough to say something', () => {
    const fewest = (...outcomes: Outcome[]) => Math.min(...KINDS.map(kind => having(...outcomes).filter(({ drawn: { of } }) => of === kind).length));
    expect(drawn.length).toBeGreaterThanOrEqual(500);
    expect(having('both', 'only the server', 'server, impossible here').length).toBeGreaterThan(0.4 * verdicts.length);
    expect(fewest('both')).toBeGreaterThan(100);
    expect(fewest('only the server')).toBeGreaterThan(60);
    expect(fewest('neither', 'neither, impossible here')).toBeGreaterThan(60);
    expect(fieldsIn(having('both')).size).toBeGreaterThan(0.9 * KINDS.flatMap(kind => [...allFields(kind).keys()]).length);
  });

  test('agree on what the API server refuses', () => {
    expect(having('only the library').filter(verdict => !completes(verdict.drawn)).map(shown)).toEqual([]);
  });

  test('agree on what the library writes', () => {
    expect(verdicts.filter(({ ours, rendered }) => 'yaml' in ours && !rendered).map(shown)).toEqual([]);
  });

  test('differ where Flux doesn\'t run it', () => {
    const proven = new Set(TRAPS.flatMap(({ library, flux }) => 'refused' in library && flux ? [library.refused as string] : []));
    const isKnown = ({ ours }: Verdict) => 'code' in ours && (proven.has(ours.code) || ours.code in KNOWN);
    expect(having('only the server').filter(verdict => !isKnown(verdict)).map(shown)).toEqual([]);
  });

  test('differ in nothing that is right, but for what doesn\'t go together', () => {
    const refused = drawn.flatMap(each => {
      const ours = oursOf({ ...each, spec: each.good }, '2.10');
      return 'code' in ours && !isCombination(each, ours.code) ? [{ spec: each.good, library: ours.message }] : [];
    });
    expect(refused).toEqual([]);
  });

  test('differ where there are no words, for reasons that are told', () => {
    const told = new Set(TRAPS.flatMap(({ id, library }) => 'impossible' in library ? [id] : []));
    expect(Object.values<Told>(REASONS).flatMap(({ trap }) => trap ?? []).filter(trap => !told.has(trap))).toEqual([]);
  });

  test('understand each other', () => {
    const both = having('both').map(comparison);
    expect(both.map(({ written }) => written)).toEqual(both.map(({ meant }) => meant));
  });
});

describe('Flux', () => {
  const laboratory = new Laboratory();
  let runs: Run[];
  let breaches: Breach[];
  let said: ReadonlyMap<Trial, Said>;

  beforeAll(async () => {
    await laboratory.open();
    const pairs = breachesOf(verdicts, laboratory);
    breaches = pairs.map(({ breach }) => breach);
    runs = [...runsOf(verdicts, laboratory, RUNS_PER_KIND), ...pairs.flatMap(({ controls }) => controls)];
    said = await laboratory.try([...runs, ...breaches], isExpected);
  });

  afterAll(() => laboratory.close());

  function isExpected(trial: Run | Breach, { ready, verified }: Said): boolean {
    if ('isVerified' in trial) return ready?.status === 'True' && (!trial.isVerified || verified?.status === 'True');
    return ready?.status === 'False' || (ready?.status === 'True' && exceptionFor(trial.drawn) !== undefined);
  }

  test('runs what both accept', () => {
    expect(runs.length).toBeGreaterThanOrEqual(50);
    expect(runs.filter(({ isVerified }) => isVerified).length).toBeGreaterThan(0);
    expect(runs.filter(run => !isExpected(run, said.get(run)!)).map(run => ({ text: run.text, said: said.get(run) }))).toEqual([]);
  });

  test('doesn\'t run what only the library refuses', () => {
    const fails = (breach: Breach) => said.get(breach)!.ready?.status === 'False';
    const failed = breaches.filter(fails);
    const codes = [...new Set(failed.map(({ refused: { code } }) => code))].sort();
    const whys = breaches.filter(breach => !fails(breach)).map(({ drawn: each }) => exceptionFor(each)?.why);
    console.log([
      `Flux runs ${runs.length} specs, and fails with ${failed.length} of ${breaches.length} that only the library refuses: ${codes.join(' ')}`,
      ...[...new Set(whys)].map(why => `content (${whys.filter(each => each === why).length}): ${why}`),
    ].join('\n'));
    expect(failed.length).toBeGreaterThanOrEqual(30);
    expect(codes.length).toBeGreaterThanOrEqual(12);
    const unexpected = breaches.filter(breach => !isExpected(breach, said.get(breach)!));
    expect(unexpected.map(({ text, refused }) => ({ text, refused }))).toEqual([]);
  });

  test('is content with some of them for reasons that are proven', () => {
    const ids = TRAPS.map(({ id }) => id);
    expect(EXCEPTIONS.flatMap(({ trap }) => trap ?? []).filter(trap => !ids.includes(trap))).toEqual([]);
  });
});
