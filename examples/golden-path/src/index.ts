import { type IKustomization, OidcIdentity, PinnedArtifact, SignedApp, Verification } from 'cdk8s-flux-oci';
import { Construct } from 'constructs';

/** The only registry that Acme delivers from. */
const REGISTRY = 'oci://ghcr.io/acme/';

/** How much the company depends on an app. */
export enum Criticality {
  /** Most apps: Flux corrects the cluster every hour. */
  STANDARD = 'standard',

  /** What customers notice at once: Flux corrects the cluster every ten minutes. */
  CRITICAL = 'critical',
}

const INTERVALS = { [Criticality.STANDARD]: '60m', [Criticality.CRITICAL]: '10m' };

/** Properties of `CompanyApp`. */
export interface CompanyAppProps {
  /** The team that owns the app. It is on every object as a label, and its namespace is where the app goes. */
  readonly team: string;

  /**
   * `oci://ghcr.io/acme/<repository>[/…][:tag]@sha256:…`, as the release workflow of the GitHub repository
   * `acme/<repository>` published and signed it.
   */
  readonly artifact: string;

  /**
   * How much the company depends on the app.
   *
   * @default Criticality.STANDARD
   */
  readonly criticality?: Criticality;

  /**
   * What must be ready first: other apps of the company, or whatever else `cdk8s-flux-oci` applies.
   *
   * @default - nothing
   */
  readonly dependsOn?: IKustomization[];
}

/** An app, delivered as Acme delivers apps. */
export class CompanyApp extends Construct implements IKustomization {
  /** What is below, for whoever needs more than the golden path offers. */
  public readonly app: SignedApp;

  public readonly kustomizationName: string;
  public readonly kustomizationNamespace?: string;

  public constructor(scope: Construct, id: string, props: CompanyAppProps) {
    super(scope, id);
    const repository = this.repositoryOf(props.artifact);
    // `Default` counts as the id of the CompanyApp: that is what the objects are named by.
    this.app = new SignedApp(this, 'Default', {
      artifact: PinnedArtifact.parse(props.artifact),
      signedBy: Verification.cosignKeyless(OidcIdentity.githubActions({ repository, workflow: 'release.yml' })),
      targetNamespace: props.team,
      metadata: { labels: { 'acme.example/team': props.team } },
      delivery: { interval: INTERVALS[props.criticality ?? Criticality.STANDARD] },
      dependsOn: props.dependsOn,
    });
    this.kustomizationName = this.app.kustomizationName;
    this.kustomizationNamespace = this.app.kustomizationNamespace;
  }

  /** The GitHub repository that an artifact comes from; its name is the first part below the registry. */
  private repositoryOf(artifact: string): string {
    const name = artifact.startsWith(REGISTRY) ? /^[a-z0-9._-]+/.exec(artifact.slice(REGISTRY.length)) : null;
    if (name) return `acme/${name[0]}`;
    throw new Error(`ACME001 [${this.node.path}] Acme delivers from ${REGISTRY} only; got "${artifact}"; publish it with the release workflow of its repository`);
  }
}
