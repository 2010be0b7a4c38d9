import type { Secret } from 'cdk8s-plus-28';
import { Construct, type IConstruct } from 'constructs';
import { checkIdentities, checkScopes, covers, isScope, scopeOf } from './notation-policy';
import type { Pem } from './pem';
import { trustData, trustSecret } from './trust-secret';
import type { TrustSecretOptions } from './trust-secret-options';
import type { OciUrl } from '../oci/url';
import { Brand } from '../private/brand';
import { pathOf, quoted, refusal } from '../private/errors';

/** How strictly notation verifies. Flux accepts artifacts under looser levels although the signature fails: they are not offered. */
export enum NotationVerificationLevel {
  /** Integrity, authenticity, timestamps, expiry and revocation must hold. */
  STRICT = 'strict',
  /** As strict, but expiry, timestamps and revocation are only logged. */
  PERMISSIVE = 'permissive',
}

/** Whom notation trusts, for which repositories. */
export interface NotationTrustPolicy {
  /**
   * Repositories without scheme and tag, such as `ghcr.io/acme/app`, or `*` alone for all. Each may stand in one policy only. Those of
   * Docker Hub start with `index.docker.io/`.
   */
  readonly registryScopes: string[];

  /**
   * Subjects of signing certificates, such as `x509.subject: C=US, ST=WA, O=acme`, or `*` alone for any that the certificates vouch
   * for. A subject has at least `C`, `ST` (or `S`) and `O`; whatever else a certificate has is not asked for.
   */
  readonly trustedIdentities: string[];

  /**
   * How strictly to verify.
   *
   * @default NotationVerificationLevel.STRICT
   */
  readonly level?: NotationVerificationLevel;
}

/** Properties of `NotationTrust`. */
export interface NotationTrustProps extends TrustSecretOptions {
  /** The certificates of the CAs, by a name of yours; the key in the Secret is that name with `.crt`. Flux uses all of them for every policy. */
  readonly certificates: { [name: string]: Pem };

  /** At least one; of several, one may have the scope `*`. */
  readonly policies: NotationTrustPolicy[];
}

const POLICY_KEY = 'trustpolicy.json';
const BRAND = new Brand<NotationTrust>('NotationTrust');

/**
 * A Secret with a notation trust policy and certificates, to be shared by the sources of its namespace.
 *
 * @see https://fluxcd.io/flux/components/source/ocirepositories/#notation
 * @see https://notaryproject.dev/docs/user-guides/how-to/manage-trust-policy/
 */
export class NotationTrust extends Construct {
  /** @internal */
  public static _is(value: unknown): value is NotationTrust {
    return BRAND.isOn(value);
  }

  /** The Secret. */
  public readonly secret: Secret;

  private readonly scopes: readonly string[];

  /**
   * @throws FOC043 without a policy that says something, FOC049 for scopes and identities that notation refuses, FOC044 without a
   * certificate, FOC001 for names that can't be in one Secret, FOC041 or FOC042 for what is no certificate
   */
  public constructor(scope: Construct, id: string, props: NotationTrustProps) {
    super(scope, id);
    const certificates = trustData(this, props.certificates, {
      noun: 'certificate', plural: 'certificates', example: 'ca', suffixes: ['.crt', '.pem'], read: (pem, name) => pem._certificate(this, name),
    });
    if (Object.keys(certificates).length === 0) {
      throw refusal('FOC044', this, 'notation needs the certificate of a CA that it trusts', { use: '`certificates: { ca: Pem.file("ca.crt") }`' });
    }
    this.secret = trustSecret(this, props, { ...certificates, [POLICY_KEY]: this.trustPolicy(props.policies) });
    this.scopes = props.policies.flatMap(({ registryScopes }) => registryScopes);
  }

  /**
   * Refuses a source whose repository no policy covers.
   *
   * @internal
   */
  public _mustCover(source: IConstruct, url: OciUrl): void {
    const scope = scopeOf(url);
    if (!isScope(scope)) {
      throw refusal('FOC043', source, 'no policy of notation covers a registry at an IPv6 address', { got: quoted(scope), use: 'its name' });
    }
    if (covers(this.scopes, scope)) return;
    throw refusal('FOC043', source, `no policy of ${pathOf(this)} covers this repository, which must be named as it is`, {
      got: this.scopes.map(quoted).join(', '),
      use: `${quoted(scope)} among the \`registryScopes\` of one, or "*"`,
    });
  }

  private trustPolicy(policies: NotationTrustPolicy[] | undefined): string {
    if (!policies?.length) {
      throw refusal('FOC043', this, 'notation verifies nothing without a trust policy', {
        use: '`policies: [{ registryScopes: ["ghcr.io/acme/app"], trustedIdentities: ["x509.subject: C=US, ST=WA, O=acme"] }]`',
      });
    }
    const trustPolicies = policies.map((policy, index) => this.policy(policy, index));
    checkScopes(this, policies.map(({ registryScopes }) => registryScopes));
    policies.forEach(({ trustedIdentities }, index) => checkIdentities(this, trustedIdentities, index));
    return `${JSON.stringify({ version: '1.0', trustPolicies }, undefined, 2)}\n`;
  }

  private policy({ registryScopes, trustedIdentities, level = NotationVerificationLevel.STRICT }: NotationTrustPolicy, index: number): object {
    for (const [field, values] of Object.entries({ registryScopes, trustedIdentities })) {
      if (Array.isArray(values) && values.length > 0) continue;
      throw refusal('FOC043', this, `\`${field}\` of policy ${index} names nothing`, { use: 'a list with at least one entry; "*" stands for all' });
    }
    if (!Object.values(NotationVerificationLevel).includes(level)) {
      throw refusal('FOC043', this, `\`level\` of policy ${index} must refuse what is not signed`, {
        got: quoted(level),
        use: 'NotationVerificationLevel.STRICT or .PERMISSIVE',
      });
    }
    return {
      name: `policy-${index}`,
      registryScopes,
      signatureVerification: { level },
      trustStores: ['ca:flux'],
      trustedIdentities,
    };
  }
}

BRAND.put(NotationTrust);
