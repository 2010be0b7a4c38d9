import type { IConstruct } from 'constructs';
import { quoted, refusal } from '../private/errors';

const SCHEME = 'oci://';
/** Host name, IPv4 or bracketed IPv6 address, optional port. */
const HOST = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*|\[[a-f0-9:.]+\])(?::[0-9]{1,5})?$/;
/** OCI distribution spec, one component of a repository name. */
const COMPONENT = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
/** Without a dot or port, Flux reads the first part as a user of Docker Hub; Flux 2.9 does so even with `localhost`. */
const REGISTRY = /[.:]/;
/** `user:password@` before the host; not a digest without repository. */
const USER = /^(?:[a-z][a-z0-9+.-]*:\/\/)?[^/@]*@(?!sha[0-9]+:)/i;
const LOOPBACK = /^(?:localhost|[a-z0-9.-]+\.localhost|127(?:\.[0-9]{1,3}){3}|\[::1\])(?::[0-9]{1,5})?$/;

/** Where a repository is: `oci://host[:port]/repository`, without tag and digest. */
export class OciUrl {
  /**
   * Refuses what the API server takes and source-controller then stalls on (`URLInvalid`), or what no registry serves; `scope` is
   * whoever was given the URL.
   */
  public static parse(url: string, scope?: IConstruct): OciUrl {
    refuseUser(url, scope);
    const rest = withoutScheme(url, scope);
    refuseReference(url, rest, scope);
    const slash = rest.indexOf('/');
    if (slash <= 0 || slash === rest.length - 1) {
      throw refusal('FOC011', scope, 'a URL names a registry host and a repository', { got: quoted(url), use: 'oci://host/repository' });
    }
    const [host, repository] = [rest.slice(0, slash), rest.slice(slash + 1)];
    refuseIllegal(url, host, repository, scope);
    return new OciUrl(host, repository);
  }

  private constructor(
    /** With the port, where there is one. */
    public readonly host: string,
    public readonly repository: string,
  ) {}

  public get isLoopback(): boolean {
    return LOOPBACK.test(this.host);
  }

  public toString(): string {
    return `${SCHEME}${this.host}/${this.repository}`;
  }
}

/** Refuses credentials, here or in a longer reference, without showing them. */
export function refuseUser(url: unknown, scope?: IConstruct): void {
  if (typeof url !== 'string' || !USER.test(url)) return;
  throw refusal('FOC014', scope, 'a URL names no user', { use: 'RegistryAuth.dockerConfig(secret), and the URL without what is before the @' });
}

function withoutScheme(url: string, scope?: IConstruct): string {
  if (typeof url === 'string' && url.startsWith(SCHEME)) return url.slice(SCHEME.length);
  const bare = typeof url === 'string' ? url.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '') : '';
  throw refusal('FOC011', scope, 'the URL of an OCI repository starts with `oci://`', {
    got: quoted(url),
    use: bare === '' ? 'oci://host/repository' : quoted(SCHEME + bare),
  });
}

function refuseReference(url: string, rest: string, scope?: IConstruct): void {
  const at = rest.indexOf('@');
  if (at >= 0) {
    const [, name, tag] = /^(.*?)(?::([^:/]*))?$/s.exec(rest.slice(0, at))!;
    const options = tag === undefined ? '' : `, { tag: ${quoted(tag)} }`;
    throw refusal('FOC013', scope, 'a digest has no place in the URL', {
      got: quoted(url),
      use: `the URL ${quoted(SCHEME + name)} with OciRef.digest(${quoted(rest.slice(at + 1))}${options})`,
    });
  }
  const colon = rest.indexOf(':', rest.indexOf('/') + 1);
  if (rest.includes('/') && colon >= 0) {
    throw refusal('FOC013', scope, 'a tag has no place in the URL', {
      got: quoted(url),
      use: `the URL ${quoted(SCHEME + rest.slice(0, colon))} with OciRef.tag(${quoted(rest.slice(colon + 1))})`,
    });
  }
}

function refuseIllegal(url: string, host: string, repository: string, scope?: IConstruct): void {
  const problem = repository.endsWith('/') ? 'a URL has no slash at its end'
    : /[A-Z]/.test(host + repository) ? 'registry and repository names are lower case' : undefined;
  if (problem !== undefined) {
    const legal = SCHEME + host.toLowerCase() + '/' + repository.toLowerCase().replace(/\/+$/, '');
    throw refusal('FOC014', scope, problem, { got: quoted(url), use: quoted(legal) });
  }
  refuseHost(host, repository, scope);
  refuseRepository(url, repository, scope);
}

function refuseHost(host: string, repository: string, scope?: IConstruct): void {
  if (!HOST.test(host)) throw refusal('FOC014', scope, 'this is no host name of a registry', { got: quoted(host), use: 'oci://host[:port]/repository' });
  if (REGISTRY.test(host)) return;
  throw refusal('FOC014', scope, 'Flux reads a host without a dot or port as a user of Docker Hub', {
    got: quoted(host),
    use: `${quoted(`${SCHEME}${host}:443/${repository}`)} or the port of that registry, or ${quoted(`${SCHEME}docker.io/${host}/${repository}`)}`,
  });
}

function refuseRepository(url: string, repository: string, scope?: IConstruct): void {
  const use = 'the name that the registry shows';
  const illegal = repository.split('/').find(part => !COMPONENT.test(part));
  if (illegal !== undefined) {
    throw refusal('FOC014', scope, 'each part of a repository name is lower-case letters and digits, with `.`, `_`, `__` or dashes between them', {
      got: `${quoted(illegal)} in ${quoted(url)}`,
      use,
    });
  }
  if (repository.length < 2 || repository.length > 255) {
    throw refusal('FOC014', scope, 'Flux takes repository names of 2 to 255 characters', { got: `${quoted(repository)} (${repository.length})`, use });
  }
}
