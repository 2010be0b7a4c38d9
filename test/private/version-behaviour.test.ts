import { ApiObject, type Chart } from 'cdk8s';
import {
  ArtifactContent, ConfigMapRef, CosignPublicKeys, FluxVersion, HelmRelease, KubeConfig, Kustomization, l1, NotationTrust, OciRef, OciRepository,
  OidcIdentity, Pem, PostRenderer, SecretRef, SourceRef, SubstituteFrom, SubstituteStrategy, Verification, type HelmReleaseOptions,
  type KustomizationOptions, type OciRepositoryProps,
} from '../../src';
import { refusalOf } from '../support/refusal';
import { DIGEST, fluxChart, warningsOf } from '../support/render';
import { CERTIFICATE, PUBLIC_KEYS } from '../verification/material';

const { V2_8, V2_9, V2_10 } = FluxVersion;
const URL = 'oci://ghcr.io/acme/app';

/** The warnings of what `build` makes, for Flux 2.8, 2.9 and 2.10. */
function warnings(build: (chart: Chart) => void): string[][] {
  return [V2_8, V2_9, V2_10].map(version => {
    const chart = fluxChart();
    version.applyTo(chart);
    build(chart);
    return warningsOf(chart);
  });
}

const in28 = (warning: string) => [[warning], [], []];
const NEVER = [[], [], []];

function source(props: Partial<OciRepositoryProps> | ((chart: Chart) => Partial<OciRepositoryProps>) = {}): (chart: Chart) => OciRepository {
  return chart => new OciRepository(chart, 'app', { url: URL, ref: OciRef.digest(DIGEST), ...typeof props === 'function' ? props(chart) : props });
}

function kustomization(props: KustomizationOptions): (chart: Chart) => void {
  return chart => new Kustomization(chart, 'app', { source: OciRepository.fromOciRepositoryName(chart, 'Source', 'app'), ...props });
}

function release(props: HelmReleaseOptions): (chart: Chart) => void {
  return chart => new HelmRelease(chart, 'app', { source: new OciRepository(chart, 'Source', { url: URL, ref: OciRef.digest(DIGEST), content: ArtifactContent.HELM_CHART }), ...props });
}

const keyless = Verification.cosignKeyless(OidcIdentity.githubActions({ repository: 'acme/app' }));
const byKeys = (chart: Chart) => Verification.cosignKeys(new CosignPublicKeys(chart, 'Keys', { keys: { release: Pem.text(PUBLIC_KEYS['EC P-256']) } }));
const byNotation = (chart: Chart) => Verification.notation(new NotationTrust(chart, 'Trust', {
  certificates: { ca: Pem.text(CERTIFICATE) }, policies: [{ registryScopes: ['ghcr.io/acme/app'], trustedIdentities: ['x509.subject: C=US, ST=WA, O=acme'] }],
}));

describe('a tag that is verified', () => {
  const TWICE = 'FOC081 [delivery/app] Flux 2.8 looks a tag up once to verify it and once more to pull: if it moves in between, what is used is not what was verified; '
    + 'use OciRef.digest, or Flux 2.9';

  test.each([
    ['a tag', OciRef.tag('stable'), keyless],
    ['a range', OciRef.semver('1.x'), keyless],
    ['a tag and keys', OciRef.tag('stable'), byKeys],
    ['a tag and notation', OciRef.tag('stable'), byNotation],
  ])('may not be what Flux 2.8 pulls: %s', (_, ref, verify) => {
    expect(warnings(source(chart => ({ ref, verify: typeof verify === 'function' ? verify(chart) : verify })))).toEqual(in28(TWICE));
  });

  test('that nobody wrote is none either', () => {
    const [unreferenced] = warnings(source({ ref: undefined, verify: keyless }));
    expect(unreferenced).toEqual(['FOC018 [delivery/app] without `ref` Flux follows the tag latest; use OciRef.digest, or OciRef.tag("latest") if that is meant', TWICE]);
  });

  test('is nothing to warn of with a digest, or where nothing is verified', () => {
    expect(warnings(source({ ref: OciRef.digest(DIGEST, { tag: '1.0.0' }), verify: keyless }))).toEqual(NEVER);
    expect(warnings(source({ ref: OciRef.tag('stable') }))).toEqual(NEVER);
  });

  test('is told of l1 as well', () => {
    const verify = { provider: l1.OciRepositorySpecVerifyProvider.COSIGN, secretRef: { name: 'keys' } };
    expect(warnings(chart => new l1.FluxOciRepository(chart, 'app', { spec: { interval: '5m', url: URL, ref: { tag: 'stable' }, verify } }))).toEqual(in28(TWICE));
  });
});

