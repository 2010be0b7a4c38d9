import { configMap, file, kustomization, mapIn, ociRepository, resources } from '../support/documents';
import { again, changedLines, done, migrated, replaced, repointed, told } from '../support/migrate';

const SOURCES = { 'flux-system.flux-system': 'oci://registry.example/acme/fleet' };

test('the pushed directory leaves every form of path', () => {
  const files = {
    ...mapIn('kubernetes/apps'),
    'source.yaml': ociRepository('flux-system'),
    'kubernetes/all.yaml': file(
      kustomization('k0', './kubernetes/apps'),
      kustomization('k1', '"./kubernetes/apps"'),
      kustomization('k2', "'kubernetes/apps/' # quoted"),
      kustomization('k3', 'kubernetes'),
      kustomization('k4', './kubernetes/'),
      kustomization('k5', '/kubernetes/apps'),
      kustomization('k6', './/kubernetes//apps'),
      kustomization('k7', './kubernetes/${CLUSTER}/apps'),
      kustomization('k8', './kubernetes'),
    ),
  };
  const options = { sources: SOURCES, artifactRoot: 'kubernetes' };
  const result = migrated(files, options);
  expect(changedLines(files, result)).toEqual({
    'kubernetes/all.yaml': [
      '8-  path: ./kubernetes/apps',
      '8+  path: ./apps',
      ...repointed(11),
      '21-  path: "./kubernetes/apps"',
      '21+  path: "./apps"',
      ...repointed(24),
      "34-  path: 'kubernetes/apps/' # quoted",
      "34+  path: 'apps/' # quoted",
      ...repointed(37),
      '47-  path: kubernetes',
      '47+  path: ./',
      ...repointed(50),
      '60-  path: ./kubernetes/',
      '60+  path: ./',
      ...repointed(63),
      '73-  path: /kubernetes/apps',
      '73+  path: /apps',
      ...repointed(76),
      '86-  path: .//kubernetes//apps',
      '86+  path: .//apps',
      ...repointed(89),
      '99-  path: ./kubernetes/${CLUSTER}/apps',
      '99+  path: ./${CLUSTER}/apps',
      ...repointed(102),
      '112-  path: ./kubernetes',
      '112+  path: ./',
      ...repointed(115),
    ],
  });
  expect(told(result)).toEqual([]);
  expect(done(result)).toEqual([
    'kubernetes/all.yaml:8 Kustomization/flux-system/k0 | path: ./kubernetes/apps → ./apps',
    'kubernetes/all.yaml:11 Kustomization/flux-system/k0 | sourceRef.kind: GitRepository → OCIRepository',
    'kubernetes/all.yaml:21 Kustomization/flux-system/k1 | path: ./kubernetes/apps → ./apps',
    'kubernetes/all.yaml:24 Kustomization/flux-system/k1 | sourceRef.kind: GitRepository → OCIRepository',
    'kubernetes/all.yaml:34 Kustomization/flux-system/k2 | path: kubernetes/apps/ → apps/',
    'kubernetes/all.yaml:37 Kustomization/flux-system/k2 | sourceRef.kind: GitRepository → OCIRepository',
    'kubernetes/all.yaml:47 Kustomization/flux-system/k3 | path: kubernetes → ./',
    'kubernetes/all.yaml:50 Kustomization/flux-system/k3 | sourceRef.kind: GitRepository → OCIRepository',
    'kubernetes/all.yaml:60 Kustomization/flux-system/k4 | path: ./kubernetes/ → ./',
    'kubernetes/all.yaml:63 Kustomization/flux-system/k4 | sourceRef.kind: GitRepository → OCIRepository',
    'kubernetes/all.yaml:73 Kustomization/flux-system/k5 | path: /kubernetes/apps → /apps',
    'kubernetes/all.yaml:76 Kustomization/flux-system/k5 | sourceRef.kind: GitRepository → OCIRepository',
    'kubernetes/all.yaml:86 Kustomization/flux-system/k6 | path: .//kubernetes//apps → .//apps',
    'kubernetes/all.yaml:89 Kustomization/flux-system/k6 | sourceRef.kind: GitRepository → OCIRepository',
    'kubernetes/all.yaml:99 Kustomization/flux-system/k7 | path: ./kubernetes/${CLUSTER}/apps → ./${CLUSTER}/apps',
    'kubernetes/all.yaml:102 Kustomization/flux-system/k7 | sourceRef.kind: GitRepository → OCIRepository',
    'kubernetes/all.yaml:112 Kustomization/flux-system/k8 | path: ./kubernetes → ./',
    'kubernetes/all.yaml:115 Kustomization/flux-system/k8 | sourceRef.kind: GitRepository → OCIRepository',
  ]);
  expect(again(files, result, options)).toEqual({});
});

