import type { IConstruct } from 'constructs';
import { checkIdentity } from './identity-check';
import { refusal } from '../private/errors';

const OIDC_PROVIDER = /^arn:aws[\w-]*:iam::[0-9]{12}:oidc-provider\/\S+$/;
const REPOSITORY = /^arn:aws[\w-]*:ecr:[a-z0-9-]+:[0-9]{12}:repository\/\S+$/;

/** Of which cluster an IAM role trusts a ServiceAccount. */
export interface AwsTrustOptions {
  /**
   * The IAM OIDC provider of the cluster, `arn:aws:iam::<account>:oidc-provider/<issuer without https://>`. `aws iam
   * list-open-id-connect-providers` prints it; in Terraform it is `aws_iam_openid_connect_provider.<name>.arn`.
   */
  readonly oidcProviderArn: string;
}

/** What an IAM role may pull. */
export interface AwsPullOptions {
  /** Repositories of ECR, `arn:aws:ecr:<region>:<account>:repository/<name>`; `*` at the end stands for all that begin so. */
  readonly repositoryArns: string[];
}

/** Lets the tokens of one ServiceAccount assume a role. */
export function trustPolicy(scope: IConstruct | undefined, subject: string, { oidcProviderArn }: AwsTrustOptions): { [key: string]: any } {
  checkIdentity(scope, 'oidcProviderArn', oidcProviderArn, OIDC_PROVIDER,
    '"arn:aws:iam::123456789012:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF"');
  const issuer = oidcProviderArn.replace(/^.*?:oidc-provider\//, '');
  return policy([{
    Effect: 'Allow',
    Principal: { Federated: oidcProviderArn },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: { StringEquals: { [`${issuer}:aud`]: 'sts.amazonaws.com', [`${issuer}:sub`]: subject } },
  }]);
}

/** Lets EKS Pod Identity hand a role to pods. */
export function podIdentityTrustPolicy(): { [key: string]: any } {
  return policy([{ Effect: 'Allow', Principal: { Service: 'pods.eks.amazonaws.com' }, Action: ['sts:AssumeRole', 'sts:TagSession'] }]);
}

/** What pulling takes: a login, which ECR gives for all repositories or none, and reading some of them. */
export function pullPolicy(scope: IConstruct | undefined, { repositoryArns }: AwsPullOptions): { [key: string]: any } {
  const example = '"arn:aws:ecr:eu-west-1:123456789012:repository/web-shop"';
  if (!repositoryArns?.length) {
    throw refusal('FOC031', scope, '`repositoryArns` names no repository to pull from', { use: `[${example}]` });
  }
  for (const arn of repositoryArns) checkIdentity(scope, 'repositoryArns', arn, REPOSITORY, example);
  return policy([
    { Effect: 'Allow', Action: 'ecr:GetAuthorizationToken', Resource: '*' },
    {
      Effect: 'Allow',
      Action: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer', 'ecr:ListImages'],
      Resource: [...repositoryArns],
    },
  ]);
}

function policy(statements: object[]): { [key: string]: any } {
  return { Version: '2012-10-17', Statement: statements };
}
