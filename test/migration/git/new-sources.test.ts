import { OciRef } from '../../../src/oci/oci-ref';
import { branch, file, gitRepository, imageAutomation, kustomization, newSource, ociRepository, resources } from '../support/documents';
import { added, again, changedLines, done, migrated, replaced, repointed, told } from '../support/migrate';

test('a GitRepository that something needs stays, with the OCIRepository behind it', () => {
  const files = {
    'home/all.yaml': file(
      gitRepository('home', branch('main')),
      kustomization('cluster', './home', 'home'),
      imageAutomation('images', 'home').replace('v1', 'v1beta2'),
      `apiVersion: helm.toolkit.fluxcd.io/v2
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
    ),
  };
  const result = migrated(files);
  expect(changedLines(files, result)).toEqual({ 'home/all.yaml': [...added(newSource('home') + '---\n', 12), ...repointed(22)] });
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
    'home/all.yaml': file(
      gitRepository('home', branch('main')),
      kustomization('cluster', './home', 'home'),
      kustomization('late', './home', 'home').replace('kind: GitRepository', 'kind: OCIRepository'),
      ociRepository('home'),
    ),
  };
  const result = migrated(files);
  expect(changedLines(files, result)).toEqual({
    'home/all.yaml': [
      ...replaced(1, gitRepository('home', branch('main')) + '---\n', ''),
      ...repointed(22),
    ],
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
    'home/all.yaml': file(
      gitRepository('home', branch('main')),
      kustomization('cluster', './home', 'home'),
      ociRepository('home').replace('fleet', 'another'),
    ),
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
    'home/all.yaml': file(
      gitRepository('home').replace('interval: 5m', 'interval: 5 minutes'),
      kustomization('cluster', './home', 'home'),
    ),
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
  expect(changedLines(files, result)).toEqual({
    'home/list.yaml': replaced(1, files['home/list.yaml'], `apiVersion: v1
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
`),
    'home/set.yaml': replaced(1, files['home/set.yaml'], `apiVersion: fluxcd.controlplane.io/v1
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
`),
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
    'home/skipped.yaml': gitRepository('x/b', 'url: https://github.com/acme/b'),
    'home/apps.yaml': file(kustomization('x/a', './home', 'a'), kustomization('x/b', './home', 'b')),
  };
  const options = { sources: { 'a.x': 'oci://registry.example/acme/a', 'b.x': 'oci://registry.example/acme/b' }, skip: ['home/skipped*', 'home/*-oci.yaml'] };
  const result = migrated(files, options);
  expect(result.files).toEqual({});
  expect(told(result)).toEqual([
    'FOC103 action home/list.yaml:1 GitRepository/x/a | this GitRepository is in one line with others, so its consumers stay on Git; use one object a document',
    'FOC103 action home/skipped.yaml:1 GitRepository/x/b | nothing can be added where this GitRepository is, so its consumers stay on Git; use files that may be changed, with `resources` one a line',
  ]);
  expect(done(result)).toEqual([]);
  expect(again(files, result, options)).toEqual({});
});

test('settings of Git stay behind, each with a finding', () => {
  const files = {
    'home/all.yaml': file(
      gitRepository('home') + `  provider: github
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
`,
      kustomization('cluster', './home', 'home'),
    ),
    'other.yaml': gitRepository('other', 'url: https://github.com/acme/other'),
  };
  const result = migrated(files);
  expect(changedLines(files, result)).toEqual({
    'home/all.yaml': [
      '2-kind: GitRepository',
      '2+kind: OCIRepository',
      '4+  annotations:',
      '4+    kustomize.toolkit.fluxcd.io/prune: disabled',
      '8-  url: https://github.com/acme/fleet',
      '9-  provider: github',
      '10-  secretRef:',
      '11-    name: app',
      '14-  recurseSubmodules: true',
      '15-  sparseCheckout:',
      '16-    - home',
      '17-  verify:',
      '18-    mode: HEAD',
      '19-    secretRef:',
      '20-      name: pgp',
      '21-  include:',
      '22-    - repository:',
      '23-        name: other',
      '14+  ref:',
      '14+    tag: latest',
      '14+  url: oci://registry.example/acme/fleet',
      ...repointed(35),
    ],
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
    'manifest.yaml': gitRepository('apps/podinfo', branch('main')),
  };
  const options = { sources: { 'podinfo.apps': 'oci://registry.example/acme/podinfo' }, ref: OciRef.semver('1.x') };
  const result = migrated(files, options);
  expect(changedLines(files, result)).toEqual({
    'manifest.yaml': replaced(1, gitRepository('apps/podinfo', branch('main')), newSource('apps/podinfo', 'ref:\n  semver: 1.x', 'url: oci://registry.example/acme/podinfo')),
  });
  expect(told(result)).toEqual([]);
  expect(done(result)).toEqual([
    'manifest.yaml:1 GitRepository/apps/podinfo | replaced by an OCIRepository of oci://registry.example/acme/podinfo',
  ]);
  expect(again(files, result, options)).toEqual({});
});

test('a root that is left for later gets the new source as a file beside it', () => {
  const files = {
    'home/config/root.yaml': file(gitRepository('home', branch('main')), kustomization('cluster', './home', 'home')),
    'home/config/kustomization.yaml': resources('./root.yaml'),
    'home/apps.yaml': kustomization('apps', './apps', 'home'),
    'apps/kustomization.yaml': resources('map.yaml'),
  };
  const options = { skip: ['home/config/root.yaml'] };
  const result = migrated(files, options);
  expect(changedLines(files, result)).toEqual({
    'home/apps.yaml': repointed(11),
    'home/config/home-oci.yaml': added(file('', newSource('home'))),
    'home/config/kustomization.yaml': ['5+  - ./home-oci.yaml'],
  });
  expect(told(result)).toEqual([
    'FOC103 notice home/config/root.yaml:22 Kustomization/flux-system/cluster | 1 of the references to the GitRepository home is in a file that may not be changed, and stays on Git',
  ]);
  expect(done(result)).toEqual([
    'home/apps.yaml:11 Kustomization/flux-system/apps | sourceRef.kind: GitRepository → OCIRepository',
    'home/config/home-oci.yaml:1 OCIRepository/flux-system/home | added',
    'home/config/kustomization.yaml:4 kustomization home/config | resources: ./home-oci.yaml added',
  ]);
  expect(again(files, result, options)).toEqual({});
});

test('a file that cannot be read may need the source that it names', () => {
  const files = {
    'home/all.yaml': file(gitRepository('home', branch('main')), kustomization('cluster', './home', 'home')),
    'charts/templates/release.yaml': `{{ if .Values.git }}
kind: GitRepository
name: home
{{ end }}
`,
  };
  const result = migrated(files);
  expect(changedLines(files, result)).toEqual({ 'home/all.yaml': [...added(newSource('home') + '---\n', 12), ...repointed(22)] });
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
