import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OciRef } from '../../../src/oci/oci-ref';
import { again, done, migrated, told } from '../support/migrate';

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
    'apps/shop.yaml': `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: shop
  namespace: flux-system
spec:
  interval: 10m
  path: ./shop # below
  prune: true
  sourceRef:
    kind: GitRepository
    name: fleet
`,
    'apps/db.yaml': `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: db
  namespace: db
spec:
  interval: 10m
  prune: true
  sourceRef:
    kind: GitRepository
    name: fleet
    namespace: flux-system
`,
    'shop/kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
  - map.yaml
`,
    'shop/map.yaml': `apiVersion: v1
kind: ConfigMap
metadata:
  name: a
`,
  };
  const result = migrated(files, {}, cloneOf('https://github.com/acme/fleet'));
  expect(result.files).toEqual({
    'apps/db.yaml': `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: db
  namespace: db
spec:
  interval: 10m
  prune: true
  sourceRef:
    kind: OCIRepository
    name: fleet
    namespace: flux-system
`,
    'apps/shop.yaml': `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: shop
  namespace: flux-system
spec:
  interval: 10m
  path: ./shop # below
  prune: true
  sourceRef:
    kind: OCIRepository
    name: fleet
`,
    'sources/fleet.yaml': `---
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
`,
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
    'clusters/home/config/cluster.yaml': `---
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: home
  namespace: flux-system
spec:
  interval: 5m
  url: https://github.com/acme/fleet
  ref:
    branch: main
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: cluster
  namespace: flux-system
spec:
  interval: 10m
  path: ./clusters/home
  prune: true
  sourceRef:
    kind: GitRepository
    name: home
`,
    'clusters/home/config/kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
  - cluster.yaml
`,
    'clusters/home/kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
  - ./config
`,
  };
  const result = migrated(files);
  expect(result.files).toEqual({
    'clusters/home/config/cluster.yaml': `---
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata:
  annotations:
    kustomize.toolkit.fluxcd.io/prune: disabled
  name: home
  namespace: flux-system
spec:
  interval: 5m
  ref:
    tag: latest
  url: oci://registry.example/acme/fleet
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: cluster
  namespace: flux-system
spec:
  interval: 10m
  path: ./clusters/home
  prune: true
  sourceRef:
    kind: OCIRepository
    name: home
