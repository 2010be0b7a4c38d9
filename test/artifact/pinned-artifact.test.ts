import { OciRepository, PinnedArtifact } from '../../src';
import { FluxOciError } from '../../src/private/errors';
import { digests, tags, textOf, urls } from '../oci/arbitraries';
import { acceptedDocument } from '../support/accepted';
import { fc } from '../support/property';
import { refusalOf } from '../support/refusal';
import { DIGEST, fluxChart } from '../support/render';

function refused(reference: unknown): string {
  return refusalOf(() => PinnedArtifact.parse(reference as string));
}

describe('a pinned artifact', () => {
  test('is read with its tag', () => {
    const artifact = PinnedArtifact.parse(`oci://ghcr.io/acme/app:1.2.3@${DIGEST}`);
    expect([artifact.url, artifact.tag, artifact.digest]).toEqual(['oci://ghcr.io/acme/app', '1.2.3', DIGEST]);
  });

  test('is read without a tag', () => {
    const artifact = PinnedArtifact.parse(`oci://ghcr.io/acme/app@${DIGEST}`);
    expect([artifact.url, artifact.tag, artifact.digest]).toEqual(['oci://ghcr.io/acme/app', undefined, DIGEST]);
  });

  test('takes no port for a tag', () => {
    const artifact = PinnedArtifact.parse(`oci://localhost:5000/app@${DIGEST}`);
    expect([artifact.url, artifact.tag, artifact.digest]).toEqual(['oci://localhost:5000/app', undefined, DIGEST]);
  });

  test('is written back as it was', () => {
    fc.assert(fc.property(urls, fc.option(tags), digests, (url, tag, digest) => {
      const reference = `${url}${tag === null ? '' : `:${tag}`}@${digest}`;
      const artifact = PinnedArtifact.parse(reference);
      return artifact.toString() === reference && artifact.url === url && artifact.tag === (tag ?? undefined) && artifact.digest === digest;
    }));
  });

  test('of any accepted reference is written back as it was', () => {
    fc.assert(fc.property(textOf('aZ0.-_:/@', 0, 14), digests, (text, digest) => {
      const reference = `oci://r.io/${text}@${digest}`;
      try {
        return PinnedArtifact.parse(reference).toString() === reference;
      } catch (error) {
        return error instanceof FluxOciError;
      }
    }), { numRuns: 2000 });
  });

  test('is what a source pulls', () => {
    const chart = fluxChart();
    const artifact = PinnedArtifact.parse(`oci://ghcr.io/acme/app:1.2.3@${DIGEST}`);
    new OciRepository(chart, 'app', { url: artifact.url, ref: artifact._ref() });
    expect(acceptedDocument(chart, 'OCIRepository').spec).toEqual({ url: 'oci://ghcr.io/acme/app', ref: { digest: DIGEST, tag: '1.2.3' }, interval: '60m' });
  });
});

describe('fails unpinned', () => {
  const message = (got: string, reference: string) => `FOC012 an artifact must be pinned by digest; got ${got}; `
    + `use "${reference}@sha256:…"; \`crane digest\` or \`flux push artifact --output json\` tells it`;

  test('with a tag only', () => {
    expect(refused('oci://ghcr.io/acme/app:latest')).toBe(message('"oci://ghcr.io/acme/app:latest", which may move with the tag "latest"', 'oci://ghcr.io/acme/app:latest'));
  });

  test('without any version', () => {
    expect(refused('oci://localhost:5000/app')).toBe(message('"oci://localhost:5000/app", which names no version', 'oci://localhost:5000/app'));
  });

  test.each([[undefined, 'undefined'], [null, 'null'], [{}, '[object Object]']])('as %p', (reference, got) => {
    expect(refused(reference)).toBe(message(got, 'oci://host/repository:tag'));
  });
});

describe('fails with', () => {
  test('a malformed digest', () => {
    expect(refused(`oci://ghcr.io/acme/app@${DIGEST.toUpperCase().replace('SHA', 'sha')}`)).toBe('FOC010 a digest is `sha256:` and 64 lower-case hexadecimal digits; '
      + `this has upper-case letters; got "sha256:${DIGEST.slice(7).toUpperCase()}"; `
      + 'use the digest that the registry returned for the manifest, e.g. from `crane digest` or `flux push artifact --output json`');
  });

  test('a URL without oci://', () => {
    expect(refused(`ghcr.io/acme/app@${DIGEST}`)).toBe('FOC011 the URL of an OCI repository starts with `oci://`; got "ghcr.io/acme/app"; use "oci://ghcr.io/acme/app"');
  });

  test('a URL without oci:// even where the digest is missing too', () => {
    expect(refused('ghcr.io/acme/app:1')).toBe('FOC011 the URL of an OCI repository starts with `oci://`; got "ghcr.io/acme/app"; use "oci://ghcr.io/acme/app"');
  });

  test('no repository', () => {
    expect(refused(`oci://ghcr.io@${DIGEST}`)).toBe('FOC011 a URL names a registry host and a repository; got "oci://ghcr.io"; use oci://host/repository');
  });

  test('an upper-case name', () => {
    expect(refused(`oci://ghcr.io/Acme/app:1@${DIGEST}`)).toBe('FOC014 registry and repository names are lower case; got "oci://ghcr.io/Acme/app"; use "oci://ghcr.io/acme/app"');
  });

  test('a slash at the end of the URL', () => {
    expect(refused(`oci://ghcr.io/acme/app/:1@${DIGEST}`)).toBe('FOC014 a URL has no slash at its end; got "oci://ghcr.io/acme/app/"; use "oci://ghcr.io/acme/app"');
  });

  test.each(['', '-1', 'a:b', 'a b'])('the illegal tag %p', tag => {
    expect(refused(`oci://ghcr.io/acme/app:${tag}@${DIGEST}`)).toBe('FOC015 a tag has 1 to 128 letters, digits, `_`, `.` and `-`, '
      + `and starts with neither \`.\` nor \`-\`; got "${tag}"; use a tag that the registry lists`);
  });

  test('a second digest', () => {
    expect(refused(`oci://ghcr.io/acme/app@${DIGEST}@${DIGEST}`)).toMatch(/^FOC013 a digest has no place in the URL; /);
  });

  test.each([`oci://robot:hunter2@ghcr.io/acme/app@${DIGEST}`, 'oci://robot:hunter2@ghcr.io/acme/app:1', 'robot:hunter2@ghcr.io/acme/app'])(
    'a user, and never shows the password (%#)', reference => {
      expect(refused(reference)).toBe('FOC014 a URL names no user; use RegistryAuth.dockerConfig(secret), and the URL without what is before the @');
    });
});
