import type { Chart } from 'cdk8s';
import { all, APP, helmRelease, HERE, kustomization, ociRepository, WEB } from './manifests';
import { delivery, HERE_PROPS, source } from './programs';
import type { Theme } from './trap';
import { ConfigMapRef, Dependency, Kustomization, OciRepository, SubstituteFrom, type IKustomization } from '../../../src';

const VARIABLES = ociRepository(`
  url: oci://<registry>/<org>/variables
  ref: { tag: 1.0.0 }
`);

const MOVING = ociRepository(`
  url: oci://<registry>/<org>/moving
  ref: { tag: stable }
`);

const CHECK = `healthChecks:
  - apiVersion: apps/v1
    kind: Deployment
    name: nowhere
    namespace: <namespace>`;

const DEPLOYMENT = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'nowhere', namespace: 'team' };

function variables(chart: Chart): OciRepository {
  return source(chart, { url: 'oci://localhost:5000/acme/variables' });
}

function named(chart: Chart, name: string): IKustomization {
  return Kustomization.fromKustomizationName(chart, `Named ${name}`, name);
}

export const ORDER: Theme = {
  title: 'When: order, variables, health, times',
  traps: [
    {
      id: 'depends-on-itself',
      wrong: 'A Kustomization that depends on itself.',
      manifests: all(APP, kustomization(`${HERE}dependsOn:\n  - name: app`)),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is applied, ever.',
        facts: {
          'Kustomization/app': ["Ready=False DependencyNotReady: dependency '<namespace>/app' is not ready"],
        },
      },
      library: {
        refused: 'FOC070',
        program: chart => delivery(chart, { ...HERE_PROPS, dependsOn: [named(chart, 'app')] }),
      },
    },
    {
      id: 'depends-in-a-cycle',
      wrong: 'Two Kustomizations that wait for each other.',
      manifests: all(APP, kustomization(`${HERE}dependsOn:\n  - name: second`), kustomization(`${HERE}dependsOn:\n  - name: app`, 'second')),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is applied, ever.',
        facts: {
          'Kustomization/app': ["Ready=False DependencyNotReady: dependency '<namespace>/second' is not ready"],
          'Kustomization/second': ["Ready=False DependencyNotReady: dependency '<namespace>/app' is not ready"],
        },
      },
      library: {
        refused: 'FOC070',
        program: chart => {
          const app = delivery(chart, { ...HERE_PROPS, dependsOn: [named(chart, 'second')] });
          new Kustomization(chart, 'Second', { ...HERE_PROPS, name: 'second', source: OciRepository.fromOciRepositoryName(chart, 'App', 'app'), dependsOn: [app] });
        },
      },
    },
    {
      id: 'depends-on-nothing',
      wrong: 'A dependency that isn\'t there.',
      manifests: all(APP, kustomization(`${HERE}dependsOn:\n  - name: database`)),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is applied until somebody makes it.',
        facts: {
          'Kustomization/app': ['Ready=False DependencyNotReady: dependency \'<namespace>/database\' not found: kustomizations.kustomize.toolkit.fluxcd.io "database" not found'],
        },
      },
      library: {
        beyond: 'Only the cluster knows an object that is given by name.',
        program: chart => delivery(chart, { ...HERE_PROPS, dependsOn: [named(chart, 'database')] }),
      },
    },
    {
      id: 'depends-on-a-release',
      wrong: 'A HelmRelease as dependency of a Kustomization.',
      manifests: all(APP, WEB.replace('name: app', 'name: web'), helmRelease('chartRef: { kind: OCIRepository, name: web }', 'web'), kustomization(`${HERE}dependsOn:\n  - name: web`)),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is applied, ever.',
        facts: {
          'Kustomization/app': ['Ready=False DependencyNotReady: dependency \'<namespace>/web\' not found: kustomizations.kustomize.toolkit.fluxcd.io "web" not found'],
          'HelmRelease/web': ['Ready=True InstallSucceeded: Helm install succeeded for release <namespace>/web.v1 with chart web@1.0.0+<digest in the version>'],
        },
      },
      library: { impossible: '`dependsOn` of a Kustomization takes Kustomizations.' },
    },
    {
      id: 'ready-expression-malformed',
      wrong: 'A condition for a dependency that is no CEL.',
      manifests: all(APP, kustomization(`${HERE}dependsOn:\n  - name: app\n    readyExpr: dep.status.ready =`)),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is applied. Flux gives up until the object changes.',
        facts: {
          'Kustomization/app': [
            'Ready=False',
            'Stalled=True InvalidCELExpression: Reconciliation failed terminally due to configuration error: terminal error: failed to evaluate dependency app: failed to parse the CEL expression \'dep.status.ready =\': ERROR: <input>:1:18: Syntax error: token recognition error at: \'=\'\n | dep.status.ready =\n | .................^',
          ],
        },
      },
      library: {
        refused: 'FOC072',
        program: chart => delivery(chart, { ...HERE_PROPS, dependsOn: [Dependency.kustomization(named(chart, 'app'), { readyExpr: 'dep.status.ready =' })] }),
      },
    },
    {
      id: 'ready-expression-of-strangers',
      wrong: 'A condition for a dependency, written as a health expression.',
      manifests: all(APP, kustomization(HERE, 'first'), kustomization(`${HERE}dependsOn:\n  - name: first\n    readyExpr: status.observedGeneration > 0`)),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is applied. Flux gives up until the object changes.',
        facts: {
          'Kustomization/app': [
            'Ready=False',
            'Stalled=True InvalidCELExpression: Reconciliation failed terminally due to configuration error: terminal error: failed to evaluate dependency first: failed to parse the CEL expression \'status.observedGeneration > 0\': ERROR: <input>:1:1: undeclared reference to \'status\' (in container \'\')\n | status.observedGeneration > 0\n | ^',
          ],
        },
      },
      library: {
        refused: 'FOC072',
        program: chart => delivery(chart, {
          ...HERE_PROPS, dependsOn: [Dependency.kustomization(named(chart, 'first'), { readyExpr: 'status.observedGeneration > 0' })],
        }),
      },
    },
    {
      id: 'ready-expression-of-a-field',
      wrong: 'A condition for a dependency that is a field alone.',
      manifests: all(APP, kustomization(HERE, 'first'), kustomization(`${HERE}dependsOn:\n  - name: first\n    readyExpr: dep.spec.prune`)),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is applied. Flux gives up until the object changes.',
        facts: {
          'Kustomization/app': [
            'Ready=False',
            'Stalled=True InvalidCELExpression: Reconciliation failed terminally due to configuration error: terminal error: failed to evaluate dependency first: CEL expression output type mismatch: expected bool, got dyn',
          ],
        },
      },
      library: {
        refused: 'FOC072',
        program: chart => delivery(chart, { ...HERE_PROPS, dependsOn: [Dependency.kustomization(named(chart, 'first'), { readyExpr: 'dep.spec.prune' })] }),
      },
    },
    {
      id: 'variable-named-illegally',
      wrong: 'A variable whose name has a dash.',
      manifests: all(APP, kustomization(`${HERE}postBuild:\n  substitute:\n    my-host: example.org`)),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is applied.',
        facts: {
          'Kustomization/app': ["Ready=False BuildFailed: post build failed for 'ConfigMap.v1.[noGrp]/app': envsubst error: 'my-host' var name is invalid, must match '^[_[:alpha:]][_[:alpha:][:digit:]]*$'"],
        },
      },
      library: { refused: 'FOC074', program: chart => delivery(chart, { ...HERE_PROPS, postBuild: { substitute: { 'my-host': 'example.org' } } }) },
    },
    {
      id: 'variable-undefined',
      wrong: 'A variable in the manifests that nobody sets, beside another one.',
      manifests: all(VARIABLES, kustomization(`${HERE}postBuild:\n  substitute:\n    port: "80"`)),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is applied.',
        facts: {
          'Kustomization/app': ['Ready=False BuildFailed: post build failed for \'ConfigMap.v1.[noGrp]/app\': envsubst error: variable substitution failed: variable not set (strict mode): "host"'],
        },
      },
      library: {
        beyond: 'Only the artifact knows what is in it.',
        program: chart => delivery(chart, { ...HERE_PROPS, source: variables(chart), postBuild: { substitute: { port: '80' } } }),
      },
    },
    {
      id: 'variables-forgotten',
      wrong: 'Variables in the manifests, and no `postBuild`.',
      manifests: all(VARIABLES, kustomization(HERE)),
      apiServer: 'accepted',
      flux: {
        effect: 'The text `${host}` is applied.',
        facts: {
          'Kustomization/app': ['Ready=True ReconciliationSucceeded: Applied revision: 1.0.0@<digest of variables:1.0.0>'],
          'ConfigMap/app': ['data.host: ${host}'],
        },
      },
      library: { beyond: 'Only the artifact knows what is in it.', program: chart => delivery(chart, { ...HERE_PROPS, source: variables(chart) }) },
    },
    {
      id: 'variables-missing',
      wrong: 'A ConfigMap with variables that isn\'t there.',
      manifests: all(VARIABLES, kustomization(`${HERE}postBuild:\n  substituteFrom:\n    - kind: ConfigMap\n      name: variables`)),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is applied.',
        facts: {
          'Kustomization/app': ['Ready=False BuildFailed: post build failed for \'ConfigMap.v1.[noGrp]/app\': substitute from \'ConfigMap/variables\' error: configmaps "variables" not found'],
        },
      },
      library: {
        beyond: 'Only the cluster knows an object that is given by name.',
        program: chart => delivery(chart, {
          ...HERE_PROPS, source: variables(chart), postBuild: { substituteFrom: [SubstituteFrom.configMap(ConfigMapRef.named('variables'))] },
        }),
      },
    },
    {
      id: 'health-checks-beside-wait',
      wrong: 'Health checks beside `wait`, of an object that isn\'t there.',
      manifests: all(APP, kustomization(`${HERE}wait: true\n${CHECK}`)),
      apiServer: 'accepted',
      flux: {
        effect: 'The checks are ignored.',
        facts: {
          'Kustomization/app': ['Ready=True ReconciliationSucceeded: Applied revision: 1.0.0@<digest of app:1.0.0>'],
        },
      },
      library: { warned: 'FOC076', program: chart => delivery(chart, { ...HERE_PROPS, wait: true, healthChecks: [DEPLOYMENT] }) },
    },
    {
      id: 'health-expression-malformed',
      wrong: 'A health expression that is no CEL: one = too few.',
      manifests: all(APP, kustomization(`${HERE}wait: true\nhealthCheckExprs:\n  - apiVersion: v1\n    kind: ConfigMap\n    current: data.version = 1`)),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is applied. Flux gives up until the object changes.',
        facts: {
          'Kustomization/app': [
            'Ready=False',
            'Stalled=True InvalidCELExpression: Reconciliation failed terminally due to configuration error: failed to create custom status evaluator for healthchecks[0]: failed to parse the expression Current: failed to parse the CEL expression \'data.version = 1\': ERROR: <input>:1:14: Syntax error: token recognition error at: \'= \'\n | data.version = 1\n | .............^\nERROR: <input>:1:16: Syntax error: extraneous input \'1\' expecting <EOF>\n | data.version = 1\n | ...............^',
          ],
        },
      },
      library: {
        refused: 'FOC072',
        program: chart => delivery(chart, { ...HERE_PROPS, healthCheckExprs: [{ apiVersion: 'v1', kind: 'ConfigMap', current: 'data.version = 1' }] }),
      },
    },
    {
      id: 'timeout-too-short',
      wrong: 'A timeout of one second, to fail fast.',
      manifests: all(APP, kustomization(`${HERE}timeout: 1s\n${CHECK}`)),
      apiServer: 'accepted',
      flux: {
        effect: 'Flux counts less than 30 seconds as 30.',
        facts: {
          'Kustomization/app': ["Ready=False HealthCheckFailed: health check failed after 30.<n>s: timeout waiting for: [Deployment/<namespace>/nowhere status: 'NotFound']"],
        },
      },
      library: { warned: 'FOC077', program: chart => delivery(chart, { ...HERE_PROPS, timeout: '1s', healthChecks: [DEPLOYMENT] }) },
    },
    {
      id: 'timeout-zero',
      wrong: 'A timeout of zero, to wait for nothing or forever.',
      manifests: all(APP, kustomization(`${HERE}timeout: 0s\n${CHECK}`)),
      apiServer: 'accepted',
      flux: {
        effect: 'Flux counts less than 30 seconds as 30.',
        facts: {
          'Kustomization/app': ["Ready=False HealthCheckFailed: health check failed after 30.<n>s: timeout waiting for: [Deployment/<namespace>/nowhere status: 'NotFound']"],
        },
      },
      library: { refused: 'FOC021', program: chart => delivery(chart, { timeout: '0s' }) },
    },
    {
      id: 'source-timeout-in-hours',
      wrong: 'A timeout of a source in hours.',
      manifests: `${APP}\n  timeout: 1h`,
      apiServer: 'The OCIRepository "app" is invalid: spec.timeout: Invalid value: "1h": spec.timeout in body should match \'^([0-9]+(\\.[0-9]+)?(ms|s|m))+$\'',
      library: { refused: 'FOC022', program: chart => source(chart, { timeout: '1h' }) },
    },
    {
      id: 'interval-in-days',
      wrong: 'An interval in days.',
      manifests: APP.replace('interval: 1h', 'interval: 1d'),
      apiServer: 'The OCIRepository "app" is invalid: spec.interval: Invalid value: "1d": spec.interval in body should match \'^([0-9]+(\\.[0-9]+)?(ms|s|m|h))+$\'',
      library: { refused: 'FOC020', program: chart => source(chart, { interval: '1d' }) },
    },
    {
      id: 'interval-without-unit',
      wrong: 'An interval without a unit.',
      manifests: APP.replace('interval: 1h', 'interval: 60'),
      apiServer: 'Error from server: failed to create typed patch object (<namespace>/app; source.toolkit.fluxcd.io/v1, Kind=OCIRepository): .spec.interval: expected string, got &value.valueUnstructured{Value:60}',
      library: { refused: 'FOC020', program: chart => source(chart, { interval: '60' }) },
    },
    {
      id: 'interval-zero',
      wrong: 'An interval of zero, for a tag that moves.',
      before: MOVING.replace('interval: 1h', 'interval: 0s'),
      manifests: MOVING.replace('interval: 1h', 'interval: 0s'),
      apiServer: 'accepted',
      flux: {
        effect: 'Flux looks once and never again: the tag has moved meanwhile, and it isn\'t followed.',
        facts: {
          'OCIRepository/app': ["Ready=True Succeeded: stored artifact for digest 'stable@<digest of moving:1.0.0>'"],
        },
      },
      library: { refused: 'FOC021', program: chart => source(chart, { interval: '0s' }) },
    },
  ],
};
