import type { Files } from '../support/publish';

/** What of a repository is another one each time. */
export interface Place {
  /** Of the Flux objects. */
  readonly namespace: string;
  /** That is delivered into. */
  readonly target: string;
  readonly git: string;
  /** `oci://…` of the Helm charts. */
  readonly charts: string;
}

/** The folder that becomes the artifact. */
export const ROOT = 'fleet';

/** A small platform as one has it in Git: it delivers itself, what all need, and the apps, one of them by Helm. */
export function repository({ namespace, target, git, charts }: Place): Files {
  return {
    'README.md': '# Platform\n',

    'fleet/clusters/rig/kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
namespace: ${namespace}
resources:
  - source.yaml # where all of this comes from
  - platform.yaml
  - infra.yaml
  - apps.yaml
`,

    'fleet/clusters/rig/source.yaml': `---
# the one repository
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: platform
spec:
  interval: 1h # CI tells Flux
  url: ${git}
  ref:
    branch: main
`,

    'fleet/clusters/rig/platform.yaml': `---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: platform
spec:
  interval: 1h
  path: ./fleet/clusters/rig
  prune: true
  sourceRef:
    kind: GitRepository
    name: platform
`,

    'fleet/clusters/rig/infra.yaml': `---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: infra
spec:
  interval: 1h
  path: "./fleet/infra"
  prune: true
  wait: true
  sourceRef: { kind: GitRepository, name: platform }
`,

    'fleet/clusters/rig/apps.yaml': `---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: apps
spec:
  dependsOn:
    - name: infra
  interval: 1h
  retryInterval: 5s
  path: fleet/apps/rig
  prune: true
  wait: true
  timeout: 1m
  sourceRef:
    kind: GitRepository # as everywhere
    name: platform
    namespace: ${namespace}
  postBuild:
    substitute:
      cluster: rig
`,

    'fleet/infra/kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
  - namespace.yaml
  - settings.yaml
  - charts.yaml
`,

    'fleet/infra/namespace.yaml': `apiVersion: v1
kind: Namespace
metadata:
  name: ${target}
`,

    'fleet/infra/settings.yaml': `apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
  namespace: ${target}
data:
  kind: GitRepository
`,

    'fleet/infra/charts.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata:
  name: charts
  namespace: ${namespace}
spec:
  type: oci
  insecure: true # on this machine
  interval: 1h
  url: ${charts}
`,

    'fleet/apps/base/kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
  - web.yaml
`,

    'fleet/apps/base/web.yaml': `apiVersion: v1
kind: ConfigMap
metadata:
  name: web
data:
  cluster: \${cluster}
`,

    'fleet/apps/rig/kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
  - web
  - cache.yaml
`,

    'fleet/apps/rig/web/kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
namespace: ${target}
resources:
  - ../../base
patches:
  - patch: |
      - op: add
        path: /data/size
        value: large
    target:
      kind: ConfigMap
`,

    'fleet/apps/rig/cache.yaml': `---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: cache
  namespace: ${namespace}
spec:
  interval: 1h
  targetNamespace: ${target}
  chart:
    spec:
      chart: cache
      version: "1.x" # the newest that is stable
      interval: 12h
      sourceRef:
        kind: HelmRepository
        name: charts
  values:
    size: small
`,
  };
}
