import { again, done, migrated, told } from '../support/migrate';

const SOURCES = { 'home.flux-system': 'oci://registry.example/acme/fleet' };


test('where the GitRepository goes, Receivers and Alerts name the OCIRepository in its place', () => {
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
    'home/receiver.yaml': `apiVersion: notification.toolkit.fluxcd.io/v1beta2
kind: Receiver
metadata:
  name: push
  namespace: flux-system
spec:
  type: github
  resources:
  - apiVersion: source.toolkit.fluxcd.io/v1beta2
    kind: GitRepository # on push
    name: home
`,
    'home/alert.yaml': `apiVersion: notification.toolkit.fluxcd.io/v1beta1
kind: Alert
metadata:
  name: chat
  namespace: flux-system
spec:
  eventSources:
    - kind: GitRepository
      name: "*"
    - { kind: GitRepository, name: home }
`,
  };
  const result = migrated(files);
  expect(result.files).toEqual({
    'home/alert.yaml': `apiVersion: notification.toolkit.fluxcd.io/v1beta3
kind: Alert
metadata:
  name: chat
  namespace: flux-system
spec:
  eventSources:
    - kind: OCIRepository
      name: "*"
    - { kind: OCIRepository, name: home }
`,
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
    'home/receiver.yaml': `apiVersion: notification.toolkit.fluxcd.io/v1
kind: Receiver
metadata:
  name: push
  namespace: flux-system
spec:
  type: github
  resources:
  - apiVersion: source.toolkit.fluxcd.io/v1
    kind: OCIRepository # on push
    name: home
`,
  });
  expect(told(result)).toEqual([
    'FOC109 notice home/all.yaml:10 Kustomization/flux-system/cluster | this is the root of a cluster, and moves with everything else; use `--skip home/all.yaml` to leave it for later; else publish and apply the new source first',
    'FOC115 notice home/receiver.yaml:1 Receiver/flux-system/push | a push to Git calls it before the artifact is there; use a call of this Receiver by CI after the push of the artifact (type generic-hmac), or an event of the registry',
  ]);
  expect(done(result)).toEqual([
    'home/alert.yaml:1 Alert/flux-system/chat | apiVersion: notification.toolkit.fluxcd.io/v1beta1 → notification.toolkit.fluxcd.io/v1beta3',
    'home/alert.yaml:8 Alert/flux-system/chat | eventSources: OCIRepository * in the place of the GitRepository',
    'home/alert.yaml:10 Alert/flux-system/chat | eventSources: OCIRepository home in the place of the GitRepository',
    'home/all.yaml:1 GitRepository/flux-system/home | replaced by an OCIRepository of oci://registry.example/acme/fleet',
    'home/all.yaml:20 Kustomization/flux-system/cluster | sourceRef.kind: GitRepository → OCIRepository',
    'home/receiver.yaml:1 Receiver/flux-system/push | apiVersion: notification.toolkit.fluxcd.io/v1beta2 → notification.toolkit.fluxcd.io/v1',
    'home/receiver.yaml:9 Receiver/flux-system/push | resources: OCIRepository home in the place of the GitRepository',
  ]);
  expect(again(files, result)).toEqual({});
});