test('what is not below the pushed directory stays on Git, and so does what does not tell', () => {
  const files = {
    ...mapIn('kubernetes/apps'),
    'source.yaml': ociRepository('flux-system'),
    'talos/map.yaml': configMap('a'),
    'all.yaml': file(
      kustomization('a', './talos'),
      kustomization('b', './'),
      kustomization('c'),
      kustomization('d', './${ROOT}/apps'),
      kustomization('e', './kubernetes-old/apps'),
      kustomization('f', './kubernetes/../talos'),
    ),
  };
  const options = { sources: SOURCES, artifactRoot: 'kubernetes' };
  const result = migrated(files, options);
  expect(result.files).toEqual({});
  expect(told(result)).toEqual([
    'FOC104 action all.yaml:8 Kustomization/flux-system/a | path "./talos" isn\'t below kubernetes, the root of the artifact, so this stays on Git; use another artifact root, or files moved below it',
    'FOC104 action all.yaml:21 Kustomization/flux-system/b | path "./" isn\'t below kubernetes, the root of the artifact, so this stays on Git; use another artifact root, or files moved below it',
    'FOC104 action all.yaml:36 Kustomization/flux-system/c | path "./" isn\'t below kubernetes, the root of the artifact, so this stays on Git; use another artifact root, or files moved below it',
    'FOC104 action all.yaml:46 Kustomization/flux-system/d | path "./${ROOT}/apps" isn\'t below kubernetes, the root of the artifact, so this stays on Git; use another artifact root, or files moved below it',
    'FOC104 action all.yaml:59 Kustomization/flux-system/e | path "./kubernetes-old/apps" isn\'t below kubernetes, the root of the artifact, so this stays on Git; use another artifact root, or files moved below it',
    'FOC104 action all.yaml:72 Kustomization/flux-system/f | path "./kubernetes/../talos" isn\'t below kubernetes, the root of the artifact, so this stays on Git; use another artifact root, or files moved below it',
  ]);
  expect(done(result)).toEqual([]);
  expect(again(files, result, options)).toEqual({});
});

test('where Git is gone already, everything leaves it, with a finding', () => {
  const files = {
    'talos/map.yaml': configMap('a'),
    'values.yaml': `instance:
  sync:
    kind: OCIRepository
    url: oci://registry.example/acme/fleet
    ref: latest
    path: ./clusters/home
`,
    'terraform.yaml': kustomization('state', './talos').replace('kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization', 'infra.contrib.fluxcd.io/v1alpha2\nkind: Terraform'),
  };
  const options = { sources: SOURCES, artifactRoot: 'kubernetes' };
  const result = migrated(files, options);
  expect(changedLines(files, result)).toEqual({ 'terraform.yaml': repointed(11) });
  expect(told(result)).toEqual([
    'FOC104 action terraform.yaml:8 Terraform/flux-system/state | path "./talos" isn\'t below kubernetes, the root of the artifact; use another artifact root, or files moved below it',
  ]);
  expect(done(result)).toEqual([
    'terraform.yaml:11 Terraform/flux-system/state | sourceRef.kind: GitRepository → OCIRepository',
  ]);
  expect(again(files, result, options)).toEqual({});
});

