import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { Cluster } from './support/cluster';
import { rigs } from './support/rigs';
import { FluxVersion } from '../../src';
import { asWritten, PROGRAMS } from '../golden/synth';
import { CLASSES, SAMPLES } from '../l1/samples';
import { readDocuments } from '../support/crd';
import { MINORS, type Minor } from '../support/crd/crds';

// What the library renders is taken by real API servers with the CRDs of every Flux minor: server-side, strict about fields.

const VERSIONS: { readonly [minor in Minor]: FluxVersion } = { '2.8': FluxVersion.V2_8, '2.9': FluxVersion.V2_9, '2.10': FluxVersion.V2_10 };

let scratch: string;
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'accepted-'));
});
afterAll(() => {
  delete process.env.CDK8S_OUTDIR;
  rmSync(scratch, { recursive: true });
});

/** The files that a program writes for a Flux version. */
function synthesize(name: string, minor: Minor): string[] {
  const outdir = join(scratch, `${name}-${minor}`);
  const app = new App({ outdir });
  VERSIONS[minor].applyTo(app);
  PROGRAMS[name as keyof typeof PROGRAMS](app, asWritten);
  app.synth();
  return read(outdir);
}

/** The example, as its own program writes it. */
function example(minor: Minor): string[] {
  const outdir = join(scratch, `podinfo-${minor}`);
  process.env.CDK8S_OUTDIR = outdir;
  jest.isolateModules(() => {
    jest.requireActual('../../examples/podinfo/main');
  });
  return read(outdir);
}

function read(folder: string): string[] {
  return readdirSync(folder).sort().map(file => readFileSync(join(folder, file), 'utf8'));
}

/** Every namespace that a document is in: a platform team makes them, and not these programs. */
async function createNamespaces(cluster: Cluster, yaml: string): Promise<void> {
  const { documents } = readDocuments(yaml);
  const names = new Set(documents.map(({ metadata }) => metadata.namespace ?? 'default'));
  await cluster.apply([...names].map(name => `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: ${name}\n`).join('---\n'));
}

async function expectTaken(minor: Minor, files: string[]): Promise<void> {
  const cluster = new Cluster(rigs()[minor]);
  expect(files.length).toBeGreaterThan(0);
  for (const yaml of files) {
    await createNamespaces(cluster, yaml);
    const count = readDocuments(yaml).documents.length;
    const { code, stdout, stderr } = await cluster.tryApply(yaml);
    expect({ code, stderr, taken: stdout.trim().split('\n').length }).toEqual({ code: 0, stderr: '', taken: count });
  }
}

describe.each(MINORS)('Flux %s takes', minor => {
  test.each(Object.keys(PROGRAMS))('everything of the program %s', async name => expectTaken(minor, synthesize(name, minor)));

  test('everything of the podinfo example', async () => expectTaken(minor, example(minor)));

  test('one object of every kind of L1', async () => {
    const app = new App({ outdir: join(scratch, `l1-${minor}`) });
    const chart = new Chart(app, 'l1', { namespace: 'l1' });
    for (const type of CLASSES) {
      const { spec, name = 'sample' } = SAMPLES[type.GVK.kind];
      new type(chart, type.GVK.kind, { metadata: { name }, spec });
    }
    expect(CLASSES).toHaveLength(19);
    await expectTaken(minor, [app.synthYaml()]);
  });
});

test('a field that no CRD has is refused, so that the answers above mean something', async () => {
  const yaml = 'apiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\nmetadata:\n  name: app\n  namespace: default\n'
    + 'spec:\n  url: oci://ghcr.io/acme/app\n  interval: 5m\n  pinned: true\n';
  for (const minor of MINORS) {
    const { code, stderr } = await new Cluster(rigs()[minor]).tryApply(yaml, '--dry-run=server');
    expect(code).toBe(1);
    expect(stderr).toContain('.spec.pinned: field not declared in schema');
  }
});
