import { configMap, rightsOf, secret, type Needed } from './objects';
import type { Place, Repointed } from './place';

/** A Kustomization of the rig's artifact. Workload identity is switched off there, and what is suspended tells nothing. */
export function repointKustomization(drawn: any, place: Place): Repointed {
  const { suspend, ...spec } = drawn;
  const { decryption, postBuild, healthChecks } = spec;
  const variables = postBuild?.substituteFrom?.map((each: any, index: number) => ({ ...each, name: `variables-${index}` }));
  return {
    spec: {
      ...common(spec, place),
      sourceRef: { kind: 'OCIRepository', name: 'app', namespace: place.shared },
      targetNamespace: place.namespace,
      ...decryption && { decryption: { provider: decryption.provider, ...decryption.secretRef && { secretRef: { name: 'decryption' } } } },
      ...variables && { postBuild: { ...postBuild, substituteFrom: variables } },
      ...healthChecks && { healthChecks: healthChecks.map((each: any) => ({ ...each, apiVersion: 'v1', kind: 'ConfigMap', name: 'ready', namespace: place.shared })) },
    },
    needed: [
      ...neededByAll(spec, place),
      ...decryption?.secretRef ? [secret(place.namespace, 'decryption', { note: 'nothing is encrypted' })] : [],
      ...contents(variables, place, () => ({ region: 'eu' })),
    ],
  };
}

/** A HelmRelease of the rig's chart. */
export function repointRelease(drawn: any, place: Place): Repointed {
  const { suspend, ...spec } = drawn;
  const valuesFrom = spec.valuesFrom?.map((each: any, index: number) => ({ ...each, name: `values-${index}` }));
  return {
    spec: {
      ...common(spec, place),
      chartRef: { kind: 'OCIRepository', name: 'web', namespace: place.shared },
      ...spec.targetNamespace && { targetNamespace: place.namespace },
      ...spec.storageNamespace && { storageNamespace: place.namespace },
      ...valuesFrom && { valuesFrom },
    },
    needed: [
      ...neededByAll(spec, place),
      ...contents(valuesFrom, place, ({ valuesKey = 'values.yaml', targetPath }) => ({ [valuesKey]: targetPath ? 'hello' : 'farewell: bye\n' })),
    ],
  };
}

/** What both have. */
function common({ kubeConfig, ...spec }: any, { shared }: Place): any {
  return {
    ...spec,
    ...kubeConfig?.secretRef && { kubeConfig: { secretRef: { ...kubeConfig.secretRef, name: 'kubeconfig' } } },
    ...spec.serviceAccountName && { serviceAccountName: 'deployer' },
    ...spec.dependsOn && { dependsOn: spec.dependsOn.map((each: any) => ({ ...each, name: 'base', namespace: shared })) },
  };
}

function neededByAll({ kubeConfig, serviceAccountName }: any, { namespace, kubeConfig: content }: Place): Needed[] {
  return [
    ...kubeConfig?.secretRef ? [secret(namespace, 'kubeconfig', { [kubeConfig.secretRef.key ?? 'value']: content })] : [],
    ...serviceAccountName ? [rightsOf(namespace)] : [],
  ];
}

function contents(references: any[] | undefined, { namespace }: Place, dataOf: (reference: any) => { [key: string]: string }): Needed[] {
  return (references ?? []).map(each => each.kind === 'Secret' ? secret(namespace, each.name, dataOf(each)) : configMap(namespace, each.name, dataOf(each)));
}