test('quotes, comments, flow maps, line ends and a missing last one stay as they are', () => {
  const files = {
    'source.yaml': ociRepository('flux-system'),
    'crlf.yaml': `apiVersion: kustomize.toolkit.fluxcd.io/v1\r
kind: Kustomization\r
metadata:\r
  name: a\r
  namespace: flux-system\r
spec:\r
  interval: 10m\r
  path: ./apps\r
  prune: true\r
  sourceRef: { name: flux-system, kind: "GitRepository" } # the root`,
    'quoted.yaml': `\uFEFFapiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: b
  namespace: flux-system
spec:
  interval: 10m
  path: ./apps
  prune: true
  sourceRef:
      kind:   'GitRepository'   # since 2021
      name: &source flux-system
  # last`,
    'json.yaml': `{"apiVersion": "kustomize.toolkit.fluxcd.io/v1", "kind": "Kustomization", "metadata": {"name": "c", "namespace": "flux-system"}, "spec": {"sourceRef": {"kind": "GitRepository", "name": "flux-system"}}}
`,
  };
  const result = migrated(files, { sources: SOURCES });
  expect(changedLines(files, result)).toEqual({
    'crlf.yaml': replaced(1, files['crlf.yaml'], `apiVersion: kustomize.toolkit.fluxcd.io/v1\r
kind: Kustomization\r
metadata:\r
  name: a\r
  namespace: flux-system\r
spec:\r
  interval: 10m\r
  path: ./apps\r
  prune: true\r
  sourceRef: { name: flux-system, kind: "OCIRepository" } # the root`),
    'json.yaml': [
      '1-{"apiVersion": "kustomize.toolkit.fluxcd.io/v1", "kind": "Kustomization", "metadata": {"name": "c", "namespace": "flux-system"}, "spec": {"sourceRef": {"kind": "GitRepository", "name": "flux-system"}}}',
      '1+{"apiVersion": "kustomize.toolkit.fluxcd.io/v1", "kind": "Kustomization", "metadata": {"name": "c", "namespace": "flux-system"}, "spec": {"sourceRef": {"kind": "OCIRepository", "name": "flux-system"}}}',
    ],
    'quoted.yaml': replaced(1, files['quoted.yaml'], `\uFEFFapiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: b
  namespace: flux-system
spec:
  interval: 10m
  path: ./apps
  prune: true
  sourceRef:
      kind:   'OCIRepository'   # since 2021
      name: &source flux-system
  # last`),
  });
  expect(told(result)).toEqual([]);
  expect(done(result)).toEqual([
    'crlf.yaml:10 Kustomization/flux-system/a | sourceRef.kind: GitRepository → OCIRepository',
    'json.yaml:1 Kustomization/flux-system/c | sourceRef.kind: GitRepository → OCIRepository',
    'quoted.yaml:11 Kustomization/flux-system/b | sourceRef.kind: GitRepository → OCIRepository',
  ]);
  expect(again(files, result, { sources: SOURCES })).toEqual({});
});