`,
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
    'clusters/home/source.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: home
  namespace: flux-system
spec:
  interval: 5m
  url: git@git.example:teams/acme/fleet.git
`,
    'bootstrap/cluster.yaml': `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: cluster
  namespace: flux-system
spec:
  interval: 10m
  path: clusters/home
  prune: true
  sourceRef:
    kind: GitRepository
    name: home
`,
  };
  const result = migrated(files);
  expect(result.files).toEqual({
    'bootstrap/cluster.yaml': `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: cluster
  namespace: flux-system
spec:
  interval: 10m
  path: clusters/home
  prune: true
  sourceRef:
    kind: OCIRepository
    name: home
`,
    'clusters/home/source.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata:
  annotations:
    kustomize.toolkit.fluxcd.io/prune: disabled
  name: home
  namespace: flux-system
spec:
  interval: 5m
  ref:
    tag: latest
  url: oci://registry.example/acme/fleet
`,
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
    'source.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: podinfo
  namespace: flux-system
spec:
  interval: 5m
  url: https://github.com/acme/fleet
  ref:
    branch: main
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: podinfo
  namespace: flux-system
spec:
  interval: 10m
  path: ./
  prune: true
  sourceRef:
    kind: GitRepository
    name: podinfo
`,
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
    'clusters/home/cluster.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: home
  namespace: flux-system
spec:
  interval: 5m
  url: https://github.com/acme/fleet
  ref:
    branch: main
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: cluster
  namespace: flux-system
spec:
  interval: 10m
  path: ./clusters/home
  prune: true
  sourceRef:
    kind: GitRepository
    name: home
`,
    'clusters/home/apps.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: apps
  namespace: flux-system
spec:
  interval: 5m
  url: https://github.com/acme/apps.git
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: apps
  namespace: flux-system
spec:
  interval: 10m
  path: ./deploy
  prune: true
  sourceRef:
    kind: GitRepository
    name: apps
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: apps-too
  namespace: flux-system
spec:
  interval: 10m
  path: ./more
  prune: true
  sourceRef:
    kind: GitRepository
    name: apps
`,
    'clusters/home/crds.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: crds
  namespace: flux-system
spec:
  interval: 5m
  url: https://github.com/rook/rook
  ref:
    tag: v1.14.0
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: crds
  namespace: flux-system
spec:
  interval: 10m
  path: ./deploy/crds
  prune: true
  sourceRef:
    kind: GitRepository
    name: crds
`,
    'clusters/home/unused.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: unused
  namespace: flux-system
spec:
  interval: 5m
  url: https://github.com/acme/unused
`,
    'clusters/home/missing.yaml': `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: missing
  namespace: flux-system
spec:
  interval: 10m
  path: ./missing
  prune: true
  sourceRef:
    kind: GitRepository
    name: nowhere
`,
    'clusters/home/own.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: mirror
spec:
  interval: 5m
  url: https://github.com/acme/fleet.git
  ref:
    branch: main
`,
  };
  const result = migrated(files);
  expect(result.files).toEqual({
    'clusters/home/cluster.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata:
  annotations:
    kustomize.toolkit.fluxcd.io/prune: disabled
  name: home
  namespace: flux-system
spec:
  interval: 5m
  ref:
    tag: latest
  url: oci://registry.example/acme/fleet
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: cluster
  namespace: flux-system
spec:
  interval: 10m
  path: ./clusters/home
  prune: true
  sourceRef:
    kind: OCIRepository
    name: home
`,
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
    'sources/fleet.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: fleet
  namespace: flux-system
spec:
  interval: 5m
  url: https://github.com/acme/fleet
  ref:
    branch: main
`,
    'clusters/a/apps.yaml': `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: apps
  namespace: flux-system
spec:
  interval: 10m
  path: ./apps
  prune: true
  sourceRef:
    kind: GitRepository
    name: fleet
`,
    'apps/map.yaml': `apiVersion: v1
kind: ConfigMap
metadata:
  name: a
# fluxcd.io
`,
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
    'clusters/a/cluster.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: home
  namespace: flux-system
spec:
  interval: 5m
  url: https://github.com/acme/fleet
  ref:
    branch: main
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: cluster
  namespace: flux-system
spec:
  interval: 10m
  path: ./clusters/a
  prune: true
  sourceRef:
    kind: GitRepository
    name: home
`,
    'clusters/a/canary.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: canary
  namespace: flux-system
spec:
  interval: 5m
  url: https://github.com/acme/fleet
  ref:
    branch: canary
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: canary
  namespace: flux-system
spec:
  interval: 10m
  path: ./other
  prune: true
  sourceRef:
    kind: GitRepository
    name: canary
`,
  };
  const result = migrated(files);
  expect(result.files).toEqual({
    'clusters/a/cluster.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata:
  annotations:
    kustomize.toolkit.fluxcd.io/prune: disabled
  name: home
  namespace: flux-system
spec:
  interval: 5m
  ref:
    tag: latest
  url: oci://registry.example/acme/fleet
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: cluster
  namespace: flux-system
spec:
  interval: 10m
  path: ./clusters/a
  prune: true
  sourceRef:
    kind: OCIRepository
    name: home
`,
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
    'a.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: one
  namespace: flux-system
spec:
  interval: 5m
  url: https://github.com/acme/fleet
  ref:
    branch: main
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: one
  namespace: flux-system
spec:
  interval: 10m
  path: ./one
  prune: true
  sourceRef:
    kind: GitRepository
    name: one
`,
    'b.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: two
  namespace: flux-system
spec:
  interval: 5m
  url: https://github.com/acme/fleet
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: two
  namespace: flux-system
spec:
  interval: 10m
  path: ./two
  prune: true
  sourceRef:
    kind: GitRepository
    name: two
`,
  };
  const result = migrated(files, { sources: { 'one.flux-system': 'oci://registry.example/acme/x', 'two.flux-system': 'oci://registry.example/acme/x' } });
  expect(result.files).toEqual({
    'a.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata:
  annotations:
    kustomize.toolkit.fluxcd.io/prune: disabled
  name: one
  namespace: flux-system
spec:
  interval: 5m
  ref:
    tag: latest
  url: oci://registry.example/acme/x
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: one
  namespace: flux-system
spec:
  interval: 10m
  path: ./one
  prune: true
  sourceRef:
    kind: OCIRepository
    name: one
`,
    'b.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata:
  annotations:
    kustomize.toolkit.fluxcd.io/prune: disabled
  name: two
  namespace: flux-system
spec:
  interval: 5m
  ref:
    tag: latest
  url: oci://registry.example/acme/x
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: two
  namespace: flux-system
spec:
  interval: 10m
  path: ./two
  prune: true
  sourceRef:
    kind: OCIRepository
    name: two
`,
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
  expect(again(files, result, { sources: { 'one.flux-system': 'oci://registry.example/acme/x', 'two.flux-system': 'oci://registry.example/acme/x' } })).toEqual({});
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
    'apps/a.yaml': `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: a
spec:
  interval: 10m
  path: ./apps/a
  prune: true
  sourceRef:
    kind: GitRepository
    name: flux-system
`,
    'apps/b.yaml': `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: b
  namespace: other
spec:
  interval: 10m
  path: ./apps/b
  prune: true
  sourceRef:
    kind: GitRepository
    name: flux-system
    namespace: flux-system
`,
    'loose/c.yaml': `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: c
spec:
  interval: 10m
  path: ./apps/a
  prune: true
  sourceRef:
    kind: GitRepository
    name: flux-system
`,
    'apps/a/map.yaml': `apiVersion: v1
kind: ConfigMap
metadata:
  name: a
# fluxcd.io
`,
  };
  const result = migrated(files, { sources: { 'flux-system.flux-system': 'oci://registry.example/acme/fleet' } });
  expect(result.files).toEqual({
    'apps/a.yaml': `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: a
spec:
  interval: 10m
  path: ./apps/a
  prune: true
  sourceRef:
    kind: OCIRepository
    name: flux-system
`,
    'apps/b.yaml': `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: b
  namespace: other
spec:
  interval: 10m
  path: ./apps/b
  prune: true
  sourceRef:
    kind: OCIRepository
    name: flux-system
    namespace: flux-system
`,
    'loose/c.yaml': `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: c
spec:
  interval: 10m
  path: ./apps/a
  prune: true
  sourceRef:
    kind: OCIRepository
    name: flux-system
`,
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
  expect(again(files, result, { sources: { 'flux-system.flux-system': 'oci://registry.example/acme/fleet' } })).toEqual({});
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
    'base/kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
  - apps.yaml
`,
    'base/apps.yaml': `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: apps
spec:
  interval: 10m
  path: ./apps
  prune: true
  sourceRef:
    kind: GitRepository
    name: fleet
`,
  };
  const result = migrated(files, { sources: { 'fleet.team-a': 'oci://registry.example/acme/a' } });
  expect(result.files).toEqual({});
  expect(told(result)).toEqual([
    'FOC102 action base/apps.yaml:10 Kustomization/apps | sourceRef may mean fleet.team-a or fleet.team-b, which don\'t have one destination; use `sourceRef.namespace`, or `--source` for each of them',
    'FOC100 action base/apps.yaml:10 Kustomization/apps | the GitRepository fleet isn\'t in these files, so it stays: one object refers to it; use `--source fleet.team-b=oci://registry.example/acme/fleet` if that is where its artifact is pushed',
  ]);
  expect(done(result)).toEqual([]);
  expect(again(files, result, { sources: { 'fleet.team-a': 'oci://registry.example/acme/a' } })).toEqual({});
});

