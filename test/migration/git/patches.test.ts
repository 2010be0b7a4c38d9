import { configMap, file, gitRepository, kustomization, mapIn, newSource, ociRepository, resources, sourceless } from '../support/documents';
import { added, again, changedLines, done, migrated, replaced, repointed, told } from '../support/migrate';

const SOURCES = { 'flux-system.flux-system': 'oci://registry.example/acme/fleet' };

test('the one place that injects a source is edited, inline and in a file, and the paths of those that get it', () => {
  const files = {
    ...mapIn('kubernetes/apps'),
    'source.yaml': ociRepository('flux-system'),
    'clusters/kustomization.yaml': resources('../base') + `patches:
  - target:
      kind: Kustomization
      annotationSelector: inject=true
    patch: |
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata:
        name: all
      spec:
        sourceRef:
          kind: GitRepository # the root
          name: flux-system
  - path: inject.yaml
    target:
      kind: Kustomization
`,
    'clusters/inject.yaml': `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: all
spec:
  sourceRef:
    kind: "GitRepository"
    name: flux-system
    namespace: flux-system
`,
    'base/kustomization.yaml': resources('apps.yaml'),
    'base/apps.yaml': file(sourceless('a', './kubernetes/apps'), sourceless('b'), sourceless('c', './elsewhere')),
  };
  const options = { sources: SOURCES, artifactRoot: 'kubernetes' };
  const result = migrated(files, options);
  expect(changedLines(files, result)).toEqual({
    'base/apps.yaml': ['8-  path: ./kubernetes/apps', '8+  path: ./apps'],
    'clusters/inject.yaml': ['7-    kind: "GitRepository"', '7+    kind: "OCIRepository"'],
    'clusters/kustomization.yaml': replaced(1, files['clusters/kustomization.yaml'], `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
  - ../base
patches:
  - target:
      kind: Kustomization
      annotationSelector: inject=true
    patch: |
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata:
        name: all
      spec:
        sourceRef:
          kind: OCIRepository # the root
          name: flux-system
  - path: inject.yaml
    target:
      kind: Kustomization
`),
  });
  expect(told(result)).toEqual([
    'FOC104 action base/apps.yaml:27 Kustomization/flux-system/c | path "./elsewhere" isn\'t below kubernetes, the root of the artifact; use another artifact root, or files moved below it',
  ]);
  expect(done(result)).toEqual([
    'base/apps.yaml:8 Kustomization/flux-system/a | path: ./kubernetes/apps → ./apps',
    'clusters/inject.yaml:7 Kustomization/all | sourceRef.kind: GitRepository → OCIRepository',
    'clusters/kustomization.yaml:16 Kustomization/all | sourceRef.kind: GitRepository → OCIRepository',
  ]);
  expect(again(files, result, options)).toEqual({});
});

