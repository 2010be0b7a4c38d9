import { NAMESPACE } from './pools';
import type { Minor } from '../../support/crd/crds';
import { Cluster } from '../support/cluster';
import { rigs } from '../support/rigs';

/** A document, as JSON in one line or as YAML. */
export interface Named {
  readonly name: string;
  readonly text: string;
}

/** What an API server says of documents, by their names. */
export interface Answers {
  /** The spec as the server has understood it. */
  readonly taken: ReadonlyMap<string, any>;
  /** What it has against the others, in no order. */
  readonly complaints: string;
}

const SEPARATOR = '\n---\n';
const AT_ONCE = 100;
const SIDE_BY_SIDE = 2;

/** Asks the API server of a minor: strict about fields, and nothing is stored. */
export async function ask(minor: Minor, documents: readonly Named[]): Promise<Answers> {
  const cluster = new Cluster(rigs()[minor]);
  await cluster.apply(`apiVersion: v1\nkind: Namespace\nmetadata:\n  name: ${NAMESPACE}\n`);
  const count = Math.ceil(documents.length / AT_ONCE);
  const batches = Array.from({ length: count }, (_, index) => documents.slice(index * AT_ONCE, (index + 1) * AT_ONCE));
  const taken = new Map<string, any>();
  const complaints: string[] = [];
  const worker = async () => {
    for (let batch = batches.shift(); batch; batch = batches.shift()) {
      const { names, stderr } = await namesOfTaken(cluster, batch);
      complaints.push(stderr);
      for (const { metadata, spec } of await understood(cluster, batch.filter(({ name }) => names.has(name)))) taken.set(metadata.name, spec);
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker));
  return { taken, complaints: complaints.join('') };
}

async function namesOfTaken(cluster: Cluster, batch: readonly Named[]): Promise<{ readonly names: ReadonlySet<string>; readonly stderr: string }> {
  const { stdout, stderr } = await cluster.tryApply(batch.map(({ text }) => text).join(SEPARATOR), '--dry-run=server');
  const unread = /^.*error parsing.*$/m.exec(stderr);
  if (unread) throw new Error(`nothing behind this was asked: ${unread[0]}`);
  return { names: new Set([...stdout.matchAll(/^\S+\/(\S+) serverside-applied/gm)].map(([, name]) => name)), stderr };
}

/** kubectl prints no object where it complains about one, one object as it is, and several as a list. */
async function understood(cluster: Cluster, batch: readonly Named[]): Promise<any[]> {
  if (batch.length === 0) return [];
  const printed = JSON.parse(await cluster.apply(batch.map(({ text }) => text).join(SEPARATOR), '--dry-run=server', '--output=json'));
  return printed.kind === 'List' ? printed.items : [printed];
}

/** What the server said of one document. */
export function complaintOf({ complaints }: Answers, name: string): string {
  const said = complaints.split(/\n(?=\S)/).filter(each => each.includes(`"${name}"`) || each.includes(`/${name};`));
  return said.join('\n').trim();
}
