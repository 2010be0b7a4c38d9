import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, YamlOutputType } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { build } from '../../examples/fleet/fleet';
import { TEAMS } from '../../examples/fleet/teams';
import { objections } from '../support/accepted';
import { FleetApp, Warnings } from 'cdk8s-flux-oci';

function written(type: typeof App, yamlOutputType: YamlOutputType): { readonly [file: string]: string } {
  const outdir = mkdtempSync(join(tmpdir(), 'example-'));
  try {
    const app = new type({ outdir, yamlOutputType });
    build(app, TEAMS);
    app.synth();
    expect(Warnings.of(app).lines).toEqual([]);
    const paths = readdirSync(outdir, { recursive: true, encoding: 'utf8' }).filter(path => path.endsWith('.yaml')).sort();
    return Object.fromEntries(paths.map(path => [path, readFileSync(join(outdir, path), 'utf8')]));
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

test.each([0, 1, 2, 3])('the fleet is written as by an App of cdk8s, output type %i', type => {
  expect(written(FleetApp, type)).toEqual(written(App, type));
});

test('it has a file for each team, and all of its objects are accepted', () => {
  const files = written(FleetApp, YamlOutputType.FILE_PER_CHART);
  expect(Object.keys(files)).toEqual(TEAMS.map(({ name }) => `${name}.k8s.yaml`).sort());
  const documents = Object.values(files).flatMap(text => parseAllDocuments(text).map(document => document.toJS()));
  expect(documents).toHaveLength(TEAMS.length + TEAMS.flatMap(({ apps }) => apps).length);
  expect(documents.flatMap(document => objections(document))).toEqual([]);
});