test('a GitRepository that something needs stays, with the OCIRepository behind it', () => {
  const files = {
    'home/all.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: home
  namespace: flux-system
spec:
  interval: 5m
  url: https://github.com/acme/fleet
  ref:
    branch: main
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: cluster
  namespace: flux-system
spec:
  interval: 10m
  path: ./home
  prune: true
  sourceRef:
    kind: GitRepository
    name: home
---
apiVersion: image.toolkit.fluxcd.io/v1beta2
kind: ImageUpdateAutomation
metadata:
  name: images
  namespace: flux-system
spec:
  sourceRef:
    kind: GitRepository
    name: home
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: web
  namespace: flux-system
spec:
  chart:
    spec:
      chart: ./charts/web
      sourceRef:
        kind: GitRepository
        name: home
`,
  };
  const result = migrated(files);
  expect(result.files).toEqual({
    'home/all.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: home
  namespace: flux-system
spec:
  interval: 5m
  url: https://github.com/acme/fleet
  ref:
    branch: main
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata:
  annotations:
    kustomize.toolkit.fluxcd.io/prune: disabled
  name: home
  namespace: flux-system
spec:
  interval: 5m
  ref:
    tag: latest
  url: oci://registry.example/acme/fleet
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: cluster
  namespace: flux-system
spec:
  interval: 10m
  path: ./home
  prune: true
  sourceRef:
    kind: OCIRepository
    name: home
---
apiVersion: image.toolkit.fluxcd.io/v1beta2
kind: ImageUpdateAutomation
metadata:
  name: images
  namespace: flux-system
spec:
  sourceRef:
    kind: GitRepository
    name: home
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: web
  namespace: flux-system
spec:
  chart:
    spec:
      chart: ./charts/web
      sourceRef:
        kind: GitRepository
        name: home
`,
  });
  expect(told(result)).toEqual([
    'FOC109 notice home/all.yaml:12 Kustomization/flux-system/cluster | this is the root of a cluster, and moves with everything else; use `--skip home/all.yaml` to leave it for later; else publish and apply the new source first',
    'FOC113 notice home/all.yaml:32 ImageUpdateAutomation/flux-system/images | it pushes to Git, so the GitRepository and its credentials stay for it',
    'FOC114 action home/all.yaml:45 HelmRelease/flux-system/web | a chart from a path of Git can\'t come from an artifact of manifests, so the GitRepository stays for it; use `helm push` in CI and `chartRef` to an OCIRepository of the chart; or leave it',
  ]);
  expect(done(result)).toEqual([
    'home/all.yaml:1 OCIRepository/flux-system/home | added beside the GitRepository, which something still needs',
    'home/all.yaml:22 Kustomization/flux-system/cluster | sourceRef.kind: GitRepository → OCIRepository',
  ]);
  expect(again(files, result)).toEqual({});
});

