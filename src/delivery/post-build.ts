import type { IConstruct } from 'constructs';
import {
  KustomizationSpecPostBuildSubstituteFromKind, type KustomizationSpecPostBuild, type KustomizationSpecPostBuildSubstituteFrom,
  type KustomizationSpecPostBuildSubstituteStrategy,
} from '../../imports/kustomize.toolkit.fluxcd.io';
import type { ConfigMapRef } from '../kube/config-map-ref';
import type { SecretRef } from '../kube/secret-ref';
import { quoted, refusal, typeName } from '../private/errors';
import type { Place } from '../private/namespaces';

/** When Flux replaces variables. */
export enum SubstituteStrategy {
  /** When there is at least one. */
  WITH_VARIABLES = 'WithVariables',
  /** Also when there is none, for the defaults in the manifests: `${region:=eu}`. */
  ALWAYS = 'Always',
}

/** What else there is to say of an object with variables. */
export interface SubstituteFromOptions {
  /**
   * True if it may be missing.
   *
   * @default false - nothing is applied without it
   */
  readonly optional?: boolean;
}

/**
 * Variables in the keys of an object; Flux drops the line breaks of their values. It follows their changes at the next interval, or at once where the object has the
 * label `reconcile.fluxcd.io/watch: Enabled`.
 */
export class SubstituteFrom {
  /**
   * The keys of a Secret.
   *
   * @param secret the Secret, in the namespace of the Kustomization
   */
  public static secret(secret: SecretRef, options: SubstituteFromOptions = {}): SubstituteFrom {
    return new SubstituteFrom(KustomizationSpecPostBuildSubstituteFromKind.SECRET, secret, options);
  }

  /**
   * The keys of a ConfigMap.
   *
   * @param configMap the ConfigMap, in the namespace of the Kustomization
   */
  public static configMap(configMap: ConfigMapRef, options: SubstituteFromOptions = {}): SubstituteFrom {
    return new SubstituteFrom(KustomizationSpecPostBuildSubstituteFromKind.CONFIG_MAP, configMap, options);
  }

  private constructor(
    private readonly kind: KustomizationSpecPostBuildSubstituteFromKind,
    private readonly object: SecretRef | ConfigMapRef,
    private readonly options: SubstituteFromOptions,
  ) {}

  /** @internal */
  public _bind(place: Place): KustomizationSpecPostBuildSubstituteFrom {
    return { kind: this.kind, name: this.object._localName(place, 'postBuild.substituteFrom'), optional: this.options.optional };
  }
}

/**
 * What takes the place of `${variable}` in the built manifests. Since Flux 2.9 a variable that nobody sets fails, unless the
 * manifests have a default for it (`${region:=eu}`); `$${…}` stays as `${…}`. Objects with the label or annotation
 * `kustomize.toolkit.fluxcd.io/substitute: disabled` are left alone.
 *
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/#post-build-variable-substitution
 */
export interface PostBuild {
  /**
   * Variables by name, of letters, digits and `_`; they win over those of `substituteFrom`. A value is one line.
   *
   * @default - none
   */
  readonly substitute?: { [key: string]: string };

  /**
   * Secrets and ConfigMaps with variables; of two that set the same one, the later wins.
   *
   * @default - none
   */
  readonly substituteFrom?: SubstituteFrom[];

  /**
   * When variables are replaced. Since Flux 2.9.
   *
   * @default SubstituteStrategy.WITH_VARIABLES
   */
  readonly substituteStrategy?: SubstituteStrategy;
}

/** As Flux checks it. */
const VARIABLE = /^[_A-Za-z][_A-Za-z0-9]*$/;

export function postBuildSpec(place: Place, postBuild: PostBuild | undefined): KustomizationSpecPostBuild | undefined {
  if (!postBuild) return undefined;
  for (const [name, value] of Object.entries(postBuild.substitute ?? {})) checkVariable(place.construct, name, value);
  return {
    substitute: postBuild.substitute,
    substituteFrom: postBuild.substituteFrom?.map(from => from._bind(place)),
    substituteStrategy: postBuild.substituteStrategy as KustomizationSpecPostBuildSubstituteStrategy | undefined,
  };
}

/** The value isn't shown: it may be a secret. */
function checkVariable(scope: IConstruct, name: string, value: unknown): void {
  if (!VARIABLE.test(name)) {
    throw refusal('FOC074', scope, 'a variable of `postBuild.substitute` is named with letters, digits and `_`, and not with a digit first', {
      got: quoted(name),
      use: `a name such as ${quoted(suggestion(name))}`,
    });
  }
  if (value !== undefined && typeof value !== 'string') {
    throw refusal('FOC074', scope, `the variable ${quoted(name)} of \`postBuild.substitute\` is no text`, { got: typeName(value), use: 'quotes around it' });
  }
  if (!value?.trimEnd().includes('\n')) return;
  throw refusal('FOC074', scope, `the variable ${quoted(name)} of \`postBuild.substitute\` has several lines, and Flux joins them into one`, {
    use: 'one line, or a ConfigMap in the artifact',
  });
}

function suggestion(name: string): string {
  const legal = name.replace(/[^A-Za-z0-9_]+/g, '_').replace(/^(?=[0-9])/, '_');
  return legal.replace(/_/g, '') === '' ? 'my_host' : legal;
}
