import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { branch, configMap, file, gitRepository, kustomization, mapIn, newSource, resources } from '../support/documents';
import { again, changedLines, done, migrated, replaced, repointed, told } from '../support/migrate';

const clones: string[] = [];

/** A directory that looks like the clone of a repository. */
function cloneOf(url: string): string {
  const directory = mkdtempSync(join(tmpdir(), 'clone-'));
  clones.push(directory);
  mkdirSync(join(directory, '.git'));
  writeFileSync(join(directory, '.git', 'config'), `[core]\n\tbare = false\n[remote "origin"]\n\turl = ${url}\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n[branch "main"]\n\tremote = origin\n`);
  return directory;
}

afterAll(() => clones.forEach(directory => rmSync(directory, { recursive: true })));

test('the GitRepository of the clone gives way to an OCIRepository of its name, and its consumers follow', () => {
  const files = {
    'sources/fleet.yaml': `---
# yaml-language-server: $schema=https://schemas.example/source.toolkit.fluxcd.io/gitrepository_v1beta2.json
# What everything comes from.
apiVersion: source.toolkit.fluxcd.io/v1beta2
kind: GitRepository
metadata:
  name: fleet
  namespace: flux-system
  labels:
    team: platform
  annotations:
    acme.example/owner: platform
spec:
  interval: 5m
  url: ssh://git@github.com/Acme/Fleet.git # the fork is elsewhere
  timeout: 1h30m
  suspend: true
  secretRef:
    name: deploy-key
  ref:
    branch: main
`,
    'apps/shop.yaml': kustomization('shop', './shop # below', 'fleet'),
    'apps/db.yaml': kustomization('db/db', undefined, 'fleet', '  namespace: flux-system'),
    ...mapIn('shop'),
  };
  const result = migrated(files, {}, cloneOf('https://github.com/acme/fleet'));
  expect(changedLines(files, result)).toEqual({
    'apps/db.yaml': repointed(10),
    'apps/shop.yaml': repointed(11),
    'sources/fleet.yaml': replaced(1, files['sources/fleet.yaml'], `---
# yaml-language-server: $schema=https://schemas.example/source.toolkit.fluxcd.io/ocirepository_v1.json
# What everything comes from.
# the fork is elsewhere
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata:
  annotations:
    acme.example/owner: platform
    kustomize.toolkit.fluxcd.io/prune: disabled
  labels:
    team: platform
  name: fleet
  namespace: flux-system
spec:
  interval: 5m
  ref:
    tag: latest
  suspend: true
  timeout: 90m
  url: oci://registry.example/acme/fleet
`),
  });
  expect(told(result)).toEqual([
    'FOC109 notice apps/db.yaml:1 Kustomization/db/db | this is the root of a cluster, and moves with everything else; use `--skip apps/db.yaml` to leave it for later; else publish and apply the new source first',
    'FOC107 notice sources/fleet.yaml:17 GitRepository/flux-system/fleet | the new source begins suspended, and has never pulled anything; use `flux resume source oci` before its consumers are applied',
    'FOC107 notice sources/fleet.yaml:18 GitRepository/flux-system/fleet | secretRef deploy-key is for Git, and isn\'t carried over; use `--pull-secret` with a kubernetes.io/dockerconfigjson Secret, unless the registry lets anybody pull',
  ]);
  expect(done(result)).toEqual([
    'apps/db.yaml:10 Kustomization/db/db | sourceRef.kind: GitRepository → OCIRepository',
    'apps/shop.yaml:11 Kustomization/flux-system/shop | sourceRef.kind: GitRepository → OCIRepository',
    'sources/fleet.yaml:4 GitRepository/flux-system/fleet | replaced by an OCIRepository of oci://registry.example/acme/fleet',
  ]);
  expect(again(files, result, {}, cloneOf('https://github.com/acme/fleet'))).toEqual({});
});

