import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { observed } from './facts';
import { fill, moveTag, publish, unfill, type Names } from './fixtures';
import type { Trap } from './trap';
import { Cluster } from '../support/cluster';
import { Publisher } from '../support/publish';
import { rigs } from '../support/rigs';

/** What became of a trap, in the words of its entry. */
export interface Result {
  readonly apiServer: string;
  readonly facts: { readonly [object: string]: readonly string[] };
}

const PATIENCE = 60_000;
/** What is so must still be so a while later. */
const STILL = 3_000;
const AT_ONCE = 4;
const KINDS = ['ocirepositories', 'kustomizations', 'helmreleases', 'configmaps'];

/** Falls into all traps at once, each in a namespace of its own. */
export class Lab {
  private readonly access = rigs()['2.9'];
  private readonly cluster = new Cluster(this.access);
  private readonly publisher = new Publisher(this.access);
  private readonly run = `traps-${process.pid.toString(36)}`;
  private readonly said = new Map<Trap, string>();
  private names: Names = {};

  public constructor(private readonly traps: readonly Trap[]) {}

  /** Publishes, applies everything, and waits until all is as recorded, or for too long. */
  public async open(): Promise<void> {
    const [names] = await Promise.all([publish(this.publisher, this.access.registry, this.run), this.createNamespaces()]);
    const { basicAuth, tls, password } = this.access.doors!;
    this.names = {
      ...names, 'rig': this.access.folder, 'tmp': join(this.access.folder, 'tmp'), 'private registry': basicAuth, 'registry with HTTPS': tls, 'password': password,
    };
    const prepared = this.traps.filter(trap => trap.before);
    await each(prepared, async trap => void await this.cluster.apply(this.filled(trap, trap.before!), ...this.inNamespace(trap)));
    await each(prepared, trap => this.ready(trap));
    await moveTag(this.publisher, this.names);
    await each(this.traps, async trap => void this.said.set(trap, await this.apply(trap)));
  }

  /** What became of each trap in the end. */
  public async results(): Promise<Map<Trap, Result>> {
    const deadline = Date.now() + PATIENCE;
    while (Date.now() < deadline && !this.asRecorded(await this.look())) await pause(1000);
    await pause(STILL);
    return this.look();
  }

  /** Leaves nothing that controllers would go on trying. */
  public async close(): Promise<void> {
    const left = this.traps.flatMap(trap => [trap.before, trap.manifests].flatMap(text => this.documents(trap, text))).filter(isFlux);
    await this.cluster.run(['delete', '--ignore-not-found', '--wait=false', '--filename=-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items: left }));
    this.publisher.close();
  }

  private async createNamespaces(): Promise<void> {
    const items = this.traps.map(trap => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: this.namespaceOf(trap) } }));
    await this.cluster.apply(JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
  }

  /** As a user does it; what kubectl complains about is what users see. */
  private async apply(trap: Trap): Promise<string> {
    const { stderr } = await this.cluster.tryApply(this.filled(trap, trap.manifests), ...this.inNamespace(trap));
    return unfill(stderr, this.namesOf(trap)) || 'accepted';
  }

  private async ready(trap: Trap): Promise<void> {
    for (const { kind, metadata } of this.documents(trap, trap.before).filter(isFlux)) {
      await this.cluster.settled({ kind, name: metadata.name, namespace: this.namespaceOf(trap) }, 'True');
    }
  }

  private asRecorded(results: Map<Trap, Result>): boolean {
    return this.traps.every(trap => JSON.stringify(results.get(trap)!.facts) === JSON.stringify(trap.flux?.facts ?? {}));
  }

  private async look(): Promise<Map<Trap, Result>> {
    const listed: any[] = JSON.parse(await this.cluster.run(['get', KINDS.join(), '--all-namespaces', '--output=json'])).items;
    const objects = new Map(listed.map(object => [`${object.kind}/${object.metadata.namespace}/${object.metadata.name}`, object]));
    return new Map(this.traps.map(trap => [trap, { apiServer: this.said.get(trap)!, facts: this.factsOf(trap, objects) }]));
  }

  private factsOf(trap: Trap, objects: ReadonlyMap<string, any>): Result['facts'] {
    return Object.fromEntries(Object.entries(trap.flux?.facts ?? {}).map(([object, recorded]) => {
      const [kind, ...path] = fill(object, this.namesOf(trap)).split('/');
      const [namespace, name] = path.length === 2 ? path : [this.namespaceOf(trap), path[0]];
      return [object, observed(recorded, objects.get(`${kind}/${namespace}/${name}`)).map(fact => unfill(fact, this.namesOf(trap)))];
    }));
  }

  private documents(trap: Trap, text: string | undefined): any[] {
    if (text === undefined) return [];
    const documents = parseAllDocuments(this.filled(trap, text)).map(document => document.toJS());
    return documents.map(document => ({ ...document, metadata: { ...document.metadata, namespace: this.namespaceOf(trap) } }));
  }

  private filled(trap: Trap, text: string): string {
    return fill(text, this.namesOf(trap));
  }

  private namesOf(trap: Trap): Names {
    return { ...this.names, namespace: this.namespaceOf(trap) };
  }

  private inNamespace(trap: Trap): string[] {
    return [`--namespace=${this.namespaceOf(trap)}`];
  }

  private namespaceOf({ id }: Trap): string {
    return `${this.run}-${id}`;
  }
}

function isFlux({ apiVersion }: { readonly apiVersion: string }): boolean {
  return apiVersion.includes('.toolkit.fluxcd.io/');
}

/** So many at a time as a small machine bears. */
async function each<T>(items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  const worker = async () => {
    for (let next = left.shift(); next; next = left.shift()) await act(next);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

function pause(milliseconds: number): Promise<void> {
  return new Promise(done => setTimeout(done, milliseconds));
}