test('where it stays, they name both', () => {
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
---
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageUpdateAutomation
metadata:
  name: images
  namespace: flux-system
spec:
  sourceRef:
    kind: GitRepository
    name: home
`,
    'home/receiver.yaml': `apiVersion: notification.toolkit.fluxcd.io/v1
kind: Receiver
metadata:
  name: push
  namespace: flux-system
spec:
  type: github
  resources:
    -   kind: GitRepository
        name: home
        matchLabels:
          app: web`,
    'home/alert.yaml': `apiVersion: notification.toolkit.fluxcd.io/v1beta3
kind: Alert
metadata:
  name: chat
  namespace: flux-system
spec:
  eventSources:
  - name: home # all
    kind: GitRepository
    # the end
  - { kind: GitRepository, name: home, namespace: flux-system }
  - kind: Kustomization
    name: "*"
`,
  };
  const result = migrated(files);
  expect(result.files).toEqual({
    'home/alert.yaml': `apiVersion: notification.toolkit.fluxcd.io/v1beta3
kind: Alert
metadata:
  name: chat
  namespace: flux-system
spec:
  eventSources:
  - name: home # all
    kind: GitRepository
  - name: home
    kind: OCIRepository
    # the end
  - { kind: GitRepository, name: home, namespace: flux-system }
  - { kind: OCIRepository, name: home, namespace: flux-system }
  - kind: Kustomization
    name: "*"
`,
    'home/all.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: home
  namespace: flux-system
spec:
  interval: 5m
  url: https://github.com/acme/fleet
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
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageUpdateAutomation
metadata:
  name: images
  namespace: flux-system
spec:
  sourceRef:
    kind: GitRepository
    name: home
`,
    'home/receiver.yaml': `apiVersion: notification.toolkit.fluxcd.io/v1
kind: Receiver
metadata:
  name: push
  namespace: flux-system
spec:
  type: github
  resources:
    -   kind: GitRepository
        name: home
        matchLabels:
          app: web
    -   kind: OCIRepository
        name: home
        matchLabels:
          app: web`,
  });
  expect(told(result)).toEqual([
    'FOC109 notice home/all.yaml:10 Kustomization/flux-system/cluster | this is the root of a cluster, and moves with everything else; use `--skip home/all.yaml` to leave it for later; else publish and apply the new source first',
    'FOC113 notice home/all.yaml:30 ImageUpdateAutomation/flux-system/images | it pushes to Git, so the GitRepository and its credentials stay for it',
    'FOC115 notice home/receiver.yaml:1 Receiver/flux-system/push | a push to Git calls it before the artifact is there; use a call of this Receiver by CI after the push of the artifact (type generic-hmac), or an event of the registry',
  ]);
  expect(done(result)).toEqual([
    'home/alert.yaml:8 Alert/flux-system/chat | eventSources: OCIRepository home added',
    'home/alert.yaml:11 Alert/flux-system/chat | eventSources: OCIRepository home added',
    'home/all.yaml:1 OCIRepository/flux-system/home | added beside the GitRepository, which something still needs',
    'home/all.yaml:20 Kustomization/flux-system/cluster | sourceRef.kind: GitRepository → OCIRepository',
    'home/receiver.yaml:9 Receiver/flux-system/push | resources: OCIRepository home added',
  ]);
  expect(again(files, result)).toEqual({});
});

