import type { Construct } from 'constructs';
import { renderValues } from './helm-values';
import { FluxHelmRelease, type FluxHelmReleaseProps } from '../../imports/helm.toolkit.fluxcd.io';
import { quoteTexts } from '../private/quoting';
import { rendered } from '../private/rendered';

/** Keeps the Helm values away from cdk8s, and adds them to what it rendered. */
class WithValues extends FluxHelmRelease {
  private readonly values: unknown;

  public constructor(scope: Construct, id: string, props: FluxHelmReleaseProps) {
    const { values, ...spec } = props.spec!;
    super(scope, id, { ...props, spec });
    this.values = values;
  }

  public override toJson(): any {
    const document = super.toJson();
    const values = renderValues(this, this.values);
    return values === undefined ? document : { ...document, spec: { ...document.spec, values } };
  }
}

/** The L1 class behind `HelmRelease`. In its values a text that becomes a number goes unnoticed, so it is quoted. */
export class HelmReleaseResource extends rendered(WithValues) {
  public override toJson(): any {
    return quoteTexts(super.toJson());
  }
}
