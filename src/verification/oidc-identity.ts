import { anchored } from './anchored';
import type {
  EmailIdentity, ExactIdentity, GithubActionsIdentity, GitlabCiIdentity, KubernetesServiceAccountIdentity, RegexpIdentity,
} from './identity-options';
import { regexpSigner } from './regexp-identity';
import { emailSigner, exactSigner, githubSigner, gitlabSigner, googleSigner, kubernetesSigner, type Signer } from './signers';
import { Brand } from '../private/brand';
import { refusal, typeName } from '../private/errors';

const BRAND = new Brand<OidcIdentity>('OidcIdentity');

/**
 * Who signed without a key: the identity that an OIDC provider vouched for in the signing certificate.
 *
 * Flux reads issuer and subject as regular expressions that match anywhere in the text: `github.com/acme/app` also
 * accepts `github.com/acme/app-evil`. What this type renders is escaped, and anchored at both ends.
 *
 * Flux tells upper from lower case, and the certificate has the names as their owner writes them.
 *
 * @see https://fluxcd.io/flux/components/source/ocirepositories/#keyless-verification
 * @see https://docs.sigstore.dev/certificate_authority/oidc-in-fulcio/
 */
export class OidcIdentity {
  /**
   * A GitHub Actions workflow: for a reusable workflow the one that is called, not its caller.
   *
   * @param identity repository, and what else must hold
   * @throws FOC045 for a repository, workflow, branch, tag, host or issuer that can't be one
   * @see https://docs.github.com/en/actions/reference/security/oidc
   */
  public static githubActions(identity: GithubActionsIdentity): OidcIdentity {
    return new OidcIdentity(githubSigner(identity));
  }

  /**
   * The pipeline of a GitLab project.
   *
   * @param identity project, and what else must hold
   * @throws FOC045 for a project, configuration, branch, tag or host that can't be one
   * @see https://docs.gitlab.com/ci/yaml/signing_examples/
   */
  public static gitlabCi(identity: GitlabCiIdentity): OidcIdentity {
    return new OidcIdentity(gitlabSigner(identity));
  }

  /**
   * A service account of Google Cloud, as which Cloud Build and workloads sign.
   *
   * @param address such as `builder@acme.iam.gserviceaccount.com`
   * @throws FOC045 for an address that is not of a service account
   * @see https://github.com/sigstore/fulcio/blob/main/docs/oidc.md#email
   */
  public static googleServiceAccount(address: string): OidcIdentity {
    return new OidcIdentity(googleSigner(address));
  }

  /**
   * A ServiceAccount of a Kubernetes cluster.
   *
   * @param identity the cluster, by its issuer, and the ServiceAccount there
   * @throws FOC045 for an issuer, namespace or name that can't be one
   * @see https://github.com/sigstore/fulcio/blob/main/docs/oidc.md#kubernetes
   */
  public static kubernetesServiceAccount(identity: KubernetesServiceAccountIdentity): OidcIdentity {
    return new OidcIdentity(kubernetesSigner(identity));
  }

  /**
   * Somebody who signs by hand and has shown the provider that this e-mail address is theirs.
   *
   * @param identity the address, and who knows whose it is
   * @throws FOC045 for an address or issuer that can't be one
   * @see https://github.com/sigstore/fulcio/blob/main/docs/oidc.md#email
   */
  public static email(identity: EmailIdentity): OidcIdentity {
    return new OidcIdentity(emailSigner(identity));
  }

  /**
   * Exactly this issuer and subject, for every other provider.
   *
   * @param identity issuer and subject as the certificate has them; no regular expressions
   * @throws FOC045 if one can't stand in a certificate, or looks like a regular expression
   */
  public static exact(identity: ExactIdentity): OidcIdentity {
    return new OidcIdentity(exactSigner(identity));
  }

  /**
   * Any of several identities that one provider vouches for.
   *
   * They become one expression: Flux fails for good where several identities meet a signature of cosign 3. Identities of several providers can't
   * become one, for each provider could then vouch for the names of all.
   *
   * @param identities at least one
   * @throws FOC040 without identities
   * @throws FOC090 for identities of several issuers
   */
  public static anyOf(...identities: OidcIdentity[]): OidcIdentity {
    const stray = identities.length === 0 ? 'none' : identities.filter(each => !OidcIdentity._is(each)).map(typeName)[0];
    if (stray !== undefined) {
      throw refusal('FOC040', undefined, '`anyOf` needs identities, or it accepts whoever signs', { got: stray, use: 'OidcIdentity.anyOf(OidcIdentity.githubActions({ … }), …)' });
    }
    return new OidcIdentity(oneOf(identities.map(each => each._toSpec())));
  }

  /**
   * Whoever matches both expressions, where none of the others says who may sign.
   *
   * The expressions must match the examples as a whole, and nobody that can be derived from them and isn't meant: look-alikes of
   * owner, repository and host, another sign for a dot, a pull request, more text at either end, an issuer that only looks like it. What must be the
   * same in all signers is what is the same in all examples.
   *
   * @param identity the expressions, and examples of whom they accept
   * @throws FOC091 if somebody else is accepted; the message says who
   * @throws FOC092 if an example isn't
   * @throws FOC093 for what Go can't read
   * @throws FOC094 without examples
   * @throws FOC045 for an example that can't stand in a certificate
   * @see https://github.com/google/re2/wiki/Syntax
   */
  public static regexp(identity: RegexpIdentity): OidcIdentity {
    return new OidcIdentity(regexpSigner(identity));
  }

  /** @internal */
  public static _is(value: unknown): value is OidcIdentity {
    return BRAND.isOn(value);
  }

  private constructor(private readonly signer: Signer) {}

  /** @internal */
  public _toSpec(): Signer {
    return { issuer: anchored(this.signer.issuer), subject: anchored(this.signer.subject) };
  }
}

BRAND.put(OidcIdentity);

/** Of identities as they are rendered, so that another copy of this library may have made them. */
function oneOf(specs: readonly Signer[]): Signer {
  const issuers = bare(specs.map(({ issuer }) => issuer));
  const subjects = bare(specs.map(({ subject }) => subject));
  if (issuers.length > 1) {
    const reason = 'Flux verifies cosign 3 bundles by one only, in which each issuer could vouch for the names of all';
    throw refusal('FOC090', undefined, `identities of several issuers do not become one: ${reason}`, {
      got: issuers.join(' and '),
      use: 'identities of one issuer, and sign by them alone',
    });
  }
  return { issuer: issuers[0], subject: subjects.length === 1 ? subjects[0] : `(?:${subjects.join('|')})` };
}

/** Without anchors, and none twice. */
function bare(patterns: readonly string[]): string[] {
  return [...new Set(patterns)].map(pattern => pattern.slice(1, -1));
}
