import type { IConstruct } from 'constructs';
import type { KnownSecret } from './secret-known';
import { quoted, refusal } from '../private/errors';

/** The entries of a Docker configuration, by registry. */
type Auths = { readonly [registry: string]: unknown };

/** Flux asks as nobody where a login is for another registry. Shows no more of it than the registry's name. */
export function refuseOtherRegistries(user: IConstruct, secret: KnownSecret, spec: any): void {
  const auths = authsOf(user, secret);
  const target = targetOf(spec?.url);
  if (!auths || target === undefined) return;
  const registries = Object.keys(auths);
  const matching = registries.filter(registry => matches(registry, target));
  const host = target.slice(0, target.indexOf('/'));
  const refuse = (got: string) => refusal('FOC038', user, `the Secret ${secret.name} has no login for ${host}, so that Flux pulls as nobody`, {
    got,
    use: `an entry ${quoted(host)} in \`auths\`, with \`username\` and \`password\`, or with \`auth\``,
  });
  if (matching.length === 0) throw refuse(registries.length ? `those for ${registries.map(quoted).join(', ')}` : 'none');
  if (!matching.some(registry => isLogin(auths[registry]))) throw refuse(`an empty one for ${matching.map(quoted).join(', ')}`);
}

/** Absent where it can't be read here. */
function authsOf(user: IConstruct, { name, texts, templates }: KnownSecret): Auths | undefined {
  const key = ['.dockerconfigjson', '.dockercfg'].find(each => texts.has(each) || templates.has(each));
  if (key === undefined) return undefined;
  const auths = parsed(texts.get(key) ?? templates.get(key)!, key);
  if (auths !== undefined || templates.has(key)) return auths;
  throw refusal('FOC038', user, `${quoted(key)} of the Secret ${name} is no configuration of Docker`, { use: '{"auths":{"<registry>":{"auth":"…"}}}' });
}

function parsed(text: string, key: string): Auths | undefined {
  try {
    const value = JSON.parse(text);
    const auths = key === '.dockercfg' ? value : value.auths;
    return typeof auths === 'object' && auths !== null ? auths : undefined;
  } catch {
    return undefined;
  }
}

/** What Flux looks a login up for: Docker Hub has another name then. */
function targetOf(url: unknown): string | undefined {
  const [, host, repository] = /^oci:\/\/([^/]+)\/(.+)$/.exec(String(url)) ?? [];
  if (host !== 'docker.io' && host !== 'index.docker.io') return host && `${host}/${repository}`;
  return `index.docker.io/${repository.includes('/') ? repository : `library/${repository}`}`;
}

/** As the keychain of Kubernetes: ports alike, as many parts, each of which may have `*`, and a path that the repository begins with. */
function matches(registry: string, target: string): boolean {
  const [, host, port, path] = /^(?:https?:\/\/)?([^/]*?)(?::([0-9]+))?(?:\/v[12](?=\/))?(\/.*)?$/.exec(registry.replace(/[?#].*$/, '')) ?? [];
  const [, ownHost, ownPort, ownPath] = /^([^/]*?)(?::([0-9]+))?(\/.*)$/.exec(target)!;
  const [globs, parts] = [host?.split('.') ?? [], ownHost.split('.')];
  return port === ownPort
    && globs.length === parts.length
    && globs.every((glob, index) => globOf(glob).test(parts[index]))
    && (path === undefined || path === '/' || ownPath.startsWith(path));
}

function globOf(glob: string): RegExp {
  return new RegExp(`^${glob.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*')}$`);
}

/** A helper of Docker Desktop leaves an entry empty, and keeps the password for itself. */
function isLogin(entry: any): boolean {
  return ['auth', 'username', 'password', 'identitytoken', 'registrytoken'].some(field => entry?.[field]);
}
