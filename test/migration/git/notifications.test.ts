import { alert, configMap, file, gitRepository, imageAutomation, item, kustomization, newSource, receiver, resources } from '../support/documents';
import { added, again, changedLines, done, migrated, replaced, repointed, told } from '../support/migrate';

const SOURCES = { 'home.flux-system': 'oci://registry.example/acme/fleet' };

test('where the GitRepository goes, Receivers and Alerts name the OCIRepository in its place', () => {
  const files = {
    'home/all.yaml': file(gitRepository('home'), kustomization('cluster', './home', 'home')),
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
    'home/alert.yaml': alert('chat', '- kind: GitRepository\n  name: "*"', '- { kind: GitRepository, name: home }').replace('v1beta3', 'v1beta1'),
  };
  const result = migrated(files);
  expect(changedLines(files, result)).toEqual({
    'home/alert.yaml': [
      '1-apiVersion: notification.toolkit.fluxcd.io/v1beta1',
      '1+apiVersion: notification.toolkit.fluxcd.io/v1beta3',
      '8-    - kind: GitRepository',
      '8+    - kind: OCIRepository',
      '10-    - { kind: GitRepository, name: home }',
      '10+    - { kind: OCIRepository, name: home }',
    ],
    'home/all.yaml': [...replaced(1, gitRepository('home'), newSource('home')), ...repointed(20)],
    'home/receiver.yaml': replaced(1, files['home/receiver.yaml'], `apiVersion: notification.toolkit.fluxcd.io/v1
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
`),
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
    'home/all.yaml': file(gitRepository('home'), kustomization('cluster', './home', 'home'), imageAutomation('images', 'home')),
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
  expect(changedLines(files, result)).toEqual({
    'home/alert.yaml': replaced(1, files['home/alert.yaml'], `apiVersion: notification.toolkit.fluxcd.io/v1beta3
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
`),
    'home/all.yaml': [...added(newSource('home') + '---\n', 10), ...repointed(20)],
    'home/receiver.yaml': replaced(1, files['home/receiver.yaml'], `apiVersion: notification.toolkit.fluxcd.io/v1
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
          app: web`),
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
    'home/all.yaml': file(gitRepository('home'), kustomization('cluster', './home', 'home')),
    'home/auto/all.yaml': file(gitRepository('work'), kustomization('cluster', './work', 'work'), imageAutomation('images', 'work')),
    'home/kustomization.yaml': resources('all.yaml', 'receiver.yaml'),
    'home/receiver.yaml': receiver('push', item('GitRepository', 'home'), item('OCIRepository', 'home'), item('GitRepository', 'work'), item('OCIRepository', 'work')),
    'work/map.yaml': configMap('a'),
  };
  const options = { sources: { ...SOURCES, 'work.flux-system': 'oci://registry.example/acme/work' } };
  const result = migrated(files, options);
  expect(changedLines(files, result)).toEqual({
    'home/all.yaml': [...replaced(1, gitRepository('home'), newSource('home')), ...repointed(20)],
    'home/auto/all.yaml': [...added(newSource('work', 'url: oci://registry.example/acme/work') + '---\n', 10), ...repointed(20)],
    'home/receiver.yaml': ['9-    - kind: GitRepository', '10-      name: home'],
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
  expect(again(files, result, options)).toEqual({});
});

test('an entry that may not be changed keeps the GitRepository', () => {
  const files = {
    'home/all.yaml': file(gitRepository('home'), kustomization('cluster', './home', 'home')),
    'home/receiver.yaml': receiver('push', item('GitRepository', 'home')),
    'home/alert.yaml': alert('chat', item('GitRepository', 'home')),
  };
  const options = { sources: SOURCES, skip: ['home/receiver.yaml'] };
  const result = migrated(files, options);
  expect(changedLines(files, result)).toEqual({
    'home/alert.yaml': ['10+    - kind: OCIRepository', '10+      name: home'],
    'home/all.yaml': [...added(newSource('home') + '---\n', 10), ...repointed(20)],
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
  expect(again(files, result, options)).toEqual({});
});

test('a list in one line cannot be added to', () => {
  const files = {
    'home/all.yaml': file(gitRepository('home'), kustomization('cluster', './home', 'home'), imageAutomation('images', 'home')),
    'home/alert.yaml': alert('chat').replace('eventSources:', 'eventSources: [{ kind: GitRepository, name: home }]'),
  };
  const result = migrated(files);
  expect(changedLines(files, result)).toEqual({ 'home/all.yaml': [...added(newSource('home') + '---\n', 10), ...repointed(20)] });
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
    'receiver.yaml': receiver('push', item('GitRepository', 'home')),
    'values.yaml': `instance:
  sync:
    kind: OCIRepository
    name: home
    url: oci://registry.example/acme/fleet
`,
  };
  const result = migrated(files, { sources: SOURCES });
  expect(changedLines(files, result)).toEqual({ 'receiver.yaml': ['9-    - kind: GitRepository', '9+    - kind: OCIRepository'] });
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
    'alert.yaml': alert('chat', item('GitRepository', 'home')),
    'apps.yaml': kustomization('apps', './apps', 'home'),
  };
  const result = migrated(files, { sources: SOURCES });
  expect(changedLines(files, result)).toEqual({
    'alert.yaml': ['10+    - kind: OCIRepository', '10+      name: home'],
    'apps.yaml': repointed(11),
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
