import type { ServiceAccount } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { checkIdentity, identityServiceAccount } from './identity-service-account';
import { RegistryProvider } from './registry-provider';
import type { IWorkloadIdentity, WorkloadIdentityOptions } from './workload-identity';

const ROLE_ARN = /^arn:aws[\w-]*:iam::[0-9]{1,30}:role\/.{1,200}$/;

/** Properties of `AwsWorkloadIdentity`. */
export interface AwsWorkloadIdentityProps extends WorkloadIdentityOptions {
  /**
   * The IAM role to assume, `arn:aws:iam::<account>:role/<name>`. Its trust policy must name
   * `system:serviceaccount:<namespace>:<name>` of this ServiceAccount as `sub`, and `sts.amazonaws.com` as `aud`.
   */
  readonly roleArn: string;
}

/**
 * Pulls from Amazon ECR as an IAM role for service accounts (IRSA).
 *
 * EKS Pod Identity doesn't work for single objects, only for the whole controller: `RegistryAuth.controllerIdentity`.
 *
 * @see https://fluxcd.io/flux/integrations/aws/#for-amazon-elastic-container-registry
 */
export class AwsWorkloadIdentity extends Construct implements IWorkloadIdentity {
  public readonly provider = RegistryProvider.AWS;
  public readonly serviceAccount: ServiceAccount;

  /** @throws FOC031 for a malformed role ARN */
  public constructor(scope: Construct, id: string, props: AwsWorkloadIdentityProps) {
    super(scope, id);
    checkIdentity(this, 'roleArn', props.roleArn, ROLE_ARN, '"arn:aws:iam::123456789012:role/flux-puller"');
    this.serviceAccount = identityServiceAccount(this, props, { 'eks.amazonaws.com/role-arn': props.roleArn });
  }
}