describe('signatures of cosign 3 in a registry', () => {
  const NOT_FOUND = 'FOC082 [delivery/app] Flux 2.8 finds no signature of cosign 3 in a registry with plain HTTP or a CA of its own; '
    + 'use `cosign sign --new-bundle-format=false`, or Flux 2.9';
  const LOOPBACK = { url: 'oci://localhost:5000/app', insecure: true };

  test.each<[string, Parameters<typeof source>[0]]>([
    ['keyless, plain HTTP', { ...LOOPBACK, verify: keyless }],
    ['keys, plain HTTP', chart => ({ ...LOOPBACK, verify: byKeys(chart) })],
    ['a CA of its own', { certSecret: SecretRef.named('ca'), verify: keyless }],
  ])('are not found by Flux 2.8: %s', (_, props) => {
    expect(warnings(source(props))).toEqual(in28(NOT_FOUND));
  });

  test('with public HTTPS are', () => {
    expect(warnings(source({ verify: keyless }))).toEqual(NEVER);
  });

  test('matter to nobody who verifies with notation, or not at all', () => {
    expect(warnings(source(chart => ({ certSecret: SecretRef.named('ca'), verify: byNotation(chart) })))).toEqual(NEVER);
    expect(warnings(source({ certSecret: SecretRef.named('ca') }))).toEqual(NEVER);
  });

  test('are what l1 means without a provider', () => {
    const verify = { secretRef: { name: 'keys' } } as l1.OciRepositorySpecVerify;
    const spec = { interval: '5m', url: URL, ref: { digest: DIGEST }, insecure: true, verify };
    expect(warnings(chart => new l1.FluxOciRepository(chart, 'app', { spec }))).toEqual(in28(NOT_FOUND));
  });
});

describe('a variable that nobody sets', () => {
  const NOTHING = 'FOC083 [delivery/app] Flux 2.8 puts nothing in the place of a variable that nobody sets, where later versions fail; '
    + 'use defaults in the manifests, such as ${region:=eu}, or the flag --feature-gates=StrictPostBuildSubstitutions=true of kustomize-controller';

  test.each([
    ['substitute', { substitute: { region: 'eu' } }],
    ['substituteFrom', { substituteFrom: [SubstituteFrom.configMap(ConfigMapRef.named('variables'))] }],
  ])('becomes nothing in Flux 2.8: %s', (_, postBuild) => {
    expect(warnings(kustomization({ postBuild }))).toEqual(in28(NOTHING));
  });

  test('stays as it is where there are no variables', () => {
    expect(warnings(kustomization({ postBuild: { substitute: {}, substituteFrom: [] } }))).toEqual(NEVER);
    expect(warnings(kustomization({}))).toEqual(NEVER);
  });

  test('is no matter of later versions, which may be told to replace without any', () => {
    for (const version of [V2_9, V2_10]) {
      const chart = fluxChart();
      version.applyTo(chart);
      kustomization({ postBuild: { substituteStrategy: SubstituteStrategy.ALWAYS } })(chart);
      expect(warningsOf(chart)).toEqual([]);
    }
  });
});

describe('hooks of a Helm chart', () => {
  const HOOKS = 'FOC084 [delivery/app] Flux 2.8 lets `postRenderers` change the hooks of a Helm chart up to 2.8.5, and not from 2.8.6 on; by default later versions do; '
    + 'use `postRenderers` that fit hooks and leave them as good as they were, or Flux 2.9 with a `postRenderStrategy`';
  const images = [{ name: 'docker.io/library/redis', newName: 'mirror.acme.com/redis' }];

  test('are changed by `postRenderers` in some releases of Flux 2.8, and not in others', () => {
    expect(warnings(release({ postRenderers: [PostRenderer.kustomize({ images })] }))).toEqual(in28(HOOKS));
  });

  test('are as they are without `postRenderers`', () => {
    expect(warnings(release({ postRenderers: [] }))).toEqual(NEVER);
    expect(warnings(release({}))).toEqual(NEVER);
  });
});

describe('health expressions without a kind', () => {
  const REFUSED = 'FOC005 [delivery/app] `spec.healthCheckExprs` without `kind` is not in Flux 2.8; Flux 2.9, 2.10 has it; '
    + 'use a `kind`, or FluxVersion.V2_9.applyTo(app) if the cluster runs it';
  const healthCheckExprs = [{ apiVersion: 'acme.com/v1', kind: 'Cache', current: 'true' }, { apiVersion: 'acme.com/v1', current: 'true' }];

  test.each<[string, (chart: Chart) => void]>([
    ['Kustomization', kustomization({ healthCheckExprs })],
    ['HelmRelease', release({ healthCheckExprs })],
    ['l1', chart => new l1.FluxKustomization(chart, 'app', {
      spec: { interval: '5m', prune: true, sourceRef: { kind: l1.KustomizationSpecSourceRefKind.OCI_REPOSITORY, name: 'app' }, healthCheckExprs },
    })],
  ])('are refused for Flux 2.8, and for no later one: %s', (_, build) => {
    const old = fluxChart();
    build(old);
    V2_8.applyTo(old);
    expect(refusalOf(() => warningsOf(old))).toBe(REFUSED);
    for (const version of [V2_9, V2_10]) {
      const chart = fluxChart();
      version.applyTo(chart);
      build(chart);
      expect(warningsOf(chart)).toEqual([]);
    }
  });

  test('are no matter where each has one', () => {
    expect(warnings(kustomization({ healthCheckExprs: [healthCheckExprs[0]] }))).toEqual(NEVER);
  });
});

