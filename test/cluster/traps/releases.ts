import { JsonPatch } from 'cdk8s';
import { all, DEPLOYER, helmRelease, WEB } from './manifests';
import { CHART_URL, patch, release, source } from './programs';
import type { Theme } from './trap';
import { ArtifactContent, DriftDetection, HelmRelease, HelmWaitStrategy, PostRenderer } from '../../../src';

const INSTALLED = 'Ready=True InstallSucceeded: Helm install succeeded for release <namespace>/app.v1 with chart web@1.0.0+<digest in the version>';

const EXPRESSIONS = [{ apiVersion: 'v1', kind: 'ConfigMap', current: 'false' }];

/** As `EXPRESSIONS` in programs. */
const NEVER_READY = 'healthCheckExprs:\n  - { apiVersion: v1, kind: ConfigMap, current: "false" }\n';

export const RELEASES: Theme = {
  title: 'Helm releases',
  traps: [
    {
      id: 'release-name-too-long',
      wrong: 'A release name of 54 characters.',
      manifests: all(WEB, helmRelease(`releaseName: ${'a'.repeat(54)}`)),
      apiServer: 'The HelmRelease "app" is invalid: \n* spec.releaseName: Too long: may not be more than 53 bytes\n* <nil>: Invalid value: null: some validation rules were not checked because the object was invalid; correct the existing errors to complete validation',
      library: { refused: 'FOC060', program: chart => release(chart, { releaseName: 'a'.repeat(54) }) },
    },
    {
      id: 'release-name-illegal',
      wrong: 'A release name with capitals and an underscore.',
      manifests: all(WEB, helmRelease('releaseName: My_App')),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is released.',
        facts: {
          'HelmRelease/app': ['Ready=False InstallFailed: Helm install failed for release <namespace>/My_App with chart web@1.0.0+<digest in the version>: release name check failed: release name "My_App": invalid release name, must match regex ^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$ and the length must not be longer than 53'],
        },
      },
      library: { refused: 'FOC060', program: chart => release(chart, { releaseName: 'My_App' }) },
    },
    {
      id: 'release-named-twice',
      wrong: 'Two HelmReleases of one release.',
      before: all(WEB, helmRelease('releaseName: web')),
      manifests: helmRelease('releaseName: web', 'second'),
      apiServer: 'accepted',
      flux: {
        effect: 'The second one upgrades the release of the first, and each takes it back at its interval.',
        facts: {
          'HelmRelease/second': ['Ready=True UpgradeSucceeded: Helm upgrade succeeded for release <namespace>/web.v2 with chart web@1.0.0+<digest in the version>'],
          'ConfigMap/web': ['metadata.labels.helm~toolkit~fluxcd~io/name: second'],
        },
      },
      library: {
        refused: 'FOC062',
        program: chart => {
          const web = source(chart, { url: CHART_URL, content: ArtifactContent.HELM_CHART });
          release(chart, { source: web, releaseName: 'web' });
          new HelmRelease(chart, 'Second', { name: 'second', source: web, releaseName: 'web' });
        },
      },
    },
    {
      id: 'helm-name-too-long',
      wrong: 'A name of 64 characters.',
      manifests: all(WEB, helmRelease('releaseName: web', 'a'.repeat(64))),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is released.',
        facts: {
          'HelmRelease/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa': ['Ready=False InstallFailed: Helm install failed for release <namespace>/web with chart web@1.0.0+<digest in the version>: server-side apply failed for object <namespace>/web /v1, Kind=ConfigMap: ConfigMap "web" is invalid: metadata.labels: Invalid value: "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa": must be no more than 63 bytes'],
        },
      },
      library: { refused: 'FOC002', program: chart => release(chart, { name: 'a'.repeat(64) }) },
    },
    {
      id: 'helm-target-missing',
      wrong: 'A target namespace that isn\'t there.',
      manifests: all(WEB, helmRelease('targetNamespace: <namespace>-absent')),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is released.',
        facts: {
          'HelmRelease/app': ['Ready=False InstallFailed: Helm install failed for release <namespace>-absent/<namespace>-absent-app with chart web@1.0.0+<digest in the version>: server-side apply failed for object <namespace>-absent/web /v1, Kind=ConfigMap: namespaces "<namespace>-absent" not found'],
        },
      },
      library: {
        beyond: 'Only the cluster knows its namespaces; a `SignedHelmApp` renders its own.',
        program: chart => release(chart, { targetNamespace: 'team-absent' }),
      },
    },
    {
      id: 'helm-target-illegal',
      wrong: 'A target namespace that can\'t be one.',
      manifests: all(WEB, helmRelease('targetNamespace: My_App')),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is released.',
        facts: {
          'HelmRelease/app': ['Ready=False InstallFailed: Helm install failed for release My_App/My_App-app with chart web@1.0.0+<digest in the version>: release name check failed: release name "My_App-app": invalid release name, must match regex ^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$ and the length must not be longer than 53'],
        },
      },
      library: { refused: 'FOC008', program: chart => release(chart, { targetNamespace: 'My_App' }) },
    },
    {
      id: 'helm-account-powerless',
      wrong: 'A ServiceAccount to release with that may do nothing.',
      manifests: all(DEPLOYER, WEB, helmRelease('serviceAccountName: deployer')),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is released.',
        facts: {
          'HelmRelease/app': ['Ready=False StateError: Could not determine release state: failed to retrieve last release from storage: query: failed to query with labels: secrets is forbidden: User "system:serviceaccount:<namespace>:deployer" cannot list resource "secrets" in API group "" in the namespace "<namespace>"'],
        },
      },
      library: { beyond: 'Only the cluster knows who may do what.', program: chart => release(chart, { serviceAccountName: 'deployer' }) },
    },
    {
      id: 'helm-depends-on-itself',
      wrong: 'A HelmRelease that depends on itself.',
      manifests: all(WEB, helmRelease('dependsOn:\n  - name: app')),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is released, ever.',
        facts: {
          'HelmRelease/app': ["Ready=False DependencyNotReady: dependency '<namespace>/app' is not ready"],
        },
      },
      library: {
        refused: 'FOC070',
        program: chart => release(chart, { dependsOn: [HelmRelease.fromHelmReleaseName(chart, 'Self', 'app')] }),
      },
    },
    {
      id: 'helm-depends-on-nothing',
      wrong: 'A dependency that isn\'t there.',
      manifests: all(WEB, helmRelease('dependsOn:\n  - name: database')),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is released until somebody makes it.',
        facts: {
          'HelmRelease/app': ['Ready=False DependencyNotReady: unable to get \'<namespace>/database\' dependency: helmreleases.helm.toolkit.fluxcd.io "database" not found'],
        },
      },
      library: {
        beyond: 'Only the cluster knows an object that is given by name.',
        program: chart => release(chart, { dependsOn: [HelmRelease.fromHelmReleaseName(chart, 'Database', 'database')] }),
      },
    },
    {
      id: 'helm-timeout-zero',
      wrong: 'A timeout of zero.',
      manifests: all(WEB, helmRelease('timeout: 0s')),
      apiServer: 'accepted',
      flux: {
        effect: 'The install fails although all is applied.',
        facts: {
          'HelmRelease/app': ["Ready=False InstallFailed: Helm install failed for release <namespace>/app with chart web@1.0.0+<digest in the version>: timeout waiting for: [can't determine status for ConfigMap/<namespace>/web]"],
          'ConfigMap/web': ['exists'],
        },
      },
      library: { refused: 'FOC021', program: chart => release(chart, { timeout: '0s' }) },
    },
    {
      id: 'helm-retries-confused',
      wrong: 'A retry interval for a strategy that doesn\'t retry.',
      manifests: all(WEB, helmRelease('install:\n  strategy:\n    name: RemediateOnFailure\n    retryInterval: 5m')),
      apiServer: 'The HelmRelease "app" is invalid: spec.install.strategy: Invalid value: failed rule: !has(self.retryInterval) || self.name != \'RemediateOnFailure\'',
      library: { impossible: '`retryInterval` is an option of `retryOnFailure`, `remediateOnFailure` has none.' },
    },
    {
      id: 'helm-drift-as-yaml-reads-it',
      wrong: 'A mode that YAML reads as a boolean.',
      manifests: all(WEB, helmRelease('driftDetection: { mode: on }')),
      apiServer: 'Error from server: failed to create typed patch object (<namespace>/app; helm.toolkit.fluxcd.io/v2, Kind=HelmRelease): .spec.driftDetection.mode: expected string, got &value.valueUnstructured{Value:true}',
      library: { impossible: '`DriftDetection` has a factory for each mode, and renders the words.' },
    },
    {
      id: 'release-in-two-namespaces',
      wrong: 'Two HelmReleases of one release name, for two namespaces.',
      before: all(WEB, helmRelease('releaseName: web')),
      manifests: helmRelease('releaseName: web\ntargetNamespace: default', 'second'),
      apiServer: 'accepted',
      flux: {
        effect: 'It is one release: the second one upgrades that of the first into the other namespace.',
        facts: {
          'HelmRelease/second': ['Ready=True UpgradeSucceeded: Helm upgrade succeeded for release <namespace>/web.v2 with chart web@1.0.0+<digest in the version>'],
        },
      },
      library: {
        refused: 'FOC062',
        program: chart => {
          const web = source(chart, { url: CHART_URL, content: ArtifactContent.HELM_CHART });
          release(chart, { source: web, releaseName: 'web' });
          new HelmRelease(chart, 'Second', { name: 'second', source: web, releaseName: 'web', targetNamespace: 'default' });
        },
      },
    },
    {
      id: 'helm-storage-missing',
      wrong: 'A namespace for the state of Helm that isn\'t there.',
      manifests: all(WEB, helmRelease('storageNamespace: <namespace>-absent')),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is released.',
        facts: {
          'HelmRelease/app': ['Ready=False InstallFailed: Helm install failed for release <namespace>/app with chart web@1.0.0+<digest in the version>: create: failed to create: namespaces "<namespace>-absent" not found'],
        },
      },
      library: { beyond: 'Only the cluster knows its namespaces.', program: chart => release(chart, { storageNamespace: 'team-absent' }) },
    },
    {
      id: 'helm-remediation-beside-retry',
      wrong: 'A failed install to be undone, beside a strategy that tries again.',
      manifests: all(WEB, helmRelease(`${NEVER_READY}timeout: 2s\ninstall:\n  strategy: { name: RetryOnFailure, retryInterval: 1h }\n  remediation: { retries: 1, remediateLastFailure: true }`)),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is undone.',
        facts: {
          'HelmRelease/app': ["Ready=False InstallFailed: Helm install failed for release <namespace>/app with chart web@1.0.0+<digest in the version>: timeout waiting for: [ConfigMap/<namespace>/web status: 'InProgress']"],
          'ConfigMap/web': ['exists'],
        },
      },
      library: {
        warned: 'FOC063',
        program: chart => patch(
          release(chart, { timeout: '2s', retryInterval: '1h', healthCheckExprs: EXPRESSIONS }),
          JsonPatch.add('/spec/install/remediation', { retries: 1, remediateLastFailure: true }),
        ),
      },
    },
    {
      id: 'helm-expressions-unasked',
      wrong: 'A health expression beside the waiting strategy of Helm 3.',
      manifests: all(WEB, helmRelease(`${NEVER_READY}waitStrategy: { name: legacy }`)),
      apiServer: 'accepted',
      flux: { effect: 'Nobody asks it.', facts: { 'HelmRelease/app': [INSTALLED] } },
      library: { warned: 'FOC063', program: chart => release(chart, { healthCheckExprs: EXPRESSIONS, waitStrategy: HelmWaitStrategy.LEGACY }) },
    },
    {
      id: 'helm-expression-malformed',
      wrong: 'A health expression that is no CEL: one = too few.',
      manifests: all(WEB, helmRelease('healthCheckExprs:\n  - { apiVersion: v1, kind: ConfigMap, current: data.greeting = 1 }')),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is released. Flux gives up until the object changes.',
        facts: { 'HelmRelease/app': ['Ready=False', 'Stalled=True'] },
      },
      library: {
        refused: 'FOC072',
        program: chart => release(chart, { healthCheckExprs: [{ apiVersion: 'v1', kind: 'ConfigMap', current: 'data.greeting = 1' }] }),
      },
    },
    {
      id: 'helm-drift-path-without-slash',
      wrong: 'A field that others may change, without the slash of a JSON pointer.',
      manifests: all(WEB, helmRelease('driftDetection:\n  mode: enabled\n  ignore:\n    - paths: [data/greeting]')),
      apiServer: 'accepted',
      flux: { effect: 'It is taken back all the same: the rule is ignored.', facts: { 'HelmRelease/app': [INSTALLED] } },
      library: { refused: 'FOC067', program: chart => release(chart, { driftDetection: DriftDetection.enabled({ ignore: [{ paths: ['data/greeting'] }] }) }) },
    },
    {
      id: 'helm-drift-kind-malformed',
      wrong: 'Objects that others may change, of a kind that is no regular expression.',
      manifests: all(WEB, helmRelease('driftDetection:\n  mode: enabled\n  ignore:\n    - paths: [/data]\n      target: { kind: ConfigMap( }')),
      apiServer: 'accepted',
      flux: {
        effect: 'It is released once, and never compared or corrected.',
        facts: {
          'HelmRelease/app': ['Ready=False StateError: Could not determine release state: unable to determine cluster state: failed to create ignore rule selector: invalid kind regex: error parsing regexp: missing closing ): `^(?:ConfigMap()$`'],
        },
      },
      library: {
        refused: 'FOC067',
        program: chart => release(chart, { driftDetection: DriftDetection.enabled({ ignore: [{ paths: ['/data'], target: { kind: 'ConfigMap(' } }] }) }),
      },
    },
    {
      id: 'helm-patch-without-target',
      wrong: 'JSON 6902 operations for a post-renderer, without a target.',
      manifests: all(WEB, helmRelease('postRenderers:\n  - kustomize:\n      patches:\n        - patch: "- op: remove\\n  path: /data/greeting"')),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is released.',
        facts: {
          'HelmRelease/app': ['Ready=False InstallFailed: Helm install failed for release <namespace>/app with chart web@1.0.0+<digest in the version>: error while running post render on files: must specify a target for JSON patch [patch: "- op: remove\\n  path: /data/greeting"]'],
        },
      },
      library: {
        refused: 'FOC079',
        program: chart => release(chart, { postRenderers: [PostRenderer.kustomize({ patches: [{ patch: '- op: remove\n  path: /data/greeting' }] })] }),
      },
    },
    {
      id: 'helm-tests-not-enabled',
      wrong: 'Tests to run, that nobody enables.',
      manifests: all(WEB, helmRelease('test:\n  filters:\n    - name: absent')),
      apiServer: 'accepted',
      flux: { effect: 'No test runs.', facts: { 'HelmRelease/app': [INSTALLED, 'no TestSuccess'] } },
      library: { impossible: '`test` enables the tests unless it says `enable: false`.' },
    },
    {
      id: 'helm-kubeconfig-twice',
      wrong: 'Two ways to another cluster.',
      manifests: all(WEB, helmRelease('kubeConfig:\n  secretRef: { name: production }\n  configMapRef: { name: production }')),
      apiServer: 'The HelmRelease "app" is invalid: spec.kubeConfig: Invalid value: failed rule: !has(self.configMapRef) || !has(self.secretRef)',
      library: { impossible: '`KubeConfig` is either.' },
    },
  ],
};