test('JSON patches that set a source are edited: whole, and its kind', () => {
  const files = {
    'source.yaml': ociRepository('flux-system'),
    'clusters/kustomization.yaml': resources('../base') + `patches:
  - target:
      kind: Kustomization
      name: a
    patch: |
      - op: add
        path: /spec/sourceRef
        value:
          kind: GitRepository
          name: flux-system
  - target:
      kind: Kustomization
      name: b
    patch: |
      - op: add
        path: /spec/sourceRef/kind
        value: GitRepository
      - op: add
        path: /spec/sourceRef/name
        value: flux-system
patchesJson6902:
  - path: json.yaml
    target:
      kind: Kustomization
      name: c
      group: kustomize.toolkit.fluxcd.io
      version: v1
`,
    'clusters/json.yaml': '- { op: add, path: /spec/sourceRef, value: { kind: GitRepository, name: flux-system } } # whole\n',
    'base/kustomization.yaml': resources('apps.yaml'),
    'base/apps.yaml': sourceless('a', './a'),
  };
  const result = migrated(files, { sources: SOURCES });
  expect(changedLines(files, result)).toEqual({
    'clusters/json.yaml': replaced(1, files['clusters/json.yaml'], '- { op: add, path: /spec/sourceRef, value: { kind: OCIRepository, name: flux-system } } # whole\n'),
    'clusters/kustomization.yaml': replaced(1, files['clusters/kustomization.yaml'], `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
  - ../base
patches:
  - target:
      kind: Kustomization
      name: a
    patch: |
      - op: add
        path: /spec/sourceRef
        value:
          kind: OCIRepository
          name: flux-system
  - target:
      kind: Kustomization
      name: b
    patch: |
      - op: add
        path: /spec/sourceRef/kind
        value: OCIRepository
      - op: add
        path: /spec/sourceRef/name
        value: flux-system
patchesJson6902:
  - path: json.yaml
    target:
      kind: Kustomization
      name: c
      group: kustomize.toolkit.fluxcd.io
      version: v1
`),
  });
  expect(told(result)).toEqual([]);
  expect(done(result)).toEqual([
    'clusters/json.yaml:1 Kustomization/c | sourceRef.kind: GitRepository → OCIRepository',
    'clusters/kustomization.yaml:13 Kustomization/a | sourceRef.kind: GitRepository → OCIRepository',
    'clusters/kustomization.yaml:21 Kustomization/b | sourceRef.kind: GitRepository → OCIRepository',
  ]);
  expect(again(files, result, { sources: SOURCES })).toEqual({});
});

test('a patch that does not name a source, or may be for something else, is asked for', () => {
  const files = {
    'source.yaml': ociRepository('flux-system'),
    'apps.yaml': kustomization('x', './clusters'),
    'clusters/kustomization.yaml': resources('../base') + `patches:
  - target:
      kind: Kustomization
      name: a
    patch: |
      - op: add
        path: /spec/sourceRef/kind
        value: GitRepository
  - target:
      kind: HelmChart
    patch: |
      - op: add
        path: /spec/sourceRef/kind
        value: GitRepository
  - target:
      kind: Kustomization
    patch: |
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata:
        name: all
      spec:
        sourceRef:
          kind: GitRepository
  - target:
      kind: Kustomization
    patch: >
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata:
        name: all
      spec:
        sourceRef:
          kind: GitRepository
`,
  };
  const result = migrated(files, { sources: SOURCES });
  expect(changedLines(files, result)).toEqual({ 'apps.yaml': repointed(11) });
  expect(told(result)).toEqual([
    'FOC112 action clusters/kustomization.yaml:10 | the patch names a GitRepository, but it doesn\'t name the source; use an edit of your own',
    'FOC112 action clusters/kustomization.yaml:13 | the patch names a GitRepository, but it may change other things than Kustomizations; use an edit of your own',
    'FOC112 action clusters/kustomization.yaml:28 | the patch names a GitRepository, but it doesn\'t name the source; use an edit of your own',
    'FOC112 action clusters/kustomization.yaml:31 | the patch names a GitRepository, but its text is folded or quoted; use an edit of your own',
  ]);
  expect(done(result)).toEqual([
    'apps.yaml:11 Kustomization/flux-system/x | sourceRef.kind: GitRepository → OCIRepository',
  ]);
  expect(again(files, result, { sources: SOURCES })).toEqual({});
});

