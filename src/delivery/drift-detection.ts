import type { IgnoreRule } from './kustomize';
import { selectorProblem } from './selector-problem';
import type { HelmReleaseSpecDriftDetection, HelmReleaseSpecDriftDetectionMode } from '../../imports/helm.toolkit.fluxcd.io';
import { quoted, refusal } from '../private/errors';
import type { Place } from '../private/namespaces';

/** What there is to say of comparing the cluster with a release. */
export interface DriftDetectionOptions {
  /**
   * Fields that others may change, such as the replicas that an autoscaler sets. The path `""` stands for whole objects.
   *
   * @default - none
   * @see https://fluxcd.io/flux/components/helm/helmreleases/#ignore-rules
   */
  readonly ignore?: IgnoreRule[];
}

/**
 * What Flux does when others change objects of a release. It leaves alone what has the label or annotation
 * `helm.toolkit.fluxcd.io/driftDetection: disabled`.
 *
 * @see https://fluxcd.io/flux/components/helm/helmreleases/#drift-detection
 */
export class DriftDetection {
  /** Flux takes the changes back, and tells of them in an event. */
  public static enabled(options: DriftDetectionOptions = {}): DriftDetection {
    return new DriftDetection('enabled', options);
  }

  /** Flux tells of the changes in an event and in the condition `Drifted`, and leaves them. */
  public static warn(options: DriftDetectionOptions = {}): DriftDetection {
    return new DriftDetection('warn', options);
  }

  /** Flux doesn't look, as it wouldn't by itself. */
  public static disabled(): DriftDetection {
    return new DriftDetection('disabled');
  }

  private constructor(private readonly mode: string, private readonly options: DriftDetectionOptions = {}) {}

  /** @internal */
  public _bind({ construct }: Place): HelmReleaseSpecDriftDetection {
    const { ignore } = this.options;
    for (const [index, rule] of ignore?.entries() ?? []) {
      const problem = ruleProblem(rule);
      if (problem === undefined) continue;
      throw refusal('FOC067', construct, `\`driftDetection.ignore[${index}]\` ${problem.what}`, problem);
    }
    return { mode: this.mode as HelmReleaseSpecDriftDetectionMode, ignore };
  }
}

/** `got` and `use` as in a message. */
interface Problem {
  readonly what: string;
  readonly got: string;
  readonly use: string;
}

/** Of a path without a slash Flux takes off the first part, and then ignores nothing or something else. */
function ruleProblem({ paths, target }: IgnoreRule): Problem | undefined {
  const path = paths.find(each => !/^(\/([^~]|~[01])*)?$/.test(each));
  if (path !== undefined) return { what: 'takes JSON pointers', got: quoted(path), use: 'a path such as "/spec/replicas", with ~1 for a slash and ~0 for a tilde within a name' };
  return target && selectorProblem(target);
}
