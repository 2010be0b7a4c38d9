import { publishAll, type Artifacts } from './artifacts';
import { configMap, kubeConfigOf, namespaceNamed, type Needed } from './objects';
import type { Place } from './place';
import { Cluster, conditionOf, type Condition } from '../../support/cluster';
import { Publisher } from '../../support/publish';
import { rigs } from '../../support/rigs';
import { HELM_LAYER } from '../pools';

/** One object on the rig. */
export interface Trial {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  /** As JSON or YAML. */
  readonly text: string;
  readonly needed: readonly Needed[];
}

/** What Flux says of an object. */
export interface Said {
  readonly ready?: Condition;
  readonly verified?: Condition;
}

const PATIENCE = 90_000;
const STILL = 3_000;
const KINDS = 'ocirepositories,kustomizations,helmreleases';

/** Flux 2.9 with a registry, in which every trial has a namespace of its own. */
export class Laboratory {
  private readonly access = rigs()['2.9'];
  private readonly cluster = new Cluster(this.access);
  private readonly publisher = new Publisher(this.access);
  private readonly run = `differential-${process.pid.toString(36)}`;
  private readonly shared = `${this.run}-shared`;
  private readonly kubeConfig = kubeConfigOf(this.access);
  private artifacts!: Artifacts;

  /** Publishes, and makes what many trials share. */
  public async open(): Promise<void> {
    this.artifacts = await publishAll(this.publisher, this.access.registry, this.run);
    await this.applyAll([namespaceNamed(this.shared), configMap(this.shared, 'ready', {}), ...this.sources(), ...this.bases()]);
    for (const [kind, name] of [['kustomization', 'base'], ['helmrelease', 'base']]) await this.cluster.settled({ kind, name, namespace: this.shared }, 'True');
  }

  /** Where the trial of this name is made. */
  public place(name: string): Place {
    const { shared, artifacts, kubeConfig } = this;
    return { namespace: `${this.run}-${name}`, shared, artifacts, kubeConfig };
  }

  /** Applies all, waits until Flux says of each what is expected, or for too long, and tells what it says then. */
  public async try<T extends Trial>(trials: readonly T[], isExpected: (trial: T, said: Said) => boolean): Promise<ReadonlyMap<Trial, Said>> {
    await this.applyAll(trials.map(({ namespace }) => namespaceNamed(namespace)));
    await this.applyAll(trials.flatMap(({ needed }) => needed));
    await this.cluster.apply(trials.map(({ text }) => text).join('\n---\n'));
    const deadline = Date.now() + PATIENCE;
    let seen = await this.look(trials);
    while (Date.now() < deadline && ![...seen].every(([trial, said]) => isExpected(trial, said))) {
      await pause(1000);
      seen = await this.look(trials);
    }
    await pause(STILL);
    const later = await this.look(trials);
    // What Flux is just trying again says nothing for that while.
    return new Map(trials.map(trial => [trial, isSettled(later.get(trial)!) ? later.get(trial)! : seen.get(trial)!]));
  }

  /** Leaves nothing that controllers would go on trying; of what is suspended they take nothing back, which may need minutes. */
  public async close(): Promise<void> {
    const found = (await this.list()).filter(({ metadata }) => metadata.namespace.startsWith(`${this.run}-`));
    const items = found.map(({ apiVersion, kind, metadata: { name, namespace } }) => (
      { apiVersion, kind, metadata: { name, namespace }, spec: { suspend: true } }
    ));
    await this.cluster.apply(JSON.stringify({ apiVersion: 'v1', kind: 'List', items }), '--field-manager=end', '--validate=false');
    await this.cluster.run(['delete', '--ignore-not-found', '--wait=false', '--filename=-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
    this.publisher.close();
  }

  private sources(): Needed[] {
    const source = (name: string, repository: string, layerSelector?: object) => ({
      apiVersion: 'source.toolkit.fluxcd.io/v1',
      kind: 'OCIRepository',
      metadata: { name, namespace: this.shared },
      spec: { url: `${this.artifacts.base}/${repository}`, ref: { tag: '1.0.0' }, interval: '1h', layerSelector },
    });
    return [source('app', 'app'), source('web', 'charts/web', { mediaType: HELM_LAYER, operation: 'copy' })];
  }

  private bases(): Needed[] {
    const metadata = { name: 'base', namespace: this.shared };
    return [
      {
        apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
        kind: 'Kustomization',
        metadata,
        spec: { interval: '1h', prune: true, targetNamespace: this.shared, sourceRef: { kind: 'OCIRepository', name: 'app' }, namePrefix: 'base-' },
      },
      { apiVersion: 'helm.toolkit.fluxcd.io/v2', kind: 'HelmRelease', metadata, spec: { interval: '1h', chartRef: { kind: 'OCIRepository', name: 'web' } } },
    ];
  }

  private async applyAll(items: readonly Needed[]): Promise<void> {
    if (items.length > 0) await this.cluster.apply(JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
  }

  private async look<T extends Trial>(trials: readonly T[]): Promise<ReadonlyMap<T, Said>> {
    const found = new Map((await this.list()).map(object => [`${object.kind}/${object.metadata.namespace}/${object.metadata.name}`, object]));
    return new Map(trials.map(trial => {
      const object = found.get(`${trial.kind}/${trial.namespace}/${trial.name}`);
      return [trial, { ready: conditionOf(object), verified: conditionOf(object, 'SourceVerified') }];
    }));
  }

  private async list(): Promise<any[]> {
    return JSON.parse(await this.cluster.run(['get', KINDS, '--all-namespaces', '--output=json'])).items;
  }
}

function isSettled({ ready }: Said): boolean {
  return ready?.status === 'True' || ready?.status === 'False';
}

function pause(milliseconds: number): Promise<void> {
  return new Promise(done => setTimeout(done, milliseconds));
}