test('a patch of another source stays, and what it renames', () => {
  const files = {
    'source.yaml': ociRepository('flux-system'),
    'tenant.yaml': kustomization('tenant', './tenants') + `  patches:
    - target:
        kind: Kustomization
        name: base
      patch: |
        - op: replace
          path: /spec/sourceRef/name
          value: tenant
`,
    'tenants/base.yaml': kustomization('base', './tenants'),
    'tenants/kustomization.yaml': resources('base.yaml') + `patches:
  - target:
      kind: Kustomization
      name: base
    patch: |
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata:
        name: all
      spec:
        sourceRef:
          kind: GitRepository
          name: elsewhere
patchesStrategicMerge:
  - named.yaml
`,
    'tenants/named.yaml': `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: other
spec:
  sourceRef:
    name: third
`,
    'tenants/other.yaml': kustomization('other', './tenants'),
  };
  const result = migrated(files, { sources: SOURCES });
  expect(changedLines(files, result)).toEqual({ 'tenant.yaml': repointed(11) });
  expect(told(result)).toEqual([
    'FOC102 action tenants/base.yaml:11 Kustomization/flux-system/base | sourceRef may mean flux-system.flux-system or tenant.NAMESPACE, which don\'t have one destination; use `sourceRef.namespace`, or `--source` for each of them',
    'FOC100 action tenants/kustomization.yaml:16 Kustomization/all | the GitRepository elsewhere isn\'t in these files, so it stays: one object refers to it; use `--source elsewhere.NAMESPACE=oci://registry.example/acme/elsewhere` if that is where its artifact is pushed',
    'FOC102 action tenants/other.yaml:11 Kustomization/flux-system/other | sourceRef may mean flux-system.flux-system or third.NAMESPACE, which don\'t have one destination; use `sourceRef.namespace`, or `--source` for each of them',
  ]);
  expect(done(result)).toEqual([
    'tenant.yaml:11 Kustomization/flux-system/tenant | sourceRef.kind: GitRepository → OCIRepository',
  ]);
  expect(again(files, result, { sources: SOURCES })).toEqual({});
});

test('paths in patches lose the artifact root with the Kustomizations that they are for', () => {
  const files = {
    ...mapIn('kubernetes/apps'),
    'source.yaml': ociRepository('flux-system'),
    'kubernetes/ks.yaml': file(kustomization('a', './kubernetes/apps'), kustomization('b', './kubernetes/apps'), kustomization('base')),
    'kubernetes/kustomization.yaml': resources('ks.yaml') + `patches:
  - target:
      kind: Kustomization
      name: a|b
    patch: |
      - op: replace
        path: /spec/path
        value: ./kubernetes/other
      - op: test
        path: /spec/wait
        value: true
  - target:
      kind: Kustomization
      name: base
    patch: |
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata:
        name: all
      spec:
        path: ./kubernetes/base
  - path: patch.yaml
`,
    'kubernetes/patch.yaml': `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: a
spec:
  path: "./kubernetes/third"
`,
  };
  const options = { sources: SOURCES, artifactRoot: 'kubernetes' };
  const result = migrated(files, options);
  expect(changedLines(files, result)).toEqual({
    'kubernetes/ks.yaml': [
      '8-  path: ./kubernetes/apps',
      '8+  path: ./apps',
      ...repointed(11),
      '21-  path: ./kubernetes/apps',
      '21+  path: ./apps',
      ...repointed(24, 36),
    ],
    'kubernetes/kustomization.yaml': replaced(1, files['kubernetes/kustomization.yaml'], `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
  - ks.yaml
patches:
  - target:
      kind: Kustomization
      name: a|b
    patch: |
      - op: replace
        path: /spec/path
        value: ./other
      - op: test
        path: /spec/wait
        value: true
  - target:
      kind: Kustomization
      name: base
    patch: |
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata:
        name: all
      spec:
        path: ./base
  - path: patch.yaml
`),
    'kubernetes/patch.yaml': ['6-  path: "./kubernetes/third"', '6+  path: "./third"'],
  });
  expect(told(result)).toEqual([]);
  expect(done(result)).toEqual([
    'kubernetes/ks.yaml:8 Kustomization/flux-system/a | path: ./kubernetes/apps → ./apps',
    'kubernetes/ks.yaml:11 Kustomization/flux-system/a | sourceRef.kind: GitRepository → OCIRepository',
    'kubernetes/ks.yaml:21 Kustomization/flux-system/b | path: ./kubernetes/apps → ./apps',
    'kubernetes/ks.yaml:24 Kustomization/flux-system/b | sourceRef.kind: GitRepository → OCIRepository',
    'kubernetes/ks.yaml:36 Kustomization/flux-system/base | sourceRef.kind: GitRepository → OCIRepository',
    'kubernetes/kustomization.yaml:12 patch | path: ./kubernetes/other → ./other',
    'kubernetes/kustomization.yaml:25 Kustomization/all | path: ./kubernetes/base → ./base',
    'kubernetes/patch.yaml:6 Kustomization/a | path: ./kubernetes/third → ./third',
  ]);
  expect(again(files, result, options)).toEqual({});
});

