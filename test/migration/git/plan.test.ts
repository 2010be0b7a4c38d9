import { SecretRef } from '../../../src/kube/secret-ref';
import { OciRef } from '../../../src/oci/oci-ref';
import { RegistryAuth } from '../../../src/registry-auth/registry-auth';
import { OidcIdentity } from '../../../src/verification/oidc-identity';
import { Verification } from '../../../src/verification/verification';
import { file, fluxInstance, gitRepository, kustomization, receiver } from '../support/documents';
import { migrated } from '../support/migrate';

const GITHUB = Verification.cosignKeyless(OidcIdentity.githubActions({ repository: 'acme/fleet', workflow: 'push.yml', branch: 'main' }));
const FLEET = { 'kubernetes/all.yaml': root('./kubernetes') };
const COMMIT = '--source="$(git config --get remote.origin.url)" --revision="$(git rev-parse --abbrev-ref HEAD)@sha1:$(git rev-parse HEAD)"';

test('the plan says what to push, with its commit, and the order in which things go', () => {
  const { publish, rollout } = migrated(FLEET).migration;
  expect(publish).toEqual([{
    url: 'oci://registry.example/acme/fleet',
    ref: 'tag latest',
    directory: '.',
    commands: [`flux push artifact oci://registry.example/acme/fleet:latest --path=./ ${COMMIT}`],
  }]);
  expect(rollout).toEqual([
    'Have CI push oci://registry.example/acme/fleet, once from the branch with these changes, before they are merged (the publish plan has the commands): an artifact of the old files would lead the cluster back to Git.',
    'Make the artifact readable for the cluster, or create a pull Secret, apply the OCIRepository home, and wait until it is Ready.',
    'Merge what repoints the object that refers to it.',
    'Remove the annotation `kustomize.toolkit.fluxcd.io/prune: disabled` of the new sources.',
    'In CI, give previews that read Git sources, such as flux-local, a map from the new sources to directories.',
  ]);
});

test('what is signed is signed by its digest', () => {
  const { publish, rollout } = migrated(FLEET, {
    artifactRoot: 'kubernetes', ref: OciRef.tag('main'), verify: GITHUB, auth: RegistryAuth.dockerConfig(SecretRef.named('ghcr')),
  }).migration;
  expect(publish).toEqual([{
    url: 'oci://registry.example/acme/fleet',
    ref: 'tag main',
    directory: 'kubernetes',
    commands: [
      `DIGEST="$(flux push artifact oci://registry.example/acme/fleet:main --path=./kubernetes ${COMMIT} --output json | jq -r .digest)"`,
      'cosign sign --yes "registry.example/acme/fleet@$DIGEST"',
    ],
  }]);
  expect(rollout.slice(0, 2)).toEqual([
    'Have CI push and sign oci://registry.example/acme/fleet, once from the branch with these changes, before they are merged (the publish plan has the commands): an artifact of the old files would lead the cluster back to Git.',
    'Create the pull Secret, apply the OCIRepository home, and wait until it is Ready and SourceVerified.',
  ]);
});

test('a range of versions is pushed one by one, and signed with the key', () => {
  const { publish } = migrated(FLEET, { ref: OciRef.semver('1.x'), verify: Verification.cosignKeysIn(SecretRef.named('cosign')) }).migration;
  expect(publish).toEqual([{
    url: 'oci://registry.example/acme/fleet',
    ref: 'semver 1.x',
    directory: '.',
    commands: [
      `DIGEST="$(flux push artifact oci://registry.example/acme/fleet:"$VERSION" --path=./ ${COMMIT} --output json | jq -r .digest)"`,
      'cosign sign --yes --key cosign.key "registry.example/acme/fleet@$DIGEST"',
    ],
  }]);
});

test('the artifact of another repository has no directory here', () => {
  const files = { 'apps.yaml': root('./elsewhere') };
  const { publish } = migrated(files, { sources: { 'home.flux-system': 'oci://registry.example/acme/other' }, ref: OciRef.digest(`sha256:${'a'.repeat(64)}`) }).migration;
  expect(publish).toEqual([{
    url: 'oci://registry.example/acme/other',
    ref: `digest sha256:${'a'.repeat(64)}`,
    commands: [`flux push artifact oci://registry.example/acme/other:latest --path=./ ${COMMIT}`],
  }]);
});

test('the sources of the default options are told of', () => {
  expect(migrated(FLEET).findings.filter(({ code }) => code === 'FOC111')).toEqual([
    {
      code: 'FOC111',
      level: 'notice',
      problem: 'the new sources follow the tag latest, which whoever may push can move',
      use: '`--ref` with a tag for each state, or `--semver`',
    },
    { code: 'FOC111', level: 'notice', problem: 'the new sources use whatever the registry serves', use: '`--verify-github` or `--verify-key`: only what CI has signed' },
  ]);
});

test('a root that stays can take everything back, one that moves comes last', () => {
  const bootstrap = migrated({
    'clusters/flux-system/gotk-sync.yaml': root('./clusters'),
    'clusters/apps.yaml': kustomization('apps', './apps', 'home'),
    'clusters/receiver.yaml': receiver('push').replace('resources:', 'resources: []'),
  });
  expect(bootstrap.migration.rollout.slice(2)).toEqual([
    'Merge what repoints the object that refers to it. While the root still comes from Git, reverting the commit takes it back.',
    'The root stays on Git with clusters/flux-system/gotk-sync.yaml; a FluxInstance can take its place when everything else runs from the artifact.',
    'Have CI call the Receivers after it has pushed the artifact, instead of the push to Git.',
    'Keep the GitRepository home as long as something needs it.',
    'Remove the annotation `kustomize.toolkit.fluxcd.io/prune: disabled` of the new sources.',
    'In CI, give previews that read Git sources, such as flux-local, a map from the new sources to directories.',
  ]);
  const instance = migrated({ 'clusters/flux.yaml': fluxInstance('clusters') });
  expect(instance.migration.rollout.slice(1)).toEqual([
    'Make the artifact readable for the cluster, or create a pull Secret, apply the OCIRepository flux-system (`flux create source oci flux-system --namespace flux-system --url oci://registry.example/acme/fleet --tag latest --interval 5m`), and wait until it is Ready.',
    'Move the root last: apply clusters/flux.yaml only when everything else runs from the artifact.',
    'In CI, give previews that read Git sources, such as flux-local, a map from the new sources to directories.',
  ]);
});

/** The source and the Kustomization of a cluster, in one file. */
function root(path: string): string {
  return file(gitRepository('home'), kustomization('cluster', path, 'home'));
}