test('a Kustomization that applies its own file proves that its source is this repository', () => {
  const files = {
    'clusters/home/config/cluster.yaml': file('', gitRepository('home', branch('main')), kustomization('cluster', './clusters/home', 'home')),
    'clusters/home/config/kustomization.yaml': resources('cluster.yaml'),
    'clusters/home/kustomization.yaml': resources('./config'),
  };
  const result = migrated(files);
  expect(changedLines(files, result)).toEqual({
    'clusters/home/config/cluster.yaml': [...replaced(2, gitRepository('home', branch('main')), newSource('home')), ...repointed(23)],
  });
  expect(told(result)).toEqual([
    'FOC109 notice clusters/home/config/cluster.yaml:13 Kustomization/flux-system/cluster | this is the root of a cluster, and moves with everything else; use `--skip clusters/home/config/cluster.yaml` to leave it for later; else publish and apply the new source first',
  ]);
  expect(done(result)).toEqual([
    'clusters/home/config/cluster.yaml:2 GitRepository/flux-system/home | replaced by an OCIRepository of oci://registry.example/acme/fleet',
    'clusters/home/config/cluster.yaml:23 Kustomization/flux-system/cluster | sourceRef.kind: GitRepository → OCIRepository',
  ]);
  expect(again(files, result)).toEqual({});
});

test('a Kustomization that applies the file of its source proves it too', () => {
  const files = {
    'clusters/home/source.yaml': gitRepository('home', 'url: git@git.example:teams/acme/fleet.git'),
    'bootstrap/cluster.yaml': kustomization('cluster', 'clusters/home', 'home'),
  };
  const result = migrated(files);
  expect(changedLines(files, result)).toEqual({
    'bootstrap/cluster.yaml': repointed(11),
    'clusters/home/source.yaml': replaced(1, gitRepository('home', 'url: git@git.example:teams/acme/fleet.git'), newSource('home')),
  });
  expect(told(result)).toEqual([]);
  expect(done(result)).toEqual([
    'bootstrap/cluster.yaml:11 Kustomization/flux-system/cluster | sourceRef.kind: GitRepository → OCIRepository',
    'clusters/home/source.yaml:1 GitRepository/flux-system/home | replaced by an OCIRepository of oci://registry.example/acme/fleet',
  ]);
  expect(again(files, result)).toEqual({});
});

test('the root of the repository proves nothing: every repository has one', () => {
  const files = {
    'source.yaml': file(gitRepository('podinfo', branch('main')), kustomization('podinfo', './', 'podinfo')),
  };
  const result = migrated(files);
  expect(result.files).toEqual({});
  expect(told(result)).toEqual([
    'FOC101 notice source.yaml:1 GitRepository/flux-system/podinfo | a repository of somebody else stays on Git: one object refers to it; use `--source podinfo.flux-system=oci://…` if it is published as an artifact',
  ]);
  expect(done(result)).toEqual([]);
  expect(again(files, result)).toEqual({});
});

