import type { IConstruct } from 'constructs';
import { isWithin, parseDistinguishedName, type DistinguishedName } from './distinguished-name';
import type { OciUrl } from '../oci/url';
import { quoted, refusal } from '../private/errors';

// What notation-go refuses when it reads a trust policy: Flux asks it only once there is something to verify, and then pulls nothing.

const ALL = '*';
const SUBJECT = 'x509.subject:';
const HOST = /^[a-zA-Z0-9]+(?:-+[a-zA-Z0-9]+)*(?:\.[a-zA-Z0-9]+(?:-+[a-zA-Z0-9]+)*)*(?::[0-9]+)?$/;
const REPOSITORY = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*$/;

/** The scopes of all policies, each of which may stand once in all of them. */
export function checkScopes(trust: IConstruct, scopesOfPolicies: readonly (readonly string[])[]): void {
  const seen = new Map<string, number>();
  scopesOfPolicies.forEach((scopes, policy) => {
    const field = `\`registryScopes\` of policy ${policy}`;
    refuseAllBesideOthers(trust, field, scopes);
    for (const scope of scopes) {
      if (scope !== ALL && !isScope(scope)) {
        throw refusal('FOC049', trust, `${field} holds something else than a repository`, { got: quoted(scope), use: repositoryIn(scope) });
      }
      const other = seen.get(scope);
      if (other !== undefined) {
        throw refusal('FOC049', trust, `the scope ${quoted(scope)} stands in policy ${other} and in policy ${policy}, so that notation knows no answer`, {
          use: 'each scope once',
        });
      }
      seen.set(scope, policy);
    }
  });
}

/** The identities of one policy, none of which may lie within another. */
export function checkIdentities(trust: IConstruct, identities: readonly string[], policy: number): void {
  const field = `\`trustedIdentities\` of policy ${policy}`;
  refuseAllBesideOthers(trust, field, identities);
  const names: DistinguishedName[] = [];
  for (const identity of identities.filter(each => each !== ALL)) {
    const name = subjectOf(identity);
    if (typeof name === 'string') {
      throw refusal('FOC049', trust, `${field} holds something else than the subject of a certificate`, {
        got: `${quoted(identity)}: ${name}`,
        use: '"x509.subject: C=US, ST=WA, O=acme", with C, ST and O at least, or "*"',
      });
    }
    const other = names.findIndex(each => isWithin(each, name) || isWithin(name, each));
    if (other >= 0) {
      throw refusal('FOC049', trust, `${field} overlap`, { got: `${quoted(identities[other])} and ${quoted(identity)}`, use: 'the shorter one' });
    }
    names.push(name);
  }
}

/** The name by which notation looks for a policy: Flux writes Docker Hub's in full. */
export function scopeOf({ host, repository }: OciUrl): string {
  if (host !== 'docker.io' && host !== 'index.docker.io') return `${host}/${repository}`;
  return `index.docker.io/${repository.includes('/') ? repository : `library/${repository}`}`;
}

/** The one of these policies by which notation judges a repository: one that names it goes before one for all. */
export function policyFor<T extends { readonly registryScopes: readonly string[] }>(policies: readonly T[], scope: string): T | undefined {
  const having = (wanted: string) => policies.find(({ registryScopes }) => registryScopes.includes(wanted));
  return having(scope) ?? having(ALL);
}

/** A registry at an IPv6 address has none, not even `*`. */
export function isScope(scope: unknown): boolean {
  if (typeof scope !== 'string') return false;
  const slash = scope.indexOf('/');
  return slash > 0 && HOST.test(scope.slice(0, slash)) && REPOSITORY.test(scope.slice(slash + 1));
}

function refuseAllBesideOthers(trust: IConstruct, field: string, values: readonly string[]): void {
  if (values.length === 1 || !values.includes(ALL)) return;
  throw refusal('FOC049', trust, `${field} has "*" beside others, which notation refuses`, { got: values.map(quoted).join(', '), use: '"*" alone, or the others' });
}

function subjectOf(identity: unknown): DistinguishedName | string {
  if (typeof identity !== 'string') return 'not a text';
  return identity.startsWith(SUBJECT) ? parseDistinguishedName(identity.slice(SUBJECT.length)) : `it does not start with ${SUBJECT}`;
}

/** What may have been meant. */
function repositoryIn(scope: unknown): string {
  const bare = String(scope).replace(/^[a-z]+:\/\//, '').replace(/@.*$/, '').replace(/:[^/:]*$/, '').replace(/\/\*$/, '');
  return isScope(bare) ? `${quoted(bare)}: each repository by itself` : '"host/repository" without scheme and tag, or "*" alone for all';
}
