import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { COSIGN_KEYS } from './cosign-key-secret';
import { CosignPublicKeys } from './cosign-public-keys';
import { NotationTrust } from './notation-trust';
import { OidcIdentity } from './oidc-identity';
import { TRUSTED_ROOT } from './trusted-root-check';
import { OciRepositorySpecVerifyProvider, type OciRepositorySpecVerify } from '../../imports/source.toolkit.fluxcd.io';
import { type SecretRef } from '../kube/secret-ref';
import type { OciUrl } from '../oci/url';
import { Brand } from '../private/brand';
import { refusal, typeName } from '../private/errors';
import { localName, type Place } from '../private/namespaces';

/** Options of `Verification.cosignKeyless`. */
export interface CosignKeylessOptions {
  /**
   * A Secret with the key `trusted_root.json`: the certificates and logs of your own Sigstore, as `SigstoreTrustedRoot` makes one.
   * Needs Flux 2.9.
   *
   * @default - the public Sigstore, which source-controller must be able to reach
   */
  readonly trustedRoot?: SecretRef;
}

const { COSIGN, NOTATION } = OciRepositorySpecVerifyProvider;
const BRAND = new Brand<Verification>('Verification');

/**
 * The proof that Flux demands before it uses an artifact. source-controller checks it for each new revision.
 *
 * @see https://fluxcd.io/flux/components/source/ocirepositories/#verification
 */
export class Verification {
  /**
   * Signed with cosign by the holder of one of these keys.
   *
   * @param keys the public keys, in the namespace of the source
   * @throws FOC046 without keys
   */
  public static cosignKeys(keys: CosignPublicKeys): Verification {
    if (!CosignPublicKeys._is(keys)) {
      throw refusal('FOC046', undefined, 'verification with keys needs keys', { got: typeName(keys), use: 'new CosignPublicKeys(scope, id, { keys })' });
    }
    return new Verification(source => ({ provider: COSIGN, secretRef: { name: secretName(source, keys.secret) } }));
  }

  /**
   * Signed with cosign by the holder of a key in this Secret, which something else makes. Flux reads its keys that end in
   * `.pub`. Who can write the Secret says who may sign.
   *
   * @param secret a Secret in the namespace of the source. What this program tells of it is checked when it is rendered: FOC033
   * without such a key, FOC041 or FOC042 for one that is no public key
   */
  public static cosignKeysIn(secret: SecretRef): Verification {
    return new Verification(source => ({ provider: COSIGN, secretRef: { name: secret._localNameOf(COSIGN_KEYS, source, 'verify.secretRef') } }));
  }

  /**
   * Signed with cosign by this identity, without a key: its certificate, and the log in which the signature was recorded,
   * prove it.
   *
   * @param identity whoever may sign
   * @param options for a Sigstore of your own
   * @throws FOC040 without an identity: Flux would accept the signature of anybody
   */
  public static cosignKeyless(identity: OidcIdentity, options: CosignKeylessOptions = {}): Verification {
    if (!OidcIdentity._is(identity)) {
      throw refusal('FOC040', undefined, 'keyless verification without an identity accepts whoever signs', {
        got: typeName(identity),
        use: 'OidcIdentity.githubActions({ repository: "owner/repository" })',
      });
    }
    const { trustedRoot } = options;
    return new Verification(source => ({
      provider: COSIGN,
      matchOidcIdentity: [identity._toSpec()],
      ...trustedRoot && { trustedRootSecretRef: { name: trustedRoot._localNameOf(TRUSTED_ROOT, source, 'verify.trustedRootSecretRef') } },
    }));
  }

  /**
   * Signed with notation by somebody whom this trust covers.
   *
   * @param trust policy and certificates, in the namespace of the source
   * @throws FOC043 without trust; the source that uses it, if no policy covers its repository
   */
  public static notation(trust: NotationTrust): Verification {
    if (!NotationTrust._is(trust)) {
      throw refusal('FOC043', undefined, 'verification with notation needs a trust policy', { got: typeName(trust), use: 'new NotationTrust(scope, id, { policies, certificates })' });
    }
    const render = (source: Place, url: OciUrl) => {
      trust._mustCover(source.construct, url);
      return { provider: NOTATION, secretRef: { name: secretName(source, trust.secret) } };
    };
    return new Verification(render, (app, url) => trust._mustEnforce(app, url));
  }

  /** @internal */
  public static _is(value: unknown): value is Verification {
    return BRAND.isOn(value);
  }

  private constructor(
    private readonly render: (source: Place, url: OciUrl) => OciRepositorySpecVerify,
    private readonly enforce?: (app: IConstruct, url: OciUrl) => void,
  ) {}

  /** @internal */
  public _bind(source: Place, url: OciUrl): OciRepositorySpecVerify {
    return this.render(source, url);
  }

  /**
   * Refuses an app that promises to be signed where this doesn't see to it.
   *
   * @internal
   */
  public _mustEnforce(app: IConstruct, url: OciUrl): void {
    this.enforce?.(app, url);
  }
}

BRAND.put(Verification);

function secretName(source: Place, secret: IConstruct): string {
  const owner = ApiObject.of(secret);
  return localName(source, 'verify.secretRef', { kind: 'Secret', name: owner.name, owner });
}