test('what is named already is not named twice', () => {
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
    'home/auto/all.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: work
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
  path: ./work
  prune: true
  sourceRef:
    kind: GitRepository
    name: work
---
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageUpdateAutomation
metadata:
  name: images
  namespace: flux-system
spec:
  sourceRef:
    kind: GitRepository
    name: work
`,
    'home/kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
  - all.yaml
  - receiver.yaml
`,
    'home/receiver.yaml': `apiVersion: notification.toolkit.fluxcd.io/v1
kind: Receiver
metadata:
  name: push
  namespace: flux-system
spec:
  type: github
  resources:
    - kind: GitRepository
      name: home
    - kind: OCIRepository
      name: home
    - kind: GitRepository
      name: work
    - kind: OCIRepository
      name: work
`,
    'work/map.yaml': `apiVersion: v1
kind: ConfigMap
metadata:
  name: a
`,
  };
  const result = migrated(files, { sources: { ...SOURCES, 'work.flux-system': 'oci://registry.example/acme/work' } });
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
    'home/auto/all.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: work
  namespace: flux-system
spec:
  interval: 5m
  url: https://github.com/acme/fleet
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata:
  annotations:
    kustomize.toolkit.fluxcd.io/prune: disabled
  name: work
  namespace: flux-system
spec:
  interval: 5m
  ref:
    tag: latest
  url: oci://registry.example/acme/work
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: cluster
  namespace: flux-system
spec:
  interval: 10m
  path: ./work
  prune: true
  sourceRef:
    kind: OCIRepository
    name: work
---
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageUpdateAutomation
metadata:
  name: images
  namespace: flux-system
spec:
  sourceRef:
    kind: GitRepository
    name: work
`,
    'home/receiver.yaml': `apiVersion: notification.toolkit.fluxcd.io/v1
kind: Receiver
metadata:
  name: push
  namespace: flux-system
spec:
  type: github
  resources:
    - kind: OCIRepository
      name: home
    - kind: GitRepository
      name: work
    - kind: OCIRepository
      name: work
`,
  });
  expect(told(result)).toEqual([
    'FOC109 notice home/all.yaml:10 Kustomization/flux-system/cluster | this is the root of a cluster, and moves with everything else; use `--skip home/all.yaml` to leave it for later; else publish and apply the new source first',
    'FOC113 notice home/auto/all.yaml:30 ImageUpdateAutomation/flux-system/images | it pushes to Git, so the GitRepository and its credentials stay for it',
    'FOC115 notice home/receiver.yaml:1 Receiver/flux-system/push | a push to Git calls it before the artifact is there; use a call of this Receiver by CI after the push of the artifact (type generic-hmac), or an event of the registry',
  ]);
  expect(done(result)).toEqual([
    'home/all.yaml:1 GitRepository/flux-system/home | replaced by an OCIRepository of oci://registry.example/acme/fleet',
    'home/all.yaml:20 Kustomization/flux-system/cluster | sourceRef.kind: GitRepository → OCIRepository',
    'home/auto/all.yaml:1 OCIRepository/flux-system/work | added beside the GitRepository, which something still needs',
    'home/auto/all.yaml:20 Kustomization/flux-system/cluster | sourceRef.kind: GitRepository → OCIRepository',
    'home/receiver.yaml:9 Receiver/flux-system/push | resources: OCIRepository home there already, GitRepository removed',
  ]);
  expect(again(files, result, { sources: { ...SOURCES, 'work.flux-system': 'oci://registry.example/acme/work' } })).toEqual({});
});

test('an entry that may not be changed keeps the GitRepository', () => {
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
    'home/receiver.yaml': `apiVersion: notification.toolkit.fluxcd.io/v1
kind: Receiver
metadata:
  name: push
  namespace: flux-system
spec:
  type: github
  resources:
    - kind: GitRepository
      name: home
`,
    'home/alert.yaml': `apiVersion: notification.toolkit.fluxcd.io/v1beta3
kind: Alert
metadata:
  name: chat
  namespace: flux-system
spec:
  eventSources:
    - kind: GitRepository
      name: home
`,
  };
  const result = migrated(files, { sources: SOURCES, skip: ['home/receiver.yaml'] });
  expect(result.files).toEqual({
    'home/alert.yaml': `apiVersion: notification.toolkit.fluxcd.io/v1beta3
kind: Alert
metadata:
  name: chat
  namespace: flux-system
spec:
  eventSources:
    - kind: GitRepository
      name: home
    - kind: OCIRepository
      name: home
`,
    'home/all.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: home
  namespace: flux-system
spec:
  interval: 5m
  url: https://github.com/acme/fleet
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
    'FOC109 notice home/all.yaml:10 Kustomization/flux-system/cluster | this is the root of a cluster, and moves with everything else; use `--skip home/all.yaml` to leave it for later; else publish and apply the new source first',
    'FOC103 notice home/receiver.yaml:9 Receiver/flux-system/push | 1 of the references to the GitRepository home is in a file that may not be changed, and stays on Git',
  ]);
  expect(done(result)).toEqual([
    'home/alert.yaml:8 Alert/flux-system/chat | eventSources: OCIRepository home added',
    'home/all.yaml:1 OCIRepository/flux-system/home | added beside the GitRepository, which something still needs',
    'home/all.yaml:20 Kustomization/flux-system/cluster | sourceRef.kind: GitRepository → OCIRepository',
  ]);
  expect(again(files, result, { sources: SOURCES, skip: ['home/receiver.yaml'] })).toEqual({});
});

test('a list in one line cannot be added to', () => {
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
---
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageUpdateAutomation
metadata:
  name: images
  namespace: flux-system
spec:
  sourceRef:
    kind: GitRepository
    name: home
`,
    'home/alert.yaml': `apiVersion: notification.toolkit.fluxcd.io/v1beta3
kind: Alert
metadata:
  name: chat
  namespace: flux-system
spec:
  eventSources: [{ kind: GitRepository, name: home }]
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
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageUpdateAutomation
metadata:
  name: images
  namespace: flux-system
spec:
  sourceRef:
    kind: GitRepository
    name: home
`,
  });
  expect(told(result)).toEqual([
    'FOC115 action home/alert.yaml:7 Alert/flux-system/chat | it hears of the GitRepository home, and its list can\'t be added to; use `kind: OCIRepository`, `name: home` among its eventSources',
    'FOC109 notice home/all.yaml:10 Kustomization/flux-system/cluster | this is the root of a cluster, and moves with everything else; use `--skip home/all.yaml` to leave it for later; else publish and apply the new source first',
    'FOC113 notice home/all.yaml:30 ImageUpdateAutomation/flux-system/images | it pushes to Git, so the GitRepository and its credentials stay for it',
  ]);
  expect(done(result)).toEqual([
    'home/all.yaml:1 OCIRepository/flux-system/home | added beside the GitRepository, which something still needs',
    'home/all.yaml:20 Kustomization/flux-system/cluster | sourceRef.kind: GitRepository → OCIRepository',
  ]);
  expect(again(files, result)).toEqual({});
});

