import type { IConstruct } from 'constructs';
import { quoted, refusal } from '../private/errors';
import { warn } from '../private/warnings';

/** How strictly notation verifies. */
export enum NotationVerificationLevel {
  /** Integrity, authenticity, timestamps, expiry and revocation must hold. */
  STRICT = 'strict',
  /** As strict, but expiry, timestamps and revocation are only logged. */
  PERMISSIVE = 'permissive',
  /** Whoever signed: that nobody trusted did is only logged. Flux shows it by a missing condition `SourceVerified`, and by nothing else. */
  AUDIT = 'audit',
  /** Nothing is verified, and nothing has to be signed. Flux shows it by a missing condition `SourceVerified`, and by nothing else. */
  SKIP = 'skip',
}

const { STRICT, AUDIT, SKIP } = NotationVerificationLevel;

/** Of a policy, what decides how strict it is. */
interface Strictness {
  readonly level?: NotationVerificationLevel;
  readonly acceptsUntrustedBecause?: string;
  readonly trustedIdentities?: readonly string[];
}

/** Whether Flux lets in what nobody trusted has signed. */
export function isLoose(level: NotationVerificationLevel | undefined): boolean {
  return level === AUDIT || level === SKIP;
}

/** The level of a policy; a loose one only for a reason. */
export function checkedLevel(trust: IConstruct, strictness: Strictness, policy: number): NotationVerificationLevel {
  const { level = STRICT, acceptsUntrustedBecause: reason, trustedIdentities } = strictness;
  const known = Object.values(NotationVerificationLevel).includes(level);
  const isReason = typeof reason === 'string' && reason.trim() !== '';
  if (!known || isLoose(level) && !isReason) {
    throw refusal('FOC043', trust, `\`level\` of policy ${policy} must refuse what is not signed`, {
      got: quoted(level),
      use: `NotationVerificationLevel.STRICT or .PERMISSIVE${known ? ', or `acceptsUntrustedBecause` with the reason' : ''}`,
    });
  }
  if (!isLoose(level)) {
    if (reason === undefined) return level;
    throw refusal('FOC043', trust, `\`acceptsUntrustedBecause\` of policy ${policy} has no meaning, for its level is ${level}`, { use: 'one of both' });
  }
  if (level === SKIP && trustedIdentities?.length) {
    throw refusal('FOC043', trust, `\`trustedIdentities\` of policy ${policy} have no meaning, for its level is skip`, { use: 'NotationVerificationLevel.STRICT, or no identities' });
  }
  warn(trust, 'FOC098', `policy ${policy} lets in what nobody trusted has signed (level ${level}): ${reason}`, { use: 'NotationVerificationLevel.STRICT' });
  return level;
}
