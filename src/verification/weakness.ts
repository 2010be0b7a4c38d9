import { quoted } from '../private/errors';
import { re2 } from '../private/re2';

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
  return matchOIDCIdentity.flatMap((identity: any) => [opennessOf('issuer', identity?.issuer), opennessOf('subject', identity?.subject)]).find(Boolean);
}

function opennessOf(field: string, pattern: unknown): string | undefined {
  if (typeof pattern !== 'string') return `an identity has no ${field}`;
  if (!isAnchored(pattern)) return `the ${field} ${quoted(pattern)} also matches longer texts; it needs ^ before it and $ behind it`;
  return acceptsStrangers(pattern) ? `the ${field} ${quoted(pattern)} accepts anybody` : undefined;
}

/** Whether nothing can stand around what the pattern says: not so in `^a|b$`. */
function isAnchored(pattern: string): boolean {
  const bare = pattern.replace(/\\[^]/g, '.').replace(/\[\^?\]?[^\]]*\]/g, '.');
  if (!/^\^[^]*\$$/.test(bare) || /\(\?[a-z]*m/i.test(bare)) return false;
  let depth = 0;
  for (const sign of bare) {
    if (sign === '(') depth += 1;
    if (sign === ')') depth -= 1;
    if (sign === '|' && depth === 0) return false;
  }
  return true;
}

/** What is no regular expression accepts nobody: Flux says so and pulls nothing. */
function acceptsStrangers(pattern: string): boolean {
  try {
    const compiled = re2().RE2JS.compile(pattern);
    return STRANGERS.some(stranger => compiled.matcher(stranger).find());
  } catch {
    return false;
  }
}