test('a Receiver of a source that a FluxInstance makes by now follows it', () => {
  const files = {
    'receiver.yaml': `apiVersion: notification.toolkit.fluxcd.io/v1
kind: Receiver
metadata:
  name: push
  namespace: flux-system
spec:
  type: github
  resources:
    - kind: GitRepository
      name: home
`,
    'values.yaml': `instance:
  sync:
    kind: OCIRepository
    name: home
    url: oci://registry.example/acme/fleet
`,
  };
  const result = migrated(files, { sources: SOURCES });
  expect(result.files).toEqual({
    'receiver.yaml': `apiVersion: notification.toolkit.fluxcd.io/v1
kind: Receiver
metadata:
  name: push
  namespace: flux-system
spec:
  type: github
  resources:
    - kind: OCIRepository
      name: home
`,
  });
  expect(told(result)).toEqual([
    'FOC115 notice receiver.yaml:1 Receiver/flux-system/push | a push to Git calls it before the artifact is there; use a call of this Receiver by CI after the push of the artifact (type generic-hmac), or an event of the registry',
  ]);
  expect(done(result)).toEqual([
    'receiver.yaml:9 Receiver/flux-system/push | resources: OCIRepository home in the place of the GitRepository',
  ]);
  expect(again(files, result, { sources: SOURCES })).toEqual({});
});

test('an Alert of a source that somebody else declares names both', () => {
  const files = {
    'alert.yaml': `apiVersion: notification.toolkit.fluxcd.io/v1beta3
kind: Alert
metadata:
  name: chat
  namespace: flux-system
spec:
  eventSources:
    - kind: GitRepository
      name: home
`,
    'apps.yaml': `apiVersion: kustomize.toolkit.fluxcd.io/v1
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
  };
  const result = migrated(files, { sources: SOURCES });
  expect(result.files).toEqual({
    'alert.yaml': `apiVersion: notification.toolkit.fluxcd.io/v1beta3
kind: Alert
metadata:
  name: chat
  namespace: flux-system
spec:
  eventSources:
    - kind: GitRepository
      name: home
    - kind: OCIRepository
      name: home
`,
    'apps.yaml': `apiVersion: kustomize.toolkit.fluxcd.io/v1
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
  });
  expect(told(result)).toEqual([
    'FOC110 action apps.yaml:11 Kustomization/flux-system/apps | nothing in these files makes the OCIRepository home that 1 object refers to now; use `flux create source oci home --namespace flux-system --url oci://registry.example/acme/fleet --tag latest --interval 5m --export` where the GitRepository is declared',
  ]);
  expect(done(result)).toEqual([
    'alert.yaml:8 Alert/flux-system/chat | eventSources: OCIRepository home added',
    'apps.yaml:11 Kustomization/flux-system/apps | sourceRef.kind: GitRepository → OCIRepository',
  ]);
  expect(again(files, result, { sources: SOURCES })).toEqual({});
});
