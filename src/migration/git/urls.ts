/** Where a Git repository is, in a form that can be compared: `host/path`. */
export interface GitAddress {
  readonly host: string;
  readonly path: string;
}

const WITH_SCHEME = /^[a-z][a-z0-9+.-]*:\/\/(?:[^@/]*@)?([^/:]+)(?::\d+)?\/(.+)$/i;
const AS_SSH_WRITES = /^(?:[^@/\s]+@)?([^:/\s]+):(?!\/\/)(.+)$/;

/** Hosts that are another one, for networks that let only HTTPS through. */
const ALIASES: { readonly [host: string]: string } = { 'ssh.github.com': 'github.com', 'altssh.gitlab.com': 'gitlab.com', 'altssh.bitbucket.org': 'bitbucket.org' };

/** Hosts that don't tell capital letters in paths. */
const ANY_CASE = new Set(['github.com', 'gitlab.com', 'bitbucket.org']);

/** However it is written: over SSH or HTTPS, with or without `.git`. Undefined for what is no address. */
export function gitAddress(url: string): GitAddress | undefined {
  const found = WITH_SCHEME.exec(url.trim()) ?? AS_SSH_WRITES.exec(url.trim());
  if (!found) return undefined;
  const host = ALIASES[found[1].toLowerCase()] ?? found[1].toLowerCase();
  const path = found[2].replace(/^\/+|\/+$/g, '').replace(/\.git$/, '');
  return { host, path: ANY_CASE.has(host) ? path.toLowerCase() : path };
}

/** Undefined stays undefined. */
export function addressKey(url: string | undefined): string | undefined {
  const address = url === undefined ? undefined : gitAddress(url);
  return address && `${address.host}/${address.path}`;
}

/** Who owns it: everything but the last part. */
export function organisationOf(url: string | undefined): string | undefined {
  const key = addressKey(url);
  return key?.slice(0, key.lastIndexOf('/'));
}

/** The last part of its path, as a registry takes it. */
export function repositoryName(url: string | undefined): string | undefined {
  const path = url === undefined ? undefined : gitAddress(url)?.path;
  return path?.slice(path.lastIndexOf('/') + 1).replace(/[A-Z]+(?![^{]*\})/g, capitals => capitals.toLowerCase());
}
