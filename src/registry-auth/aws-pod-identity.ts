import { type AwsPullOptions, podIdentityTrustPolicy, pullPolicy } from './aws-iam';
import { controllerAccount, type ControllerIdentityOptions } from './controller-account';
import { checkIdentity, checkRoleArn } from './identity-check';
import { RegistryProvider } from './registry-provider';
import type { Account } from './subject';

const CLUSTER = /^[0-9A-Za-z][A-Za-z0-9_-]{0,99}$/;

/** Properties of `AwsPodIdentity`. */
export interface AwsPodIdentityProps extends ControllerIdentityOptions {
  /** The IAM role that the controller gets, `arn:aws:iam::<account>:role/<name>`. Its trust policy is what `trustPolicy` returns. */
  readonly roleArn: string;
}

/** Which cluster. */
export interface AwsAssociationOptions {
  /** Name of the EKS cluster. */
  readonly clusterName: string;
}

/**
 * A controller of Flux as an IAM role by EKS Pod Identity. Nothing in the cluster says so: EKS keeps the association, and Flux needs no patch,
 * no annotation and no more than `RegistryAuth.controllerIdentity(RegistryProvider.AWS)`.
 *
 * It is there for controllers alone: EKS hands out a role only for a token that is bound to a pod, and for a single source Flux has no pod.
 *
 * @see https://fluxcd.io/flux/integrations/aws/#with-eks-pod-identity
 */
export class AwsPodIdentity {
  /** For `RegistryAuth.controllerIdentity`. */
  public readonly provider = RegistryProvider.AWS;
  private readonly account: Account;
  private readonly roleArn: string;

  /** @throws FOC031 for a malformed role ARN, FOC008 for a namespace that can't be */
  public constructor(props: AwsPodIdentityProps) {
    checkRoleArn(undefined, props.roleArn);
    this.roleArn = props.roleArn;
    this.account = controllerAccount(props);
  }

  /** The trust policy that the role needs, as a JSON document of IAM. */
  public trustPolicy(): { [key: string]: any } {
    return podIdentityTrustPolicy();
  }

  /**
   * The association that the cluster needs, in the form of `aws eks create-pod-identity-association --cli-input-json`.
   *
   * @param options the cluster
   * @throws FOC031 for a name that no cluster of EKS has
   */
  public association(options: AwsAssociationOptions): { [key: string]: any } {
    const { clusterName } = options;
    checkIdentity(undefined, 'clusterName', clusterName, CLUSTER, 'up to 100 letters, digits, `-` and `_`, such as "production"');
    return { clusterName, namespace: this.account.namespace, serviceAccount: this.account.name, roleArn: this.roleArn };
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
