import { ociRepository } from './manifests';
import { source } from './programs';
import type { Theme } from './trap';
import { OciRef } from '../../../src';

export const RANGES: Theme = {
  title: 'Semver ranges',
  traps: [
    {
      id: 'semver-malformed',
      wrong: 'A semver range that is none.',
      manifests: ociRepository(`
        url: oci://<registry>/<org>/app
        ref:
          semver: 1.x.y.z
      `),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is pulled. Flux goes on trying.',
        facts: {
          'OCIRepository/app': [
            'Ready=False ReadOperationFailed: failed to determine the artifact tag for \'oci://<registry>/<org>/app\': semver \'1.x.y.z\' parse error: improper constraint: "1.x.y.z"',
            'no Stalled',
          ],
        },
      },
      library: { refused: 'FOC016', program: chart => source(chart, { ref: OciRef.semver('1.x.y.z') }) },
    },
    {
      id: 'semver-of-npm',
      wrong: 'A tag where a range belongs, as npm reads it.',
      manifests: ociRepository(`
        url: oci://<registry>/<org>/app
        ref:
          semver: latest
      `),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is pulled.',
        facts: {
          'OCIRepository/app': ['Ready=False ReadOperationFailed: failed to determine the artifact tag for \'oci://<registry>/<org>/app\': semver \'latest\' parse error: improper constraint: "latest"'],
        },
      },
      library: { refused: 'FOC016', program: chart => source(chart, { ref: OciRef.semver('latest') }) },
    },
    {
      id: 'semver-empty',
      wrong: 'A semver range that says nothing.',
      manifests: ociRepository(`
        url: oci://<registry>/<org>/app
        ref:
          semver: ""
      `),
      apiServer: 'accepted',
      flux: {
        effect: 'Flux sees no range and follows the tag `latest`, here one that nobody pushed.',
        facts: {
          'OCIRepository/app': ['Ready=False OCIArtifactPullFailed: failed to determine artifact digest: GET http://<registry>/v2/<org>/app/manifests/latest: MANIFEST_UNKNOWN: manifest unknown; unknown tag=latest'],
        },
      },
      library: { refused: 'FOC016', program: chart => source(chart, { ref: OciRef.semver('') }) },
    },
    {
      id: 'semver-without-match',
      wrong: 'A range in which no tag lies.',
      manifests: ociRepository(`
        url: oci://<registry>/<org>/app
        ref:
          semver: 9.x
      `),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is pulled.',
        facts: {
          'OCIRepository/app': ["Ready=False ReadOperationFailed: failed to determine the artifact tag for 'oci://<registry>/<org>/app': no match found for semver: 9.x"],
        },
      },
      library: { beyond: 'Only the registry knows its tags.', program: chart => source(chart, { ref: OciRef.semver('9.x') }) },
    },
    {
      id: 'semver-of-candidates',
      wrong: 'A range that names no pre-release, where there are only pre-releases.',
      manifests: ociRepository(`
        url: oci://<registry>/<org>/candidates
        ref:
          semver: ">=0.9.0"
      `),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is pulled: 1.0.0-rc.1 lies in `>=0.9.0-0` only.',
        facts: {
          'OCIRepository/app': ["Ready=False ReadOperationFailed: failed to determine the artifact tag for 'oci://<registry>/<org>/candidates': no match found for semver: >=0.9.0"],
        },
      },
      library: {
        beyond: 'Only the registry knows its tags.',
        program: chart => source(chart, { url: 'oci://localhost:5000/acme/candidates', ref: OciRef.semver('>=0.9.0') }),
      },
    },
    {
      id: 'semver-where-tags-are-branches',
      wrong: 'A range over a repository whose tags are no versions.',
      manifests: ociRepository(`
        url: oci://<registry>/<org>/branches
        ref:
          semver: "*"
      `),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is pulled: such tags are passed over.',
        facts: {
          'OCIRepository/app': ["Ready=False ReadOperationFailed: failed to determine the artifact tag for 'oci://<registry>/<org>/branches': no match found for semver: *"],
        },
      },
      library: {
        beyond: 'Only the registry knows its tags.',
        program: chart => source(chart, { url: 'oci://localhost:5000/acme/branches', ref: OciRef.semver('*') }),
      },
    },
    {
      id: 'filter-malformed',
      wrong: 'A semverFilter that is no regular expression.',
      manifests: ociRepository(`
        url: oci://<registry>/<org>/app
        ref:
          semver: 1.x
          semverFilter: (stable
      `),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is pulled.',
        facts: {
          'OCIRepository/app': [
            "Ready=False ReadOperationFailed: failed to determine the artifact tag for 'oci://<registry>/<org>/app': error parsing regexp: missing closing ): `(stable`",
            'no Stalled',
          ],
        },
      },
      library: { refused: 'FOC019', program: chart => source(chart, { ref: OciRef.semver('1.x', { filter: '(stable' }) }) },
    },
    {
      id: 'filter-of-javascript',
      wrong: 'A semverFilter with a lookahead, which Go doesn\'t have.',
      manifests: ociRepository(`
        url: oci://<registry>/<org>/app
        ref:
          semver: 1.x
          semverFilter: ^(?!.*rc).*$
      `),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is pulled.',
        facts: {
          'OCIRepository/app': ["Ready=False ReadOperationFailed: failed to determine the artifact tag for 'oci://<registry>/<org>/app': error parsing regexp: invalid or unsupported Perl syntax: `(?!`"],
        },
      },
      library: { refused: 'FOC019', program: chart => source(chart, { ref: OciRef.semver('1.x', { filter: '^(?!.*rc).*$' }) }) },
    },
    {
      id: 'filter-unanchored',
      wrong: 'A semverFilter for the line 1.0, without `^` before it.',
      manifests: ociRepository(`
        url: oci://<registry>/<org>/lines
        ref:
          semver: "*"
          semverFilter: 1\\.0
      `),
      apiServer: 'accepted',
      flux: {
        effect: 'It matches 21.0.5 as well, and that is pulled.',
        facts: {
          'OCIRepository/app': ["Ready=True Succeeded: stored artifact for digest '21.0.5@<digest of lines:21.0.5>'"],
        },
      },
      library: {
        warned: 'FOC025',
        program: chart => source(chart, { url: 'oci://localhost:5000/acme/lines', ref: OciRef.semver('*', { filter: '1\\.0' }) }),
      },
    },
    {
      id: 'filter-without-match',
      wrong: 'A semverFilter that no tag matches.',
      manifests: ociRepository(`
        url: oci://<registry>/<org>/app
        ref:
          semver: 1.x
          semverFilter: -stable$
      `),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is pulled; the message blames the range.',
        facts: {
          'OCIRepository/app': ["Ready=False ReadOperationFailed: failed to determine the artifact tag for 'oci://<registry>/<org>/app': no match found for semver: 1.x"],
        },
      },
      library: {
        beyond: 'Only the registry knows its tags.',
        program: chart => source(chart, { ref: OciRef.semver('1.x', { filter: '-stable$' }) }),
      },
    },
    {
      id: 'filter-without-semver',
      wrong: 'A semverFilter beside a tag.',
      manifests: ociRepository(`
        url: oci://<registry>/<org>/app
        ref:
          tag: 1.0.0
          semverFilter: -stable$
      `),
      apiServer: 'accepted',
      flux: {
        effect: 'The filter is ignored.',
        facts: {
          'OCIRepository/app': ["Ready=True Succeeded: stored artifact for digest '1.0.0@<digest of app:1.0.0>'"],
        },
      },
      library: { impossible: '`filter` is an option of `OciRef.semver`.' },
    },
  ],
};
