import { type AwsPullOptions, type AwsTrustOptions, pullPolicy, trustPolicy } from './aws-iam';
import { controllerAccount, type ControllerIdentityOptions } from './controller-account';
import { FluxPatches } from './flux-patches';
import { ROLE } from './identity-annotations';
import { checkRoleArn } from './identity-check';
import { RegistryProvider } from './registry-provider';
import { subjectOf } from './subject';

/** Properties of `AwsControllerIdentity`. */
export interface AwsControllerIdentityProps extends ControllerIdentityOptions {
  /** The IAM role to assume, `arn:aws:iam::<account>:role/<name>`. Its trust policy is what `trustPolicy` returns. */
  readonly roleArn: string;
}

/**
 * A controller of Flux as an IAM role for service accounts (IRSA): what `RegistryAuth.controllerIdentity(RegistryProvider.AWS)` counts on. The
 * controller's pod must be replaced once the patches are applied.
 *
 * @see https://fluxcd.io/flux/integrations/aws/#at-the-controller-level
 */
export class AwsControllerIdentity {
  /** For `RegistryAuth.controllerIdentity`. */
  public readonly provider = RegistryProvider.AWS;

  /** What the controller's ServiceAccount needs. */
  public readonly patches: FluxPatches;

  /** `system:serviceaccount:<namespace>:<name>` of the controller. */
  public readonly subject: string;

  /** @throws FOC031 for a malformed role ARN, FOC008 for a namespace that can't be */
  public constructor(props: AwsControllerIdentityProps) {
    checkRoleArn(undefined, props.roleArn);
    const account = controllerAccount(props);
    this.subject = subjectOf(account);
    this.patches = FluxPatches._ofServiceAccount(account.name, { [ROLE]: props.roleArn });
  }

  /**
   * The trust policy that the role needs, as a JSON document of IAM.
   *
   * @param options the cluster
   * @throws FOC031 for a malformed ARN
   */
  public trustPolicy(options: AwsTrustOptions): { [key: string]: any } {
    return trustPolicy(undefined, this.subject, options);
  }

  /**
   * The permission policy that the role needs, as a JSON document of IAM.
   *
   * @param options the repositories
   * @throws FOC031 for no ARN or a malformed one
   */
  public pullPolicy(options: AwsPullOptions): { [key: string]: any } {
    return pullPolicy(undefined, options);
  }
}
