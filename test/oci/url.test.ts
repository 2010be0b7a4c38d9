import { textOf, urls } from './arbitraries';
import { OciUrl } from '../../src/oci/url';
import { FluxOciError } from '../../src/private/errors';
import { fc } from '../support/property';
import { refusalOf } from '../support/refusal';
import { DIGEST } from '../support/render';

function refused(url: unknown): string {
  return refusalOf(() => OciUrl.parse(url as string));
}

describe('a URL', () => {
  test('is read into host and repository, and written back as it was', () => {
    fc.assert(fc.property(urls, url => {
      const parsed = OciUrl.parse(url);
      return parsed.toString() === url && `oci://${parsed.host}/${parsed.repository}` === url && !parsed.host.includes('/');
    }));
  });

  test('that is accepted is one that go-containerregistry reads in the same way', () => {
    fc.assert(fc.property(textOf('aZ0.-_:/@[]', 0, 16), text => {
      const url = `oci://${text}`;
      try {
        const { host, repository } = OciUrl.parse(url);
        return `oci://${host}/${repository}` === url && /^[^/]*[.:][^/]*$/.test(host) && /^[a-z0-9_./-]{2,255}$/.test(repository);
      } catch (error) {
        return error instanceof FluxOciError;
      }
    }), { numRuns: 2000 });
  });

  test.each([
    ['oci://ghcr.io/acme/app', 'ghcr.io', 'acme/app'],
    ['oci://registry.acme.com:5000/team/sub/app', 'registry.acme.com:5000', 'team/sub/app'],
    ['oci://localhost:5000/app', 'localhost:5000', 'app'],
    ['oci://[::1]:5000/app', '[::1]:5000', 'app'],
    ['oci://127.0.0.1:5000/app', '127.0.0.1:5000', 'app'],
    ['oci://docker.io/acme/my__app---x.y_z', 'docker.io', 'acme/my__app---x.y_z'],
    [`oci://ghcr.io/${'a'.repeat(255)}`, 'ghcr.io', 'a'.repeat(255)],
  ])('%s is taken', (url, host, repository) => {
    const parsed = OciUrl.parse(url);
    expect([parsed.host, parsed.repository]).toEqual([host, repository]);
  });

  test.each([
    ['localhost:5000', true], ['registry.localhost', true], ['registry.localhost:5000', true], ['127.0.0.1', true], ['127.8.9.1:5000', true], ['[::1]', true],
    ['[::1]:5000', true], ['ghcr.io', false], ['localhost.acme.com', false], ['127.0.0.1.acme.com', false], ['10.0.0.1:5000', false], ['[2001:db8::1]', false],
    ['mylocalhost:5000', false],
  ])('at %s is on this machine: %s', (host, isLoopback) => {
    expect(OciUrl.parse(`oci://${host}/app`).isLoopback).toBe(isLoopback);
  });
});

describe('fails without oci://', () => {
  const message = (got: string, use: string) => `FOC011 the URL of an OCI repository starts with \`oci://\`; got ${got}; use ${use}`;

  test.each([
    ['ghcr.io/acme/app', 'oci://ghcr.io/acme/app'],
    ['https://ghcr.io/acme/app', 'oci://ghcr.io/acme/app'],
    ['OCI://ghcr.io/acme/app', 'oci://ghcr.io/acme/app'],
    ['git+ssh://github.com/acme/app', 'oci://github.com/acme/app'],
  ])('%s', (url, use) => {
    expect(refused(url)).toBe(message(`"${url}"`, `"${use}"`));
  });

  test.each([['', '""'], ['https://', '"https://"'], [undefined, 'undefined'], [null, 'null'], [5000, '5000'], [['oci://ghcr.io/acme/app'], 'oci://ghcr.io/acme/app']])('%p', (url, got) => {
    expect(refused(url)).toBe(message(got, 'oci://host/repository'));
  });
});

test.each(['oci://ghcr.io', 'oci://ghcr.io/', 'oci:///acme/app', 'oci://localhost:5000', 'oci://'])('fails without host or repository: %s', url => {
  expect(refused(url)).toBe(`FOC011 a URL names a registry host and a repository; got "${url}"; use oci://host/repository`);
});

