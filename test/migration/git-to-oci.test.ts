import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GitToOci, OciRef, OidcIdentity, RegistryAuth, SecretRef, Verification } from '../../src';

const SOURCE = `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: fleet
  namespace: flux-system
spec:
  interval: 5m
  url: https://github.com/acme/fleet # ours
`;
const APPS = `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: apps, namespace: flux-system}
spec:
  path: ./apps
  sourceRef: {kind: GitRepository, name: fleet}
`;
const MOVED = APPS.replace('GitRepository', 'OCIRepository');
const OPTIONS = { registry: 'oci://ghcr.io/acme', ref: OciRef.tag('main') };

function source(more = ''): string {
  return `apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata:
  annotations:
    kustomize.toolkit.fluxcd.io/prune: disabled
  name: fleet
  namespace: flux-system
spec:
  interval: 5m
  ref:
    tag: main
${more.replace(/URL/, 'url: oci://ghcr.io/acme/fleet')}`;
}

test('a text is migrated as one file', () => {
  const { files } = GitToOci.migrate(`${SOURCE}---\n${APPS}`, { ...OPTIONS, sources: { 'fleet.flux-system': 'oci://ghcr.io/acme/fleet' } });
  expect(files.map(({ path, after }) => [path, after])).toEqual([['manifest.yaml', `# ours\n${source('  URL\n')}---\n${MOVED}`]]);
});

test('the files of a directory are migrated where they are its own repository, with what the sources shall demand', () => {
  const directory = mkdtempSync(join(tmpdir(), 'migrate-'));
  try {
    for (const folder of ['.git', 'apps', 'clusters']) mkdirSync(join(directory, folder));
    writeFileSync(join(directory, '.git/config'), '[remote "origin"]\n\turl = git@github.com:acme/fleet.git\n');
    writeFileSync(join(directory, 'apps/namespace.yaml'), 'apiVersion: v1\nkind: Namespace\nmetadata: {name: apps}\n');
    writeFileSync(join(directory, 'clusters/source.yaml'), SOURCE);
    writeFileSync(join(directory, 'clusters/apps.yaml'), APPS);
    const { files, needsPerson } = GitToOci.migrateDirectory(directory, {
      ...OPTIONS,
      verify: Verification.cosignKeyless(OidcIdentity.githubActions({ repository: 'acme/fleet', workflow: 'publish.yml' })),
      auth: RegistryAuth.dockerConfig(SecretRef.named('ghcr')),
    });
    const demands = `  secretRef:
    name: ghcr
  URL
  verify:
    matchOIDCIdentity:
      - issuer: ^https://token\\.actions\\.githubusercontent\\.com$
        subject: ^https://github\\.com/acme/fleet/\\.github/workflows/publish\\.yml@refs/(?:heads|tags)/.+$
    provider: cosign
`;
    expect(files.map(({ path, after }) => [path, after])).toEqual([['clusters/apps.yaml', MOVED], ['clusters/source.yaml', `# ours\n${source(demands)}`]]);
    expect(needsPerson).toBe(false);
  } finally {
    rmSync(directory, { recursive: true });
  }
});
