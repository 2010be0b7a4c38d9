export interface Told {
  readonly why: string;
  /** What the control plane makes of it, where that is proven. */
  readonly trap?: string;
}

/** What this library has no words for, and why not. */
export const REASONS = {
  'required': { why: 'a required prop: no program compiles without it' },
  'enum': { why: 'an enum: there is no other member' },
  'two references': { why: 'an `OciRef` says one of them, and Flux would ignore the others', trap: 'digest-beside-semver' },
  'filter alone': { why: '`filter` is an option of `OciRef.semver`, and Flux would ignore it', trap: 'filter-without-semver' },
  'two logins': { why: 'a `RegistryAuth` is one: beside a Secret with a login Flux asks no cloud for another' },
  'keys and identities': { why: 'a `Verification` is by keys or keyless, and Flux would ignore the identities', trap: 'key-and-identity' },
  'keys and root': { why: 'a `Verification` is by keys or keyless: keys need no trusted root', trap: 'key-and-trusted-root' },
  'notation and identities': { why: 'a `Verification` is by cosign or by notation, and Flux would ignore the identities', trap: 'notation-and-identity' },
  'several identities': { why: '`Verification.cosignKeyless` takes one identity: Flux fails with several, whoever signed', trap: 'keyless-with-two-identities' },
  'pattern': { why: 'an `OidcIdentity` is made of names, and writes the pattern itself; one by `regexp` needs examples, and is refused if it is none (FOC093)' },
  'one kubeconfig': { why: 'a `KubeConfig` is of a Secret or of a ConfigMap', trap: 'kubeconfig-twice' },
  'remediation beside retry': { why: 'the options of `retryOnFailure` are those that Flux reads with it' },
  'retry of a remediation': { why: '`retryInterval` is an option of `retryOnFailure`', trap: 'helm-retries-confused' },
  'drift that nobody looks at': { why: '`DriftDetection.disabled` has no rules: where Flux doesn\'t look, it ignores nothing' },
} as const satisfies { readonly [reason: string]: Told };

export type Reason = keyof typeof REASONS;

/** Thrown where a spec can't be said with this library. */
export class Impossible extends Error {
  public constructor(public readonly reason: Reason, public readonly got: unknown) {
    super(`${REASONS[reason].why}: ${JSON.stringify(got)}`);
  }
}

export function need<T>(value: T | undefined): T {
  if (value === undefined) throw new Impossible('required', 'nothing');
  return value;
}

/** The member with this value. */
export function member<T extends string>(members: { readonly [name: string]: T }, value: string | undefined): T | undefined {
  if (value === undefined) return undefined;
  const found = Object.values(members).find(each => each === value);
  if (found === undefined) throw new Impossible('enum', value);
  return found;
}
