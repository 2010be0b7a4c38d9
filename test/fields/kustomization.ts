import type { Chart } from 'cdk8s';
import {
  BuildMetadata, ConfigMapRef, DeletionPolicy, Dependency, KubeConfig, Kustomization, OciRepository, SecretRef, SubstituteFrom, SubstituteStrategy,
  type KustomizationProps,
} from '../../src';
import { DIGEST } from '../support/render';

const everything = {
  group: 'apps', version: 'v1', kind: 'Deployment', name: 'web', namespace: 'team', labelSelector: 'app=web', annotationSelector: 'acme.com/tier=2',
};

/** Programs that together write every field of a Kustomization's spec that a prop can write. */
export const kustomizations: ((chart: Chart) => void)[] = [
  withProps({
    path: './deploy',
    targetNamespace: 'team',
    interval: '10m',
    retryInterval: '1m',
    timeout: '5m',
    prune: true,
    deletionPolicy: DeletionPolicy.ORPHAN,
    force: true,
    suspend: true,
    serviceAccountName: 'deployer',
    wait: false,
    healthChecks: [{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', namespace: 'team' }],
    healthCheckExprs: [{
      apiVersion: 'acme.com/v1',
      kind: 'Database',
      current: 'status.phase == "Running"',
      inProgress: 'status.phase == "Starting"',
      failed: 'status.phase == "Broken"',
    }],
  }),
  withProps({
    components: ['../components/tls'],
    path: 'deploy',
    ignoreMissingComponents: true,
    namePrefix: 'dev-',
    nameSuffix: '-eu',
    patches: [{ patch: '- op: remove\n  path: /spec/replicas', target: everything }],
    images: [{ name: 'web', newName: 'localhost:5000/web', newTag: '1.2.3', digest: DIGEST }],
    commonMetadata: { labels: { team: 'web' }, annotations: { 'acme.com/tier': '2' } },
    buildMetadata: [BuildMetadata.ORIGIN_ANNOTATIONS, BuildMetadata.TRANSFORMER_ANNOTATIONS],
    ignore: [{ paths: ['/spec/replicas'], target: everything }],
  }),
  withProps({
    kubeConfig: KubeConfig.secret(SecretRef.named('production'), { key: 'config' }),
    decryption: { secret: SecretRef.named('age'), serviceAccountName: 'decryptor' },
    postBuild: {
      substitute: { region: 'eu' },
      substituteFrom: [SubstituteFrom.secret(SecretRef.named('variables')), SubstituteFrom.configMap(ConfigMapRef.named('variables'), { optional: true })],
      substituteStrategy: SubstituteStrategy.ALWAYS,
    },
  }),
  withProps({ kubeConfig: KubeConfig.configMap(ConfigMapRef.named('production')) }),
  chart => {
    const base = Kustomization.fromKustomizationName(chart, 'base', 'base', 'platform');
    const source = OciRepository.fromOciRepositoryName(chart, 'source', 'app', 'platform');
    new Kustomization(chart, 'app', { source, dependsOn: [Dependency.kustomization(base, { readyExpr: 'dep.status.observedGeneration > 0' })] });
  },
];

function withProps(props: Partial<KustomizationProps>): (chart: Chart) => void {
  return chart => void new Kustomization(chart, 'app', { source: OciRepository.fromOciRepositoryName(chart, 'source', 'app'), ...props });
}
