import { configMap, file, gitRepository, kustomization, newSource, resources } from '../support/documents';
import { again, changedLines, done, migrated, replaced, repointed, told } from '../support/migrate';

test('what a Kustomization takes in from outside of the artifact is told once, and what comes from elsewhere', () => {
  const files = {
    'kubernetes/home/all.yaml': file(
      gitRepository('home'),
      kustomization('cluster', './kubernetes/home', 'home'),
      kustomization('again', './kubernetes/home', 'home'),
    ),
    'kubernetes/home/kustomization.yaml': resources('all.yaml', '../../shared/base', '../near', 'https://github.com/acme/x?ref=v1') + `patches:
  - path: ../../shared/patch.yaml
  - path: ./own.yaml
configMapGenerator:
  - name: x
    files:
      - ../../../outside.txt
      - near.txt
`,
    'kubernetes/near/kustomization.yaml': resources('deep'),
    'kubernetes/near/deep/plain/map.yaml': configMap('a'),
    'kubernetes/near/deep/kustomization.yaml': resources('plain/map.yaml', '../../../shared/base'),
    'shared/base/map.yaml': configMap('b'),
    'shared/patch.yaml': configMap('c'),
    'kubernetes/home/own.yaml': configMap('d'),
  };
  const result = migrated(files, { artifactRoot: 'kubernetes' });
  expect(changedLines(files, result)).toEqual({
    'kubernetes/home/all.yaml': [
      ...replaced(1, gitRepository('home'), newSource('home')),
      '17-  path: ./kubernetes/home',
      '17+  path: ./home',
      ...repointed(20),
      '30-  path: ./kubernetes/home',
      '30+  path: ./home',
      ...repointed(33),
    ],
  });
  expect(told(result)).toEqual([
    'FOC109 notice kubernetes/home/all.yaml:10 Kustomization/flux-system/cluster | this is the root of a cluster, and moves with everything else; use `--skip kubernetes/home/all.yaml` to leave it for later; else publish and apply the new source first',
    'FOC109 notice kubernetes/home/all.yaml:23 Kustomization/flux-system/again | this is the root of a cluster, and moves with everything else; use `--skip kubernetes/home/all.yaml` to leave it for later; else publish and apply the new source first',
    'FOC105 action kubernetes/home/kustomization.yaml:5 | ../../shared/base is outside of kubernetes, so the artifact doesn\'t hold it; use a wider `--artifact-root`, or move it below',
    'FOC106 notice kubernetes/home/kustomization.yaml:7 | https://github.com/acme/x?ref=v1 is fetched from elsewhere, and isn\'t covered by the signature of the artifact; use a copy of it in the artifact',
    'FOC105 action kubernetes/home/kustomization.yaml:9 | ../../shared/patch.yaml is outside of kubernetes, so the artifact doesn\'t hold it; use a wider `--artifact-root`, or move it below',
    'FOC105 action kubernetes/home/kustomization.yaml:14 | ../../../outside.txt is outside of kubernetes, so the artifact doesn\'t hold it; use a wider `--artifact-root`, or move it below',
    'FOC105 action kubernetes/near/deep/kustomization.yaml:5 | ../../../shared/base is outside of kubernetes, so the artifact doesn\'t hold it; use a wider `--artifact-root`, or move it below',
  ]);
  expect(done(result)).toEqual([
    'kubernetes/home/all.yaml:1 GitRepository/flux-system/home | replaced by an OCIRepository of oci://registry.example/acme/fleet',
    'kubernetes/home/all.yaml:17 Kustomization/flux-system/cluster | path: ./kubernetes/home → ./home',
    'kubernetes/home/all.yaml:20 Kustomization/flux-system/cluster | sourceRef.kind: GitRepository → OCIRepository',
    'kubernetes/home/all.yaml:30 Kustomization/flux-system/again | path: ./kubernetes/home → ./home',
    'kubernetes/home/all.yaml:33 Kustomization/flux-system/again | sourceRef.kind: GitRepository → OCIRepository',
  ]);
  expect(again(files, result, { artifactRoot: 'kubernetes' })).toEqual({});
});