test('an OCIRepository that is there already is used', () => {
  const files = {
    'home/all.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: home
  namespace: flux-system
spec:
  interval: 5m
  url: https://github.com/acme/fleet
  ref:
    branch: main
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: cluster
  namespace: flux-system
spec:
  interval: 10m
  path: ./home
  prune: true
  sourceRef:
    kind: GitRepository
    name: home
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: late
  namespace: flux-system
spec:
  interval: 10m
  path: ./home
  prune: true
  sourceRef:
    kind: OCIRepository
    name: home
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata:
  name: home
  namespace: flux-system
spec:
  interval: 5m
  url: oci://registry.example/acme/fleet
`,
  };
  const result = migrated(files);
  expect(result.files).toEqual({
    'home/all.yaml': `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: cluster
  namespace: flux-system
spec:
  interval: 10m
  path: ./home
  prune: true
  sourceRef:
    kind: OCIRepository
    name: home
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: late
  namespace: flux-system
spec:
  interval: 10m
  path: ./home
  prune: true
  sourceRef:
    kind: OCIRepository
    name: home
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata:
  name: home
  namespace: flux-system
spec:
  interval: 5m
  url: oci://registry.example/acme/fleet
`,
  });
  expect(told(result)).toEqual([
    'FOC109 notice home/all.yaml:12 Kustomization/flux-system/cluster | this is the root of a cluster, and moves with everything else; use `--skip home/all.yaml` to leave it for later; else publish and apply the new source first',
  ]);
  expect(done(result)).toEqual([
    'home/all.yaml:1 GitRepository/flux-system/home | removed: the OCIRepository is there already',
    'home/all.yaml:22 Kustomization/flux-system/cluster | sourceRef.kind: GitRepository → OCIRepository',
  ]);
  expect(again(files, result)).toEqual({});
});

test('fails to move to an OCIRepository of another URL', () => {
  const files = {
    'home/all.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: home
  namespace: flux-system
spec:
  interval: 5m
  url: https://github.com/acme/fleet
  ref:
    branch: main
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: cluster
  namespace: flux-system
spec:
  interval: 10m
  path: ./home
  prune: true
  sourceRef:
    kind: GitRepository
    name: home
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata:
  name: home
  namespace: flux-system
spec:
  interval: 5m
  url: oci://registry.example/acme/another
`,
  };
  const result = migrated(files);
  expect(result.files).toEqual({});
  expect(told(result)).toEqual([
    'FOC119 action home/all.yaml:1 GitRepository/flux-system/home | there is an OCIRepository home of oci://registry.example/acme/another, so it can\'t be one of oci://registry.example/acme/fleet; use oci://registry.example/acme/another for `--source home.flux-system`, or another name',
  ]);
  expect(done(result)).toEqual([]);
  expect(again(files, result)).toEqual({});
});

