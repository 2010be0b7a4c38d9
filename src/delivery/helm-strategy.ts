import { checkedDuration } from '../kube/duration';
import type { Place } from '../private/namespaces';
import { checkedWhole } from '../private/whole';

/** What there is to say of trying again. */
export interface HelmRetryOptions {
  /**
   * How soon it is tried again. A duration such as `5m`.
   *
   * @default - the `retryInterval` of the HelmRelease
   */
  readonly retryInterval?: string;

  /**
   * Takes a release whose tests fail for a good one.
   *
   * @default - `test.ignoreFailures`
   */
  readonly ignoreTestFailures?: boolean;
}

/** What there is to say of undoing a failed install. */
export interface HelmInstallRemediation {
  /**
   * How often it is tried again; between two attempts Flux uninstalls. A negative number means without end.
   *
   * @default 0
   */
  readonly retries?: number;

  /**
   * Takes a release whose tests fail for a good one.
   *
   * @default - `test.ignoreFailures`
   */
  readonly ignoreTestFailures?: boolean;

  /**
   * Uninstalls after the last attempt too.
   *
   * @default false
   */
  readonly remediateLastFailure?: boolean;
}

/** What Flux does about a failed upgrade. */
export enum HelmRemediationStrategy {
  /** Goes back to the release before. */
  ROLLBACK = 'rollback',

  /** Uninstalls, and then installs. */
  UNINSTALL = 'uninstall',
}

/** What there is to say of undoing a failed upgrade. */
export interface HelmUpgradeRemediation {
  /**
   * How often it is tried again; between two attempts Flux does what `strategy` says. A negative number means without end.
   *
   * @default 0
   */
  readonly retries?: number;

  /**
   * Takes a release whose tests fail for a good one.
   *
   * @default - `test.ignoreFailures`
   */
  readonly ignoreTestFailures?: boolean;

  /**
   * Undoes the last attempt too.
   *
   * @default - true if there are `retries`
   */
  readonly remediateLastFailure?: boolean;

  /**
   * How an upgrade is undone.
   *
   * @default HelmRemediationStrategy.ROLLBACK
   */
  readonly strategy?: HelmRemediationStrategy;
}

/**
 * What Flux does about a failed install.
 *
 * @see https://fluxcd.io/flux/components/helm/helmreleases/#install-strategy
 */
export class HelmInstallStrategy {
  /** Tries again, by an upgrade of what is there. It never gives up, and never removes anything. */
  public static retryOnFailure(options: HelmRetryOptions = {}): HelmInstallStrategy {
    return new HelmInstallStrategy((place, retryInterval) => retry(place, 'install', options, retryInterval));
  }

  /** Uninstalls, and tries again as often as `retries` says; then it gives up until something changes. */
  public static remediateOnFailure(options: HelmInstallRemediation = {}): HelmInstallStrategy {
    return new HelmInstallStrategy(place => remediate(place, 'install', options));
  }

  private constructor(private readonly render: Render) {}

  /** @internal */
  public _bind(place: Place, retryInterval: string): HelmStrategySpec {
    return this.render(place, retryInterval);
  }
}

/**
 * What Flux does about a failed upgrade.
 *
 * @see https://fluxcd.io/flux/components/helm/helmreleases/#upgrade-strategy
 */
export class HelmUpgradeStrategy {
  /** Tries again. It never gives up, and never goes back. */
  public static retryOnFailure(options: HelmRetryOptions = {}): HelmUpgradeStrategy {
    return new HelmUpgradeStrategy((place, retryInterval) => retry(place, 'upgrade', options, retryInterval));
  }

  /** Goes back or uninstalls, and tries again as often as `retries` says; then it gives up until something changes. */
  public static remediateOnFailure(options: HelmUpgradeRemediation = {}): HelmUpgradeStrategy {
    return new HelmUpgradeStrategy(place => remediate(place, 'upgrade', options));
  }

  private constructor(private readonly render: Render) {}

  /** @internal */
  public _bind(place: Place, retryInterval: string): HelmStrategySpec {
    return this.render(place, retryInterval);
  }
}

/** The two fields that say it, in an install and in an upgrade. */
export interface HelmStrategySpec {
  readonly strategy: { readonly name: any; readonly retryInterval?: string };
  readonly remediation?: any;
}

type Render = (place: Place, retryInterval: string) => HelmStrategySpec;

function retry({ construct }: Place, action: string, { retryInterval, ignoreTestFailures }: HelmRetryOptions, common: string): HelmStrategySpec {
  const own = retryInterval === undefined ? common : checkedDuration(construct, `${action}.strategy.retryInterval`, retryInterval);
  return {
    strategy: { name: 'RetryOnFailure', retryInterval: own },
    remediation: ignoreTestFailures === undefined ? undefined : { ignoreTestFailures },
  };
}

function remediate({ construct }: Place, action: string, options: HelmInstallRemediation | HelmUpgradeRemediation): HelmStrategySpec {
  const { retries } = options;
  if (retries !== undefined) checkedWhole(construct, `${action}.remediation.retries`, retries);
  return { strategy: { name: 'RemediateOnFailure' }, remediation: { ...options } };
}