test('a path in a patch is asked for where it is not told what it is for, or leaves the artifact', () => {
  const files = {
    ...mapIn('kubernetes/apps'),
    'source.yaml': ociRepository('flux-system'),
    'talos/map.yaml': configMap('a'),
    'kubernetes/ks.yaml': file(kustomization('a', './kubernetes/apps'), kustomization('b', './talos')),
    'kubernetes/kustomization.yaml': resources('ks.yaml') + `patches:
  - target:
      kind: Kustomization
    patch: |
      - op: replace
        path: /spec/path
        value: ./kubernetes/other
  - target:
      kind: Kustomization
      name: a
    patch: |
      - op: replace
        path: /spec/path
        value: ./talos
  - target:
      kind: Kustomization
      name: b
    patch: |
      - op: replace
        path: /spec/path
        value: ./kubernetes/b
  - target:
      kind: Kustomization
      name: "[a"
    patch: |
      - op: replace
        path: /spec/path
        value: ./kubernetes/c
`,
  };
  const options = { sources: SOURCES, artifactRoot: 'kubernetes' };
  const result = migrated(files, options);
  expect(changedLines(files, result)).toEqual({ 'kubernetes/ks.yaml': ['8-  path: ./kubernetes/apps', '8+  path: ./apps', ...repointed(11)] });
  expect(told(result)).toEqual([
    'FOC104 action kubernetes/ks.yaml:21 Kustomization/flux-system/b | path "./talos" isn\'t below kubernetes, the root of the artifact, so this stays on Git; use another artifact root, or files moved below it',
    'FOC112 action kubernetes/kustomization.yaml:11 | path "./kubernetes/other" may be one of Git or one of the artifact; use "./other" where the source is the artifact',
    'FOC104 action kubernetes/kustomization.yaml:18 | path "./talos" isn\'t below kubernetes, the root of the artifact; use another artifact root, or files moved below it',
    'FOC112 action kubernetes/kustomization.yaml:32 | path "./kubernetes/c" may be one of Git or one of the artifact; use "./c" where the source is the artifact',
  ]);
  expect(done(result)).toEqual([
    'kubernetes/ks.yaml:8 Kustomization/flux-system/a | path: ./kubernetes/apps → ./apps',
    'kubernetes/ks.yaml:11 Kustomization/flux-system/a | sourceRef.kind: GitRepository → OCIRepository',
  ]);
  expect(again(files, result, options)).toEqual({});
});