test('fails to make what the library refuses, and moves nothing to it', () => {
  const files = {
    'home/all.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: home
  namespace: flux-system
spec:
  interval: 5 minutes
  url: https://github.com/acme/fleet
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: cluster
  namespace: flux-system
spec:
  interval: 10m
  path: ./home
  prune: true
  sourceRef:
    kind: GitRepository
    name: home
`,
  };
  const result = migrated(files);
  expect(result.files).toEqual({});
  expect(told(result)).toEqual([
    'FOC119 action home/all.yaml:1 GitRepository/flux-system/home | its OCIRepository can\'t be made: FOC020 [migration/Source] `interval` is no duration of Flux, which knows the units ms, s, m and h; got "5 minutes"; use a text such as "90s", "5m" or "1h30m"',
  ]);
  expect(done(result)).toEqual([]);
  expect(again(files, result)).toEqual({});
});

test('a source in a List, or of a ResourceSet with templates, is replaced among its items', () => {
  const files = {
    'home/list.yaml': `apiVersion: v1
kind: List
items:
  - apiVersion: source.toolkit.fluxcd.io/v1
    kind: GitRepository
    metadata:
      name: home
      namespace: flux-system
    spec:
      interval: 5m
      url: https://github.com/acme/fleet
      ref:
        branch: main
  - apiVersion: kustomize.toolkit.fluxcd.io/v1
    kind: Kustomization
    metadata:
      name: cluster
      namespace: flux-system
    spec:
      interval: 10m
      path: ./home
      prune: true
      sourceRef:
        kind: GitRepository
        name: home
`,
    'home/set.yaml': `apiVersion: fluxcd.controlplane.io/v1
kind: ResourceSet
metadata:
  name: tenants
spec:
  resources:
    - apiVersion: source.toolkit.fluxcd.io/v1
      kind: GitRepository
      metadata:
        name: "<< inputs.tenant >>"
        namespace: "<< inputs.tenant >>"
      spec:
        interval: << inputs.interval >>
        url: https://github.com/acme/fleet
        ref:
          branch: main
    - apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata:
        name: "<< inputs.tenant >>"
        namespace: "<< inputs.tenant >>"
      spec:
        interval: 10m
        path: "./home/<< inputs.tenant >>"
        prune: true
        sourceRef:
          kind: GitRepository
          name: "<< inputs.tenant >>"
`,
  };
  const result = migrated(files);
  expect(result.files).toEqual({
    'home/list.yaml': `apiVersion: v1
kind: List
items:
  - apiVersion: source.toolkit.fluxcd.io/v1
    kind: OCIRepository
    metadata:
      annotations:
        kustomize.toolkit.fluxcd.io/prune: disabled
      name: home
      namespace: flux-system
    spec:
      interval: 5m
      ref:
        tag: latest
      url: oci://registry.example/acme/fleet
  - apiVersion: kustomize.toolkit.fluxcd.io/v1
    kind: Kustomization
    metadata:
      name: cluster
      namespace: flux-system
    spec:
      interval: 10m
      path: ./home
      prune: true
      sourceRef:
        kind: OCIRepository
        name: home
`,
    'home/set.yaml': `apiVersion: fluxcd.controlplane.io/v1
kind: ResourceSet
metadata:
  name: tenants
spec:
  resources:
    - apiVersion: source.toolkit.fluxcd.io/v1
      kind: OCIRepository
      metadata:
        annotations:
          kustomize.toolkit.fluxcd.io/prune: disabled
        name: << inputs.tenant >>
        namespace: << inputs.tenant >>
      spec:
        interval: << inputs.interval >>
        ref:
          tag: latest
        url: oci://registry.example/acme/fleet
    - apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata:
        name: "<< inputs.tenant >>"
        namespace: "<< inputs.tenant >>"
      spec:
        interval: 10m
        path: "./home/<< inputs.tenant >>"
        prune: true
        sourceRef:
          kind: OCIRepository
          name: "<< inputs.tenant >>"
`,
  });
  expect(told(result)).toEqual([
    'FOC109 notice home/list.yaml:14 Kustomization/flux-system/cluster | this is the root of a cluster, and moves with everything else; use `--skip home/list.yaml` to leave it for later; else publish and apply the new source first',
  ]);
  expect(done(result)).toEqual([
    'home/list.yaml:4 GitRepository/flux-system/home | replaced by an OCIRepository of oci://registry.example/acme/fleet',
    'home/list.yaml:24 Kustomization/flux-system/cluster | sourceRef.kind: GitRepository → OCIRepository',
    'home/set.yaml:7 GitRepository/<< inputs.tenant >>/<< inputs.tenant >> | replaced by an OCIRepository of oci://registry.example/acme/fleet',
    'home/set.yaml:27 Kustomization/<< inputs.tenant >>/<< inputs.tenant >> | sourceRef.kind: GitRepository → OCIRepository',
  ]);
  expect(again(files, result)).toEqual({});
});

test('what cannot be added to refuses: a flow list, a file that may not be changed', () => {
  const files = {
    'home/list.yaml': `{apiVersion: v1, kind: List, items: [{apiVersion: source.toolkit.fluxcd.io/v1, kind: GitRepository, metadata: {name: a, namespace: x}, spec: {url: 'https://github.com/acme/a'}}]}
`,
    'home/skipped.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: b
  namespace: x
spec:
  interval: 5m
  url: https://github.com/acme/b
`,
    'home/apps.yaml': `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: a
  namespace: x
spec:
  interval: 10m
  path: ./home
  prune: true
  sourceRef:
    kind: GitRepository
    name: a
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: b
  namespace: x
spec:
  interval: 10m
  path: ./home
  prune: true
  sourceRef:
    kind: GitRepository
    name: b
`,
  };
  const result = migrated(files, { sources: { 'a.x': 'oci://registry.example/acme/a', 'b.x': 'oci://registry.example/acme/b' }, skip: ['home/skipped*', 'home/*-oci.yaml'] });
  expect(result.files).toEqual({});
  expect(told(result)).toEqual([
    'FOC103 action home/list.yaml:1 GitRepository/x/a | this GitRepository is in one line with others, so its consumers stay on Git; use one object a document',
    'FOC103 action home/skipped.yaml:1 GitRepository/x/b | nothing can be added where this GitRepository is, so its consumers stay on Git; use files that may be changed, with `resources` one a line',
  ]);
  expect(done(result)).toEqual([]);
  expect(again(files, result, { sources: { 'a.x': 'oci://registry.example/acme/a', 'b.x': 'oci://registry.example/acme/b' }, skip: ['home/skipped*', 'home/*-oci.yaml'] })).toEqual({});
});

