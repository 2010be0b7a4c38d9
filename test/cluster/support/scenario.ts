import { App, Chart } from 'cdk8s';
import { Cluster, conditionOf, type Condition, type Ref } from './cluster';
import { Publisher } from './publish';
import { rigs } from './rigs';
import type { Access } from '../rig/plan';

let count = 0;

/** Where a story publishes: signatures hang on tags there, or are listed as referrers. */
export type Registry = 'registry' | 'referrersRegistry';

/** One story on the cluster of Flux 2.9: a namespace for its Flux objects, one to deliver into, a registry to publish to. */
export class Scenario {
  /** Namespace of the Flux objects. */
  public readonly namespace: string;
  /** Namespace that is delivered into. */
  public readonly target: string;
  public readonly cluster: Cluster;
  public readonly publisher: Publisher;

  /** On the rig that the suites share, or another one with controllers. */
  public constructor(name: string, registry: Registry = 'registry', access: Access = rigs()['2.9']) {
    this.cluster = new Cluster(access);
    this.publisher = new Publisher({ registry: access[registry] });
    this.namespace = `${name}-${process.pid}-${count++}`;
    this.target = `${this.namespace}-target`;
  }

  /** What a program in the namespace of the Flux objects renders. */
  public render(build: (chart: Chart) => unknown): string {
    const app = new App();
    build(new Chart(app, 'delivery', { namespace: this.namespace, disableResourceNameHashes: true }));
    return app.synthYaml();
  }

  /** Applies what a program renders, as a user does. */
  public async deliver(build: (chart: Chart) => unknown): Promise<void> {
    await this.cluster.apply(this.render(build));
  }

  /** The source of an app. */
  public source(name: string): Ref {
    return { kind: 'ocirepository', name, namespace: this.namespace };
  }

  /** The delivery of an app of manifests. */
  public kustomization(name: string): Ref {
    return { kind: 'kustomization', name, namespace: this.namespace };
  }

  /** The delivery of an app of a Helm chart. */
  public helmRelease(name: string): Ref {
    return { kind: 'helmrelease', name, namespace: this.namespace };
  }

  /** Waits until this revision of an app of manifests is applied, and returns what Flux then says. */
  public async applied(name: string, revision: string): Promise<Condition> {
    await this.cluster.until(this.kustomization(name), found => found?.status?.lastAppliedRevision === revision && !conditionOf(found, 'Reconciling'));
    return this.cluster.settled(this.kustomization(name));
  }

  /** Waits until a Helm chart is released from this digest, and returns what Flux then says. */
  public async released(name: string, digest: string): Promise<Condition> {
    const holds = (found: any) => found?.status?.history?.[0].ociDigest === digest && !conditionOf(found, 'Reconciling');
    await this.cluster.until(this.helmRelease(name), holds);
    return this.cluster.settled(this.helmRelease(name));
  }

  /** What the ConfigMaps in the target namespace say, by their name; the rig delivers nothing else. */
  public async delivered(): Promise<{ [name: string]: { [key: string]: string } }> {
    const found = await this.cluster.list('configmap', this.target);
    return Object.fromEntries(found.map(({ metadata, data }) => [metadata.name, data]));
  }

  public async open(): Promise<this> {
    await this.cluster.createNamespace(this.namespace);
    return this;
  }

  public close(): void {
    this.publisher.close();
  }
}
