import { ociRepository } from './manifests';
import { source } from './programs';
import type { Theme } from './trap';
import { OciRef, PinnedArtifact } from '../../../src';
import { DIGEST } from '../../support/render';

const HEX = '0123456789abcdef'.repeat(4);

export const REFERENCES: Theme = {
  title: 'Tags and digests',
  traps: [
    {
      id: 'digest-malformed',
      wrong: 'A digest that is too short.',
      manifests: ociRepository(`
        url: oci://<registry>/<org>/app
        ref:
          digest: sha256:1234
      `),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is pulled. Flux goes on trying.',
        facts: {
          'OCIRepository/app': [
            'Ready=False OCIArtifactPullFailed: failed to determine artifact digest: wrong number of hex digits for sha256: 1234',
            'no Stalled',
          ],
        },
      },
      library: { refused: 'FOC010', program: () => OciRef.digest('sha256:1234') },
    },
    {
      id: 'digest-upper-case',
      wrong: 'A digest in capitals.',
      manifests: ociRepository(`
        url: oci://<registry>/<org>/app
        ref:
          digest: sha256:${HEX.toUpperCase()}
      `),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is pulled.',
        facts: {
          'OCIRepository/app': ['Ready=False OCIArtifactPullFailed: failed to determine artifact digest: found non-hex character in hash: A'],
        },
      },
      library: { refused: 'FOC010', program: () => OciRef.digest(`sha256:${HEX.toUpperCase()}`) },
    },
    {
      id: 'digest-without-algorithm',
      wrong: 'The hexadecimal digits alone.',
      manifests: ociRepository(`
        url: oci://<registry>/<org>/app
        ref:
          digest: ${HEX}
      `),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is pulled.',
        facts: {
          'OCIRepository/app': ['Ready=False OCIArtifactPullFailed: failed to determine artifact digest: cannot parse hash: "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"'],
        },
      },
      library: { refused: 'FOC010', program: () => OciRef.digest(HEX) },
    },
    {
      id: 'digest-of-sha512',
      wrong: 'A digest that OCI allows and Flux doesn\'t know.',
      manifests: ociRepository(`
        url: oci://<registry>/<org>/app
        ref:
          digest: sha512:${HEX}${HEX}
      `),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is pulled.',
        facts: {
          'OCIRepository/app': ['Ready=False OCIArtifactPullFailed: failed to determine artifact digest: unsupported hash: "sha512"'],
        },
      },
      library: { refused: 'FOC010', program: () => OciRef.digest(`sha512:${HEX}${HEX}`) },
    },
    {
      id: 'digest-unknown',
      wrong: 'A digest that the registry doesn\'t have.',
      manifests: ociRepository(`
        url: oci://<registry>/<org>/app
        ref:
          digest: ${DIGEST}
      `),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is pulled. Flux goes on trying.',
        facts: {
          'OCIRepository/app': ["Ready=False OCIArtifactPullFailed: failed to pull artifact from 'oci://<registry>/<org>/app': GET http://<registry>/v2/<org>/app/manifests/sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef: MANIFEST_UNKNOWN: manifest unknown; unknown manifest name=<org>/app revision=sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"],
        },
      },
      library: { beyond: 'Only the registry knows what it has.', program: chart => source(chart, { ref: OciRef.digest(DIGEST) }) },
    },
    {
      id: 'digest-beside-another-tag',
      wrong: 'A digest beside a tag that points elsewhere.',
      manifests: ociRepository(`
        url: oci://<registry>/<org>/app
        ref:
          tag: 1.1.0
          digest: <digest of app:1.0.0>
      `),
      apiServer: 'accepted',
      flux: {
        effect: 'The digest is pulled, which is 1.0.0; nothing says so.',
        facts: {
          'OCIRepository/app': ["Ready=True Succeeded: stored artifact for digest '<digest of app:1.0.0>'"],
        },
      },
      library: {
        beyond: 'Only the registry knows what a tag points to.',
        program: chart => source(chart, { ref: OciRef.digest(DIGEST, { tag: '1.1.0' }) }),
      },
    },
    {
      id: 'digest-beside-semver',
      wrong: 'A digest beside a range that is meant to bring updates.',
      manifests: ociRepository(`
        url: oci://<registry>/<org>/app
        ref:
          semver: ">=1.1.0"
          digest: <digest of app:1.0.0>
      `),
      apiServer: 'accepted',
      flux: {
        effect: 'The range is ignored.',
        facts: {
          'OCIRepository/app': ["Ready=True Succeeded: stored artifact for digest '<digest of app:1.0.0>'"],
        },
      },
      library: { impossible: 'An `OciRef` says one of them.' },
    },
    {
      id: 'tag-beside-semver',
      wrong: 'A tag beside a range, meant to pin.',
      manifests: ociRepository(`
        url: oci://<registry>/<org>/app
        ref:
          semver: 1.x
          tag: 1.0.0
      `),
      apiServer: 'accepted',
      flux: {
        effect: 'The tag is ignored, and 1.1.0 pulled.',
        facts: {
          'OCIRepository/app': ["Ready=True Succeeded: stored artifact for digest '1.1.0@<digest of app:1.1.0>'"],
        },
      },
      library: { impossible: 'An `OciRef` says one of them.' },
    },
    {
      id: 'reference-absent',
      wrong: 'No reference.',
      manifests: ociRepository(`
        url: oci://<registry>/<org>/app
      `),
      apiServer: 'accepted',
      flux: {
        effect: 'Flux follows the tag `latest`, here one that nobody pushed.',
        facts: {
          'OCIRepository/app': ['Ready=False OCIArtifactPullFailed: failed to determine artifact digest: GET http://<registry>/v2/<org>/app/manifests/latest: MANIFEST_UNKNOWN: manifest unknown; unknown tag=latest'],
        },
      },
      library: { warned: 'FOC018', program: chart => source(chart, { ref: undefined }) },
    },
    {
      id: 'tag-illegal',
      wrong: 'A version with build metadata as tag: registries write its + as _.',
      manifests: ociRepository(`
        url: oci://<registry>/<org>/app
        ref:
          tag: 1.0.0+build.7
      `),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is pulled.',
        facts: {
          'OCIRepository/app': ['Ready=False OCIArtifactPullFailed: failed to determine artifact digest: GET http://<registry>/v2/<org>/app/manifests/1.0.0+build.7: unexpected status code 404 Not Found: 404 page not found'],
        },
      },
      library: { refused: 'FOC015', program: () => OciRef.tag('1.0.0+build.7') },
    },
    {
      id: 'tag-as-number',
      wrong: 'A tag that YAML reads as a number.',
      manifests: ociRepository(`
        url: oci://<registry>/<org>/app
        ref:
          tag: 1.0
      `),
      apiServer: 'Error from server: failed to create typed patch object (<namespace>/app; source.toolkit.fluxcd.io/v1, Kind=OCIRepository): .spec.ref.tag: expected string, got &value.valueUnstructured{Value:1}',
      library: { impossible: 'A tag is a text, and cdk8s quotes what YAML would read as something else.' },
    },
    {
      id: 'tag-moves',
      wrong: 'A tag, where one artifact is meant.',
      before: ociRepository(`
        url: oci://<registry>/<org>/moving
        ref:
          tag: stable
        interval: 1s
      `),
      manifests: ociRepository(`
        url: oci://<registry>/<org>/moving
        ref:
          tag: stable
        interval: 1s
      `),
      apiServer: 'accepted',
      flux: {
        effect: 'Somebody pushed the tag again meanwhile, and that is what runs.',
        facts: {
          'OCIRepository/app': ['status.artifact.revision: stable@<digest of moving:1.1.0>'],
        },
      },
      library: { refused: 'FOC012', program: () => PinnedArtifact.parse('oci://localhost:5000/acme/moving:stable') },
    },
  ],
};
