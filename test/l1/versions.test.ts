import { JsonPatch, Testing, type Chart } from 'cdk8s';
import { CLASSES, SAMPLES, type L1Class } from './samples';
import { FluxVersion, l1 } from '../../src';
import { refusalOf } from '../support/refusal';
import { documentsOf, fluxChart, warningsOf } from '../support/render';

const VERSIONS = [FluxVersion.V2_8, FluxVersion.V2_9, FluxVersion.V2_10];
/** The groups whose CRDs of Flux 2.10 are known. */
const KNOWN_IN_2_10 = /^(source|kustomize)\.toolkit\.fluxcd\.io\//;
const OPERATOR = /^fluxcd\.controlplane\.io\//;

function sample(type: L1Class, version: FluxVersion, ...patches: JsonPatch[]): Chart {
  const chart = fluxChart();
  version.applyTo(chart);
  const { spec, name = 'sample' } = SAMPLES[type.GVK.kind];
  new type(chart, 'Sample', { metadata: { name }, spec }).addJsonPatch(...patches);
  return chart;
}

describe.each(CLASSES.map(type => [type.GVK.kind, type] as const))('%s', (kind, type) => {
  const isOperator = OPERATOR.test(type.GVK.apiVersion);
  const isKnown = (version: FluxVersion) => !isOperator && (version !== FluxVersion.V2_10 || KNOWN_IN_2_10.test(type.GVK.apiVersion));

  test('is in every Flux version', () => {
    for (const version of VERSIONS) {
      const chart = sample(type, version);
      expect(documentsOf(chart)).toHaveLength(1);
      expect(warningsOf(chart).filter(line => line.startsWith('FOC080'))).toEqual([]);
    }
  });

  test('is held against the Flux version', () => {
    for (const version of VERSIONS) {
      const chart = sample(type, version, JsonPatch.add('/spec/novelty', true));
      if (isKnown(version)) {
        expect(refusalOf(() => Testing.synth(chart))).toMatch(new RegExp(`^FOC006 \\[delivery/Sample\\] \`spec\\.novelty\` is no field of ${kind} in Flux 2\\.8, 2\\.9`));
      } else {
        expect(documentsOf(chart)[0].spec.novelty).toBe(true);
        expect(warningsOf(chart)).toEqual([expect.stringMatching(new RegExp(`^FOC080 \\[delivery/Sample\\] \`spec\\.novelty\` is no field of ${kind} in `))]);
      }
    }
  });
});

describe('what Flux 2.8 lacks', () => {
  const sources = [{ alias: 'repo', kind: l1.ArtifactGeneratorSpecSourcesKind.OCI_REPOSITORY, name: 'fleet' }];
  const artifacts = [{ name: '{app}', copy: [{ from: '@repo/apps/{app}/**', to: '@artifact/' }] }];
  const resources = [{ kind: l1.ReceiverSpecResourcesKind.OCI_REPOSITORY, name: 'app' }];
  const secretRef = { name: 'webhook' };
  const git = { commit: { author: { email: 'flux@acme.com' }, signingKey: { secretRef: { name: 'key' }, type: l1.ImageUpdateAutomationSpecGitCommitSigningKeyType.SSH } } };

  test.each<[string, string, (chart: Chart) => void]>([
    ['`spec.pathPattern`', 'Flux 2.9 has it', chart => new l1.FluxArtifactGenerator(chart, 'app', { spec: { sources, artifacts, pathPattern: '@repo/apps/{app}' } })],
    ['`spec.resources.filter`', 'Flux 2.9 has it', chart => new l1.FluxReceiver(chart, 'app', {
      spec: { type: l1.ReceiverSpecType.GITHUB, resources: [{ ...resources[0], filter: 'true' }], secretRef },
    })],
    ['the value "generic-oidc" of `spec.type`', 'Flux 2.9 has it', chart => new l1.FluxReceiver(chart, 'app', { spec: { type: l1.ReceiverSpecType.GENERIC_HYPHEN_OIDC, resources } })],
    ['`spec.git.commit.signingKey.type`', 'Flux 2.9 has it', chart => new l1.FluxImageUpdateAutomation(chart, 'app', {
      spec: { interval: '5m', sourceRef: { kind: l1.ImageUpdateAutomationSpecSourceRefKind.GIT_REPOSITORY, name: 'fleet' }, git },
    })],
    ['the value "aws" of `spec.provider`', 'Flux 2.9, 2.10 has it', chart => new l1.FluxGitRepository(chart, 'app', {
      spec: { interval: '5m', url: 'https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/app', provider: l1.GitRepositorySpecProvider.AWS },
    })],
    ['`spec.ignore`', 'Flux 2.9, 2.10 has it', chart => new l1.FluxKustomization(chart, 'app', {
      spec: { interval: '5m', prune: true, sourceRef: { kind: l1.KustomizationSpecSourceRefKind.OCI_REPOSITORY, name: 'app' }, ignore: [{ paths: ['/spec/replicas'] }] },
    })],
    ['`spec.valuesFrom.literal`', 'Flux 2.9 has it', chart => new l1.FluxHelmRelease(chart, 'app', {
      spec: { interval: '5m', valuesFrom: [{ kind: l1.HelmReleaseSpecValuesFromKind.SECRET, name: 'values', targetPath: 'a', literal: true }] },
    })],
  ])('is refused for it, and taken for later ones: %s', (what, having, build) => {
    const old = fluxChart();
    FluxVersion.V2_8.applyTo(old);
    build(old);
    expect(refusalOf(() => Testing.synth(old)).startsWith(`FOC005 [delivery/app] ${what} is not in Flux 2.8; ${having}; use FluxVersion.V2_9.applyTo(app) if the cluster runs it, else `)).toBe(true);
    for (const version of VERSIONS.slice(1)) {
      const chart = fluxChart();
      version.applyTo(chart);
      build(chart);
      expect(warningsOf(chart)).toEqual([]);
    }
  });
});

test('what a class renders into other objects, of which nobody says where they go, is held against nothing', () => {
  const { spec } = l1.FluxOciRepository.manifest({ spec: { interval: '5m', url: 'oci://ghcr.io/acme/app', verify: { provider: 'cosign', trustedRootSecretRef: { name: 'a' } } as any } });
  expect(spec.verify).toEqual({ provider: 'cosign', trustedRootSecretRef: { name: 'a' } });
});
