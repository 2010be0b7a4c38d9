/** A GitHub Actions workflow. */
export interface GithubActionsIdentity {
  /**
   * `owner/repository`, in upper and lower case as GitHub writes it: Flux tells `Acme` from `acme`. For a reusable workflow the
   * repository that holds it, whoever calls it.
   */
  readonly repository: string;

  /**
   * File name below `.github/workflows`, such as `release.yml`; not the `name:` of the workflow. For a reusable workflow the
   * called one's.
   *
   * @default - any workflow of the repository
   */
  readonly workflow?: string;

  /**
   * Only runs on this branch; for a reusable workflow, calls of this branch of it. `pull_request_target` runs on the base branch
   * as well: a workflow that signs must not have that trigger.
   *
   * @default - any branch or tag, never a pull request
   */
  readonly branch?: string;

  /**
   * Only runs for this tag; for a reusable workflow, calls of this tag of it.
   *
   * @default - any branch or tag, never a pull request
   */
  readonly tag?: string;

  /**
   * Runs for every ref, pull requests too, and calls of a reusable workflow by commit: whoever can open a pull request in which the
   * workflow may sign can sign.
   *
   * @default false
   */
  readonly anyRef?: boolean;

  /**
   * Host name of GitHub: `acme.ghe.com`, or that of a GitHub Enterprise Server. The public Sigstore vouches for github.com alone; others need a
   * Sigstore of their own (`trustedRoot`), whose Fulcio is told this host, for it else writes github.com into certificates.
   *
   * @default "github.com"
   */
  readonly host?: string;

  /**
   * URL of the OIDC provider, where it isn't the host's usual one: an enterprise may have
   * `https://token.actions.githubusercontent.com/<enterprise>`.
   *
   * @default - `https://token.actions.githubusercontent.com` for github.com, `https://token.actions.<tenant>.ghe.com` for a tenant of
   * GHE.com, `https://<host>/_services/token` for a server
   */
  readonly issuer?: string;
}

/** The pipeline of a GitLab project. */
export interface GitlabCiIdentity {
  /** `group/project` or `group/subgroup/project`, in upper and lower case as GitLab writes it. */
  readonly project: string;

  /**
   * Path of the pipeline's configuration in the project. GitLab vouches for no configuration that lies elsewhere.
   *
   * @default ".gitlab-ci.yml"
   */
  readonly config?: string;

  /**
   * Only pipelines of this branch. GitLab gives a merge request's pipeline the name of its source branch, also where a member
   * starts it for a fork: a job that signs must not run in pipelines of merge requests.
   *
   * @default - any branch or tag
   */
  readonly branch?: string;

  /**
   * Only pipelines of this tag.
   *
   * @default - any branch or tag
   */
  readonly tag?: string;

  /**
   * Host name of GitLab. The public Sigstore vouches for gitlab.com and few others; the rest need a Sigstore of their own
   * (`trustedRoot`).
   *
   * @default "gitlab.com"
   */
  readonly host?: string;
}

/** A ServiceAccount of a Kubernetes cluster. */
export interface KubernetesServiceAccountIdentity {
  /**
   * Issuer URL of the cluster, which alone tells it from all others: `https://oidc.eks.<region>.amazonaws.com/id/<id>`,
   * `https://container.googleapis.com/v1/projects/<project>/locations/<location>/clusters/<cluster>`, or what
   * `kubectl get --raw /.well-known/openid-configuration` says.
   */
  readonly issuer: string;

  /** Namespace of the ServiceAccount. */
  readonly namespace: string;

  /** Name of the ServiceAccount. */
  readonly name: string;
}

/** Somebody with an e-mail address. */
export interface EmailIdentity {
  /** The address, in upper and lower case as the provider writes it. */
  readonly address: string;

  /**
   * URL of the OIDC provider that knows whose address it is. For a login by the public Sigstore `https://github.com/login/oauth`,
   * `https://accounts.google.com` or `https://login.microsoftonline.com`.
   */
  readonly issuer: string;
}

/** An identity that is told letter by letter. */
export interface ExactIdentity {
  /** Issuer URL of the OIDC provider. */
  readonly issuer: string;

  /** Subject alternative name of the certificate, percent-encoded as it is there. */
  readonly subject: string;
}

/** Identities that are told by regular expressions. */
export interface RegexpIdentity {
  /** Regular expression of the issuer URLs, in Go's syntax. The whole URL must match, with anchors or without. */
  readonly issuer: string;

  /** Regular expression of the subjects, in Go's syntax. The whole subject must match, with anchors or without. */
  readonly subject: string;

  /**
   * Examples of who must be accepted. Whatever is the same in all of them must be so in the expressions: where any branch
   * may sign, give two that differ in it.
   */
  readonly accepts: ExactIdentity[];
}
