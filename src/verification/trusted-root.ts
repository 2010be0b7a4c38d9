import { readFileSync } from 'node:fs';
import type { Secret } from 'cdk8s-plus-28';
import { Construct, type IConstruct } from 'constructs';
import { checkedTrustedRoot } from './trusted-root-check';
import { TRUSTED_ROOT_KEY } from '../kube/secret-content';
import type { PublicSecretOptions } from '../kube/secret-options';
import { publicSecret } from '../kube/secret-public';
import { Brand } from '../private/brand';
import { quoted, refusal, typeName } from '../private/errors';

const BRAND = new Brand<TrustedRootJson>('TrustedRootJson');

/** A trusted root of sigstore, as `cosign trusted-root create` writes it: certificates and keys, all of them public. */
export class TrustedRootJson {
  /**
   * From a text.
   *
   * @param text the JSON
   */
  public static text(text: string): TrustedRootJson {
    return new TrustedRootJson(String(text), 'the text');
  }

  /**
   * From a file, read now.
   *
   * @param path absolute, or relative to the folder that the program runs in
   * @throws FOC095 if there is no such file
   */
  public static file(path: string): TrustedRootJson {
    const unreadable = (got: string) => refusal('FOC095', undefined, 'a trusted root can\'t be read', { got, use: 'the path of a trusted_root.json' });
    if (typeof path !== 'string') throw unreadable(typeName(path));
    try {
      return new TrustedRootJson(readFileSync(path, 'utf8'), `the file ${path}`);
    } catch (error) {
      throw unreadable(`${quoted(path)} (${(error as NodeJS.ErrnoException).code ?? 'unreadable'})`);
    }
  }

  /** @internal */
  public static _is(value: unknown): value is TrustedRootJson {
    return BRAND.isOn(value);
  }

  private constructor(private readonly content: string, private readonly origin: string) {}

  /** @internal */
  public _checked(scope: IConstruct): string {
    return checkedTrustedRoot(scope, this.origin, this.content);
  }
}

BRAND.put(TrustedRootJson);

/** Properties of `SigstoreTrustedRoot`. */
export interface SigstoreTrustedRootProps extends PublicSecretOptions {
  /** What to trust. */
  readonly trustedRoot: TrustedRootJson;
}

/**
 * A Secret with the trusted root of a Sigstore of your own: its certificate authority and its logs. To be shared by the sources
 * of its namespace, each of which verifies with it and asks no server:
 * `Verification.cosignKeyless(identity, { trustedRoot: SecretRef.of(root) })`. Needs Flux 2.9.
 *
 * @see https://fluxcd.io/flux/components/source/ocirepositories/#keyless-verification
 */
export class SigstoreTrustedRoot extends Construct {
  /** The Secret. */
  public readonly secret: Secret;

  /** @throws FOC095 for what Flux can't verify with, FOC042 for a private key */
  public constructor(scope: Construct, id: string, props: SigstoreTrustedRootProps) {
    super(scope, id);
    const { trustedRoot } = props;
    if (!TrustedRootJson._is(trustedRoot)) {
      throw refusal('FOC095', this, '`trustedRoot` must say what to trust', { got: typeName(trustedRoot), use: 'TrustedRootJson.file or TrustedRootJson.text' });
    }
    this.secret = publicSecret(this, props, { [TRUSTED_ROOT_KEY]: trustedRoot._checked(this) });
  }
}