test('settings of Git stay behind, each with a finding', () => {
  const files = {
    'home/all.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: home
  namespace: flux-system
spec:
  interval: 5m
  url: https://github.com/acme/fleet
  provider: github
  secretRef:
    name: app
  proxySecretRef:
    name: proxy
  recurseSubmodules: true
  sparseCheckout:
    - home
  verify:
    mode: HEAD
    secretRef:
      name: pgp
  include:
    - repository:
        name: other
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: cluster
  namespace: flux-system
spec:
  interval: 10m
  path: ./home
  prune: true
  sourceRef:
    kind: GitRepository
    name: home
`,
    'other.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: other
  namespace: flux-system
spec:
  interval: 5m
  url: https://github.com/acme/other
`,
  };
  const result = migrated(files);
  expect(result.files).toEqual({
    'home/all.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata:
  annotations:
    kustomize.toolkit.fluxcd.io/prune: disabled
  name: home
  namespace: flux-system
spec:
  interval: 5m
  proxySecretRef:
    name: proxy
  ref:
    tag: latest
  url: oci://registry.example/acme/fleet
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: cluster
  namespace: flux-system
spec:
  interval: 10m
  path: ./home
  prune: true
  sourceRef:
    kind: OCIRepository
    name: home
`,
  });
  expect(told(result)).toEqual([
    'FOC107 notice home/all.yaml:9 GitRepository/flux-system/home | provider github is for Git, and isn\'t carried over; use `--provider` where the registry is of a cloud',
    'FOC107 notice home/all.yaml:10 GitRepository/flux-system/home | secretRef app is for Git, and isn\'t carried over; use `--pull-secret` with a kubernetes.io/dockerconfigjson Secret, unless the registry lets anybody pull',
    'FOC107 notice home/all.yaml:14 GitRepository/flux-system/home | recurseSubmodules isn\'t carried over: submodules must be in the artifact; use a checkout with submodules where the artifact is pushed',
    'FOC107 notice home/all.yaml:15 GitRepository/flux-system/home | sparseCheckout isn\'t carried over: what is left out must be left out of the artifact; use `--ignore-paths` where it is pushed',
    'FOC107 notice home/all.yaml:17 GitRepository/flux-system/home | verify isn\'t carried over: signatures of commits aren\'t checked any more; use `verify`: who signs the artifact',
    'FOC107 notice home/all.yaml:21 GitRepository/flux-system/home | include isn\'t carried over: what it includes must be in the artifact; use a copy of it where the artifact is pushed',
    'FOC109 notice home/all.yaml:25 Kustomization/flux-system/cluster | this is the root of a cluster, and moves with everything else; use `--skip home/all.yaml` to leave it for later; else publish and apply the new source first',
    'FOC101 notice other.yaml:1 GitRepository/flux-system/other | a repository of somebody else stays on Git: nothing that could be moved refers to it',
  ]);
  expect(done(result)).toEqual([
    'home/all.yaml:1 GitRepository/flux-system/home | replaced by an OCIRepository of oci://registry.example/acme/fleet',
    'home/all.yaml:35 Kustomization/flux-system/cluster | sourceRef.kind: GitRepository → OCIRepository',
  ]);
  expect(again(files, result)).toEqual({});
});

test('a GitRepository alone moves when it is mapped, to the version that is asked for', () => {
  const files = {
    'manifest.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: podinfo
  namespace: apps
spec:
  interval: 5m
  url: https://github.com/acme/fleet
  ref:
    branch: main
`,
  };
  const result = migrated(files, { sources: { 'podinfo.apps': 'oci://registry.example/acme/podinfo' }, ref: OciRef.semver('1.x') });
  expect(result.files).toEqual({
    'manifest.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata:
  annotations:
    kustomize.toolkit.fluxcd.io/prune: disabled
  name: podinfo
  namespace: apps
spec:
  interval: 5m
  ref:
    semver: 1.x
  url: oci://registry.example/acme/podinfo
`,
  });
  expect(told(result)).toEqual([]);
  expect(done(result)).toEqual([
    'manifest.yaml:1 GitRepository/apps/podinfo | replaced by an OCIRepository of oci://registry.example/acme/podinfo',
  ]);
  expect(again(files, result, { sources: { 'podinfo.apps': 'oci://registry.example/acme/podinfo' }, ref: OciRef.semver('1.x') })).toEqual({});
});

test('a source that is named with and without namespace, and declared nowhere, is asked for once', () => {
  const files = {
    'apps.yaml': `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: a
  namespace: flux-system
spec:
  interval: 10m
  path: ./apps
  prune: true
  sourceRef:
    kind: GitRepository
    name: fleet
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: b
spec:
  interval: 10m
  path: ./apps
  prune: true
  sourceRef:
    kind: GitRepository
    name: fleet
`,
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
    'home/all.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: home
  namespace: flux-system
spec:
  interval: 5m
  url: \${GIT_URL}
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: cluster
  namespace: flux-system
spec:
  interval: 10m
  path: ./home
  prune: true
  sourceRef:
    kind: GitRepository
    name: home
`,
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
    'home/all.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: home
  namespace: flux-system
spec:
  interval: 5m
  url: https://github.com/acme/fleet
  ref:
    branch: \${BRANCH}
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: cluster
  namespace: flux-system
spec:
  interval: 10m
  path: ./home
  prune: true
  sourceRef:
    kind: GitRepository
    name: home
`,
    'home/apps.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: apps
  namespace: flux-system
spec:
  interval: 5m
  url: https://github.com/acme/apps
  ref:
    branch: \${BRANCH}
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: apps
  namespace: flux-system
spec:
  interval: 10m
  path: ./deploy
  prune: true
  sourceRef:
    kind: GitRepository
    name: apps
`,
  };
  const result = migrated(files, { sources: { 'apps.flux-system': 'oci://registry.example/acme/apps' } });
  expect(result.files).toEqual({
    'home/apps.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata:
  annotations:
    kustomize.toolkit.fluxcd.io/prune: disabled
  name: apps
  namespace: flux-system
spec:
  interval: 5m
  ref:
    tag: latest
  url: oci://registry.example/acme/apps
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: apps
  namespace: flux-system
spec:
  interval: 10m
  path: ./deploy
  prune: true
  sourceRef:
    kind: OCIRepository
    name: apps
`,
  });
  expect(told(result)).toEqual([
    'FOC100 action home/all.yaml:1 GitRepository/flux-system/home | this follows another state of the repository (branch ${BRANCH}), which the tag of one artifact can\'t be; use `--source home.flux-system=oci://…`, where that state is published',
    'FOC102 action home/apps.yaml:1 GitRepository/flux-system/apps | on Git this follows branch ${BRANCH}, and the artifact oci://registry.example/acme/apps is for whatever that stands for; use a tag of its own for each state, set by hand',
  ]);
  expect(done(result)).toEqual([
    'home/apps.yaml:1 GitRepository/flux-system/apps | replaced by an OCIRepository of oci://registry.example/acme/apps',
    'home/apps.yaml:22 Kustomization/flux-system/apps | sourceRef.kind: GitRepository → OCIRepository',
  ]);
  expect(again(files, result, { sources: { 'apps.flux-system': 'oci://registry.example/acme/apps' } })).toEqual({});
});

test('a root that is left for later gets the new source as a file beside it', () => {
  const files = {
    'home/config/root.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: home
  namespace: flux-system
spec:
  interval: 5m
  url: https://github.com/acme/fleet
  ref:
    branch: main
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: cluster
  namespace: flux-system
spec:
  interval: 10m
  path: ./home
  prune: true
  sourceRef:
    kind: GitRepository
    name: home
`,
    'home/config/kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
  - ./root.yaml
`,
    'home/apps.yaml': `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: apps
  namespace: flux-system
spec:
  interval: 10m
  path: ./apps
  prune: true
  sourceRef:
    kind: GitRepository
    name: home
`,
    'apps/kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
  - map.yaml
`,
  };
  const result = migrated(files, { skip: ['home/config/root.yaml'] });
  expect(result.files).toEqual({
    'home/apps.yaml': `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: apps
  namespace: flux-system
spec:
  interval: 10m
  path: ./apps
  prune: true
  sourceRef:
    kind: OCIRepository
    name: home
`,
    'home/config/home-oci.yaml': `---
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata:
  annotations:
    kustomize.toolkit.fluxcd.io/prune: disabled
  name: home
  namespace: flux-system
spec:
  interval: 5m
  ref:
    tag: latest
  url: oci://registry.example/acme/fleet
`,
    'home/config/kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
  - ./root.yaml
  - ./home-oci.yaml
`,
  });
  expect(told(result)).toEqual([
    'FOC103 notice home/config/root.yaml:22 Kustomization/flux-system/cluster | 1 of the references to the GitRepository home is in a file that may not be changed, and stays on Git',
  ]);
  expect(done(result)).toEqual([
    'home/apps.yaml:11 Kustomization/flux-system/apps | sourceRef.kind: GitRepository → OCIRepository',
    'home/config/home-oci.yaml:1 OCIRepository/flux-system/home | added',
    'home/config/kustomization.yaml:4 kustomization home/config | resources: ./home-oci.yaml added',
  ]);
  expect(again(files, result, { skip: ['home/config/root.yaml'] })).toEqual({});
});

test('a file that cannot be read may need the source that it names', () => {
  const files = {
    'home/all.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: home
  namespace: flux-system
spec:
  interval: 5m
  url: https://github.com/acme/fleet
  ref:
    branch: main
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: cluster
  namespace: flux-system
spec:
  interval: 10m
  path: ./home
  prune: true
  sourceRef:
    kind: GitRepository
    name: home
`,
    'charts/templates/release.yaml': `{{ if .Values.git }}
kind: GitRepository
name: home
{{ end }}
`,
  };
  const result = migrated(files);
  expect(result.files).toEqual({
    'home/all.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: home
  namespace: flux-system
spec:
  interval: 5m
  url: https://github.com/acme/fleet
  ref:
    branch: main
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata:
  annotations:
    kustomize.toolkit.fluxcd.io/prune: disabled
  name: home
  namespace: flux-system
spec:
  interval: 5m
  ref:
    tag: latest
  url: oci://registry.example/acme/fleet
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: cluster
  namespace: flux-system
spec:
  interval: 10m
  path: ./home
  prune: true
  sourceRef:
    kind: OCIRepository
    name: home
`,
  });
  expect(told(result)).toEqual([
    'FOC141 notice charts/templates/release.yaml:2 | the file is no YAML, and is left as it is: Unexpected scalar at node end; use your own eyes where it is a template of Flux objects',
    'FOC109 notice home/all.yaml:12 Kustomization/flux-system/cluster | this is the root of a cluster, and moves with everything else; use `--skip home/all.yaml` to leave it for later; else publish and apply the new source first',
  ]);
  expect(done(result)).toEqual([
    'home/all.yaml:1 OCIRepository/flux-system/home | added beside the GitRepository, which something still needs',
    'home/all.yaml:22 Kustomization/flux-system/cluster | sourceRef.kind: GitRepository → OCIRepository',
  ]);
  expect(again(files, result)).toEqual({});
});
