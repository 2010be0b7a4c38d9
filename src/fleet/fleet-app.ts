import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, type AppProps, type Chart } from 'cdk8s';
import { Dependencies } from './dependencies';
import { writeFiles, yamlOf } from './files';
import { Plan } from './plan';
import { Rendering } from './rendering';
import { keepYamlWriterFast } from './yaml-context';

/**
 * An `App` of cdk8s for thousands of charts: it takes the same options and writes the same files, byte by byte, but the time that it takes grows with the
 * number of charts, where that of `App` grows with its square.
 *
 * `App` validates the whole app, works out all dependencies and puts them in order again for each chart. Here that is done once, and
 * each object is rendered once. A chart that overrides `toJson` is asked as before; if it calls `super.toJson()`, that is `App`'s pass over the whole app,
 * which is right and takes its time.
 *
 * Where `App` writes one object over another (two of one kind and name, with one file per resource), this refuses, and nothing is written.
 *
 * @see https://cdk8s.io/docs/latest/basics/app/
 */
export class FleetApp extends App {
  private readonly recordsMetadata: boolean;

  /**
   * @param props as of an `App`
   */
  public constructor(props: AppProps = {}) {
    super(props);
    keepYamlWriterFast();
    this.recordsMetadata = props.recordConstructMetadata ?? process.env.CDK8S_RECORD_CONSTRUCT_METADATA === 'true';
  }

  /**
   * The charts of this app, each behind those that it depends on.
   */
  public override get charts(): Chart[] {
    const plan = Plan.of(this, Dependencies.known);
    return plan ? [...plan.charts] : super.charts;
  }

  /**
   * Writes all manifests into the output directory.
   *
   * @throws what `App` throws, and FOC180 where it would write one object over another
   */
  public override synth(): void {
    mkdirSync(this.outdir, { recursive: true });
    const rendering = Rendering.of(this);
    if (!rendering) return super.synth();
    writeFiles(this.yamlOutputType, this, rendering);
    if (this.recordsMetadata) this.writeMetadata(rendering);
  }

  /**
   * All manifests as one YAML text.
   *
   * @throws what `App` throws
   */
  public override synthYaml(): string {
    const rendering = Rendering.ofText(this);
    if (!rendering) return super.synthYaml();
    return yamlOf(rendering.charts.flatMap(chart => rendering.documentsOf(chart)));
  }

  /** What cdk8s writes for tools that lead from an object back to its construct. */
  private writeMetadata(rendering: Rendering): void {
    const objects = rendering.charts.flatMap(chart => rendering.objectsOf(chart));
    const resources = Object.fromEntries(objects.map(({ name, node }) => [name, { path: node.path }]));
    writeFileSync(join(this.outdir, 'construct-metadata.json'), JSON.stringify({ version: '1.0.0', resources }));
  }
}
