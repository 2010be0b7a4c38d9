import { afterwards, migrated } from './support/migrate';

const OPTIONS = { sources: { 'fleet.flux-system': 'oci://ghcr.io/acme/fleet' }, artifactRoot: 'kubernetes' };

const SPEC = `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: apps
  namespace: flux-system
spec:
  path: ./kubernetes/apps
  sourceRef:
    kind: GitRepository
    name: fleet
`;

/** The values that are replaced; whatever stands around them must stay. */
function moved(text: string): string {
  return text.replace(/GitRepository/, 'OCIRepository').replace(/kubernetes\/apps/, 'apps');
}

describe('only the values change', () => {
  test.each([
    ['behind a directive', `%YAML 1.2\n---\n${SPEC}`],
    ['before an end marker', `---\n${SPEC}...\n`],
    ['before an end marker and a comment', `${SPEC}...\n# the end\n`],
    ['behind a marker with a comment', `--- # apps\n${SPEC}`],
    ['behind a marker on the line of the first key', `--- {"apiVersion": "kustomize.toolkit.fluxcd.io/v1", "kind": "Kustomization", "metadata": {"name": "apps", "namespace": "flux-system"},
 "spec": {"path": "./kubernetes/apps", "sourceRef": {"kind": "GitRepository", "name": "fleet"}}}\n`],
    ['between null documents', `---\n# nothing\n---\n${SPEC}---\n---\n`],
    ['behind a byte order mark', `\ufeff${SPEC}`],
    ['of Windows', SPEC.replace(/\n/g, '\r\n')],
    ['of Windows in part', SPEC.replace('  path', '\r\n  path')],
    ['without an end of the last line', SPEC.trimEnd()],
    ['with blanks at the ends of lines, and lines of nothing else', SPEC.replace(/\n {2}name/, '   \n  name').replace('spec:', 'spec: \t\n   ')],
    ['with no-break spaces and umlauts in comments', SPEC.replace('kind: Kust', '# für\u00a0alle ✓ 🚀\nkind: Kust')],
    ['with escaped variables', SPEC.replace('spec:', 'spec:\n  postBuild:\n    substitute:\n      text: $${kept} ${set:=GitRepo}')],
    ['with quotes of all kinds', SPEC.replace('GitRepository', '\'GitRepository\'').replace('./kubernetes/apps', '"./kubernetes/apps"')],
    ['with keys in quotes', SPEC.replace('sourceRef', '"sourceRef"').replace('    kind', '    \'kind\'')],
    ['with an anchor at the value, and an alias elsewhere', SPEC.replace('path: ', 'targetNamespace: &ns apps\n  namePrefix: *ns\n  path: &path ')],
    ['with a tag', SPEC.replace('kind: GitRepository', 'kind: !!str GitRepository')],
    ['in one line', SPEC.replace(/sourceRef:\n {4}kind: GitRepository\n {4}name: fleet/, 'sourceRef: {kind: GitRepository, name: fleet} # fleet')],
    ['below other documents that only mention it', `kind: ConfigMap\ndata:\n  a: |\n    kind: Git\u200bRepository\n    --- no marker\n---\n${SPEC}`],
  ])('%s', (_, text) => {
    const files = { 'kubernetes/clusters/apps.yaml': text, 'kubernetes/apps/namespace.yaml': 'kind: Namespace\n' };
    const result = migrated(files, OPTIONS);
    expect(result.files).toEqual({ 'kubernetes/clusters/apps.yaml': moved(text) });
    expect(migrated(afterwards(files, result.files), OPTIONS).files).toEqual({});
  });
});

test.each([
  ['Bucket', 'apiVersion: source.toolkit.fluxcd.io/v1\nkind: Bucket\nmetadata: {name: fleet, namespace: flux-system}\nspec: {bucketName: fleet, endpoint: s3.example, provider: aws, interval: 5m}\n'],
  ['OCIRepository', 'apiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\nmetadata: {name: fleet, namespace: flux-system}\nspec: {url: oci://ghcr.io/acme/fleet, interval: 5m}\n'],
])('what comes from a %s already stays', (kind, source) => {
  expect(migrated({ 'apps.yaml': `${source}---\n${SPEC.replace('GitRepository', kind)}` }, OPTIONS)).toMatchObject({ files: {}, findings: [] });
});