test('a directory without kustomization.yaml holds everything below it', () => {
  const files = {
    'home/all.yaml': file(gitRepository('home'), kustomization('cluster', './home', 'home')),
    'home/one/two/kustomization.yaml': resources('../../../../gone'),
    'home/one/map.yaml': configMap('a'),
  };
  const result = migrated(files);
  expect(changedLines(files, result)).toEqual({ 'home/all.yaml': [...replaced(1, gitRepository('home'), newSource('home')), ...repointed(20)] });
  expect(told(result)).toEqual([
    'FOC109 notice home/all.yaml:10 Kustomization/flux-system/cluster | this is the root of a cluster, and moves with everything else; use `--skip home/all.yaml` to leave it for later; else publish and apply the new source first',
    'FOC105 action home/one/two/kustomization.yaml:4 | ../../../../gone is outside of the repository, so the artifact doesn\'t hold it; use a copy of it in the repository',
  ]);
  expect(done(result)).toEqual([
    'home/all.yaml:1 GitRepository/flux-system/home | replaced by an OCIRepository of oci://registry.example/acme/fleet',
    'home/all.yaml:20 Kustomization/flux-system/cluster | sourceRef.kind: GitRepository → OCIRepository',
  ]);
  expect(again(files, result)).toEqual({});
});

test('policies, configurations, commit statuses and encrypted Secrets are told of', () => {
  const files = {
    'home/all.yaml': file(
      gitRepository('home'),
      kustomization('cluster', './home', 'home').replace('  sourceRef:', '  decryption:\n    provider: sops\n  sourceRef:'),
    ),
    'home/rbac.yaml': `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: view
rules:
  - apiGroups: [source.toolkit.fluxcd.io]
    resources: [gitrepositories]
    verbs: [get]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: both
rules:
  - apiGroups: [source.toolkit.fluxcd.io]
    resources: [gitrepositories, ocirepositories]
    verbs: [get]
`,
    'home/kyverno.yaml': `apiVersion: kyverno.io/v1
kind: ClusterPolicy
metadata:
  name: urls
spec:
  rules:
    - match:
        resources:
          kinds: [GitRepository]
`,
    'home/values.yaml': `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: metrics
spec:
  values:
    kinds: [GitRepository]
`,
    'home/provider.yaml': `apiVersion: notification.toolkit.fluxcd.io/v1beta3
kind: Provider
metadata:
  name: github
spec:
  type: github
`,
    'home/sub/kustomization.yaml': resources('names.yaml', 'both.yaml').replace('resources:', 'configurations:'),
    'home/sub/names.yaml': `nameReference:
  - kind: GitRepository
    fieldSpecs: []
`,
    'home/sub/both.yaml': `nameReference:
  - kind: GitRepository
    fieldSpecs: []
  - kind: OCIRepository
    fieldSpecs: []
`,
    'home/other/kustomization.yaml': resources().replace('resources:', 'configurations: names.yaml'),
  };
  const result = migrated(files);
  expect(changedLines(files, result)).toEqual({ 'home/all.yaml': [...replaced(1, gitRepository('home'), newSource('home')), ...repointed(22)] });
  expect(told(result)).toEqual([
    'FOC109 notice home/all.yaml:10 Kustomization/flux-system/cluster | this is the root of a cluster, and moves with everything else; use `--skip home/all.yaml` to leave it for later; else publish and apply the new source first',
    'FOC118 notice home/all.yaml:10 Kustomization/flux-system/cluster | the artifact holds encrypted Secrets as Git does; use a private repository of the registry, if Git is private',
    'FOC116 notice home/kyverno.yaml:1 ClusterPolicy/urls | it names GitRepositories, and not OCIRepositories; use `ocirepositories` or OCIRepository beside it, if it is meant for sources of either kind',
    'FOC115 notice home/provider.yaml:1 Provider/github | commit statuses need the commit, which only the push of the artifact can tell; use `flux push artifact --revision=BRANCH@sha1:COMMIT`, as the publish plan has it',
    'FOC116 notice home/rbac.yaml:1 ClusterRole/view | it names GitRepositories, and not OCIRepositories; use `ocirepositories` or OCIRepository beside it, if it is meant for sources of either kind',
    'FOC116 notice home/sub/names.yaml | this configuration of kustomize knows GitRepository, and not OCIRepository; use an entry for OCIRepository beside it',
  ]);
  expect(done(result)).toEqual([
    'home/all.yaml:1 GitRepository/flux-system/home | replaced by an OCIRepository of oci://registry.example/acme/fleet',
    'home/all.yaml:22 Kustomization/flux-system/cluster | sourceRef.kind: GitRepository → OCIRepository',
  ]);
  expect(again(files, result)).toEqual({});
});

