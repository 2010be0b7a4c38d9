import { all, APP, DEPLOYER, HERE, kustomization } from './manifests';
import { delivery, HERE_PROPS, source } from './programs';
import type { Theme } from './trap';
import { Kustomization } from '../../../src';

export const TARGETS: Theme = {
  title: 'Where to, as whom, under which name',
  traps: [
    {
      id: 'target-missing',
      wrong: 'A target namespace that isn\'t there.',
      manifests: all(APP, kustomization('targetNamespace: <namespace>-absent')),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is applied: Flux creates no namespace.',
        facts: {
          'Kustomization/app': ['Ready=False ReconciliationFailed: ConfigMap/<namespace>-absent/app not found: namespaces "<namespace>-absent" not found'],
        },
      },
      library: {
        beyond: 'Only the cluster knows its namespaces; a `SignedApp` renders its own.',
        program: chart => delivery(chart, { targetNamespace: 'team-absent' }),
      },
    },
    {
      id: 'target-illegal',
      wrong: 'A target namespace that can\'t be one.',
      manifests: all(APP, kustomization('targetNamespace: My_App')),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is applied.',
        facts: {
          'Kustomization/app': ['Ready=False ReconciliationFailed: ConfigMap/My_App/app not found: namespaces "My_App" not found'],
        },
      },
      library: { refused: 'FOC008', program: chart => delivery(chart, { targetNamespace: 'My_App' }) },
    },
    {
      id: 'target-absent',
      wrong: 'No target namespace, where the manifests name none either.',
      manifests: all(APP, kustomization()),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is applied; the message speaks of a missing resource.',
        facts: {
          'Kustomization/app': ['Ready=False ReconciliationFailed: ConfigMap/app namespace not specified: the server could not find the requested resource'],
        },
      },
      library: { beyond: 'Only the artifact knows what is in it. Golden paths demand a target namespace.', program: chart => delivery(chart) },
    },
    {
      id: 'account-missing',
      wrong: 'A ServiceAccount to apply with that isn\'t there.',
      manifests: all(APP, kustomization(`${HERE}serviceAccountName: deployer`)),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is applied; that the ServiceAccount is missing isn\'t said.',
        facts: {
          'Kustomization/app': ['Ready=False ReconciliationFailed: ConfigMap/<namespace>/app dry-run failed (Forbidden): configmaps "app" is forbidden: User "system:serviceaccount:<namespace>:deployer" cannot patch resource "configmaps" in API group "" in the namespace "<namespace>"'],
        },
      },
      library: {
        beyond: 'Only the cluster knows an object that is given by name.',
        program: chart => delivery(chart, { ...HERE_PROPS, serviceAccountName: 'deployer' }),
      },
    },
    {
      id: 'account-powerless',
      wrong: 'A ServiceAccount to apply with that may do nothing.',
      manifests: all(DEPLOYER, APP, kustomization(`${HERE}serviceAccountName: deployer`)),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is applied.',
        facts: {
          'Kustomization/app': ['Ready=False ReconciliationFailed: ConfigMap/<namespace>/app dry-run failed (Forbidden): configmaps "app" is forbidden: User "system:serviceaccount:<namespace>:deployer" cannot patch resource "configmaps" in API group "" in the namespace "<namespace>"'],
        },
      },
      library: {
        beyond: 'Only the cluster knows who may do what.',
        program: chart => delivery(chart, { ...HERE_PROPS, serviceAccountName: 'deployer' }),
      },
    },
    {
      id: 'kubeconfig-twice',
      wrong: 'Two ways to another cluster.',
      manifests: all(APP, kustomization(`${HERE}kubeConfig:\n  secretRef: { name: production }\n  configMapRef: { name: production }`)),
      apiServer: 'The Kustomization "app" is invalid: spec.kubeConfig: Invalid value: failed rule: !has(self.configMapRef) || !has(self.secretRef)',
      library: { impossible: 'A `KubeConfig` is of a Secret or of a ConfigMap.' },
    },
    {
      id: 'two-owners',
      wrong: 'Two Kustomizations that apply the same object.',
      before: all(APP, kustomization(HERE)),
      manifests: kustomization(HERE, 'second'),
      apiServer: 'accepted',
      flux: {
        effect: 'Both are ready, the last one owns it; each takes it back at its interval, and whoever is deleted deletes it.',
        facts: {
          'Kustomization/app': ['Ready=True ReconciliationSucceeded: Applied revision: 1.0.0@<digest of app:1.0.0>'],
          'Kustomization/second': ['Ready=True ReconciliationSucceeded: Applied revision: 1.0.0@<digest of app:1.0.0>'],
          'ConfigMap/app': ['metadata.labels.kustomize~toolkit~fluxcd~io/name: second'],
        },
      },
      library: {
        warned: 'FOC078',
        program: chart => {
          const app = source(chart);
          delivery(chart, { ...HERE_PROPS, source: app });
          new Kustomization(chart, 'Second', { name: 'second', ...HERE_PROPS, source: app });
        },
      },
    },
    {
      id: 'name-too-long',
      wrong: 'A name of 64 characters.',
      manifests: all(APP, kustomization(HERE, 'a'.repeat(64))),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is applied, ever.',
        facts: {
          'Kustomization/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa': ['Ready=False ReconciliationFailed: ConfigMap/<namespace>/app dry-run failed (Invalid): ConfigMap "app" is invalid: metadata.labels: Invalid value: "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa": must be no more than 63 bytes'],
        },
      },
      library: { refused: 'FOC002', program: chart => delivery(chart, { name: 'a'.repeat(64) }) },
    },
    {
      id: 'name-illegal',
      wrong: 'A name with capitals and an underscore.',
      manifests: all(APP, kustomization(HERE, 'My_App')),
      apiServer: 'The Kustomization "My_App" is invalid: metadata.name: Invalid value: "My_App": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, \'-\' or \'.\', and must start and end with an alphanumeric character (e.g. \'example.com\', regex used for validation is \'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\')',
      library: { refused: 'FOC001', program: chart => delivery(chart, { name: 'My_App' }) },
    },
    {
      id: 'name-twice',
      wrong: 'Two objects of one name in one file.',
      manifests: all(APP, kustomization(`${HERE}path: ./frontend`), kustomization(`${HERE}path: ./backend`)),
      apiServer: 'accepted',
      flux: { effect: 'The last one is all there is.', facts: { 'Kustomization/app': ['spec.path: ./backend'] } },
      library: {
        refused: 'FOC003',
        program: chart => {
          const app = source(chart);
          for (const path of ['frontend', 'backend']) new Kustomization(chart, path, { name: 'app', source: app, path: `./${path}` });
        },
      },
    },
    {
      id: 'label-malformed',
      wrong: 'A label for all objects, with a space.',
      manifests: all(APP, kustomization(`${HERE}commonMetadata:\n  labels:\n    team: web shop`)),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is applied.',
        facts: {
          'Kustomization/app': ['Ready=False ReconciliationFailed: ConfigMap/<namespace>/app dry-run failed (Invalid): ConfigMap "app" is invalid: metadata.labels: Invalid value: "web shop": a valid label must be an empty string or consist of alphanumeric characters, \'-\', \'_\' or \'.\', and must start and end with an alphanumeric character (e.g. \'MyValue\',  or \'my_value\',  or \'12345\', regex used for validation is \'(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?\')'],
        },
      },
      library: { refused: 'FOC075', program: chart => delivery(chart, { ...HERE_PROPS, commonMetadata: { labels: { team: 'web shop' } } }) },
    },
    {
      id: 'component-outside',
      wrong: 'A component outside the artifact.',
      manifests: all(APP, kustomization(`${HERE}components:\n  - ../../shared`)),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is applied.',
        facts: {
          'Kustomization/app': ['Ready=False BuildFailed: kustomize build failed: accumulating components: loader.New "must build at directory: not a valid directory: evalsymlink failure on \'<rig>/shared\' : lstat <rig>/shared: no such file or directory"'],
        },
      },
      library: { refused: 'FOC073', program: chart => delivery(chart, { ...HERE_PROPS, components: ['../../shared'] }) },
    },
  ],
};