test('another repository of the same owner is proposed, that of somebody else is left', () => {
  const files = {
    'clusters/home/cluster.yaml': file(gitRepository('home', branch('main')), kustomization('cluster', './clusters/home', 'home')),
    'clusters/home/apps.yaml': file(
      gitRepository('apps', 'url: https://github.com/acme/apps.git'),
      kustomization('apps', './deploy', 'apps'),
      kustomization('apps-too', './more', 'apps'),
    ),
    'clusters/home/crds.yaml': file(
      gitRepository('crds', 'url: https://github.com/rook/rook', 'ref:', '  tag: v1.14.0'),
      kustomization('crds', './deploy/crds', 'crds'),
    ),
    'clusters/home/unused.yaml': gitRepository('unused', 'url: https://github.com/acme/unused'),
    'clusters/home/missing.yaml': kustomization('missing', './missing', 'nowhere'),
    'clusters/home/own.yaml': gitRepository('/mirror', 'url: https://github.com/acme/fleet.git', branch('main')),
  };
  const result = migrated(files);
  expect(changedLines(files, result)).toEqual({
    'clusters/home/cluster.yaml': [...replaced(1, gitRepository('home', branch('main')), newSource('home')), ...repointed(22)],
  });
  expect(told(result)).toEqual([
    'FOC100 action clusters/home/apps.yaml:1 GitRepository/flux-system/apps | another repository of the same owner stays on Git, since nothing here tells that it is published: 2 objects refer to it; use `--source apps.flux-system=oci://registry.example/acme/apps` if that is where its artifact is pushed',
    'FOC109 notice clusters/home/cluster.yaml:12 Kustomization/flux-system/cluster | this is the root of a cluster, and moves with everything else; use `--skip clusters/home/cluster.yaml` to leave it for later; else publish and apply the new source first',
    'FOC101 notice clusters/home/crds.yaml:1 GitRepository/flux-system/crds | a repository of somebody else stays on Git: one object refers to it; use `--source crds.flux-system=oci://…` if it is published as an artifact',
    'FOC100 action clusters/home/missing.yaml:11 Kustomization/flux-system/missing | the GitRepository nowhere isn\'t in these files, so it stays: one object refers to it; use `--source nowhere.flux-system=oci://registry.example/acme/nowhere` if that is where its artifact is pushed',
    'FOC101 notice clusters/home/own.yaml:1 GitRepository/mirror | it stays on Git: nothing that could be moved refers to it',
    'FOC101 notice clusters/home/unused.yaml:1 GitRepository/flux-system/unused | a repository of somebody else stays on Git: nothing that could be moved refers to it',
  ]);
  expect(done(result)).toEqual([
    'clusters/home/cluster.yaml:1 GitRepository/flux-system/home | replaced by an OCIRepository of oci://registry.example/acme/fleet',
    'clusters/home/cluster.yaml:22 Kustomization/flux-system/cluster | sourceRef.kind: GitRepository → OCIRepository',
  ]);
  expect(again(files, result)).toEqual({});
});

test('what nothing proves is asked for, when its paths are here', () => {
  const files = {
    'sources/fleet.yaml': gitRepository('fleet', branch('main')),
    'clusters/a/apps.yaml': kustomization('apps', './apps', 'fleet'),
    'apps/map.yaml': configMap('a') + '# fluxcd.io\n',
  };
  const result = migrated(files);
  expect(result.files).toEqual({});
  expect(told(result)).toEqual([
    'FOC100 action sources/fleet.yaml:1 GitRepository/flux-system/fleet | it stays on Git, since nothing here proves that it is this repository: one object refers to it; use `--source fleet.flux-system=oci://registry.example/acme/fleet` if that is where its artifact is pushed',
  ]);
  expect(done(result)).toEqual([]);
  expect(again(files, result)).toEqual({});
});

test('one artifact has one tag: another branch is asked for', () => {
  const files = {
    'clusters/a/cluster.yaml': file(gitRepository('home', branch('main')), kustomization('cluster', './clusters/a', 'home')),
    'clusters/a/canary.yaml': file(gitRepository('canary', branch('canary')), kustomization('canary', './other', 'canary')),
  };
  const result = migrated(files);
  expect(changedLines(files, result)).toEqual({
    'clusters/a/cluster.yaml': [...replaced(1, gitRepository('home', branch('main')), newSource('home')), ...repointed(22)],
  });
  expect(told(result)).toEqual([
    'FOC100 action clusters/a/canary.yaml:1 GitRepository/flux-system/canary | this follows another state of the repository (branch canary), which the tag of one artifact can\'t be; use `--source canary.flux-system=oci://…`, where that state is published',
    'FOC109 notice clusters/a/cluster.yaml:12 Kustomization/flux-system/cluster | this is the root of a cluster, and moves with everything else; use `--skip clusters/a/cluster.yaml` to leave it for later; else publish and apply the new source first',
  ]);
  expect(done(result)).toEqual([
    'clusters/a/cluster.yaml:1 GitRepository/flux-system/home | replaced by an OCIRepository of oci://registry.example/acme/fleet',
    'clusters/a/cluster.yaml:22 Kustomization/flux-system/cluster | sourceRef.kind: GitRepository → OCIRepository',
  ]);
  expect(again(files, result)).toEqual({});
});