test('a patch of the GitRepository follows it to the OCIRepository', () => {
  const files = {
    'home/all.yaml': file(gitRepository('home'), kustomization('cluster', './home', 'home')),
    'home/kustomization.yaml': resources('all.yaml') + `patches:
  - target:
      kind: GitRepository
      name: home
    patch: |
      - op: replace
        path: /spec/interval
        value: 1m
      - op: add
        path: /metadata/labels
        value: {}
patchesStrategicMerge:
  - slow.yaml
`,
    'home/slow.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: home
spec:
  timeout: 5m # slow
`,
  };
  const result = migrated(files);
  expect(changedLines(files, result)).toEqual({
    'home/all.yaml': [...replaced(1, gitRepository('home'), newSource('home')), ...repointed(20)],
    'home/kustomization.yaml': ['7-      kind: GitRepository', '7+      kind: OCIRepository'],
    'home/slow.yaml': ['2-kind: GitRepository', '2+kind: OCIRepository'],
  });
  expect(told(result)).toEqual([
    'FOC109 notice home/all.yaml:10 Kustomization/flux-system/cluster | this is the root of a cluster, and moves with everything else; use `--skip home/all.yaml` to leave it for later; else publish and apply the new source first',
  ]);
  expect(done(result)).toEqual([
    'home/all.yaml:1 GitRepository/flux-system/home | replaced by an OCIRepository of oci://registry.example/acme/fleet',
    'home/all.yaml:20 Kustomization/flux-system/cluster | sourceRef.kind: GitRepository → OCIRepository',
    'home/kustomization.yaml:7 patch of home | kind: GitRepository → OCIRepository',
    'home/slow.yaml:2 patch of home | kind: GitRepository → OCIRepository',
  ]);
  expect(again(files, result)).toEqual({});
});

test('a patch of what only Git has keeps the GitRepository', () => {
  const files = {
    'home/all.yaml': file(gitRepository('home'), kustomization('cluster', './home', 'home')),
    'home/kustomization.yaml': resources('all.yaml') + `patches:
  - path: branch.yaml
  - target:
      kind: GitRepository
    patch: |
      - op: replace
        path: /spec/ref/branch
        value: canary
`,
    'home/branch.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: home
spec:
  ref:
    branch: canary
`,
  };
  const result = migrated(files);
  expect(changedLines(files, result)).toEqual({ 'home/all.yaml': [...added(newSource('home') + '---\n', 10), ...repointed(20)] });
  expect(told(result)).toEqual([
    'FOC109 notice home/all.yaml:10 Kustomization/flux-system/cluster | this is the root of a cluster, and moves with everything else; use `--skip home/all.yaml` to leave it for later; else publish and apply the new source first',
    'FOC112 action home/kustomization.yaml:6 | the patch changes a GitRepository, which stays for it, and not the OCIRepository; use a patch of the OCIRepository with what it should say',
    'FOC112 action home/kustomization.yaml:7 | the patch changes a GitRepository, which stays for it, and not the OCIRepository; use a patch of the OCIRepository with what it should say',
  ]);
  expect(done(result)).toEqual([
    'home/all.yaml:1 OCIRepository/flux-system/home | added beside the GitRepository, which something still needs',
    'home/all.yaml:20 Kustomization/flux-system/cluster | sourceRef.kind: GitRepository → OCIRepository',
  ]);
  expect(again(files, result)).toEqual({});
});

test('a patch for several GitRepositories keeps them', () => {
  const files = {
    'home/all.yaml': file(
      gitRepository('home'),
      kustomization('cluster', './home', 'home'),
      gitRepository('other', 'url: https://github.com/rook/rook'),
    ),
    'home/kustomization.yaml': resources('all.yaml') + `patches:
  - target:
      kind: GitRepository
    patch: |
      - op: replace
        path: /spec/interval
        value: 1m
`,
  };
  const result = migrated(files);
  expect(changedLines(files, result)).toEqual({ 'home/all.yaml': [...added(newSource('home') + '---\n', 10), ...repointed(20)] });
  expect(told(result)).toEqual([
    'FOC109 notice home/all.yaml:10 Kustomization/flux-system/cluster | this is the root of a cluster, and moves with everything else; use `--skip home/all.yaml` to leave it for later; else publish and apply the new source first',
    'FOC101 notice home/all.yaml:23 GitRepository/flux-system/other | a repository of somebody else stays on Git: nothing that could be moved refers to it',
    'FOC112 action home/kustomization.yaml:6 | the patch changes a GitRepository, which stays for it, and not the OCIRepository; use a patch of the OCIRepository with what it should say',
  ]);
  expect(done(result)).toEqual([
    'home/all.yaml:1 OCIRepository/flux-system/home | added beside the GitRepository, which something still needs',
    'home/all.yaml:20 Kustomization/flux-system/cluster | sourceRef.kind: GitRepository → OCIRepository',
  ]);
  expect(again(files, result)).toEqual({});
});

