import { binary } from '../rig/parts';
import type { Access } from '../rig/plan';
import { outcomeOf, outputOf, type Outcome } from '../rig/run';

/** Which object. */
export interface Ref {
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
}

export interface Condition {
  readonly status: string;
  readonly reason: string;
  readonly message: string;
}

const PATIENCE = 60_000;
const PAUSE = 150;

/** A cluster as its users see it: through kubectl. */
export class Cluster {
  public constructor(private readonly access: Access) {}

  /** Server-side apply, strict about fields, as `kubectl` and Flux do it. */
  public async apply(yaml: string, ...options: string[]): Promise<string> {
    const { code, stdout, stderr } = await this.tryApply(yaml, ...options);
    if (code !== 0) throw new Error(`not applied:\n${stderr}`);
    return stdout;
  }

  public tryApply(yaml: string, ...options: string[]): Promise<Outcome> {
    return this.kubectl(['apply', '--server-side', '--validate=strict', '--force-conflicts', ...options, '--filename=-'], yaml);
  }

  public async get(ref: Ref): Promise<any> {
    const { code, stdout, stderr } = await this.kubectl(['get', ...target(ref), '--output=json', '--ignore-not-found']);
    if (code !== 0) throw new Error(stderr);
    return stdout ? JSON.parse(stdout) : undefined;
  }

  /** All objects of a kind in a namespace. */
  public async list(kind: string, namespace: string): Promise<any[]> {
    return JSON.parse(await this.run(['get', kind, `--namespace=${namespace}`, '--output=json'])).items;
  }

  public async delete(ref: Ref): Promise<void> {
    await this.run(['delete', ...target(ref), '--ignore-not-found', '--wait=true', '--timeout=60s']);
  }

  public async createNamespace(name: string): Promise<void> {
    await this.run(['create', 'namespace', name]);
  }

  /** Waits until the object is as asked. */
  public async until(ref: Ref, holds: (object: any) => boolean): Promise<any> {
    const complain = (object: any) => `${ref.kind} ${ref.namespace}/${ref.name} is not as expected; its status is ${JSON.stringify(object?.status, undefined, 2)}`;
    return poll(() => this.get(ref), holds, complain);
  }

  /** Waits until Flux has warned of an object in these words: its status keeps silent about some things. */
  public async warned(ref: Ref, message: string): Promise<void> {
    const isAbout = ({ type, involvedObject: { kind, name } }: any) => type === 'Warning' && kind.toLowerCase() === ref.kind && name === ref.name;
    await poll(
      async () => (await this.list('event', ref.namespace!)).filter(isAbout).map(event => event.message),
      warnings => warnings.includes(message),
      warnings => `no such warning, but ${JSON.stringify(warnings)}`,
    );
  }

  /** Waits until Flux has judged the object as it is now, and returns what it says. */
  public async settled(ref: Ref, status?: 'True' | 'False', type = 'Ready'): Promise<Condition> {
    const object = await this.until(ref, found => {
      const condition = rawCondition(found, type);
      return condition !== undefined
        && condition.observedGeneration === found.metadata.generation
        && condition.status !== 'Unknown'
        && !isOld(found)
        && (status === undefined || condition.status === status);
    });
    return conditionOf(object, type)!;
  }

  /** Asks Flux to look again, now; `settled` then waits for the answer to this. */
  public async reconcile(ref: Ref): Promise<void> {
    await this.run(['annotate', ...target(ref), '--overwrite', `${REQUESTED}=${Date.now()}-${Math.random()}`]);
  }

  /** The same for an object that is being deleted: Flux may have been quicker, and it gone. */
  public async reconcileRemoval(ref: Ref): Promise<void> {
    const { code, stderr } = await this.kubectl(['annotate', ...target(ref), '--overwrite', `${REQUESTED}=${Date.now()}`]);
    if (code !== 0 && !stderr.includes('NotFound')) throw new Error(stderr);
  }

  public async run(args: readonly string[], input?: string): Promise<string> {
    return outputOf(binary('kubectl'), [`--kubeconfig=${this.access.kubeconfig}`, ...args], undefined, input);
  }

  private kubectl(args: readonly string[], input?: string): Promise<Outcome> {
    return outcomeOf(binary('kubectl'), [`--kubeconfig=${this.access.kubeconfig}`, ...args], { input });
  }
}

async function poll<T>(read: () => Promise<T>, holds: (found: T) => boolean, complain: (found: T) => string): Promise<T> {
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    const found = await read();
    if (holds(found)) return found;
    if (Date.now() > deadline) throw new Error(`after ${PATIENCE / 1000} s: ${complain(found)}`);
    await new Promise(done => setTimeout(done, PAUSE));
  }
}

const REQUESTED = 'reconcile.fluxcd.io/requestedAt';

/** What Flux says about an object; undefined where it says nothing of this type. */
export function conditionOf(object: any, type = 'Ready'): Condition | undefined {
  const found = rawCondition(object, type);
  return found && { status: found.status, reason: found.reason, message: found.message };
}

function rawCondition(object: any, type: string): any {
  return object?.status?.conditions?.find((each: any) => each.type === type);
}

/** Whether the last answer is from before the last request. */
function isOld(object: any): boolean {
  const requested = object.metadata.annotations?.[REQUESTED];
  return requested !== undefined && object.status.lastHandledReconcileAt !== requested;
}

function target({ kind, name, namespace }: Ref): string[] {
  return [kind, name, ...namespace ? [`--namespace=${namespace}`] : []];
}