describe('the identity of one object', () => {
  const told = (role: string, controller: string, path = 'delivery/app') => ['2.8', '2.9', '2.10'].map(minor => [
    `FOC032 [${path}] Flux ${minor} takes a ServiceAccount as ${role} only where that is switched on; use ${minor === '2.10'
      ? `an ObjectIdentityRbac, which lets ${controller} create serviceaccounts/token`
      : `FluxPatches.objectLevelWorkloadIdentity, which gives ${controller} the flag --feature-gates=ObjectLevelWorkloadIdentity=true`}`,
  ]);

  test.each<[string, string, string, (chart: Chart) => void]>([
    ['an OCIRepository of l1', 'the cloud identity of one source', 'source-controller', chart => new l1.FluxOciRepository(chart, 'app', {
      spec: { interval: '5m', url: URL, provider: l1.OciRepositorySpecProvider.AWS, serviceAccountName: 'puller' },
    })],
    ['a Bucket', 'the cloud identity of one source', 'source-controller', chart => new l1.FluxBucket(chart, 'app', {
      spec: { interval: '5m', endpoint: 's3.amazonaws.com', bucketName: 'app', provider: l1.BucketSpecProvider.AWS, serviceAccountName: 'puller' },
    })],
    ['a GitRepository', 'the cloud identity of one source', 'source-controller', chart => new l1.FluxGitRepository(chart, 'app', {
      spec: { interval: '5m', url: 'https://dev.azure.com/acme/app/_git/app', provider: l1.GitRepositorySpecProvider.AZURE, serviceAccountName: 'puller' },
    })],
    ['an ImageRepository', 'the cloud identity of one ImageRepository', 'image-reflector-controller', chart => new l1.FluxImageRepository(chart, 'app', {
      spec: { interval: '5m', image: 'gcr.io/acme/app', provider: l1.ImageRepositorySpecProvider.GCP, serviceAccountName: 'puller' },
    })],
    ['decryption', 'the identity that decrypts for one Kustomization', 'kustomize-controller', kustomization({ decryption: { serviceAccountName: 'decryptor' } })],
  ])('needs a switch, which Flux 2.10 has at another place: %s', (_, role, controller, build) => {
    expect(warnings(build)).toEqual(told(role, controller));
  });

  test('needs none where there is none: no cloud, a Secret, the identity of the controller', () => {
    const spec = { interval: '5m', url: URL, ref: { digest: DIGEST } };
    const { AWS, GENERIC } = l1.OciRepositorySpecProvider;
    for (const more of [{ serviceAccountName: 'a' }, { provider: GENERIC, serviceAccountName: 'a' }, { provider: AWS }, { provider: AWS, serviceAccountName: 'a', secretRef: { name: 'b' } }]) {
      expect(warnings(chart => new l1.FluxOciRepository(chart, 'app', { spec: { ...spec, ...more } }))).toEqual(NEVER);
    }
    expect(warnings(kustomization({ decryption: { secret: SecretRef.named('keys') } }))).toEqual(NEVER);
  });

  describe('towards another cluster', () => {
    function remote(data: object): (chart: Chart) => KubeConfig {
      return chart => KubeConfig.configMap(ConfigMapRef.of(new ApiObject(chart, 'Remote', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'remote' }, data })));
    }
    const ROLE = 'the identity towards another cluster';
    const OWN = remote({ provider: 'aws', cluster: 'arn:aws:eks:eu-west-1:123456789012:cluster/app', serviceAccountName: 'deployer' });

    test('needs a switch of what delivers', () => {
      expect(warnings(chart => kustomization({ kubeConfig: OWN(chart) })(chart))).toEqual(told(ROLE, 'kustomize-controller'));
      expect(warnings(chart => release({ kubeConfig: OWN(chart) })(chart))).toEqual(told(ROLE, 'helm-controller'));
    });

    test('needs none for that of the controller, or where the ConfigMap is not known', () => {
      expect(warnings(chart => kustomization({ kubeConfig: remote({ provider: 'aws' })(chart) })(chart))).toEqual(NEVER);
      expect(warnings(kustomization({ kubeConfig: KubeConfig.configMap(ConfigMapRef.named('remote')) }))).toEqual(NEVER);
    });
  });
});

test('an object of l1 without a spec is left to the API server', () => {
  expect(warnings(chart => new l1.FluxKustomization(chart, 'app'))).toEqual(NEVER);
  expect(warnings(chart => { SourceRef.of(new l1.FluxBucket(chart, 'app')); })).toEqual(NEVER);
});