test('an alias gives way to the value, an anchor stays, and what is shared as a whole is asked for', () => {
  const files = {
    'source.yaml': ociRepository('flux-system'),
    'alias.yaml': `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: a
  namespace: flux-system
spec:
  interval: 10m
  commonMetadata:
    labels:
      kind: &kind GitRepository
  path: ./apps
  prune: true
  sourceRef:
    kind: *kind
    name: flux-system
`,
    'anchor.yaml': kustomization('b', './apps').replace('kind: GitRepository', 'kind: &kind GitRepository'),
    'shared.yaml': `apiVersion: v1
kind: List
items:
  - apiVersion: kustomize.toolkit.fluxcd.io/v1
    kind: Kustomization
    metadata:
      name: c
      namespace: flux-system
    spec:
      interval: 10m
      path: ./apps
      prune: true
      sourceRef: &source
        kind: GitRepository
        name: flux-system
  - apiVersion: kustomize.toolkit.fluxcd.io/v1
    kind: Kustomization
    metadata:
      name: d
      namespace: flux-system
    spec:
      interval: 10m
      path: ./apps
      prune: true
      sourceRef: *source
`,
    'merged.yaml': `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: e
  namespace: flux-system
x-base: &base
  kind: GitRepository
spec:
  interval: 10m
  path: ./apps
  prune: true
  sourceRef:
    <<: *base
    name: flux-system
`,
  };
  const result = migrated(files, { sources: SOURCES });
  expect(changedLines(files, result)).toEqual({
    'alias.yaml': replaced(1, files['alias.yaml'], `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: a
  namespace: flux-system
spec:
  interval: 10m
  commonMetadata:
    labels:
      kind: &kind GitRepository
  path: ./apps
  prune: true
  sourceRef:
    kind: OCIRepository
    name: flux-system
`),
    'anchor.yaml': ['11-    kind: &kind GitRepository', '11+    kind: &kind OCIRepository'],
  });
  expect(told(result)).toEqual([
    'FOC103 action merged.yaml:7 Kustomization/flux-system/e | sourceRef is shared by an anchor or a merge key, and stays on Git; use a `sourceRef` of its own',
    'FOC103 action shared.yaml:14 Kustomization/flux-system/c | sourceRef is shared by an anchor or a merge key, and stays on Git; use a `sourceRef` of its own',
    'FOC103 action shared.yaml:14 Kustomization/flux-system/d | sourceRef is shared by an anchor or a merge key, and stays on Git; use a `sourceRef` of its own',
  ]);
  expect(done(result)).toEqual([
    'alias.yaml:14 Kustomization/flux-system/a | sourceRef.kind: GitRepository → OCIRepository',
    'anchor.yaml:11 Kustomization/flux-system/b | sourceRef.kind: GitRepository → OCIRepository',
  ]);
  expect(again(files, result, { sources: SOURCES })).toEqual({});
});

test('a path that is shared stays, and its Kustomization with it', () => {
  const files = {
    ...mapIn('kubernetes/apps'),
    'source.yaml': ociRepository('flux-system'),
    'kubernetes/all.yaml': `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
x-path: &path ./kubernetes/apps
metadata:
  name: a
  namespace: flux-system
spec: &spec
  wait: true
  interval: 10m
  path: *path
  prune: true
  sourceRef:
    kind: GitRepository
    name: flux-system
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
x-base: &base
  path: ./kubernetes/apps
metadata:
  name: b
  namespace: flux-system
spec:
  interval: 10m
  prune: true
  sourceRef:
    kind: GitRepository
    name: flux-system
  <<: *base
`,
  };
  const options = { sources: SOURCES, artifactRoot: 'kubernetes' };
  const result = migrated(files, options);
  expect(changedLines(files, result)).toEqual({ 'kubernetes/all.yaml': ['10-  path: *path', '10+  path: ./apps', ...repointed(13)] });
  expect(told(result)).toEqual([
    'FOC103 action kubernetes/all.yaml:19 Kustomization/flux-system/b | path is shared by an anchor or a merge key, so this stays on Git; use a `path` of its own',
  ]);
  expect(done(result)).toEqual([
    'kubernetes/all.yaml:10 Kustomization/flux-system/a | path: ./kubernetes/apps → ./apps',
    'kubernetes/all.yaml:13 Kustomization/flux-system/a | sourceRef.kind: GitRepository → OCIRepository',
  ]);
  expect(again(files, result, options)).toEqual({});
});

