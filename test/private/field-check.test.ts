import { JsonPatch, Testing, type ApiObject, type Chart } from 'cdk8s';
import { FluxVersion, HelmRelease, Kustomization, l1, OciRef, OciRepository, OidcIdentity, SecretRef, Verification } from '../../src';
import { refusalOf } from '../support/refusal';
import { DIGEST, documentOf, fluxChart, resourceOf, warningsOf } from '../support/render';

const VERSIONS = [FluxVersion.V2_8, FluxVersion.V2_9, FluxVersion.V2_10];
const URL = 'oci://ghcr.io/acme/app';

function source(chart: Chart, trustedRoot?: SecretRef): OciRepository {
  const verify = Verification.cosignKeyless(OidcIdentity.githubActions({ repository: 'acme/app' }), { trustedRoot });
  return new OciRepository(chart, 'app', { url: URL, ref: OciRef.digest(DIGEST), verify });
}

/** An object of each kind of construct. */
const MAKERS: { readonly [kind: string]: (chart: Chart) => ApiObject } = {
  OCIRepository: chart => resourceOf(source(chart)),
  Kustomization: chart => resourceOf(new Kustomization(chart, 'app', { source: OciRepository.fromOciRepositoryName(chart, 'Source', 'app') })),
  HelmRelease: chart => resourceOf(new HelmRelease(chart, 'app', { source: new OciRepository(chart, 'Source', { url: URL, ref: OciRef.digest(DIGEST) }) })),
  FluxInstance: chart => new l1.FluxFluxInstance(chart, 'app', { metadata: { name: 'flux' }, spec: { distribution: { registry: 'ghcr.io/fluxcd', version: '2.x' } } }),
};

function patched(version: FluxVersion, kind: string, path: string, value: unknown): Chart {
  const chart = fluxChart();
  version.applyTo(chart);
  MAKERS[kind](chart).addJsonPatch(JsonPatch.add(path, value));
  return chart;
}

const LACKING = 'FOC005 [delivery/app] `spec.verify.trustedRootSecretRef` is not in Flux 2.8; Flux 2.9, 2.10 has it; '
  + 'use FluxVersion.V2_9.applyTo(app) if the cluster runs it, else leave the field out';

describe('a field that the Flux version lacks', () => {
  test('is refused, whether a prop wrote it', () => {
    const chart = fluxChart();
    FluxVersion.V2_8.applyTo(chart);
    source(chart, SecretRef.named('sigstore'));
    expect(() => Testing.synth(chart)).toThrow(new Error(LACKING));
  });

  test('or a JSON patch', () => {
    const chart = patched(FluxVersion.V2_8, 'OCIRepository', '/spec/verify/trustedRootSecretRef', { name: 'sigstore' });
    expect(() => Testing.synth(chart)).toThrow(new Error(LACKING));
  });

  test('or l1', () => {
    const chart = fluxChart();
    FluxVersion.V2_8.applyTo(chart);
    const provider = l1.OciRepositorySpecVerifyProvider.COSIGN;
    new l1.FluxOciRepository(chart, 'app', { spec: { interval: '5m', url: URL, ref: { digest: DIGEST }, verify: { provider, trustedRootSecretRef: { name: 'sigstore' } } } });
    expect(() => Testing.synth(chart)).toThrow(new Error(LACKING));
  });

  test('is taken by the versions that have it', () => {
    for (const version of VERSIONS.slice(1)) {
      const chart = fluxChart();
      version.applyTo(chart);
      source(chart, SecretRef.named('sigstore'));
      expect(documentOf(chart, 'OCIRepository').spec.verify.trustedRootSecretRef).toEqual({ name: 'sigstore' });
      expect(warningsOf(chart)).toEqual([]);
    }
  });

  test('is taken by a version whose CRD is not known, if the one before has it', () => {
    const chart = patched(FluxVersion.V2_10, 'HelmRelease', '/spec/postRenderStrategy', 'nohooks');
    expect(warningsOf(chart)).toEqual([]);
    expect(refusalOf(() => Testing.synth(patched(FluxVersion.V2_8, 'HelmRelease', '/spec/postRenderStrategy', 'nohooks'))))
      .toBe('FOC005 [delivery/app] `spec.postRenderStrategy` is not in Flux 2.8; Flux 2.9 has it; '
        + 'use FluxVersion.V2_9.applyTo(app) if the cluster runs it, else leave the field out');
  });
});

describe('a value that the Flux version lacks', () => {
  function repository(version: FluxVersion): Chart {
    const chart = fluxChart();
    version.applyTo(chart);
    new l1.FluxGitRepository(chart, 'app', {
      spec: { interval: '5m', url: 'https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/app', provider: l1.GitRepositorySpecProvider.AWS },
    });
    return chart;
  }

  test('is refused', () => {
    expect(refusalOf(() => Testing.synth(repository(FluxVersion.V2_8)))).toBe('FOC005 [delivery/app] the value "aws" of `spec.provider` is not in Flux 2.8; Flux 2.9, 2.10 has it; '
      + 'use FluxVersion.V2_9.applyTo(app) if the cluster runs it, else write another value');
  });

  test('is taken by the versions that have it', () => {
    for (const version of VERSIONS.slice(1)) expect(documentOf(repository(version), 'GitRepository').spec.provider).toBe('aws');
  });
});

