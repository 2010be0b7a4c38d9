import type { ServiceAccount } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { type AwsPullOptions, type AwsTrustOptions, pullPolicy, trustPolicy } from './aws-iam';
import { ROLE } from './identity-annotations';
import { checkRoleArn } from './identity-check';
import { identityServiceAccount } from './identity-service-account';
import { RegistryProvider } from './registry-provider';
import { accountOf, subjectOf } from './subject';
import type { IWorkloadIdentity, WorkloadIdentityOptions } from './workload-identity';

/** Properties of `AwsWorkloadIdentity`. */
export interface AwsWorkloadIdentityProps extends WorkloadIdentityOptions {
  /** The IAM role to assume, `arn:aws:iam::<account>:role/<name>`. Its trust policy is what `trustPolicy` returns. */
  readonly roleArn: string;
}

/**
 * Pulls from Amazon ECR as an IAM role for service accounts (IRSA).
 *
 * EKS Pod Identity can't be said here: it takes only tokens that are bound to a pod, and Flux asks for a token without one. It works for
 * the whole controller: `AwsPodIdentity`.
 *
 * @see https://fluxcd.io/flux/integrations/aws/#for-amazon-elastic-container-registry
 */
export class AwsWorkloadIdentity extends Construct implements IWorkloadIdentity {
  public readonly provider = RegistryProvider.AWS;
  public readonly serviceAccount: ServiceAccount;

  /** @throws FOC031 for a malformed role ARN */
  public constructor(scope: Construct, id: string, props: AwsWorkloadIdentityProps) {
    super(scope, id);
    checkRoleArn(this, props.roleArn);
    this.serviceAccount = identityServiceAccount(this, props, { [ROLE]: props.roleArn });
  }

  /**
   * What its tokens say of the ServiceAccount: `system:serviceaccount:<namespace>:<name>`.
   *
   * @throws FOC037 without a namespace
   */
  public get subject(): string {
    return subjectOf(accountOf(this, this.serviceAccount));
  }

  /**
   * The trust policy that the role needs, as a JSON document of IAM: this ServiceAccount of this cluster may assume it, and nobody else.
   *
   * @param options the cluster
   * @throws FOC031 for a malformed ARN, FOC037 without a namespace
   * @see https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html
   */
  public trustPolicy(options: AwsTrustOptions): { [key: string]: any } {
    return trustPolicy(this, this.subject, options);
  }

  /**
   * The permission policy that the role needs, as a JSON document of IAM: reading these repositories. For `public.ecr.aws` attach
   * `AmazonElasticContainerRegistryPublicReadOnly` of AWS instead.
   *
   * @param options the repositories
   * @throws FOC031 for no ARN or a malformed one
   */
  public pullPolicy(options: AwsPullOptions): { [key: string]: any } {
    return pullPolicy(this, options);
  }
}
