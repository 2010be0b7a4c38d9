import { ociRepository } from './manifests';
import { source } from './programs';
import type { Theme } from './trap';
import { DIGEST } from '../../support/render';

export const URLS: Theme = {
  title: 'Where it is',
  traps: [
    {
      id: 'url-with-tag',
      wrong: 'A tag inside the URL.',
      manifests: ociRepository('url: oci://<registry>/<org>/app:1.0.0'),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is pulled. Flux gives up until the object changes.',
        facts: {
          'OCIRepository/app': [
            'Ready=False',
            "Stalled=True URLInvalid: URL validation failed for 'oci://<registry>/<org>/app:1.0.0': repository can only contain the characters `abcdefghijklmnopqrstuvwxyz0123456789_-./`: <org>/app:1.0.0",
          ],
        },
      },
      library: { refused: 'FOC013', program: chart => source(chart, { url: 'oci://localhost:5000/acme/app:1.0.0' }) },
    },
    {
      id: 'url-with-digest',
      wrong: 'A digest inside the URL.',
      manifests: ociRepository('url: oci://<registry>/<org>/app@<digest of app:1.0.0>'),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is pulled. Flux gives up until the object changes.',
        facts: {
          'OCIRepository/app': [
            'Ready=False',
            "Stalled=True URLInvalid: URL validation failed for 'oci://<registry>/<org>/app@<digest of app:1.0.0>': repository can only contain the characters `abcdefghijklmnopqrstuvwxyz0123456789_-./`: <org>/app@<digest of app:1.0.0>",
          ],
        },
      },
      library: { refused: 'FOC013', program: chart => source(chart, { url: `oci://localhost:5000/acme/app@${DIGEST}` }) },
    },
    {
      id: 'url-upper-case',
      wrong: 'Capitals in the repository.',
      manifests: ociRepository('url: oci://<registry>/<org>/App'),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is pulled. Flux gives up until the object changes.',
        facts: {
          'OCIRepository/app': [
            'Ready=False',
            "Stalled=True URLInvalid: URL validation failed for 'oci://<registry>/<org>/App': repository can only contain the characters `abcdefghijklmnopqrstuvwxyz0123456789_-./`: <org>/App",
          ],
        },
      },
      library: { refused: 'FOC014', program: chart => source(chart, { url: 'oci://localhost:5000/acme/App' }) },
    },
    {
      id: 'url-trailing-slash',
      wrong: 'A slash at the end.',
      manifests: ociRepository('url: oci://<registry>/<org>/app/\nref: { tag: 1.0.0 }'),
      apiServer: 'accepted',
      flux: {
        effect: 'It works with this registry (distribution); each registry decides for itself.',
        facts: {
          'OCIRepository/app': ["Ready=True Succeeded: stored artifact for digest '1.0.0@<digest of app:1.0.0>'"],
        },
      },
      library: { refused: 'FOC014', program: chart => source(chart, { url: 'oci://localhost:5000/acme/app/' }) },
    },
    {
      id: 'url-double-slash',
      wrong: 'Two slashes.',
      manifests: ociRepository('url: oci://<registry>/<org>//app\nref: { tag: 1.0.0 }'),
      apiServer: 'accepted',
      flux: {
        effect: 'It works with this registry (distribution); each registry decides for itself.',
        facts: {
          'OCIRepository/app': ["Ready=True Succeeded: stored artifact for digest '1.0.0@<digest of app:1.0.0>'"],
        },
      },
      library: { refused: 'FOC014', program: chart => source(chart, { url: 'oci://localhost:5000/acme//app' }) },
    },
    {
      id: 'url-without-repository',
      wrong: 'A host without a repository.',
      manifests: ociRepository('url: oci://<registry>\nref: { tag: 1.0.0 }'),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is pulled. Flux gives up until the object changes.',
        facts: {
          'OCIRepository/app': ["Ready=False URLInvalid: URL validation failed for 'oci://<registry>': repository can only contain the characters `abcdefghijklmnopqrstuvwxyz0123456789_-./`: <registry>"],
        },
      },
      library: { refused: 'FOC011', program: chart => source(chart, { url: 'oci://localhost:5000' }) },
    },
    {
      id: 'url-of-one-letter',
      wrong: 'A repository of one letter, which registries serve.',
      manifests: ociRepository('url: oci://<registry>/a\nref: { tag: 1.0.0 }'),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is pulled. Flux gives up until the object changes.',
        facts: {
          'OCIRepository/app': ["Ready=False URLInvalid: URL validation failed for 'oci://<registry>/a': repository must be between 2 and 255 characters in length: a"],
        },
      },
      library: { refused: 'FOC014', program: chart => source(chart, { url: 'oci://localhost:5000/a' }) },
    },
    {
      id: 'url-with-user',
      wrong: 'A user and a password before the host.',
      manifests: ociRepository('url: oci://robot:secret@<registry>/<org>/app\nref: { tag: 1.0.0 }'),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is pulled. Flux gives up until the object changes.',
        facts: {
          'OCIRepository/app': ["Ready=False URLInvalid: URL validation failed for 'oci://robot:secret@<registry>/<org>/app': registries must be valid RFC 3986 URI authorities: robot:secret@<registry>"],
        },
      },
      library: { refused: 'FOC014', program: chart => source(chart, { url: 'oci://robot:secret@localhost:5000/acme/app' }) },
    },
    {
      id: 'url-with-query',
      wrong: 'A query, as browsers have it.',
      manifests: ociRepository('url: oci://<registry>/<org>/app?tab=tags\nref: { tag: 1.0.0 }'),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is pulled. Flux gives up until the object changes.',
        facts: {
          'OCIRepository/app': ["Ready=False URLInvalid: URL validation failed for 'oci://<registry>/<org>/app?tab=tags': repository can only contain the characters `abcdefghijklmnopqrstuvwxyz0123456789_-./`: <org>/app?tab=tags"],
        },
      },
      library: { refused: 'FOC014', program: chart => source(chart, { url: 'oci://localhost:5000/acme/app?tab=tags' }) },
    },
    {
      id: 'url-of-https',
      wrong: 'The URL that browsers have.',
      manifests: ociRepository('url: https://<registry>/<org>/app\nref: { tag: 1.0.0 }'),
      apiServer: 'The OCIRepository "app" is invalid: spec.url: Invalid value: "https://<registry>/<org>/app": spec.url in body should match \'^oci://.*$\'',
      library: { refused: 'FOC011', program: chart => source(chart, { url: 'https://localhost:5000/acme/app' }) },
    },
    {
      id: 'http-without-insecure',
      wrong: 'A registry that speaks plain HTTP, without `insecure`.',
      manifests: ociRepository('url: oci://<registry at another address>/<org>/app\nref: { tag: 1.0.0 }'),
      apiServer: 'accepted',
      flux: {
        effect: 'Nothing is pulled. (Flux asks only loopback addresses in plain HTTP by itself.)',
        facts: {
          'OCIRepository/app': ['Ready=False OCIArtifactPullFailed: failed to determine artifact digest: Get "https://<registry at another address>/v2/": http: server gave HTTP response to HTTPS client'],
        },
      },
      library: { beyond: 'Only the registry knows what it speaks.', program: chart => source(chart, { url: 'oci://0.0.0.0:5000/acme/app' }) },
    },
  ],
};