describe('fails with a reference inside', () => {
  test('a tag', () => {
    expect(refused('oci://ghcr.io/acme/app:1.0.0'))
      .toBe('FOC013 a tag has no place in the URL; got "oci://ghcr.io/acme/app:1.0.0"; use the URL "oci://ghcr.io/acme/app" with OciRef.tag("1.0.0")');
  });

  test('a tag behind a port', () => {
    expect(refused('oci://localhost:5000/app:latest'))
      .toBe('FOC013 a tag has no place in the URL; got "oci://localhost:5000/app:latest"; use the URL "oci://localhost:5000/app" with OciRef.tag("latest")');
  });

  test('a digest', () => {
    expect(refused(`oci://ghcr.io/acme/app@${DIGEST}`)).toBe('FOC013 a digest has no place in the URL; '
      + `got "oci://ghcr.io/acme/app@${DIGEST}"; use the URL "oci://ghcr.io/acme/app" with OciRef.digest("${DIGEST}")`);
  });

  test('a tag and a digest, of which none is lost', () => {
    expect(refused(`oci://ghcr.io:443/acme/app:1.0.0@${DIGEST}`)).toBe('FOC013 a digest has no place in the URL; '
      + `got "oci://ghcr.io:443/acme/app:1.0.0@${DIGEST}"; use the URL "oci://ghcr.io:443/acme/app" with OciRef.digest("${DIGEST}", { tag: "1.0.0" })`);
  });
});

describe('fails with a name that no registry has', () => {
  test.each([
    ['oci://GHCR.io/acme/app', 'oci://ghcr.io/acme/app'],
    ['oci://ghcr.io/Acme/App', 'oci://ghcr.io/acme/app'],
  ])('upper case: %s', (url, use) => {
    expect(refused(url)).toBe(`FOC014 registry and repository names are lower case; got "${url}"; use "${use}"`);
  });

  test.each([
    ['oci://ghcr.io/acme/app/', 'oci://ghcr.io/acme/app'],
    ['oci://ghcr.io/Acme/app//', 'oci://ghcr.io/acme/app'],
  ])('a slash at the end: %s', (url, use) => {
    expect(refused(url)).toBe(`FOC014 a URL has no slash at its end; got "${url}"; use "${use}"`);
  });

  test.each(['ghcr..io', '-ghcr.io', 'ghcr_io.com', 'ghcr.io:port', 'ghcr.io:', 'gh cr.io', '[zz]', 'ghcr.io?x', 'ghcr.io:123456'])('the host %s', host => {
    expect(refused(`oci://${host}/acme/app`)).toBe(`FOC014 this is no host name of a registry; got "${host}"; use oci://host[:port]/repository`);
  });

  test.each([
    ['acme//app', ''], ['acme/app ', 'app '], ['acme/-app', '-app'], ['acme/app-', 'app-'], ['acme/a..b', 'a..b'], ['acme/a___b', 'a___b'], ['acme/äpp', 'äpp'],
    ['acme/app?tag=1', 'app?tag=1'], ['acme/app\n', 'app\n'],
  ])('the repository %p', (repository, part) => {
    const url = `oci://ghcr.io/${repository}`;
    expect(refused(url)).toBe('FOC014 each part of a repository name is lower-case letters and digits, with `.`, `_`, `__` or dashes between them; '
      + `got ${JSON.stringify(part)} in ${JSON.stringify(url)}; use the name that the registry shows`);
  });

  test.each([['a', 1], ['a'.repeat(256), 256]])('a repository whose length Flux refuses', (repository, length) => {
    expect(refused(`oci://ghcr.io/${repository}`))
      .toBe(`FOC014 Flux takes repository names of 2 to 255 characters; got "${repository}" (${length}); use the name that the registry shows`);
  });
});

test.each([
  ['oci://registry/app', 'registry', 'oci://registry:443/app', 'oci://docker.io/registry/app'],
  ['oci://localhost/app', 'localhost', 'oci://localhost:443/app', 'oci://docker.io/localhost/app'],
])('fails at %s, which Flux takes for a user of Docker Hub', (url, host, registry, hub) => {
  expect(refused(url)).toBe(`FOC014 Flux reads a host without a dot or port as a user of Docker Hub; got "${host}"; use "${registry}" or the port of that registry, or "${hub}"`);
});

test.each(['oci://robot:hunter2@ghcr.io/acme/app', 'https://robot:hunter2@ghcr.io/acme/app', 'robot:hunter2@ghcr.io/acme/app', 'oci://hunter2@ghcr.io/acme/app:1.0.0', 'oci://robot:hunter2@ghcr.io'])(
  'fails with a user in the URL, and never shows the password (%#)', url => {
    expect(refused(url)).toBe('FOC014 a URL names no user; use RegistryAuth.dockerConfig(secret), and the URL without what is before the @');
  });
