import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Chart, type ChartProps } from 'cdk8s';
import { conditionOf } from './cluster';
import { configMap, type Published } from './publish';
import type { Scenario } from './scenario';
import type { Signer } from './signer';
import { FleetApp, Kustomization, OciRef, OciRepository, type Verification } from '../../../src';

/** How many apps there are, and how many artifacts they share. */
export interface FleetShape {
  readonly apps: number;
  readonly artifacts: number;
  /** Of the chart of one artifact. */
  readonly labels?: (artifact: number) => ChartProps['labels'];
  /** Who signs all artifacts; nobody by default. */
  readonly signer?: Signer;
}

const AT_ONCE = 4;
const ROOT = 'fleet';

/** A fleet as a platform team has it: a program renders it, and Flux applies that as one artifact of Flux objects, which pull the artifacts of apps. */
export class Fleet {
  private readonly published: Published[] = [];

  public constructor(private readonly story: Scenario, private readonly shape: FleetShape) {}

  /** The apps in one artifact. */
  public appsOf(artifact: number): string[] {
    const { apps, artifacts } = this.shape;
    return Array.from({ length: apps }, (_, index) => index).filter(index => Math.floor(index * artifacts / apps) === artifact).map(index => `app-${index}`);
  }

  /** Publishes some of the artifacts, each app in a folder of its own. */
  public async publish(version: string, artifacts = [...Array(this.shape.artifacts).keys()]): Promise<void> {
    const waiting = [...artifacts];
    const work = async () => {
      for (let artifact = waiting.shift(); artifact !== undefined; artifact = waiting.shift()) await this.publishOne(artifact, version);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  }

  /** Has Flux apply the fleet as it is published now. */
  public async deliver(): Promise<void> {
    const outdir = this.render();
    const files = Object.fromEntries(readdirSync(outdir).map(file => [file, readFileSync(join(outdir, file), 'utf8')]));
    const { url, digest } = await this.story.publisher.push(`${this.story.namespace}/${ROOT}`, `v${Date.now()}`, files);
    await this.story.deliver(chart => {
      const source = new OciRepository(chart, 'Root', { name: ROOT, url, ref: OciRef.digest(digest), insecure: true });
      new Kustomization(chart, 'RootDelivery', { name: ROOT, source, wait: false, timeout: '5m' });
    });
  }

  /** How many apps run what is published now. */
  public async ready(): Promise<number> {
    const digests = new Map(this.published.flatMap(({ digest }, artifact) => this.appsOf(artifact).map(app => [app, digest])));
    const found = await this.story.cluster.list('kustomization', this.story.namespace);
    return found.filter(({ metadata: { name, generation }, status }) => digests.has(name)
      && status?.observedGeneration === generation && status.lastAppliedRevision === digests.get(name)
      && conditionOf({ status })?.status === 'True').length;
  }

  /** What Flux has applied last, by app. */
  public async applied(): Promise<{ readonly [app: string]: string | undefined }> {
    const found = await this.story.cluster.list('kustomization', this.story.namespace);
    const apps = found.filter(({ metadata: { name } }) => name !== ROOT);
    return Object.fromEntries(apps.map(({ metadata: { name }, status }) => [name, status?.lastAppliedRevision]));
  }

  private render(): string {
    const app = new FleetApp({ outdir: this.story.publisher.path(`fleet-${Math.random()}`) });
    const trust = new Chart(app, 'trust', { namespace: this.story.namespace });
    const verify = this.shape.signer?.trust(trust);
    this.published.forEach((published, artifact) => {
      const labels = this.shape.labels?.(artifact);
      this.addArtifact(new Chart(app, `artifact-${artifact}`, { namespace: this.story.namespace, labels }), published, artifact, verify);
    });
    app.synth();
    return app.outdir;
  }

  private addArtifact(chart: Chart, { url, digest }: Published, artifact: number, verify?: Verification): void {
    const source = new OciRepository(chart, 'Source', { name: `artifact-${artifact}`, url, ref: OciRef.digest(digest), verify, insecure: true });
    for (const name of this.appsOf(artifact)) {
      new Kustomization(chart, name, { source, path: `./${name}`, targetNamespace: this.story.target });
    }
  }

  private async publishOne(artifact: number, version: string): Promise<void> {
    const files = Object.fromEntries(this.appsOf(artifact).map(name => [`${name}/app.yaml`, configMap(name, { version })]));
    const published = await this.story.publisher.push(`${this.story.namespace}/artifact-${artifact}`, version, files);
    this.published[artifact] = await this.shape.signer?.sign(published) ?? published;
  }
}
