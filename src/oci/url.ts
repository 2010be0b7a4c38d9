import { quoted, refusal } from '../private/errors';

const SCHEME = 'oci://';
/** Host name, IPv4 or bracketed IPv6 address, optional port. */
const HOST = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*|\[[a-f0-9:.]+\])(?::[0-9]{1,5})?$/;
/** OCI distribution spec, one component of a repository name. */
const COMPONENT = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const LOOPBACK = /^(?:localhost|[a-z0-9.-]+\.localhost|127(?:\.[0-9]{1,3}){3}|\[::1\])(?::[0-9]{1,5})?$/;

/** Where a repository is: `oci://host[:port]/repository`, without tag and digest. */
export class OciUrl {
  /** Refuses what the API server takes and source-controller then stalls on (`URLInvalid`), or what no registry serves. */
  public static parse(url: string): OciUrl {
    const rest = withoutScheme(url);
    refuseReference(url, rest);
    const slash = rest.indexOf('/');
    if (slash <= 0 || slash === rest.length - 1) {
      throw refusal('FOC011', undefined, 'a URL names a registry host and a repository', { got: quoted(url), use: 'oci://host/repository' });
    }
    const [host, repository] = [rest.slice(0, slash), rest.slice(slash + 1)];
    refuseIllegal(url, host, repository);
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

function withoutScheme(url: string): string {
  if (typeof url === 'string' && url.startsWith(SCHEME)) return url.slice(SCHEME.length);
  const bare = String(url).replace(/^[a-zA-Z]+:\/\//, '');
  throw refusal('FOC011', undefined, 'the URL of an OCI repository starts with `oci://`', { got: quoted(url), use: quoted(SCHEME + bare) });
}

function refuseReference(url: string, rest: string): void {
  const at = rest.indexOf('@');
  if (at >= 0) {
    throw refusal('FOC013', undefined, 'a digest has no place in the URL', {
      got: quoted(url),
      use: `the URL ${quoted(SCHEME + rest.slice(0, at).replace(/:[^:/]*$/, ''))} with OciRef.digest(${quoted(rest.slice(at + 1))})`,
    });
  }
  const colon = rest.indexOf(':', rest.indexOf('/') + 1);
  if (rest.includes('/') && colon >= 0) {
    throw refusal('FOC013', undefined, 'a tag has no place in the URL', {
      got: quoted(url),
      use: `the URL ${quoted(SCHEME + rest.slice(0, colon))} with OciRef.tag(${quoted(rest.slice(colon + 1))})`,
    });
  }
}

function refuseIllegal(url: string, host: string, repository: string): void {
  const legal = SCHEME + host.toLowerCase() + '/' + repository.toLowerCase().replace(/\/+$/, '');
  const use = quoted(legal);
  if (repository.endsWith('/')) throw refusal('FOC014', undefined, 'a URL has no slash at its end', { got: quoted(url), use });
  if (/[A-Z]/.test(host + repository)) {
    throw refusal('FOC014', undefined, 'registry and repository names are lower case', { got: quoted(url), use });
  }
  if (!HOST.test(host)) throw refusal('FOC014', undefined, 'this is no host name of a registry', { got: quoted(host), use: 'oci://host[:port]/repository' });
  const illegal = repository.split('/').find(part => !COMPONENT.test(part));
  if (illegal !== undefined) {
    throw refusal('FOC014', undefined, 'parts of a repository name are lower-case letters and digits, with single `.`, `_`, or `-` between them', {
      got: `${quoted(illegal)} in ${quoted(url)}`,
      use: 'the name that the registry shows',
    });
  }
}
