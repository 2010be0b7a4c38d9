import { again, done, migrated, told } from '../support/migrate';


test('what a Kustomization takes in from outside of the artifact is told once, and what comes from elsewhere', () => {
  const files = {
    'kubernetes/home/all.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: home
  namespace: flux-system
spec:
  interval: 5m
  url: https://github.com/acme/fleet
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: cluster
  namespace: flux-system
spec:
  interval: 10m
  path: ./kubernetes/home
  prune: true
  sourceRef:
    kind: GitRepository
    name: home
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: again
  namespace: flux-system
spec:
  interval: 10m
  path: ./kubernetes/home
  prune: true
  sourceRef:
    kind: GitRepository
    name: home
`,
    'kubernetes/home/kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
  - all.yaml
  - ../../shared/base
  - ../near
  - https://github.com/acme/x?ref=v1
patches:
  - path: ../../shared/patch.yaml
  - path: ./own.yaml
configMapGenerator:
  - name: x
    files:
      - ../../../outside.txt
      - near.txt
`,
    'kubernetes/near/kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
  - deep
`,
    'kubernetes/near/deep/plain/map.yaml': `apiVersion: v1
kind: ConfigMap
metadata:
  name: a
`,
    'kubernetes/near/deep/kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
  - plain/map.yaml
  - ../../../shared/base
`,
    'shared/base/map.yaml': `apiVersion: v1
kind: ConfigMap
metadata:
  name: b
`,
    'shared/patch.yaml': `apiVersion: v1
kind: ConfigMap
metadata:
  name: c
`,
    'kubernetes/home/own.yaml': `apiVersion: v1
kind: ConfigMap
metadata:
  name: d
`,
  };
  const result = migrated(files, { artifactRoot: 'kubernetes' });
  expect(result.files).toEqual({
    'kubernetes/home/all.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
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
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: again
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
    'home/all.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: home
  namespace: flux-system
spec:
  interval: 5m
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
    'home/one/two/kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
  - ../../../../gone
`,
    'home/one/map.yaml': `apiVersion: v1
kind: ConfigMap
metadata:
  name: a
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
    'home/all.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: home
  namespace: flux-system
spec:
  interval: 5m
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
  decryption:
    provider: sops
  sourceRef:
    kind: GitRepository
    name: home
`,
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
    'home/sub/kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
configurations:
  - names.yaml
  - both.yaml
`,
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
    'home/other/kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
configurations: names.yaml
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
  decryption:
    provider: sops
  sourceRef:
    kind: OCIRepository
    name: home
`,
  });
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

test('ignore: a whitelist of the pushed directory goes: nothing else is pushed', () => {
  const files = {
    'kubernetes/home/all.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: home
  namespace: flux-system
spec:
  interval: 5m
  url: https://github.com/acme/fleet
  ignore: |
    /*
    !/kubernetes/
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: cluster
  namespace: flux-system
spec:
  interval: 10m
  path: ./kubernetes/home
  prune: true
  sourceRef:
    kind: GitRepository
    name: home
`,
  };
  const result = migrated(files, { artifactRoot: 'kubernetes' });
  expect(result.files).toEqual({
    'kubernetes/home/all.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
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
    'FOC108 notice kubernetes/home/all.yaml:9 GitRepository/flux-system/home | ignore isn\'t carried over: the artifact holds nothing that it left out',
    'FOC109 notice kubernetes/home/all.yaml:13 Kustomization/flux-system/cluster | this is the root of a cluster, and moves with everything else; use `--skip kubernetes/home/all.yaml` to leave it for later; else publish and apply the new source first',
  ]);
  expect(done(result)).toEqual([
    'kubernetes/home/all.yaml:1 GitRepository/flux-system/home | replaced by an OCIRepository of oci://registry.example/acme/fleet',
    'kubernetes/home/all.yaml:20 Kustomization/flux-system/cluster | path: ./kubernetes/home → ./home',
    'kubernetes/home/all.yaml:23 Kustomization/flux-system/cluster | sourceRef.kind: GitRepository → OCIRepository',
  ]);
  expect(again(files, result, { artifactRoot: 'kubernetes' })).toEqual({});
});

test('ignore: a whitelist of more than the pushed directory goes too', () => {
  const files = {
    'kubernetes/home/all.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: home
  namespace: flux-system
spec:
  interval: 5m
  url: https://github.com/acme/fleet
  ignore: |
    # all
    /*
    !/kubernetes
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: cluster
  namespace: flux-system
spec:
  interval: 10m
  path: ./kubernetes/home
  prune: true
  sourceRef:
    kind: GitRepository
    name: home
`,
  };
  const result = migrated(files, { artifactRoot: 'kubernetes/home' });
  expect(result.files).toEqual({
    'kubernetes/home/all.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
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
  path: ./
  prune: true
  sourceRef:
    kind: OCIRepository
    name: home
`,
  });
  expect(told(result)).toEqual([
    'FOC108 notice kubernetes/home/all.yaml:9 GitRepository/flux-system/home | ignore isn\'t carried over: the artifact holds nothing that it left out',
    'FOC109 notice kubernetes/home/all.yaml:14 Kustomization/flux-system/cluster | this is the root of a cluster, and moves with everything else; use `--skip kubernetes/home/all.yaml` to leave it for later; else publish and apply the new source first',
  ]);
  expect(done(result)).toEqual([
    'kubernetes/home/all.yaml:1 GitRepository/flux-system/home | replaced by an OCIRepository of oci://registry.example/acme/fleet',
    'kubernetes/home/all.yaml:21 Kustomization/flux-system/cluster | path: ./kubernetes/home → ./',
    'kubernetes/home/all.yaml:24 Kustomization/flux-system/cluster | sourceRef.kind: GitRepository → OCIRepository',
  ]);
  expect(again(files, result, { artifactRoot: 'kubernetes/home' })).toEqual({});
});

test('ignore: a whitelist of less becomes one within the artifact', () => {
  const files = {
    'kubernetes/home/all.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: home
  namespace: flux-system
spec:
  interval: 5m
  url: https://github.com/acme/fleet
  ignore: |
    /*
    !/kubernetes/home
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: cluster
  namespace: flux-system
spec:
  interval: 10m
  path: ./kubernetes/home
  prune: true
  sourceRef:
    kind: GitRepository
    name: home
`,
  };
  const result = migrated(files, { artifactRoot: 'kubernetes' });
  expect(result.files).toEqual({
    'kubernetes/home/all.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata:
  annotations:
    kustomize.toolkit.fluxcd.io/prune: disabled
  name: home
  namespace: flux-system
spec:
  ignore: |
    /*
    !/home
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
    'FOC109 notice kubernetes/home/all.yaml:13 Kustomization/flux-system/cluster | this is the root of a cluster, and moves with everything else; use `--skip kubernetes/home/all.yaml` to leave it for later; else publish and apply the new source first',
  ]);
  expect(done(result)).toEqual([
    'kubernetes/home/all.yaml:1 GitRepository/flux-system/home | replaced by an OCIRepository of oci://registry.example/acme/fleet',
    'kubernetes/home/all.yaml:20 Kustomization/flux-system/cluster | path: ./kubernetes/home → ./home',
    'kubernetes/home/all.yaml:23 Kustomization/flux-system/cluster | sourceRef.kind: GitRepository → OCIRepository',
  ]);
  expect(again(files, result, { artifactRoot: 'kubernetes' })).toEqual({});
});

test('ignore: patterns that hold anywhere stay', () => {
  const files = {
    'kubernetes/home/all.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: home
  namespace: flux-system
spec:
  interval: 5m
  url: https://github.com/acme/fleet
  ignore: |
    *.md
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: cluster
  namespace: flux-system
spec:
  interval: 10m
  path: ./kubernetes/home
  prune: true
  sourceRef:
    kind: GitRepository
    name: home
`,
  };
  const result = migrated(files, { artifactRoot: 'kubernetes' });
  expect(result.files).toEqual({
    'kubernetes/home/all.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata:
  annotations:
    kustomize.toolkit.fluxcd.io/prune: disabled
  name: home
  namespace: flux-system
spec:
  ignore: |
    *.md
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
    'FOC109 notice kubernetes/home/all.yaml:12 Kustomization/flux-system/cluster | this is the root of a cluster, and moves with everything else; use `--skip kubernetes/home/all.yaml` to leave it for later; else publish and apply the new source first',
  ]);
  expect(done(result)).toEqual([
    'kubernetes/home/all.yaml:1 GitRepository/flux-system/home | replaced by an OCIRepository of oci://registry.example/acme/fleet',
    'kubernetes/home/all.yaml:19 Kustomization/flux-system/cluster | path: ./kubernetes/home → ./home',
    'kubernetes/home/all.yaml:22 Kustomization/flux-system/cluster | sourceRef.kind: GitRepository → OCIRepository',
  ]);
  expect(again(files, result, { artifactRoot: 'kubernetes' })).toEqual({});
});

test('ignore: patterns of the repository are asked for', () => {
  const files = {
    'kubernetes/home/all.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: home
  namespace: flux-system
spec:
  interval: 5m
  url: https://github.com/acme/fleet
  ignore: |
    *.md
    /kubernetes/docs
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: cluster
  namespace: flux-system
spec:
  interval: 10m
  path: ./kubernetes/home
  prune: true
  sourceRef:
    kind: GitRepository
    name: home
`,
  };
  const result = migrated(files, { artifactRoot: 'kubernetes' });
  expect(result.files).toEqual({
    'kubernetes/home/all.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
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
    'FOC108 action kubernetes/home/all.yaml:9 GitRepository/flux-system/home | ignore isn\'t carried over: the pattern /kubernetes/docs is relative to the repository, and the artifact begins below it; use `--ignore-paths` where the artifact is pushed',
    'FOC109 notice kubernetes/home/all.yaml:13 Kustomization/flux-system/cluster | this is the root of a cluster, and moves with everything else; use `--skip kubernetes/home/all.yaml` to leave it for later; else publish and apply the new source first',
  ]);
  expect(done(result)).toEqual([
    'kubernetes/home/all.yaml:1 GitRepository/flux-system/home | replaced by an OCIRepository of oci://registry.example/acme/fleet',
    'kubernetes/home/all.yaml:20 Kustomization/flux-system/cluster | path: ./kubernetes/home → ./home',
    'kubernetes/home/all.yaml:23 Kustomization/flux-system/cluster | sourceRef.kind: GitRepository → OCIRepository',
  ]);
  expect(again(files, result, { artifactRoot: 'kubernetes' })).toEqual({});
});

test('ignore: a whitelist tells what may be pushed', () => {
  const files = {
    'kubernetes/home/all.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: home
  namespace: flux-system
spec:
  interval: 5m
  url: https://github.com/acme/fleet
  ignore: |
    /*
    !/kubernetes
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: cluster
  namespace: flux-system
spec:
  interval: 10m
  path: ./kubernetes/home
  prune: true
  sourceRef:
    kind: GitRepository
    name: home
`,
  };
  const result = migrated(files);
  expect(result.files).toEqual({
    'kubernetes/home/all.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata:
  annotations:
    kustomize.toolkit.fluxcd.io/prune: disabled
  name: home
  namespace: flux-system
spec:
  ignore: |
    /*
    !/kubernetes
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
  path: ./kubernetes/home
  prune: true
  sourceRef:
    kind: OCIRepository
    name: home
`,
  });
  expect(told(result)).toEqual([
    'FOC108 notice kubernetes/home/all.yaml:9 GitRepository/flux-system/home | only /kubernetes is used of the artifact; use `--artifact-root kubernetes`, which pushes nothing else and takes it out of every `path`',
    'FOC109 notice kubernetes/home/all.yaml:13 Kustomization/flux-system/cluster | this is the root of a cluster, and moves with everything else; use `--skip kubernetes/home/all.yaml` to leave it for later; else publish and apply the new source first',
  ]);
  expect(done(result)).toEqual([
    'kubernetes/home/all.yaml:1 GitRepository/flux-system/home | replaced by an OCIRepository of oci://registry.example/acme/fleet',
    'kubernetes/home/all.yaml:23 Kustomization/flux-system/cluster | sourceRef.kind: GitRepository → OCIRepository',
  ]);
  expect(again(files, result)).toEqual({});
});

test('ignore: other patterns stay where all of it is pushed', () => {
  const files = {
    'kubernetes/home/all.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: home
  namespace: flux-system
spec:
  interval: 5m
  url: https://github.com/acme/fleet
  ignore: |
    /*
    !/kubernetes
    !/charts
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: cluster
  namespace: flux-system
spec:
  interval: 10m
  path: ./kubernetes/home
  prune: true
  sourceRef:
    kind: GitRepository
    name: home
`,
  };
  const result = migrated(files);
  expect(result.files).toEqual({
    'kubernetes/home/all.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata:
  annotations:
    kustomize.toolkit.fluxcd.io/prune: disabled
  name: home
  namespace: flux-system
spec:
  ignore: |
    /*
    !/kubernetes
    !/charts
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
  path: ./kubernetes/home
  prune: true
  sourceRef:
    kind: OCIRepository
    name: home
`,
  });
  expect(told(result)).toEqual([
    'FOC109 notice kubernetes/home/all.yaml:14 Kustomization/flux-system/cluster | this is the root of a cluster, and moves with everything else; use `--skip kubernetes/home/all.yaml` to leave it for later; else publish and apply the new source first',
  ]);
  expect(done(result)).toEqual([
    'kubernetes/home/all.yaml:1 GitRepository/flux-system/home | replaced by an OCIRepository of oci://registry.example/acme/fleet',
    'kubernetes/home/all.yaml:24 Kustomization/flux-system/cluster | sourceRef.kind: GitRepository → OCIRepository',
  ]);
  expect(again(files, result)).toEqual({});
});