test('an ArtifactGenerator takes its files from the artifact, without the artifact root', () => {
  const files = {
    ...mapIn('kubernetes/apps'),
    'source.yaml': ociRepository('flux-system'),
    'generator.yaml': `apiVersion: source.extensions.fluxcd.io/v1beta1
kind: ArtifactGenerator
metadata:
  name: apps
  namespace: flux-system
spec:
  sources:
    - alias: repo
      kind: GitRepository
      name: flux-system
    - alias: other
      kind: GitRepository
      name: elsewhere
  artifacts:
    - name: apps
      copy:
        - from: "@repo/kubernetes/apps/**"
          to: "@artifact/"
        - from: "@repo/kubernetes"
          to: "@artifact/all/"
        - from: "@other/x/**"
          to: "@artifact/"
`,
  };
  const options = { sources: SOURCES, artifactRoot: 'kubernetes' };
  const result = migrated(files, options);
  expect(changedLines(files, result)).toEqual({
    'generator.yaml': [
      '9-      kind: GitRepository',
      '9+      kind: OCIRepository',
      '17-        - from: "@repo/kubernetes/apps/**"',
      '17+        - from: "@repo/apps/**"',
      '19-        - from: "@repo/kubernetes"',
      '19+        - from: "@repo/**"',
    ],
  });
  expect(told(result)).toEqual([
    'FOC100 notice generator.yaml:11 ArtifactGenerator/flux-system/apps | the GitRepository elsewhere isn\'t in these files, so it stays: nothing that could be moved refers to it',
  ]);
  expect(done(result)).toEqual([
    'generator.yaml:9 ArtifactGenerator/flux-system/apps | sources.kind: GitRepository → OCIRepository',
    'generator.yaml:17 ArtifactGenerator/flux-system/apps | copy.from: @repo/kubernetes/apps/** → @repo/apps/**',
    'generator.yaml:19 ArtifactGenerator/flux-system/apps | copy.from: @repo/kubernetes → @repo/**',
  ]);
  expect(again(files, result, options)).toEqual({});
});

test('an ArtifactGenerator that copies from elsewhere stays on Git', () => {
  const files = {
    ...mapIn('kubernetes/apps'),
    'source.yaml': ociRepository('flux-system'),
    'apps.yaml': kustomization('a', './kubernetes/apps'),
    'generator.yaml': `apiVersion: source.extensions.fluxcd.io/v1beta1
kind: ArtifactGenerator
metadata:
  name: apps
  namespace: flux-system
spec:
  sources:
    - alias: repo
      kind: GitRepository
      name: flux-system
  artifacts:
    - name: apps
      copy:
        - from: "@repo/**"
          to: "@artifact/"
`,
  };
  const options = { sources: SOURCES, artifactRoot: 'kubernetes' };
  const result = migrated(files, options);
  expect(changedLines(files, result)).toEqual({ 'apps.yaml': ['8-  path: ./kubernetes/apps', '8+  path: ./apps', ...repointed(11)] });
  expect(told(result)).toEqual([
    'FOC103 action generator.yaml:8 ArtifactGenerator/flux-system/apps | what it copies isn\'t told to be in the artifact, so this stays on Git; use `kind: OCIRepository`, and paths within the artifact',
  ]);
  expect(done(result)).toEqual([
    'apps.yaml:8 Kustomization/flux-system/a | path: ./kubernetes/apps → ./apps',
    'apps.yaml:11 Kustomization/flux-system/a | sourceRef.kind: GitRepository → OCIRepository',
  ]);
  expect(again(files, result, options)).toEqual({});
});
