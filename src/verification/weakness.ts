import { finder, isAnchored } from './anchored';
import { strangersToIssuer, strangersToSubject } from './neighbours';
import { quoted } from '../private/errors';

/** People whom nobody had in mind; a pattern that accepts one of them accepts everybody. */
const STRANGERS = [
  'https://github.com/stranger/repository/.github/workflows/release.yml@refs/heads/main',
  'https://gitlab.com/stranger/project//.gitlab-ci.yml@refs/heads/main',
  'https://accounts.stranger.example',
  'stranger@stranger.example',
];

/**
 * Why the `verify` of a finished source doesn't make sure any more that a known signer signed; undefined where it does, be
 * it another one than before. `unpatched` is what it was before JSON patches.
 */
export function weaknessOf(verify: any, unpatched: any): string | undefined {
  if (!verify) return '`verify` is gone';
  const { provider = 'cosign', secretRef, matchOIDCIdentity } = verify;
  const hasIdentities = Array.isArray(matchOIDCIdentity) && matchOIDCIdentity.length > 0;
  if (provider !== 'cosign') return secretRef?.name ? undefined : 'it names no trust policy';
  if (secretRef?.name) return hasIdentities ? 'with a `secretRef` beside it, Flux ignores `matchOIDCIdentity`' : undefined;
  if (!hasIdentities) return 'it names no identity that must have signed';
  if (unpatched?.trustedRootSecretRef && !verify.trustedRootSecretRef) return '`trustedRootSecretRef` is gone';
  return matchOIDCIdentity.flatMap((identity: any) => [opennessOf('issuer', identity?.issuer, strangersToIssuer), opennessOf('subject', identity?.subject, strangersToSubject)]).find(Boolean);
}

function opennessOf(field: string, pattern: unknown, strangersTo: (text: string) => string[]): string | undefined {
  if (typeof pattern !== 'string') return `an identity has no ${field}`;
  if (!isAnchored(pattern)) return `the ${field} ${quoted(pattern)} also matches longer texts; it needs ^ before it and $ behind it`;
  const accepts = finderOrNone(pattern);
  if (STRANGERS.some(accepts)) return `the ${field} ${quoted(pattern)} accepts anybody`;
  const stranger = [exampleOf(pattern)].filter(accepts).flatMap(strangersTo).find(accepts);
  return stranger === undefined ? undefined : `the ${field} ${quoted(pattern)} also accepts ${quoted(stranger)}`;
}

/** What is no regular expression accepts nobody: Flux says so and pulls nothing. */
function finderOrNone(pattern: string): (text: string) => boolean {
  try {
    return finder(pattern);
  } catch {
    return () => false;
  }
}

/** What the pattern has in mind, if it says little more than one text. */
function exampleOf(pattern: string): string {
  return pattern.slice(1, -1)
    .replace(/\((?:\?:)?([^()|]*)(?:\|[^()]*)?\)/g, '$1')
    .replace(/(?:\[\^?\]?[^\]]*\]|\\[wdS]|(?<!\\)\.)[+*]\??/g, 'x')
    .replace(/\\(.)/g, '$1');
}
