import type { Chart } from 'cdk8s';
import { contentOf, healthCheckExprsOf, imagesOf, kubeConfigOf, patchesOf, sourceOf } from './delivery';
import { Impossible, member, need } from './impossible';
import {
  BuildMetadata, DeletionPolicy, Dependency, Kustomization, SecretRef, SubstituteFrom, SubstituteStrategy, type Decryption, type IKustomization,
  type PostBuild,
} from '../../../../src';

/** The construct that says what a spec of a Kustomization says. */
export function kustomization(chart: Chart, name: string, spec: any): void {
  const {
    sourceRef, dependsOn, kubeConfig, decryption, postBuild, deletionPolicy, buildMetadata, healthChecks, healthCheckExprs, patches, images, ...same
  } = spec;
  new Kustomization(chart, 'Drawn', {
    ...same,
    name,
    source: sourceOf(chart, sourceRef),
    dependsOn: dependsOn?.map((each: any, index: number) => dependencyOf(chart, each, index)),
    kubeConfig: kubeConfigOf(kubeConfig),
    decryption: decryption && decryptionOf(decryption),
    postBuild: postBuild && postBuildOf(postBuild),
    deletionPolicy: member(DeletionPolicy, deletionPolicy),
    buildMetadata: buildMetadata?.map((each: string) => member(BuildMetadata, each)),
    healthChecks: healthChecks?.map((each: any) => ({ ...each, kind: need(each.kind), name: need(each.name) })),
    healthCheckExprs: healthCheckExprsOf(healthCheckExprs),
    patches: patchesOf(patches),
    images: imagesOf(images),
  });
}

function dependencyOf(chart: Chart, { name, namespace, readyExpr }: any, index: number): IKustomization {
  const app = Kustomization.fromKustomizationName(chart, `Dependency${index}`, need(name), namespace);
  return readyExpr === undefined ? app : Dependency.kustomization(app, { readyExpr });
}

function decryptionOf({ provider, secretRef, serviceAccountName }: any): Decryption {
  if (provider !== undefined && provider !== 'sops') throw new Impossible('enum', provider);
  return { secret: secretRef && SecretRef.named(need(secretRef.name)), serviceAccountName };
}

function postBuildOf({ substituteFrom, substituteStrategy, ...same }: any): PostBuild {
  return {
    ...same,
    substituteFrom: substituteFrom?.map(({ kind, name, optional }: any) => contentOf<SubstituteFrom>({ kind, name }, {
      Secret: secret => SubstituteFrom.secret(secret, { optional }),
      ConfigMap: configMap => SubstituteFrom.configMap(configMap, { optional }),
    })),
    substituteStrategy: member(SubstituteStrategy, substituteStrategy),
  };
}
