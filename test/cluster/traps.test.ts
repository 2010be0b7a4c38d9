import { readFileSync } from 'node:fs';
import { TRAPS } from './traps';
import { Lab, type Result } from './traps/lab';
import { meant, refusalOf, synthesize } from './traps/library';
import { TABLE, table } from './traps/table';
import type { Answer, Trap } from './traps/trap';

const byId = (traps: readonly Trap[]): [string, Trap][] => traps.map(trap => [trap.id, trap]);

type AnswerWith<K extends string> = Extract<Answer, { readonly [key in K]: unknown }>;

function having<K extends string>(kind: K): [string, Trap, AnswerWith<K>][] {
  return TRAPS.filter(({ library }) => kind in library).map(trap => [trap.id, trap, trap.library as AnswerWith<K>]);
}

/** The program writes what the manifests say: all that it renders of them, and that isn't nothing. */
function expectTheTrap(trap: Trap, documents: readonly any[]): void {
  const pairs = meant(trap, documents);
  expect(pairs).not.toEqual([]);
  for (const { written, rendered } of pairs) expect(rendered).toMatchObject(written);
}

describe('what the control plane does', () => {
  const lab = new Lab(TRAPS);
  let results: Map<Trap, Result>;

  beforeAll(async () => {
    await lab.open();
    results = await lab.results();
  });

  afterAll(() => lab.close());

  test.each(byId(TRAPS))('%s', (_, trap) => {
    expect(results.get(trap)).toEqual({ apiServer: trap.apiServer, facts: trap.flux?.facts ?? {} });
  });
});

describe('what the library does', () => {
  test.each(having('refused'))('%s is refused', (_, __, { refused, program }) => {
    expect(refusalOf(program)).toBe(refused);
  });

  test.each(having('warned'))('%s is warned about', (_, trap, { warned, program }) => {
    const { documents, warned: codes } = synthesize(program);
    expect(codes).toEqual([warned]);
    expectTheTrap(trap, documents);
  });

  test.each([...having('notYet'), ...having('beyond')])('%s is rendered, and nothing said', (_, trap, { program }) => {
    const { documents, warned } = synthesize(program);
    expect(warned).toEqual([]);
    expectTheTrap(trap, documents);
  });
});

describe('the table', () => {
  test('has each trap once', () => {
    const ids = TRAPS.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  test('tells what Flux does wherever the API server takes it, and nothing else', () => {
    expect(TRAPS.filter(({ apiServer, flux }) => (apiServer === 'accepted') !== (flux !== undefined)).map(({ id }) => id)).toEqual([]);
  });

  test('is written down in README.md as it is', () => {
    expect(readFileSync(TABLE, 'utf8')).toBe(table());
  });
});
