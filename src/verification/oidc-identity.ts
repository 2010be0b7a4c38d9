import { Brand } from '../private/brand';
import { quoted, refusal } from '../private/errors';

/** A GitHub Actions workflow. */
export interface GithubActionsIdentity {
  /** `owner/repository`, as GitHub writes it. For a reusable workflow: the repository that holds it. */
  readonly repository: string;

  /**
   * File name below `.github/workflows`, such as `release.yml`.
   *
   * @default - any workflow of the repository
   */
  readonly workflow?: string;

  /**
   * Only runs on this branch.
   *
   * @default - any branch or tag, never a pull request
   */
  readonly branch?: string;

  /**
   * Only runs for this tag.
   *
   * @default - any branch or tag, never a pull request
   */
  readonly tag?: string;
}

/** An identity that is told letter by letter. */
export interface ExactIdentity {
  /** Issuer URL of the OIDC provider. */
  readonly issuer: string;

  /** Subject alternative name of the certificate. */
  readonly subject: string;
}

const BRAND = new Brand<OidcIdentity>('OidcIdentity');
const GITHUB_ISSUER = 'https://token.actions.githubusercontent.com';

/**
 * Who signed without a key: the identity that an OIDC provider vouched for in the signing certificate.
 *
 * Flux reads issuer and subject as regular expressions that match anywhere in the text: `github.com/acme/app` also
 * accepts `github.com/acme/app-evil`. What this type renders is escaped, and anchored at both ends.
 *
 * @see https://fluxcd.io/flux/components/source/ocirepositories/#keyless-verification
 */
export class OidcIdentity {
  /**
   * A GitHub Actions workflow.
   *
   * @param identity repository, and what else must hold
   * @throws FOC045 for a repository, workflow, branch or tag that can't be one
   */
  public static githubActions(identity: GithubActionsIdentity): OidcIdentity {
    const { repository, workflow, branch, tag } = identity;
    check('repository', repository, /^[A-Za-z0-9][A-Za-z0-9_-]*\/[A-Za-z0-9._-]+$/, '"owner/repository"');
    if (workflow !== undefined) check('workflow', workflow, /^[^/@\s]+\.ya?ml$/, 'the file name, such as "release.yml"');
    const file = workflow === undefined ? '[^/@]+' : escape(workflow);
    return new OidcIdentity(escape(GITHUB_ISSUER), `https://github\\.com/${escape(repository)}/\\.github/workflows/${file}@${gitRef(branch, tag)}`);
  }

  /**
   * Exactly this issuer and subject, for every other provider.
   *
   * @param identity issuer and subject as the certificate has them; no regular expressions
   * @throws FOC045 if one is empty
   */
  public static exact(identity: ExactIdentity): OidcIdentity {
    check('issuer', identity.issuer, /^https:\/\/\S+$/, 'the issuer\'s URL, such as "https://accounts.google.com"');
    check('subject', identity.subject, /\S/, 'the subject of the certificate, such as "builder@acme.iam.gserviceaccount.com"');
    return new OidcIdentity(escape(identity.issuer), escape(identity.subject));
  }

  /** @internal */
  public static _is(value: unknown): value is OidcIdentity {
    return BRAND.isOn(value);
  }

  private constructor(private readonly issuer: string, private readonly subject: string) {}

  /** @internal */
  public _toSpec(): { readonly issuer: string; readonly subject: string } {
    return { issuer: `^${this.issuer}$`, subject: `^${this.subject}$` };
  }
}

BRAND.put(OidcIdentity);

function gitRef(branch: string | undefined, tag: string | undefined): string {
  if (branch !== undefined && tag !== undefined) {
    throw refusal('FOC045', undefined, '`branch` and `tag` exclude each other: a workflow runs for one of them', { use: 'one, or none for any branch or tag' });
  }
  const name = branch === undefined ? tag : branch;
  if (name === undefined) return 'refs/(?:heads|tags)/.+';
  check(branch === undefined ? 'tag' : 'branch', name, /^(?!refs\/)\S+$/, 'the short name, such as "main" or "v1.2.3"');
  return `refs/${branch === undefined ? 'tags' : 'heads'}/${escape(name)}`;
}

function check(field: string, value: string, pattern: RegExp, use: string): void {
  if (typeof value !== 'string' || !pattern.test(value)) throw refusal('FOC045', undefined, `\`${field}\` is malformed`, { got: quoted(value), use });
}

/** As Go's regexp.QuoteMeta. */
function escape(text: string): string {
  return text.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&');
}
