import { migrateTree } from '../../src/migration/migrate-tree';
import { MigrationFindingLevel } from '../../src/migration/migration-result';
import type { TreeInput } from '../../src/migration/tree-file';

const { ACTION, NOTICE } = MigrationFindingLevel;
const GIT = 'apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata: {name: other}\nspec: {url: https://github.com/else/other}\n';

function findings(input: TreeInput): unknown[] {
  const { files, findings: found } = migrateTree([input], { registry: 'oci://ghcr.io/acme' });
  expect(files).toEqual([]);
  return found.filter(({ code }) => /^FOC14/.test(code));
}

describe('a file is left alone, and told of', () => {
  test('that is no UTF-8', () => {
    expect(findings({ path: 'a.yaml' })).toEqual([{
      code: 'FOC140', level: ACTION, file: 'a.yaml', problem: 'the file is no UTF-8, and is left as it is', use: 'UTF-8, then migrate again',
    }]);
  });

  test('that is no YAML, with the line and the reason', () => {
    expect(findings({ path: 'a.yaml', text: `${GIT}a: {{ .Values.a }}\n` })).toEqual([{
      code: 'FOC141',
      level: NOTICE,
      file: 'a.yaml',
      line: 5,
      problem: 'the file is no YAML, and is left as it is: a key is no text, so this is a template',
      use: 'your own eyes where it is a template of Flux objects',
    }]);
  });

  test('that SOPS encrypts', () => {
    expect(findings({ path: 'a.yaml', text: `${GIT}sops: {mac: "ENC[AES256_GCM,data:x]"}\n` })).toEqual([{
      code: 'FOC142', level: NOTICE, file: 'a.yaml', problem: 'the file is encrypted by SOPS, and is left as it is: an edit would break its MAC',
    }]);
  });

  test('that is a symbolic link', () => {
    expect(findings({ path: 'a.yaml', text: GIT, symlink: true })).toEqual([{
      code: 'FOC143', level: NOTICE, file: 'a.yaml', problem: 'the file is a symbolic link, which no artifact holds', use: '`flux push artifact --resolve-symlinks`',
    }]);
  });

  test('but not where it can\'t matter', () => {
    expect(findings({ path: 'a.yaml', text: 'a: [' })).toEqual([]);
    expect(findings({ path: 'a.json' })).toEqual([]);
  });
});

describe('the template of a ResourceSet', () => {
  const set = (text: string) => `apiVersion: fluxcd.controlplane.io/v1
kind: ResourceSet
metadata: {name: apps}
spec:
  resourcesTemplate: |
    ---
    apiVersion: source.toolkit.fluxcd.io/v1
    kind: ${text}
    metadata: {name: << inputs.name >>}
`;

  test('is told of where it has something that could be moved', () => {
    expect(findings({ path: 'a.yaml', text: set('GitRepository') })).toEqual([{
      code: 'FOC146',
      level: ACTION,
      file: 'a.yaml',
      line: 5,
      object: 'ResourceSet/apps',
      problem: 'resourcesTemplate is the text of a template, and is left as it is',
      use: 'your own eyes for the GitRepository or HelmRepository in it',
    }]);
  });

  test('is nobody\'s business else', () => {
    expect(findings({ path: 'a.yaml', text: set('OCIRepository') })).toEqual([]);
  });
});