test('a user who publishes several branches as one artifact is told so', () => {
  const files = {
    'a.yaml': file(gitRepository('one', branch('main')), kustomization('one', './one', 'one')),
    'b.yaml': file(gitRepository('two'), kustomization('two', './two', 'two')),
  };
  const options = { sources: { 'one.flux-system': 'oci://registry.example/acme/x', 'two.flux-system': 'oci://registry.example/acme/x' } };
  const result = migrated(files, options);
  expect(changedLines(files, result)).toEqual({
    'a.yaml': [
      ...replaced(1, gitRepository('one', branch('main')), newSource('one', 'url: oci://registry.example/acme/x')),
      ...repointed(22),
    ],
    'b.yaml': [...replaced(1, gitRepository('two'), newSource('two', 'url: oci://registry.example/acme/x')), ...repointed(20)],
  });
  expect(told(result)).toEqual([
    'FOC102 action a.yaml:1 GitRepository/flux-system/one | on Git this follows branch main, and the artifact oci://registry.example/acme/x is for branch main and the default branch; use a tag of its own for each state, set by hand',
    'FOC102 action b.yaml:1 GitRepository/flux-system/two | on Git this follows the default branch, and the artifact oci://registry.example/acme/x is for branch main and the default branch; use a tag of its own for each state, set by hand',
  ]);
  expect(done(result)).toEqual([
    'a.yaml:1 GitRepository/flux-system/one | replaced by an OCIRepository of oci://registry.example/acme/x',
    'a.yaml:22 Kustomization/flux-system/one | sourceRef.kind: GitRepository → OCIRepository',
    'b.yaml:1 GitRepository/flux-system/two | replaced by an OCIRepository of oci://registry.example/acme/x',
    'b.yaml:20 Kustomization/flux-system/two | sourceRef.kind: GitRepository → OCIRepository',
  ]);
  expect(again(files, result, options)).toEqual({});
});

test('a source that is declared elsewhere moves with the mapping that names it, whatever tells its namespace', () => {
  const files = {
    'apps/kustomization.yaml': `namespace: flux-system
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
  - a.yaml
  - b.yaml
`,
    'apps/a.yaml': kustomization('/a', './apps/a'),
    'apps/b.yaml': kustomization('other/b', './apps/b', 'flux-system', '  namespace: flux-system'),
    'loose/c.yaml': kustomization('/c', './apps/a'),
    'apps/a/map.yaml': configMap('a') + '# fluxcd.io\n',
  };
  const options = { sources: { 'flux-system.flux-system': 'oci://registry.example/acme/fleet' } };
  const result = migrated(files, options);
  expect(changedLines(files, result)).toEqual({
    'apps/a.yaml': repointed(10),
    'apps/b.yaml': repointed(11),
    'loose/c.yaml': repointed(10),
  });
  expect(told(result)).toEqual([
    'FOC110 action apps/a.yaml:10 Kustomization/a | nothing in these files makes the OCIRepository flux-system that 3 objects refer to now; use `flux create source oci flux-system --namespace flux-system --url oci://registry.example/acme/fleet --tag latest --interval 5m --export` where the GitRepository is declared',
    'FOC104 notice apps/b.yaml:8 Kustomization/other/b | path "./apps/b" isn\'t in these files; use a directory that the artifact holds, if it is still in use',
  ]);
  expect(done(result)).toEqual([
    'apps/a.yaml:10 Kustomization/a | sourceRef.kind: GitRepository → OCIRepository',
    'apps/b.yaml:11 Kustomization/other/b | sourceRef.kind: GitRepository → OCIRepository',
    'loose/c.yaml:10 Kustomization/c | sourceRef.kind: GitRepository → OCIRepository',
  ]);
  expect(again(files, result, options)).toEqual({});
});

