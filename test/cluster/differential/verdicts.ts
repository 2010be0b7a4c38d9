import type { Drawn } from './draw';
import { oursOf, type Ours } from './ours';
import { NAMESPACE } from './pools';
import { alike, withDefaults } from './same';
import { ask, complaintOf, type Answers } from './servers';
import { MINORS, type Minor } from '../../support/crd/crds';

/** What becomes of a spec in one minor. */
export interface Verdict {
  readonly drawn: Drawn;
  readonly minor: Minor;
  readonly ours: Ours;
  /** The drawn spec as the API server has understood it; undefined where it refuses it. */
  readonly server: any;
  /** The one that the library renders, in the same way. */
  readonly rendered: any;
  /** What the API server has against either. */
  readonly complaint: string;
}

/** Asks the API servers of all minors, and the library. */
export async function verdictsOn(all: readonly Drawn[]): Promise<Verdict[]> {
  const documents = all.map(drawn => ({ name: drawn.name, text: written(drawn) }));
  const ofMinors = await Promise.all(MINORS.map(async minor => {
    const ours = all.map(drawn => oursOf(drawn, minor));
    const [drawn, rendered] = [await ask(minor, documents), await ask(minor, all.flatMap(({ name }, index) => textOf(name, ours[index])))];
    return all.map((each, index) => verdict(each, minor, ours[index], drawn, rendered));
  }));
  return ofMinors.flat();
}

/** As JSON that is YAML too, whatever the texts in it. */
function written({ name, of: { apiVersion, kind }, spec }: Drawn): string {
  const document = { apiVersion, kind, metadata: { name, namespace: NAMESPACE }, spec };
  return JSON.stringify(document).replace(/[^ -~]/g, sign => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function textOf(name: string, ours: Ours): { readonly name: string; readonly text: string }[] {
  return 'yaml' in ours ? [{ name, text: ours.yaml }] : [];
}

function verdict(drawn: Drawn, minor: Minor, ours: Ours, server: Answers, rendered: Answers): Verdict {
  const { name } = drawn;
  const complaint = [complaintOf(server, name), complaintOf(rendered, name)].filter(each => each !== '').join('\n');
  return { drawn, minor, ours, server: server.taken.get(name), rendered: rendered.taken.get(name), complaint };
}

export type Outcome = 'both' | 'only the server' | 'only the library' | 'neither' | 'server, impossible here' | 'neither, impossible here';

export function outcomeOf({ ours, server }: Verdict): Outcome {
  if ('yaml' in ours) return server ? 'both' : 'only the library';
  if ('reason' in ours) return server ? 'server, impossible here' : 'neither, impossible here';
  return server ? 'only the server' : 'neither';
}

/** What the server should have understood of what the library renders, and what it has. */
export function comparison({ drawn: { of, name }, minor, server, rendered }: Verdict): { readonly meant: object; readonly written: object } {
  return {
    meant: { name, minor, spec: alike(of, withDefaults(of, server)) },
    written: { name, minor, spec: rendered && alike(of, rendered) },
  };
}

/** For people: what was drawn, what is wrong with it, and both answers. */
export function shown({ drawn: { of, spec, wrong }, minor, ours, server, complaint }: Verdict): object {
  const said = 'yaml' in ours ? 'accepted' : ours.message;
  return { kind: of.kind, minor, spec, wrong: wrong.map(({ path, value }) => `${path}: ${String(JSON.stringify(value))}`), library: said, server: server ? 'accepted' : complaint };
}
