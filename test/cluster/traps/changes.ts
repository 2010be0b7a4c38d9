import { all, APP, HERE, kustomization } from './manifests';
import { delivery, HERE_PROPS } from './programs';
import type { Theme } from './trap';

const OPERATIONS = '- op: add\n  path: /data/greeting\n  value: hello\n';
const WRITTEN = OPERATIONS.replace(/^/gm, '      ').trimEnd();
const BRACKETS = '[{ op: add, path: /data/greeting, value: hello }]';

export const CHANGES: Theme = {
  title: 'What is changed before it is applied',
  traps: [
    {
      id: 'patch-without-target',
      wrong: 'JSON 6902 operations that don\'t say what to change.',
      manifests: all(APP, kustomization(`${HERE}patches:\n  - patch: |\n${WRITTEN}`)),
      apiServer: 'accepted',
      flux: { effect: 'Nothing is applied.', facts: { 'Kustomization/app': ['Ready=False BuildFailed: kustomize build failed: must specify a target for JSON patch [patch: "- op: add\\n  path: /data/greeting\\n  value: hello"]'] } },
      library: { refused: 'FOC079', program: chart => delivery(chart, { ...HERE_PROPS, patches: [{ patch: OPERATIONS }] }) },
    },
    {
      id: 'patch-of-yaml-in-brackets',
      wrong: 'JSON 6902 operations as YAML in brackets.',
      manifests: all(APP, kustomization(`${HERE}patches:\n  - target: { kind: ConfigMap }\n    patch: "${BRACKETS}"`)),
      apiServer: 'accepted',
      flux: { effect: 'Nothing is applied.', facts: { 'Kustomization/app': ['Ready=False BuildFailed: kustomize build failed: trouble configuring builtin PatchTransformer with config: `\npatch: \'[{ op: add, path: /data/greeting, value: hello }]\'\ntarget:\n  kind: ConfigMap\n`: unable to parse SM or JSON patch from [patch: "[{ op: add, path: /data/greeting, value: hello }]"]'] } },
      library: { refused: 'FOC079', program: chart => delivery(chart, { ...HERE_PROPS, patches: [{ patch: BRACKETS, target: { kind: 'ConfigMap' } }] }) },
    },
    {
      id: 'patch-for-nothing',
      wrong: 'A patch for an object that isn\'t in the artifact.',
      manifests: all(APP, kustomization(`${HERE}patches:\n  - patch: |\n      {apiVersion: v1, kind: ConfigMap, metadata: {name: other}, data: {greeting: hello}}`)),
      apiServer: 'accepted',
      flux: { effect: 'Nothing is applied.', facts: { 'Kustomization/app': ['Ready=False BuildFailed: kustomize build failed: no resource matches strategic merge patch "ConfigMap.v1.[noGrp]/other.[noNs]": no matches for Id ConfigMap.v1.[noGrp]/other.[noNs]; failed to find unique target for patch ConfigMap.v1.[noGrp]/other.[noNs]'] } },
      library: {
        beyond: 'Only the artifact knows what is in it.',
        program: chart => delivery(chart, {
          ...HERE_PROPS, patches: [{ patch: '{apiVersion: v1, kind: ConfigMap, metadata: {name: other}, data: {greeting: hello}}\n' }],
        }),
      },
    },
    {
      id: 'image-named-with-tag',
      wrong: 'The image to replace with its tag in the name.',
      manifests: all(APP, kustomization(`${HERE}images:\n  - name: ghcr.io/acme/web:1.0.0\n    newTag: 1.1.0`)),
      apiServer: 'accepted',
      flux: { effect: 'No image is that one, and none is replaced.', facts: { 'Kustomization/app': ['Ready=True ReconciliationSucceeded: Applied revision: 1.0.0@<digest of app:1.0.0>'] } },
      library: { refused: 'FOC079', program: chart => delivery(chart, { ...HERE_PROPS, images: [{ name: 'ghcr.io/acme/web:1.0.0', newTag: '1.1.0' }] }) },
    },
    {
      id: 'prefix-illegal',
      wrong: 'A prefix that can\'t be in a name.',
      manifests: all(APP, kustomization(`${HERE}namePrefix: dev/`)),
      apiServer: 'accepted',
      flux: { effect: 'Nothing is applied.', facts: { 'Kustomization/app': ['Ready=False ReconciliationFailed: ConfigMap/<namespace>/dev/app dry-run failed: invalid resource name "dev/app": [may not contain \'/\']'] } },
      library: { refused: 'FOC079', program: chart => delivery(chart, { ...HERE_PROPS, namePrefix: 'dev/' }) },
    },
    {
      id: 'suffix-empty',
      wrong: 'An empty suffix.',
      manifests: all(APP, kustomization(`${HERE}nameSuffix: ""`)),
      apiServer: 'The Kustomization "app" is invalid: spec.nameSuffix: Invalid value: "": spec.nameSuffix in body should be at least 1 chars long',
      library: { refused: 'FOC079', program: chart => delivery(chart, { ...HERE_PROPS, nameSuffix: '' }) },
    },
    {
      id: 'component-remote',
      wrong: 'A component from Git.',
      manifests: all(APP, kustomization(`${HERE}components:\n  - https://github.com/acme/components//tls?ref=v1`)),
      apiServer: 'accepted',
      flux: { effect: 'Nothing is applied.', facts: { 'Kustomization/app': ['Ready=False BuildFailed: component path \'https://github.com/acme/components//tls?ref=v1\' must be local and relative'] } },
      library: {
        refused: 'FOC073',
        program: chart => delivery(chart, { ...HERE_PROPS, components: ['https://github.com/acme/components//tls?ref=v1'] }),
      },
    },
    {
      id: 'annotation-key-malformed',
      wrong: 'An annotation for all objects, with a space in its key.',
      manifests: all(APP, kustomization(`${HERE}commonMetadata:\n  annotations:\n    web shop: team`)),
      apiServer: 'accepted',
      flux: { effect: 'Nothing is applied.', facts: { 'Kustomization/app': ['Ready=False ReconciliationFailed: ConfigMap/<namespace>/app dry-run failed (Invalid): ConfigMap "app" is invalid: metadata.annotations: Invalid value: "web shop": name part must consist of alphanumeric characters, \'-\', \'_\' or \'.\', and must start and end with an alphanumeric character (e.g. \'MyName\',  or \'my.name\',  or \'123-abc\', regex used for validation is \'([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]\')'] } },
      library: { refused: 'FOC075', program: chart => delivery(chart, { ...HERE_PROPS, commonMetadata: { annotations: { 'web shop': 'team' } } }) },
    },
    {
      id: 'variable-not-a-text',
      wrong: 'A variable that is a number.',
      manifests: all(APP, kustomization(`${HERE}postBuild:\n  substitute:\n    port: 80`)),
      apiServer: 'Error from server: failed to create typed patch object (<namespace>/app; kustomize.toolkit.fluxcd.io/v1, Kind=Kustomization): .spec.postBuild.substitute.port: expected string, got &value.valueUnstructured{Value:80}',
      library: { refused: 'FOC074', program: chart => delivery(chart, { ...HERE_PROPS, postBuild: { substitute: { port: 80 as any } } }) },
    },
    {
      id: 'variable-of-several-lines',
      wrong: 'A variable of two lines.',
      manifests: all(APP.replace('/app\n', '/variables\n'), kustomization(`${HERE}postBuild:\n  substitute:\n    host: |\n      one\n      two`)),
      apiServer: 'accepted',
      flux: { effect: 'The lines become one.', facts: { 'Kustomization/app': ['Ready=True ReconciliationSucceeded: Applied revision: 1.0.0@<digest of variables:1.0.0>'], 'ConfigMap/app': ['data.host: onetwo'] } },
      library: { refused: 'FOC074', program: chart => delivery(chart, { ...HERE_PROPS, postBuild: { substitute: { host: 'one\ntwo\n' } } }) },
    },
    {
      id: 'ignored-path-malformed',
      wrong: 'A field for others to set, written with dots.',
      before: all(APP, kustomization(HERE)),
      manifests: kustomization(`${HERE}commonMetadata:\n  labels: { team: web }\nignore:\n  - paths: [metadata.labels]`),
      apiServer: 'accepted',
      flux: { effect: 'Nothing is applied.', facts: { 'Kustomization/app': ['Ready=False'] } },
      library: { refused: 'FOC079', program: chart => delivery(chart, { ...HERE_PROPS, ignore: [{ paths: ['metadata.labels'] }] }) },
    },
  ],
};