describe('a field that no version has', () => {
  const NONE = 'use the name in the CRD, or for a newer Flux an ApiObject of cdk8s';

  test.each(VERSIONS.map(version => [version]))('is refused for Flux %s, whose CRD is known', version => {
    expect(refusalOf(() => Testing.synth(patched(version, 'OCIRepository', '/spec/novelty', true))))
      .toBe(`FOC006 [delivery/app] \`spec.novelty\` is no field of OCIRepository in Flux 2.8, 2.9, 2.10; ${NONE}`);
  });

  test.each([
    ['OCIRepository', '/spec/verfy', '`spec.verfy`', '`spec.verify`'],
    ['OCIRepository', '/spec/verify/matchOidcIdentity', '`spec.verify.matchOidcIdentity`', '`spec.verify.matchOIDCIdentity`'],
    ['OCIRepository', '/verify', '`verify`', '`spec.verify`'],
    ['Kustomization', '/spec/dependOn', '`spec.dependOn`', '`spec.dependsOn`'],
    ['Kustomization', '/spec/postBuild', '`spec.postBuild.substitut`', '`spec.postBuild.substitute`'],
    ['Kustomization', '/spec/dependsOn', '`spec.dependsOn.soon`', NONE.slice(4)],
    ['OCIRepository', '/novelty', '`novelty`', NONE.slice(4)],
    ['OCIRepository', '/spec/verify/$', '`spec.verify.$`', NONE.slice(4)],
    ['Kustomization', '/spec/commonMetadata', '`spec.commonMetadata.*`', NONE.slice(4)],
  ])('is refused with the one that was meant: %s %s', (kind, path, field, use) => {
    const values: { [path: string]: unknown } = {
      '/spec/postBuild': { substitut: {} },
      '/spec/dependsOn': [{ name: 'a' }, { name: 'b', readyExpr: 'true', soon: 1 }],
      '/spec/commonMetadata': { '*': {} },
    };
    expect(refusalOf(() => Testing.synth(patched(FluxVersion.V2_9, kind, path, values[path] ?? {}))))
      .toBe(`FOC006 [delivery/app] ${field} is no field of ${kind} in Flux 2.8, 2.9, 2.10; use ${use}`);
  });

  test('is not told to be one that the version lacks', () => {
    expect(refusalOf(() => Testing.synth(patched(FluxVersion.V2_8, 'Kustomization', '/spec/ignor', []))))
      .toBe(`FOC006 [delivery/app] \`spec.ignor\` is no field of Kustomization in Flux 2.8, 2.9, 2.10; ${NONE}`);
  });

  test.each(VERSIONS.slice(0, 2).map(version => [version]))('is refused for Flux %s where only that of Flux 2.10 is not known', version => {
    expect(refusalOf(() => Testing.synth(patched(version, 'HelmRelease', '/spec/valueFrom', []))))
      .toBe('FOC006 [delivery/app] `spec.valueFrom` is no field of HelmRelease in Flux 2.8, 2.9; use `spec.valuesFrom`');
  });

  test('survives with a warning for Flux 2.10, of which no CRD of the kind is known', () => {
    const chart = patched(FluxVersion.V2_10, 'HelmRelease', '/spec/novelty', { deep: 1 });
    expect(warningsOf(chart)).toEqual([
      'FOC080 [delivery/app] `spec.novelty` is no field of HelmRelease in Flux 2.8, 2.9, and this library knows no CRD of Flux 2.10; use a field that the CRD in your cluster has',
    ]);
    expect(documentOf(chart, 'HelmRelease').spec.novelty).toEqual({ deep: 1 });
    expect(warningsOf(patched(FluxVersion.V2_10, 'HelmRelease', '/spec/valueFrom', []))).toEqual([
      'FOC080 [delivery/app] `spec.valueFrom` is no field of HelmRelease in Flux 2.8, 2.9, and this library knows no CRD of Flux 2.10; '
      + 'use `spec.valuesFrom`, unless your cluster has the field',
    ]);
  });

  test.each(VERSIONS.map(version => [version]))('survives with a warning where no Flux version says it, but flux-operator: %s', version => {
    expect(warningsOf(patched(version, 'FluxInstance', '/spec/syncs', {}))).toEqual([
      'FOC080 [delivery/app] `spec.syncs` is no field of FluxInstance in flux-operator v0.59.0, and this library knows no other CRD; use `spec.sync`, unless your cluster has the field',
    ]);
    expect(warningsOf(patched(version, 'FluxInstance', '/spec/wait', true))).toEqual([]);
  });
});

describe('what a user may name freely', () => {
  test('is no unknown field: Helm values, labels, maps', () => {
    const chart = fluxChart();
    const release = new HelmRelease(chart, 'release', { source: source(chart), values: { anything: { goes: ['here', { name: 1 }] } } });
    resourceOf(release).addJsonPatch(JsonPatch.add('/spec/commonMetadata', { labels: { 'acme.example/team': 'web' } }));
    expect(warningsOf(chart)).toEqual([]);
  });

  test('is metadata and status, which are for Kubernetes and Flux', () => {
    expect(warningsOf(patched(FluxVersion.V2_9, 'OCIRepository', '/status', { novelty: 1 }))).toEqual([]);
    expect(warningsOf(patched(FluxVersion.V2_9, 'OCIRepository', '/metadata/finalizers', ['acme.example/keep']))).toEqual([]);
  });

  test('is a spec that is none, which the API server sees', () => {
    const chart = fluxChart();
    new l1.FluxBucket(chart, 'app').addJsonPatch(JsonPatch.add('/spec', null));
    expect(documentOf(chart, 'Bucket').spec).toBeNull();
  });
});
