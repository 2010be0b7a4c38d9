import { ApiObject, type ApiObjectMetadata, type GroupVersionKind } from 'cdk8s';
import type { Construct } from 'constructs';
import { l1 } from '../../src';

/** A class that renders a kind. */
export interface L1Class {
  readonly name: string;
  readonly GVK: GroupVersionKind;
  new (scope: Construct, id: string, props: { readonly metadata?: ApiObjectMetadata; readonly spec: any }): ApiObject;
  manifest(props: object): any;
}

/** Every class of `l1` that renders an object; to `instanceof`, cdk8s answers for instances only. */
export const CLASSES = Object.values(l1).filter((value): value is any => Object.prototype.isPrototypeOf.call(ApiObject, value)) as L1Class[];

/** A small program per kind. `crd` is what it renders, where that has other names. */
export interface Sample {
  readonly spec: object;
  readonly crd?: object;
  /** flux-operator takes this name only. */
  readonly name?: string;
}

/** Only tells the compiler what the spec is of. */
function of<T extends object>(spec: T, more: Omit<Sample, 'spec'> = {}): Sample {
  return { spec, ...more };
}

export const SAMPLES: { readonly [kind: string]: Sample } = {
  // source.toolkit.fluxcd.io
  Bucket: of<l1.BucketSpec>({ bucketName: 'files', endpoint: 'minio.acme.com', interval: '10m' }),
  ExternalArtifact: of<l1.ExternalArtifactSpec>({
    sourceRef: { apiVersion: 'source.extensions.fluxcd.io/v1beta1', kind: 'ArtifactGenerator', name: 'apps' },
  }),
  GitRepository: of<l1.GitRepositorySpec>({ url: 'https://github.com/acme/fleet', interval: '10m', ref: { branch: 'main' } }),
  HelmChart: of<l1.HelmChartSpec>({
    chart: 'podinfo', interval: '10m', sourceRef: { kind: l1.HelmChartSpecSourceRefKind.HELM_REPOSITORY, name: 'charts' },
  }),
  HelmRepository: of<l1.HelmRepositorySpec>({ url: 'oci://ghcr.io/acme/charts', type: l1.HelmRepositorySpecType.OCI }),
  OCIRepository: of<l1.OciRepositorySpec>(
    {
      url: 'oci://ghcr.io/acme/app',
      interval: '10m',
      ref: { tag: 'latest' },
      verify: { provider: l1.OciRepositorySpecVerifyProvider.COSIGN, matchOidcIdentity: [{ issuer: '^https://sso\\.acme\\.com$', subject: '^ci@acme\\.com$' }] },
    },
    {
      crd: {
        url: 'oci://ghcr.io/acme/app',
        interval: '10m',
        ref: { tag: 'latest' },
        verify: { provider: 'cosign', matchOIDCIdentity: [{ issuer: '^https://sso\\.acme\\.com$', subject: '^ci@acme\\.com$' }] },
      },
    },
  ),

  // source.extensions.fluxcd.io
  ArtifactGenerator: of<l1.ArtifactGeneratorSpec>({
    sources: [{ alias: 'repo', kind: l1.ArtifactGeneratorSpecSourcesKind.OCI_REPOSITORY, name: 'fleet' }],
    artifacts: [{ name: 'app', copy: [{ from: '@repo/apps/app/**', to: '@artifact/' }] }],
  }),

  // kustomize.toolkit.fluxcd.io, helm.toolkit.fluxcd.io
  Kustomization: of<l1.KustomizationSpec>({
    interval: '10m', prune: true, sourceRef: { kind: l1.KustomizationSpecSourceRefKind.OCI_REPOSITORY, name: 'app' },
  }),
  HelmRelease: of<l1.HelmReleaseSpec>({ interval: '10m', chartRef: { kind: l1.HelmReleaseSpecChartRefKind.OCI_REPOSITORY, name: 'app' }, values: { replicas: 2 } }),

  // notification.toolkit.fluxcd.io
  Alert: of<l1.AlertSpec>({ providerRef: { name: 'chat' }, eventSources: [{ kind: l1.AlertSpecEventSourcesKind.OCI_REPOSITORY, name: '*' }] }),
  Provider: of<l1.ProviderSpec>({ type: l1.ProviderSpecType.SLACK, channel: 'deployments', secretRef: { name: 'chat' } }),
  Receiver: of<l1.ReceiverSpec>({
    type: l1.ReceiverSpecType.GITHUB,
    events: ['package'],
    secretRef: { name: 'webhook' },
    resources: [{ kind: l1.ReceiverSpecResourcesKind.OCI_REPOSITORY, name: 'app' }],
  }),

  // image.toolkit.fluxcd.io
  ImagePolicy: of<l1.ImagePolicySpec>({ imageRepositoryRef: { name: 'app' }, policy: { semver: { range: '1.x' } } }),
  ImageRepository: of<l1.ImageRepositorySpec>({ image: 'ghcr.io/acme/app', interval: '10m' }),
  ImageUpdateAutomation: of<l1.ImageUpdateAutomationSpec>({
    interval: '10m',
    sourceRef: { kind: l1.ImageUpdateAutomationSpecSourceRefKind.GIT_REPOSITORY, name: 'fleet' },
    git: { commit: { author: { email: 'flux@acme.com' } } },
  }),

  // fluxcd.controlplane.io
  FluxInstance: of<l1.FluxInstanceSpec>({ distribution: { registry: 'ghcr.io/fluxcd', version: '2.x' } }, { name: 'flux' }),
  FluxReport: of<l1.FluxReportSpec>({ distribution: { entitlement: 'oss', status: 'Installed' } }, { name: 'flux' }),
  ResourceSet: of<l1.ResourceSetSpec>({
    inputs: [{ tenant: 'web' }],
    resources: [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: '<< inputs.tenant >>' } }],
  }),
  ResourceSetInputProvider: of<l1.ResourceSetInputProviderSpec>({
    type: l1.ResourceSetInputProviderSpecType.OCI_ARTIFACT_TAG, url: 'oci://ghcr.io/acme/app', filter: { limit: 1 },
  }),
};
