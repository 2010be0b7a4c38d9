import type { Construct } from 'constructs';
import { renderValues } from './helm-values';
import { FluxHelmRelease, type FluxHelmReleaseProps } from '../../imports/helm.toolkit.fluxcd.io';
import { defined } from '../private/defined';

/**
 * The object behind `HelmRelease`. It keeps the Helm values away from cdk8s, and adds them to what that rendered.
 */
export class HelmReleaseResource extends FluxHelmRelease {
  private readonly values: unknown;

  public constructor(scope: Construct, id: string, props: FluxHelmReleaseProps) {
    const { values, ...spec } = props.spec!;
    super(scope, id, { ...props, spec: defined(spec) });
    this.values = values;
  }

  protected override _named(resolved: any): any {
    const document = super._named(resolved);
    const values = renderValues(this, this.values);
    return values === undefined ? document : { ...document, spec: { ...document.spec, values } };
  }
}