test('a reference that may mean two sources of different fate stays', () => {
  const files = {
    'team-a/kustomization.yaml': `namespace: team-a
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
  - ../base
`,
    'team-b/kustomization.yaml': `namespace: team-b
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
  - ../base
`,
    'base/kustomization.yaml': resources('apps.yaml'),
    'base/apps.yaml': kustomization('/apps', './apps', 'fleet'),
  };
  const options = { sources: { 'fleet.team-a': 'oci://registry.example/acme/a' } };
  const result = migrated(files, options);
  expect(result.files).toEqual({});
  expect(told(result)).toEqual([
    'FOC102 action base/apps.yaml:10 Kustomization/apps | sourceRef may mean fleet.team-a or fleet.team-b, which don\'t have one destination; use `sourceRef.namespace`, or `--source` for each of them',
    'FOC100 action base/apps.yaml:10 Kustomization/apps | the GitRepository fleet isn\'t in these files, so it stays: one object refers to it; use `--source fleet.team-b=oci://registry.example/acme/fleet` if that is where its artifact is pushed',
  ]);
  expect(done(result)).toEqual([]);
  expect(again(files, result, options)).toEqual({});
});

test('a source that is named with and without namespace, and declared nowhere, is asked for once', () => {
  const files = {
    'apps.yaml': file(kustomization('a', './apps', 'fleet'), kustomization('/b', './apps', 'fleet')),
  };
  const result = migrated(files);
  expect(result.files).toEqual({});
  expect(told(result)).toEqual([
    'FOC100 action apps.yaml:11 Kustomization/flux-system/a | the GitRepository fleet isn\'t in these files, so it stays: 2 objects refer to it; use `--source fleet.flux-system=oci://registry.example/acme/fleet` if that is where its artifact is pushed',
  ]);
  expect(done(result)).toEqual([]);
  expect(again(files, result)).toEqual({});
});

test('a URL that is a template gives the artifact no name', () => {
  const files = {
    'home/all.yaml': file(gitRepository('home', 'url: ${GIT_URL}'), kustomization('cluster', './home', 'home')),
  };
  const result = migrated(files);
  expect(result.files).toEqual({});
  expect(told(result)).toEqual([
    'FOC100 action home/all.yaml:1 GitRepository/flux-system/home | its URL doesn\'t tell how the repository is called, so it stays on Git: one object refers to it; use `--source home.flux-system=oci://…`, where its artifact is pushed',
  ]);
  expect(done(result)).toEqual([]);
  expect(again(files, result)).toEqual({});
});

test('a branch that is a template may be several states', () => {
  const files = {
    'home/all.yaml': file(gitRepository('home', branch('${BRANCH}')), kustomization('cluster', './home', 'home')),
    'home/apps.yaml': file(
      gitRepository('apps', 'url: https://github.com/acme/apps', branch('${BRANCH}')),
      kustomization('apps', './deploy', 'apps'),
    ),
  };
  const options = { sources: { 'apps.flux-system': 'oci://registry.example/acme/apps' } };
  const result = migrated(files, options);
  expect(changedLines(files, result)).toEqual({
    'home/apps.yaml': [
      ...replaced(1, gitRepository('apps', 'url: https://github.com/acme/apps', branch('${BRANCH}')), newSource('apps', 'url: oci://registry.example/acme/apps')),
      ...repointed(22),
    ],
  });
  expect(told(result)).toEqual([
    'FOC100 action home/all.yaml:1 GitRepository/flux-system/home | this follows another state of the repository (branch ${BRANCH}), which the tag of one artifact can\'t be; use `--source home.flux-system=oci://…`, where that state is published',
    'FOC102 action home/apps.yaml:1 GitRepository/flux-system/apps | on Git this follows branch ${BRANCH}, and the artifact oci://registry.example/acme/apps is for whatever that stands for; use a tag of its own for each state, set by hand',
  ]);
  expect(done(result)).toEqual([
    'home/apps.yaml:1 GitRepository/flux-system/apps | replaced by an OCIRepository of oci://registry.example/acme/apps',
    'home/apps.yaml:22 Kustomization/flux-system/apps | sourceRef.kind: GitRepository → OCIRepository',
  ]);
  expect(again(files, result, options)).toEqual({});
});
