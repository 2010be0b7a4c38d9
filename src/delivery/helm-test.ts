import type { HelmReleaseSpecTest } from '../../imports/helm.toolkit.fluxcd.io';
import { optionalDuration } from '../kube/duration';
import { optionalName } from '../private/names';
import type { Place } from '../private/namespaces';

/** One test of a Helm chart. */
export interface HelmTestFilter {
  /** Name of the test: that of its Pod or Job. */
  readonly name: string;

  /**
   * Leaves this test out, and runs the others.
   *
   * @default false - runs this test, and others only if they are named too
   */
  readonly exclude?: boolean;
}

/**
 * The tests of a Helm chart, run after each install and upgrade.
 *
 * @see https://fluxcd.io/flux/components/helm/helmreleases/#test-configuration
 */
export interface HelmTest {
  /**
   * Runs the tests.
   *
   * @default true - Flux would run none, whatever else `test` says
   */
  readonly enable?: boolean;

  /**
   * Which tests to run.
   *
   * @default - all
   */
  readonly filters?: HelmTestFilter[];

  /**
   * Takes a release whose tests fail for a good one.
   *
   * @default false
   */
  readonly ignoreFailures?: boolean;

  /**
   * How long the tests may take. A duration such as `10m`.
   *
   * @default - the `timeout` of the HelmRelease
   */
  readonly timeout?: string;
}

/** The field `test`. */
export function renderTest({ construct }: Place, test: HelmTest | undefined): HelmReleaseSpecTest | undefined {
  test?.filters?.forEach(({ name }, index) => optionalName(construct, `test.filters[${index}].name`, name));
  return test && { ...test, enable: test.enable ?? true, timeout: optionalDuration(construct, 'test.timeout', test.timeout) };
}
