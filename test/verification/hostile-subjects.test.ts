import { RE2JS } from 're2js';
import { BUILDERS, joined, random, type Signer } from './drawn-signers';
import { TRICKS, type Pair } from './hostile';

// Whatever the builders render is given to RE2, as Flux gives it to Go: it accepts what it finds anywhere in a text.

const SEED = 20_260_731;
const SIGNERS_OF_EACH = 60;
const ROUNDS = 2;

/** Whether Flux would take this for a signature of the signer. */
function verdictOf({ identity }: Signer): (pair: Pair) => boolean {
  const { issuer, subject } = identity._toSpec();
  const [issuers, subjects] = [RE2JS.compile(issuer), RE2JS.compile(subject)];
  return pair => issuers.matcher(pair.issuer).find() && subjects.matcher(pair.subject).find();
}

interface Attempt extends Pair {
  readonly builder: string;
  readonly trick: string;
  readonly isAccepted: boolean;
}

const next = random(SEED);
const signers = BUILDERS.flatMap(build => Array.from({ length: SIGNERS_OF_EACH }, () => build(next)));
const attempts = signers.flatMap(attemptsOn);

function attemptsOn(signer: Signer): Attempt[] {
  const accepts = verdictOf(signer);
  const own = new Set(signer.genuine.map(({ pieces }) => joined(pieces)));
  return Object.entries(TRICKS).flatMap(([trick, play]) => Array.from({ length: ROUNDS }).flatMap(() => signer.genuine.flatMap(genuine => {
    const pair = play(next, genuine, signer);
    if (!pair || pair.issuer === genuine.issuer && own.has(pair.subject)) return [];
    return [{ ...pair, builder: signer.builder, trick, isAccepted: accepts(pair) }];
  })));
}

function countsBy(key: 'builder' | 'trick'): { [name: string]: number } {
  return attempts.reduce<{ [name: string]: number }>((counts, attempt) => ({ ...counts, [attempt[key]]: (counts[attempt[key]] ?? 0) + 1 }), {});
}

test('the genuine signers are all accepted', () => {
  const refused = signers.flatMap(signer => signer.genuine
    .map(({ issuer, pieces }) => ({ issuer, subject: joined(pieces) }))
    .filter(pair => !verdictOf(signer)(pair)));
  expect(refused).toEqual([]);
});

test('of more than ten thousand others none is', () => {
  expect(attempts.filter(({ isAccepted }) => isAccepted)).toEqual([]);
  expect(new Set(attempts.map(({ issuer, subject }) => JSON.stringify([issuer, subject]))).size).toBeGreaterThan(10_000);
});

test.each(Object.keys(TRICKS))('the trick "%s" was tried', trick => {
  expect(countsBy('trick')[trick]).toBeGreaterThan(0);
});

test.each(BUILDERS.map(({ name }) => name))('%s was attacked', name => {
  expect(countsBy('builder')[name]).toBeGreaterThan(500);
});
