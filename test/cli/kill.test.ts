import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { inProcess } from './support/in-process';
import { killed, ran, stub } from './support/program';
import { contentsOf, removeTrees, sixtyFiles } from './support/tree';
import { JOURNAL } from '../../src/migration/read-directory';
import { fc } from '../support/property';

// The real process, with a real `kill -9`, at whatever it is doing at the time.

const RUNS = 10;

afterAll(removeTrees);

const program = stub();
const write = (root: string) => ['migrate', root, '--registry', 'oci://ghcr.io/acme', '--write'];
const rollback = (root: string) => ['migrate', root, '--rollback'];

const example = sixtyFiles();
const old = contentsOf(example);

function took(args: string[]): number {
  const start = Date.now();
  expect(ran(program, ...args).status).toBe(0);
  return Date.now() - start;
}

const toWrite = took(write(example));
const current = contentsOf(example);
const changed = [...new Set([...Object.keys(old), ...Object.keys(current)])].filter(path => path.endsWith('.yaml') && old[path] !== current[path]).length;
const toRollBack = took(rollback(example));

/** That each file is as it was, or as it will be; what isn't read by anybody has a name of its own. */
function expectWhole(root: string): void {
  const now = contentsOf(root);
  const foreign = Object.keys(now).filter(path => !/(^|\/)\.flux-oci-[0-9a-f]{16}$/.test(path) && now[path] !== old[path] && now[path] !== current[path]);
  const lost = Object.keys(old).filter(path => path in current && !(path in now));
  expect({ foreign, lost }).toEqual({ foreign: [], lost: [] });
}

/** When to kill: from the start of the work to its end, drawn alike for everybody. */
function moments(duration: number): number[] {
  return fc.sample(fc.double({ min: 0.3, max: 1, noNaN: true }), { numRuns: RUNS, seed: 7 }).map(share => Math.round(share * duration));
}

test('the example is worth it', () => {
  expect(Object.keys(old).filter(path => path.endsWith('.yaml'))).toHaveLength(60);
  expect(Object.keys(current).filter(path => old[path] !== undefined && old[path] !== current[path]).length).toBeGreaterThan(30);
  expect(contentsOf(example)).toEqual(old);
});

test('a write that was killed is finished by the next one', async () => {
  const signals = await Promise.all(moments(toWrite).map(async moment => {
    const root = sixtyFiles();
    const signal = await killed(moment, program, ...write(root));
    expectWhole(root);
    expect(inProcess(...write(root))).toMatchObject({ status: 0 });
    expect(contentsOf(root)).toEqual(current);
    expect(inProcess(...rollback(root))).toEqual({ status: 0, stdout: '', stderr: `rolled back: ${changed} files as before\n` });
    expect(contentsOf(root)).toEqual(old);
    return signal;
  }));
  expect(signals).toContain('SIGKILL');
}, 120_000);

test('a write that was killed is undone by a rollback', async () => {
  for (const moment of moments(toWrite)) {
    const root = sixtyFiles();
    await killed(moment, program, ...write(root));
    expectWhole(root);
    expect(inProcess(...rollback(root)).status).toBe(0);
    expect(contentsOf(root)).toEqual(old);
    expect(existsSync(join(root, JOURNAL))).toBe(false);
  }
}, 120_000);

test('a rollback that was killed is finished by the next one', async () => {
  for (const moment of moments(toRollBack)) {
    const root = sixtyFiles();
    inProcess(...write(root));
    await killed(moment, program, ...rollback(root));
    expectWhole(root);
    expect(inProcess(...rollback(root)).status).toBe(0);
    expect(contentsOf(root)).toEqual(old);
  }
}, 120_000);

test('of two at once, one writes', async () => {
  const root = sixtyFiles();
  const [one, other] = await Promise.all([killed(60_000, program, ...write(root)), killed(60_000, program, ...write(root))]);
  expect([one, other]).toEqual([null, null]);
  expect(contentsOf(root)).toEqual(current);
  expect(ran(program, ...rollback(root)).status).toBe(0);
  expect(contentsOf(root)).toEqual(old);
}, 60_000);
