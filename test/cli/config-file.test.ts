import { join } from 'node:path';
import { inProcess } from './support/in-process';
import { removeTrees, treeOf } from './support/tree';
import { CONFIG_FILE, settingsOfFile } from '../../src/cli/config-file';
import { merged } from '../../src/cli/settings';
import { refusalOf } from '../support/refusal';

afterAll(removeTrees);

test('reads every option by its name', () => {
  const root = treeOf({
    [CONFIG_FILE]: `
      registry: oci://ghcr.io/acme
      artifact-root: kubernetes
      what: git
      source: { a.b: oci://x/y, c.d: oci://x/z }
      chart: [podinfo=oci://x/podinfo]
      only: apps
      skip: [archive, old/**]
      ref: 1.10
      verify-github: acme/fleet:release.yml
      provider: aws
      flux-version: 2.10
      output: json
    `,
  });
  expect(settingsOfFile(root)).toEqual({
    registry: 'oci://ghcr.io/acme',
    artifactRoot: 'kubernetes',
    what: 'git',
    source: ['a.b=oci://x/y', 'c.d=oci://x/z'],
    chart: ['podinfo=oci://x/podinfo'],
    only: ['apps'],
    skip: ['archive', 'old/**'],
    ref: '1.10',
    verifyGithub: 'acme/fleet:release.yml',
    provider: 'aws',
    fluxVersion: '2.10',
    output: 'json',
  });
});

test('reads the file that is named, and not the other', () => {
  const root = treeOf({ [CONFIG_FILE]: 'what: git\n', 'my.yaml': 'ref: stable\n' });
  expect(settingsOfFile(root, join(root, 'my.yaml'))).toEqual({ ref: 'stable' });
});

test.each(['', '# nothing\n', '---\n'])('%j says nothing', content => {
  expect(settingsOfFile(treeOf({ [CONFIG_FILE]: content }))).toEqual({});
});

test('there need not be one', () => {
  expect(settingsOfFile(treeOf({}))).toEqual({});
});

test.each([
  ['- a\n', "isn't a map of options; use `registry: oci://ghcr.io/acme` and so on"],
  ['a', "isn't a map of options; use `registry: oci://ghcr.io/acme` and so on"],
  ['a: [\n', "isn't YAML; got Flow sequence in block collection must be sufficiently indented and end with a ] at line 2, column 1; use `registry: oci://ghcr.io/acme` and so on"],
  ['ref: a\nref: b\n', "isn't YAML; got Map keys must be unique at line 2, column 1; use `registry: oci://ghcr.io/acme` and so on"],
  ['artifactRoot: a\n', "has something that isn't an option; got \"artifactRoot\"; use artifact-root"],
  ['write: true\n', 'has something that isn\'t an option; got "write"; use registry, artifact-root, what, source, chart, only, skip, ref, semver, verify-key, '
    + 'verify-github, pull-secret, provider, flux-version, output'],
  ['ref:\n', 'says nothing that `ref` takes; use `ref: TAG`'],
  ['ref: [a]\n', 'says nothing that `ref` takes; use `ref: TAG`'],
  ['only: { a: b }\n', 'says nothing that `only` takes; use `only: [GLOB]`'],
  ['only: [a, [b]]\n', 'says nothing that `only` takes; use `only: [GLOB]`'],
  ['source: { a.b: }\n', 'says nothing that `source` takes; use `source: { NAME.NAMESPACE: URL }`'],
  ['ref: a\nsemver: 1.x\n', 'has both `ref` and `semver`; use one of them'],
])('fails for %j', (content, problem) => {
  const root = treeOf({ [CONFIG_FILE]: content });
  const message = `FOC163 the configuration file "${join(root, CONFIG_FILE)}" ${problem}`;
  expect(refusalOf(() => settingsOfFile(root))).toBe(message);
  expect(inProcess('migrate', root)).toEqual({ status: 2, stdout: '', stderr: `${message}\n` });
});

test('fails for a file that is not there', () => {
  expect(refusalOf(() => settingsOfFile('.', '/nowhere/my.yaml'))).toBe(
    'FOC163 the configuration file "/nowhere/my.yaml" can\'t be read; got ENOENT; use a file that is there',
  );
});

test('the command line wins over a value, over a list, over entries of the same name, and over what it excludes', () => {
  const file = { registry: 'oci://a', ref: 'stable', verifyKey: 'key', only: ['a', 'b'], source: ['a.b=oci://x', 'c.d=oci://y'], chart: ['e=oci://z'] };
  expect(merged({ registry: 'oci://b', semver: '1.x', only: ['c'], source: ['c.d=oci://other', 'f.g=oci://h'], chart: ['i=oci://j'] }, file)).toEqual({
    registry: 'oci://b',
    semver: '1.x',
    verifyKey: 'key',
    only: ['c'],
    source: ['a.b=oci://x', 'c.d=oci://other', 'f.g=oci://h'],
    chart: ['e=oci://z', 'i=oci://j'],
  });
  expect(merged({}, file)).toEqual(file);
});
