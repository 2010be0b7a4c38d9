import type { ServiceAccount } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { CREDENTIAL, CREDENTIAL_PROVIDER, CREDENTIAL_TYPE } from './identity-annotations';
import { checkIdentity } from './identity-check';
import { identityServiceAccount } from './identity-service-account';
import { RegistryProvider } from './registry-provider';
import { accountOf, subjectOf } from './subject';
import type { IWorkloadIdentity, WorkloadIdentityOptions } from './workload-identity';
import { checkedDuration, isShorterThan } from '../kube/duration';
import { quoted, refusal } from '../private/errors';

const AUDIENCE = /^[^\s,]+$/;
/** Basic authentication ends the user at the first colon. */
const USERNAME = /^[^\s:]+$/;
const SHORTEST_TOKEN = 10 * 60;

/** Properties of `TokenIdentity`. */
export interface TokenIdentityProps extends WorkloadIdentityOptions {
  /**
   * Whom the token is for, as the registry wants to read it.
   *
   * @default - the host of the registry
   */
  readonly audiences?: string[];

  /**
   * The user beside whom the token is the password, for registries with basic authentication.
   *
   * @default - none: the token is sent as a bearer token
   */
  readonly username?: string;

  /**
   * How long a token holds, at least 10 minutes. A duration such as `15m`.
   *
   * @default - one hour, by Kubernetes
   */
  readonly expiration?: string;
}

/**
 * Pulls from any registry that trusts the cluster as an OIDC issuer (Zot, for instance): the short-lived token of a ServiceAccount is the
 * login. Flux has it from 2.10 on.
 *
 * @see https://fluxcd.io/flux/integrations/object-identity/
 */
export class TokenIdentity extends Construct implements IWorkloadIdentity {
  public readonly provider = RegistryProvider.GENERIC;
  public readonly serviceAccount: ServiceAccount;

  /** @throws FOC031 for an audience, user or time that can't be; FOC020 or FOC021 for what is no duration */
  public constructor(scope: Construct, id: string, props: TokenIdentityProps = {}) {
    super(scope, id);
    this.check(props);
    this.serviceAccount = identityServiceAccount(this, props, {
      [CREDENTIAL_PROVIDER]: 'kubernetes',
      [CREDENTIAL_TYPE]: 'jwt',
      [`${CREDENTIAL}audiences`]: props.audiences?.join(','),
      [`${CREDENTIAL}username`]: props.username,
      [`${CREDENTIAL}expiration`]: props.expiration,
    });
  }

  /**
   * What its tokens say of the ServiceAccount: `system:serviceaccount:<namespace>:<name>`. The registry grants access to it.
   *
   * @throws FOC037 without a namespace
   */
  public get subject(): string {
    return subjectOf(accountOf(this, this.serviceAccount));
  }

  private check({ audiences, username, expiration }: TokenIdentityProps): void {
    if (audiences?.length === 0) throw refusal('FOC031', this, '`audiences` names nobody', { use: '["registry.acme.example"], or leave it out' });
    for (const audience of audiences ?? []) checkIdentity(this, 'audiences', audience, AUDIENCE, 'texts without comma and space, such as "registry.acme.example"');
    if (username !== undefined) checkIdentity(this, 'username', username, USERNAME, 'a name without colon and space, such as "flux"');
    if (expiration === undefined || !isShorterThan(SHORTEST_TOKEN, checkedDuration(this, 'expiration', expiration))) return;
    throw refusal('FOC031', this, '`expiration` is shorter than Kubernetes lets a token be', { got: quoted(expiration), use: '"10m" or more' });
  }
}
