import { targetPathProblem } from './target-path';
import { HelmReleaseSpecValuesFromKind, type HelmReleaseSpecValuesFrom } from '../../imports/helm.toolkit.fluxcd.io';
import type { ConfigMapRef } from '../kube/config-map-ref';
import type { SecretRef } from '../kube/secret-ref';
import { quoted, refusal } from '../private/errors';
import { whenFinished } from '../private/finished';
import type { Place } from '../private/namespaces';

/** What there is to say of values in a Secret or ConfigMap. */
export interface ValuesFromOptions {
  /**
   * Key that holds them.
   *
   * @default - `values.yaml`, by Flux
   */
  readonly key?: string;

  /**
   * Where the content of the key goes as one value, in the form of `helm --set`: `web.image.tag`, `hosts[0]`,
   * `annotations.acme\.com/team`. Flux reads the content in that form too, so a comma ends it, unless it is `literal` or in quotes.
   *
   * @default - the content of the key is YAML, merged into all other values
   */
  readonly targetPath?: string;

  /**
   * Does without, if the object or the key isn't there.
   *
   * @default false
   */
  readonly optional?: boolean;

  /**
   * Takes the content of the key as it is, as one text. Needs a `targetPath`. Since Flux 2.9.
   *
   * @default false
   */
  readonly literal?: boolean;
}

/** A Secret or ConfigMap. */
type Ref = ConfigMapRef | SecretRef;

/**
 * Values for a Helm chart, from a Secret or ConfigMap. Later ones win over earlier ones, `values` over those without a
 * `targetPath`, and those with one over `values`, mostly: see FOC063. Flux takes over a change at once if the object has the label
 * `reconcile.fluxcd.io/watch: Enabled`, else at its interval.
 *
 * @see https://fluxcd.io/flux/components/helm/helmreleases/#values-references
 */
export class ValuesFrom {
  /**
   * From a Secret.
   *
   * @param secret the Secret, in the namespace of the HelmRelease
   * @throws FOC064 for a key or target path that can't be
   */
  public static secret(secret: SecretRef, options: ValuesFromOptions = {}): ValuesFrom {
    return new ValuesFrom(HelmReleaseSpecValuesFromKind.SECRET, secret, checkedOptions(options));
  }

  /**
   * From a ConfigMap.
   *
   * @param configMap the ConfigMap, in the namespace of the HelmRelease
   * @throws FOC064 for a key or target path that can't be
   */
  public static configMap(configMap: ConfigMapRef, options: ValuesFromOptions = {}): ValuesFrom {
    return new ValuesFrom(HelmReleaseSpecValuesFromKind.CONFIG_MAP, configMap, checkedOptions(options));
  }

  private constructor(private readonly kind: HelmReleaseSpecValuesFromKind, private readonly ref: Ref, private readonly options: ValuesFromOptions) {}

  /** @internal */
  public _bind(place: Place): HelmReleaseSpecValuesFrom {
    const { key: valuesKey, targetPath, optional, literal } = this.options;
    if (!optional) whenFinished(place.construct, () => this.refuseAbsentKey(place));
    return { kind: this.kind, name: this.ref._localName(place, 'valuesFrom'), valuesKey, targetPath, optional, literal };
  }

  /** One without any data is filled by somebody else. Shows no value. */
  private refuseAbsentKey({ construct }: Place): void {
    const { key = 'values.yaml' } = this.options;
    const { data, stringData } = this.ref._document() ?? {};
    const keys = Object.keys({ ...data, ...stringData }).sort();
    if (keys.length === 0 || keys.includes(key)) return;
    throw refusal('FOC066', construct, `\`valuesFrom\` takes the key ${quoted(key)} of the ${this.kind} ${this.ref.name}, which doesn't have it`, {
      got: keys.map(quoted).join(', '),
      use: '`key`, or `optional: true`',
    });
  }
}

const KEY = /^[-._a-zA-Z0-9]{1,253}$/;

function checkedOptions(options: ValuesFromOptions): ValuesFromOptions {
  const { key, targetPath, literal } = options;
  const refuse = (problem: string, got: string | undefined, use: string) => refusal('FOC064', undefined, problem, { got: got === undefined ? undefined : quoted(got), use });
  if (key !== undefined && !KEY.test(key)) {
    throw refuse('a `key` of Helm values has up to 253 letters, digits, `-`, `_` and `.`', key, 'a key such as "values.yaml"');
  }
  const problem = targetPath === undefined ? undefined : targetPathProblem(targetPath);
  if (problem !== undefined) throw refuse(`a \`targetPath\` ${problem}`, targetPath, 'a path such as "web.image.tag" or "hosts[0]"');
  if (literal && targetPath === undefined) throw refuse('`literal` says how one value is read, so it needs a `targetPath`', undefined, '`targetPath`');
  return options;
}