const LEFT = 'FOC108 notice kubernetes/home/all.yaml:9 GitRepository/flux-system/home | ignore isn\'t carried over: the artifact holds nothing that it left out';

test.each<{ what: string; ignore: string[]; root?: string; path?: string; kept?: string[]; finding?: string }>([
  { what: 'a whitelist of the pushed directory goes: nothing else is pushed', ignore: ['/*', '!/kubernetes/'], root: 'kubernetes', path: './home', finding: LEFT },
  { what: 'a whitelist of more than the pushed directory goes too', ignore: ['# all', '/*', '!/kubernetes'], root: 'kubernetes/home', path: './', finding: LEFT },
  { what: 'a whitelist of less becomes one within the artifact', ignore: ['/*', '!/kubernetes/home'], root: 'kubernetes', path: './home', kept: ['/*', '!/home'] },
  { what: 'patterns that hold anywhere stay', ignore: ['*.md'], root: 'kubernetes', path: './home', kept: ['*.md'] },
  {
    what: 'patterns of the repository are asked for',
    ignore: ['*.md', '/kubernetes/docs'],
    root: 'kubernetes',
    path: './home',
    finding: 'FOC108 action kubernetes/home/all.yaml:9 GitRepository/flux-system/home | ignore isn\'t carried over: the pattern /kubernetes/docs is relative to the repository, and the artifact begins below it; use `--ignore-paths` where the artifact is pushed',
  },
  {
    what: 'a whitelist tells what may be pushed',
    ignore: ['/*', '!/kubernetes'],
    kept: ['/*', '!/kubernetes'],
    finding: 'FOC108 notice kubernetes/home/all.yaml:9 GitRepository/flux-system/home | only /kubernetes is used of the artifact; use `--artifact-root kubernetes`, which pushes nothing else and takes it out of every `path`',
  },
  { what: 'other patterns stay where all of it is pushed', ignore: ['/*', '!/kubernetes', '!/charts'], kept: ['/*', '!/kubernetes', '!/charts'] },
])('ignore: $what', ({ ignore, root, path, kept, finding }) => {
  const source = gitRepository('home', ignoring(ignore));
  const files = { 'kubernetes/home/all.yaml': file(source, kustomization('cluster', './kubernetes/home', 'home')) };
  const options = { artifactRoot: root };
  const result = migrated(files, options);
  const cluster = 11 + ignore.length;
  expect(changedLines(files, result)).toEqual({
    'kubernetes/home/all.yaml': [
      ...replaced(1, source, newSource('home', ...kept === undefined ? [] : [ignoring(kept)])),
      ...path === undefined ? [] : [`${cluster + 7}-  path: ./kubernetes/home`, `${cluster + 7}+  path: ${path}`],
      ...repointed(cluster + 10),
    ],
  });
  expect(told(result)).toEqual([
    ...finding === undefined ? [] : [finding],
    `FOC109 notice kubernetes/home/all.yaml:${cluster} Kustomization/flux-system/cluster | this is the root of a cluster, and moves with everything else; use \`--skip kubernetes/home/all.yaml\` to leave it for later; else publish and apply the new source first`,
  ]);
  expect(done(result)).toEqual([
    'kubernetes/home/all.yaml:1 GitRepository/flux-system/home | replaced by an OCIRepository of oci://registry.example/acme/fleet',
    ...path === undefined ? [] : [`kubernetes/home/all.yaml:${cluster + 7} Kustomization/flux-system/cluster | path: ./kubernetes/home → ${path}`],
    `kubernetes/home/all.yaml:${cluster + 10} Kustomization/flux-system/cluster | sourceRef.kind: GitRepository → OCIRepository`,
  ]);
  expect(again(files, result, options)).toEqual({});
});

function ignoring(patterns: readonly string[]): string {
  return ['ignore: |', ...patterns].join('\n  ');
}
