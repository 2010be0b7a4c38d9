import type { Secret } from 'cdk8s-plus-28';
import { Construct, type IConstruct } from 'constructs';
import { checkedSigning } from './notation-certificate';
import { checkedLevel, isLoose, NotationVerificationLevel } from './notation-level';
import { checkIdentities, checkScopes, isScope, policyFor, scopeOf } from './notation-policy';
import { trustData } from './trust-secret';
import type { Pem } from '../kube/pem';
import type { PublicSecretOptions } from '../kube/secret-options';
import { publicSecret } from '../kube/secret-public';
import type { OciUrl } from '../oci/url';
import { Brand } from '../private/brand';
import { pathOf, quoted, refusal } from '../private/errors';

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
   *
   * @default - none, which only the level SKIP allows
   */
  readonly trustedIdentities?: string[];

  /**
   * How strictly to verify.
   *
   * @default NotationVerificationLevel.STRICT
   */
  readonly level?: NotationVerificationLevel;

  /**
   * Why artifacts may come in that nobody trusted has signed. The levels AUDIT and SKIP need it; it stands in the warning
   * that each of them is (FOC098). Golden paths take neither.
   *
   * @default - they may not
   */
  readonly acceptsUntrustedBecause?: string;
}

/** Properties of `NotationTrust`. */
export interface NotationTrustProps extends PublicSecretOptions {
  /**
   * The certificates of the CAs, by a name of yours; the key in the Secret is that name with `.crt`. Flux uses all of them for
   * every policy. The certificate of one signer works as well, and trusts nobody else of its CA.
   */
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

  private readonly policies: readonly NotationTrustPolicy[];

  /**
   * @throws FOC043 without a policy that says something, FOC049 for scopes and identities that notation refuses, FOC044 without a
   * certificate, FOC001 for names that can't be in one Secret, FOC041 or FOC042 for what is no certificate, FOC096 for one that
   * notation accepts in no signature; one that isn't valid now is warned about (FOC097)
   */
  public constructor(scope: Construct, id: string, props: NotationTrustProps) {
    super(scope, id);
    const certificates = trustData(this, props.certificates, {
      noun: 'certificate', plural: 'certificates', example: 'ca', suffixes: ['.crt', '.pem'], read: (pem, name) => checkedSigning(this, name, pem._certificate(this, name)),
    });
    if (Object.keys(certificates).length === 0) {
      throw refusal('FOC044', this, 'notation needs the certificate of a CA that it trusts', { use: '`certificates: { ca: Pem.file("ca.crt") }`' });
    }
    this.secret = publicSecret(this, props, { ...certificates, [POLICY_KEY]: this.trustPolicy(props.policies) });
    this.policies = props.policies;
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
    if (policyFor(this.policies, scope)) return;
    throw refusal('FOC043', source, `no policy of ${pathOf(this)} covers this repository, which must be named as it is`, {
      got: this.policies.flatMap(({ registryScopes }) => registryScopes).map(quoted).join(', '),
      use: `${quoted(scope)} among the \`registryScopes\` of one, or "*"`,
    });
  }

  /**
   * Refuses an app that promises to be signed where the policy for its repository lets in what nobody trusted has signed.
   *
   * @internal
   */
  public _mustEnforce(app: IConstruct, url: OciUrl): void {
    const level = policyFor(this.policies, scopeOf(url))?.level;
    if (!isLoose(level)) return;
    throw refusal('FOC043', app, `${pathOf(this)} lets into this repository's apps what nobody trusted has signed, which a golden path never does`, {
      got: `the level ${quoted(level)}`,
      use: 'a policy for this repository that is STRICT or PERMISSIVE, or an OciRepository and a delivery of your own',
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
    policies.forEach(({ trustedIdentities = [] }, index) => checkIdentities(this, trustedIdentities, index));
    return `${JSON.stringify({ version: '1.0', trustPolicies }, undefined, 2)}\n`;
  }

  private policy(policy: NotationTrustPolicy, index: number): object {
    const level = checkedLevel(this, policy, index);
    const skips = level === NotationVerificationLevel.SKIP;
    const { registryScopes, trustedIdentities } = policy;
    for (const [field, values] of Object.entries(skips ? { registryScopes } : { registryScopes, trustedIdentities })) {
      if (Array.isArray(values) && values.length > 0) continue;
      throw refusal('FOC043', this, `\`${field}\` of policy ${index} names nothing`, { use: 'a list with at least one entry; "*" stands for all' });
    }
    const scoped = { name: `policy-${index}`, registryScopes, signatureVerification: { level } };
    return skips ? scoped : { ...scoped, trustStores: ['ca:flux'], trustedIdentities };
  }
}

BRAND.put(NotationTrust);