test('a Kustomization that is edited becomes v1, its modeline and its patches with it', () => {
  const files = {
    'source.yaml': ociRepository('flux-system'),
    'apps/kustomization.yaml': resources('all.yaml') + `patches:
  - path: patch.yaml
  - target:
      kind: Kustomization
      version: v1beta2
      name: a
    patch: |
      apiVersion: kustomize.toolkit.fluxcd.io/v1beta2
      kind: Kustomization
      metadata:
        name: a
      spec:
        wait: true
`,
    'apps/patch.yaml': `apiVersion: kustomize.toolkit.fluxcd.io/v1beta2 # as the base
kind: Kustomization
metadata:
  name: a
  namespace: flux-system
spec:
  timeout: 5m
`,
    'apps/all.yaml': file(
      '# yaml-language-server: $schema=https://schemas.example/kustomization-kustomize-v1beta2.json\n' + kustomization('a', './apps').replace('v1', 'v1beta2'),
      kustomization('b', './apps').replace('v1', 'v1beta1'),
    ),
  };
  const result = migrated(files, { sources: SOURCES });
  expect(changedLines(files, result)).toEqual({
    'apps/all.yaml': replaced(1, files['apps/all.yaml'], `# yaml-language-server: $schema=https://schemas.example/kustomization-kustomize-v1.json
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: a
  namespace: flux-system
spec:
  interval: 10m
  path: ./apps
  prune: true
  sourceRef:
    kind: OCIRepository
    name: flux-system
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: b
  namespace: flux-system
spec:
  interval: 10m
  path: ./apps
  prune: true
  sourceRef:
    kind: OCIRepository
    name: flux-system
`),
    'apps/kustomization.yaml': replaced(1, files['apps/kustomization.yaml'], `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
  - all.yaml
patches:
  - path: patch.yaml
  - target:
      kind: Kustomization
      version: v1
      name: a
    patch: |
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata:
        name: a
      spec:
        wait: true
`),
    'apps/patch.yaml': [
      '1-apiVersion: kustomize.toolkit.fluxcd.io/v1beta2 # as the base',
      '1+apiVersion: kustomize.toolkit.fluxcd.io/v1 # as the base',
    ],
  });
  expect(told(result)).toEqual([]);
  expect(done(result)).toEqual([
    'apps/all.yaml:2 Kustomization/flux-system/a | apiVersion: kustomize.toolkit.fluxcd.io/v1beta2 → kustomize.toolkit.fluxcd.io/v1',
    'apps/all.yaml:12 Kustomization/flux-system/a | sourceRef.kind: GitRepository → OCIRepository',
    'apps/all.yaml:15 Kustomization/flux-system/b | apiVersion: kustomize.toolkit.fluxcd.io/v1beta1 → kustomize.toolkit.fluxcd.io/v1',
    'apps/all.yaml:25 Kustomization/flux-system/b | sourceRef.kind: GitRepository → OCIRepository',
    'apps/kustomization.yaml:9 patch of Kustomization/flux-system/a | version: v1beta2 → v1',
    'apps/kustomization.yaml:12 patch of Kustomization/flux-system/a | apiVersion: kustomize.toolkit.fluxcd.io/v1beta2 → kustomize.toolkit.fluxcd.io/v1',
    'apps/patch.yaml:1 patch of Kustomization/flux-system/a | apiVersion: kustomize.toolkit.fluxcd.io/v1beta2 → kustomize.toolkit.fluxcd.io/v1',
  ]);
  expect(again(files, result, { sources: SOURCES })).toEqual({});
});

test('fails to raise the version of what says something that v1 lacks, or of what a fixed patch names', () => {
  const files = {
    'source.yaml': ociRepository('flux-system'),
    'apps/kustomization.yaml': resources('all.yaml') + `patchesStrategicMerge:
  - patch.yaml
`,
    'apps/patch.yaml': `apiVersion: kustomize.toolkit.fluxcd.io/v1beta2
kind: Kustomization
metadata:
  name: c
spec:
  timeout: 5m
`,
    'apps/all.yaml': file(
      kustomization('a', './apps', 'flux-system', 'validation: client').replace('v1', 'v1beta1'),
      kustomization('b', './apps', 'flux-system', 'patchesJson6902: []', 'patchesStrategicMerge: []').replace('v1', 'v1beta2'),
      kustomization('c', './apps').replace('v1', 'v1beta2'),
    ),
  };
  const options = { sources: SOURCES, skip: ['apps/patch.yaml'] };
  const result = migrated(files, options);
  expect(result.files).toEqual({});
  expect(told(result)).toEqual([
    'FOC117 action apps/all.yaml:11 Kustomization/flux-system/a | `validation` of v1beta1 isn\'t in v1, so this stays on Git; use `patches`, and migrate again',
    'FOC117 action apps/all.yaml:25 Kustomization/flux-system/b | `patchesStrategicMerge`, `patchesJson6902` of v1beta2 aren\'t in v1, so this stays on Git; use `patches`, and migrate again',
    'FOC117 action apps/all.yaml:40 Kustomization/flux-system/c | its version v1beta2 can\'t be changed in apps/patch.yaml, so this stays on Git; use `kustomize.toolkit.fluxcd.io/v1`, and migrate again',
  ]);
  expect(done(result)).toEqual([]);
  expect(again(files, result, options)).toEqual({});
});

