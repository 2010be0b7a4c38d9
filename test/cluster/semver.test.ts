import { answersOfFlux, disagreements, type Question } from './support/semver';
import { CONSTRAINTS, FILTERS, LEFT_TO_GO, VERSIONS } from './support/semver-cases';
import { DRAWN_CONSTRAINTS, DRAWN_FILTERS, DRAWN_VERSIONS, SCRIBBLES } from './support/semver-drawn';

// Semver ranges, tags and filters as this library reads them, and as the Go libraries of source-controller do (the program in semver/).

/** Each range with all versions. */
function over(constraints: readonly string[], versions: readonly string[]): Question[] {
  return constraints.map(constraint => ({ constraint, tags: versions, versions }));
}

/** Each range with versions of its own. */
const drawnPairs: readonly Question[] = DRAWN_CONSTRAINTS.map((constraint, index) => {
  const versions = Array.from({ length: 10 }, (_, step) => DRAWN_VERSIONS[(index * 7 + step * 61) % DRAWN_VERSIONS.length]);
  return { constraint, tags: versions, versions };
});

/** How many questions have an answer other than that the range can't be read. */
async function readable(questions: readonly Question[]): Promise<number> {
  return (await answersOfFlux(questions)).filter(({ error }) => !error).length;
}

test(`${CONSTRAINTS.length} ranges × ${VERSIONS.length} versions: read, and matched`, async () => {
  const questions = over(CONSTRAINTS, VERSIONS);
  expect(await disagreements(questions)).toEqual([]);
  const read = await readable(questions);
  expect(read * VERSIONS.length).toBeGreaterThan(15_000);
  expect(CONSTRAINTS.length - read).toBeGreaterThan(50);
});

test(`${drawnPairs.length * 10} pairs of drawn ranges and versions: read, and matched`, async () => {
  expect(await disagreements(drawnPairs)).toEqual([]);
  expect(await readable(drawnPairs)).toBeGreaterThan(2000);
});

test(`${SCRIBBLES.length} scribbles: read or refused, and matched`, async () => {
  const questions = over(SCRIBBLES, ['0.0.0', '1.2.3', '2.0.0-a', '3.1.0']);
  expect(await disagreements(questions)).toEqual([]);
  expect(await readable(questions)).toBeGreaterThan(300);
});

const texts = [...VERSIONS, ...DRAWN_VERSIONS];
test(`${texts.length} versions and tags: read`, async () => {
  const questions: Question[] = texts.flatMap(version => [{ version }, { version, tag: true }]);
  expect(await disagreements(questions)).toEqual([]);
});

test('every version against every other: order', async () => {
  const read = await answersOfFlux(VERSIONS.map(version => ({ version })));
  const versions = VERSIONS.filter((_, index) => !read[index].error);
  const questions: Question[] = versions.flatMap(one => versions.map(other => ({ order: [one, other] as const })));
  expect(questions.length).toBeGreaterThan(8000);
  expect(await disagreements(questions)).toEqual([]);
});

test(`${FILTERS.length} regular expressions, and ${DRAWN_FILTERS.length} drawn ones: compiled or refused`, async () => {
  const questions: Question[] = [...FILTERS, ...DRAWN_FILTERS].map(filter => ({ filter }));
  expect(await disagreements(questions)).toEqual([]);
  const compiled = await readable(FILTERS.map(filter => ({ filter })));
  expect(compiled).toBeGreaterThan(100);
  expect(FILTERS.length - compiled).toBeGreaterThan(80);
});

test('names of Unicode classes are left to Go', async () => {
  const found = await disagreements(LEFT_TO_GO.map(filter => ({ filter })));
  expect(found).toEqual(LEFT_TO_GO.map(filter => ({ question: { filter }, flux: { error: true }, ours: {} })));
});
