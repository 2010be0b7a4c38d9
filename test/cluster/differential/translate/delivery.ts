import { Construct } from 'constructs';
import { Impossible, need } from './impossible';
import { ConfigMapRef, KubeConfig, OciRepository, SecretRef, SourceRef, type ISource } from '../../../../src';

/** The source that a reference names: one in the cluster. */
export function sourceOf(scope: Construct, { kind, name, namespace }: any): ISource {
  switch (need(kind)) {
    case 'OCIRepository': return OciRepository.fromOciRepositoryName(scope, 'Source', need(name), namespace);
    case 'GitRepository': return SourceRef.gitRepository(scope, 'Source', need(name), namespace);
    case 'Bucket': return SourceRef.bucket(scope, 'Source', need(name), namespace);
    case 'HelmChart': return SourceRef.helmChart(scope, 'Source', need(name), namespace);
    case 'ExternalArtifact': return SourceRef.externalArtifact(scope, 'Source', need(name), namespace);
    default: return new Strange(scope, 'Source', kind, name);
  }
}

/** Users may have sources of their own. */
class Strange extends Construct implements ISource {
  public constructor(scope: Construct, id: string, public readonly sourceKind: string, public readonly sourceName: string) {
    super(scope, id);
  }
}

export function kubeConfigOf(spec: any): KubeConfig | undefined {
  if (spec === undefined) return undefined;
  const { secretRef, configMapRef } = spec;
  if (!secretRef === !configMapRef) throw new Impossible('one kubeconfig', spec);
  if (configMapRef) return KubeConfig.configMap(ConfigMapRef.named(need(configMapRef.name)));
  return KubeConfig.secret(SecretRef.named(need(secretRef.name)), { key: secretRef.key });
}

/** What is made of a Secret or ConfigMap. */
interface Makers<T> {
  Secret(ref: SecretRef): T;
  ConfigMap(ref: ConfigMapRef): T;
}

export function contentOf<T>({ kind, name }: any, makers: Makers<T>): T {
  switch (need(kind)) {
    case 'Secret': return makers.Secret(SecretRef.named(need(name)));
    case 'ConfigMap': return makers.ConfigMap(ConfigMapRef.named(need(name)));
    default: throw new Impossible('enum', kind);
  }
}

export function healthCheckExprsOf(expressions: any[] | undefined): any[] | undefined {
  return expressions?.map(each => ({ ...each, apiVersion: need(each.apiVersion), current: need(each.current) }));
}

export function patchesOf(patches: any[] | undefined): any[] | undefined {
  return patches?.map(each => ({ ...each, patch: need(each.patch) }));
}

export function imagesOf(images: any[] | undefined): any[] | undefined {
  return images?.map(each => ({ ...each, name: need(each.name) }));
}