test('what may not be changed stays, with one finding', () => {
  const files = {
    'source.yaml': ociRepository('flux-system'),
    'archive/a.yaml': kustomization('a', './gone'),
    'archive/b.yaml': kustomization('b', './gone'),
    'apps/c.yaml': kustomization('c', './apps'),
  };
  const options = { sources: SOURCES, skip: ['archive'] };
  const result = migrated(files, options);
  expect(changedLines(files, result)).toEqual({ 'apps/c.yaml': repointed(11) });
  expect(told(result)).toEqual([
    'FOC103 notice archive/a.yaml:11 Kustomization/flux-system/a | 2 of the references to the GitRepository flux-system are in files that may not be changed, and stay on Git',
  ]);
  expect(done(result)).toEqual([
    'apps/c.yaml:11 Kustomization/flux-system/c | sourceRef.kind: GitRepository → OCIRepository',
  ]);
  expect(again(files, result, options)).toEqual({});
});

test('what is not known to take an artifact keeps the source', () => {
  const files = {
    'source.yaml': ociRepository('flux-system'),
    'stack.yaml': kustomization('infra', './infra').replace('kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization', 'pulumi.example/v1\nkind: Stack'),
    'apps/c.yaml': kustomization('c', './apps'),
  };
  const result = migrated(files, { sources: SOURCES });
  expect(changedLines(files, result)).toEqual({ 'apps/c.yaml': repointed(11) });
  expect(told(result)).toEqual([
    'FOC103 action stack.yaml:11 Stack/flux-system/infra | whether Stack takes an OCIRepository isn\'t known here, so the GitRepository stays for it; use an edit of your own where it does',
  ]);
  expect(done(result)).toEqual([
    'apps/c.yaml:11 Kustomization/flux-system/c | sourceRef.kind: GitRepository → OCIRepository',
  ]);
  expect(again(files, result, { sources: SOURCES })).toEqual({});
});

test('a path that is a template, or that nothing here has, is told of once', () => {
  const files = {
    'source.yaml': ociRepository('flux-system'),
    'apps/all.yaml': file(
      kustomization('a', './apps/${CLUSTER}'),
      kustomization('b', './b'),
      kustomization('c', './c'),
      kustomization('d', './d'),
      kustomization('e', './apps'),
    ),
  };
  const result = migrated(files, { sources: SOURCES });
  expect(changedLines(files, result)).toEqual({ 'apps/all.yaml': repointed(11, 24, 37, 50, 63) });
  expect(told(result)).toEqual([
    'FOC104 notice apps/all.yaml:21 Kustomization/flux-system/b | path "./b" isn\'t in these files, nor are 2 others; use a directory that the artifact holds, if it is still in use',
  ]);
  expect(done(result)).toEqual([
    'apps/all.yaml:11 Kustomization/flux-system/a | sourceRef.kind: GitRepository → OCIRepository',
    'apps/all.yaml:24 Kustomization/flux-system/b | sourceRef.kind: GitRepository → OCIRepository',
    'apps/all.yaml:37 Kustomization/flux-system/c | sourceRef.kind: GitRepository → OCIRepository',
    'apps/all.yaml:50 Kustomization/flux-system/d | sourceRef.kind: GitRepository → OCIRepository',
    'apps/all.yaml:63 Kustomization/flux-system/e | sourceRef.kind: GitRepository → OCIRepository',
  ]);
  expect(again(files, result, { sources: SOURCES })).toEqual({});
});
