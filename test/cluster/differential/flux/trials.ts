import { exceptionFor } from './exceptions';
import type { Laboratory, Trial } from './laboratory';
import type { Place } from './place';
import { control, experiment } from './repoint';
import type { Drawn } from '../draw';
import { oursOf, type Refused } from '../ours';
import { TOO_LONG_FOR_GO } from '../pools';
import { outcomeOf, type Verdict } from '../verdicts';

/** A drawn spec that both accept, as the library renders it for the rig; Flux shall run it. */
export interface Run extends Trial {
  readonly drawn: Drawn;
  readonly isVerified: boolean;
}

/** A drawn spec that only the library refuses, as somebody writes it who doesn't use the library. */
export interface Breach extends Trial {
  readonly drawn: Drawn;
  readonly refused: Refused;
}

/** So many of each kind; those first of which Flux verifies something. */
export function runsOf(verdicts: readonly Verdict[], laboratory: Laboratory, perKind: number): Run[] {
  const both = verdicts.filter(each => each.minor === '2.9' && outcomeOf(each) === 'both' && each.drawn.wrong.length === 0).map(({ drawn }) => drawn);
  const ordered = [...both.filter(({ spec }) => spec.verify), ...both.filter(({ spec }) => !spec.verify)];
  const counts = new Map<string, number>();
  return ordered.flatMap(drawn => {
    const { kind } = drawn.of;
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    return count > perKind ? [] : [runOf(drawn, laboratory, drawn.name)];
  });
}

/** What both say of a spec must also hold for the one that the rig can try. */
function runOf(drawn: Drawn, laboratory: Laboratory, name: string): Run {
  const place = laboratory.place(name);
  const { spec, needed } = control(drawn, place);
  const ours = oursOf({ ...drawn, spec }, '2.9', place.namespace);
  if (!('yaml' in ours)) throw new Error(`${drawn.name} is accepted, but not where it finds what it names: ${ours.message}`);
  return { drawn, ...objectOf(drawn, place), text: ours.yaml, needed, isVerified: spec.verify !== undefined };
}

function objectOf({ of: { kind }, name }: Drawn, { namespace }: Place): Pick<Trial, 'kind' | 'name' | 'namespace'> {
  return { kind, name, namespace };
}

function textOf({ of: { apiVersion, kind }, name }: Drawn, { namespace }: Place, spec: any): string {
  return JSON.stringify({ apiVersion, kind, metadata: { name, namespace }, spec });
}

/** One for each thing that the library says, if it can be one that Flux fails with, and beside it the same without what is wrong. */
export function breachesOf(verdicts: readonly Verdict[], laboratory: Laboratory): { readonly breach: Breach; readonly controls: readonly Run[] }[] {
  const said = new Set<string>();
  const all = verdicts.filter(isBreach);
  return [...all.filter(({ drawn }) => !exceptionFor(drawn)), ...all].flatMap(({ drawn, ours }) => {
    const refused = ours as Refused;
    const key = `${drawn.of.kind} ${gist(refused.message)}`;
    const isWrong = drawn.wrong.length > 0;
    if (said.has(key) || (isWrong && !('yaml' in oursOf({ ...drawn, spec: drawn.good }, '2.9')))) return [];
    const place = laboratory.place(`${drawn.name}-wrong`);
    const { spec, needed } = experiment(drawn, place) ?? {};
    const again = spec && oursOf({ ...drawn, spec }, '2.9', place.namespace);
    if (!again || !('code' in again) || again.code !== refused.code) return [];
    said.add(key);
    const breach = { drawn, refused: again, ...objectOf(drawn, place), text: textOf(drawn, place, spec), needed: needed! };
    return [{ breach, controls: isWrong ? [runOf(drawn, laboratory, `${drawn.name}-right`)] : [] }];
  });
}

/** A controller that can't read one object reads none of its kind, so there is one thing that isn't tried. */
function isBreach(verdict: Verdict): boolean {
  const { minor, drawn: { wrong } } = verdict;
  return minor === '2.9' && outcomeOf(verdict) === 'only the server' && wrong.length <= 1 && wrong.every(({ value }) => value !== TOO_LONG_FOR_GO);
}

/** A message without what was given. */
function gist(message: string): string {
  return message.replace(/^(FOC\d+) \[\S+\]/, '$1').replace(/; got .*$/s, '').replace(/"[^"]*"/g, '"…"').replace(/\[\d+\]/g, '[]');
}
