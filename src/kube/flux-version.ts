import type { IConstruct } from 'constructs';
import { chooseMinor, minorOf } from '../private/flux-minor';

/**
 * The minor version of Flux that a program renders for.
 *
 * Every finished object is held against it, whether a prop, a JSON patch or `l1` wrote it: what this minor lacks is refused and the
 * message names the minors that have it (FOC005), a field that no minor has is refused as well (FOC006), and what means something else in
 * this minor is warned about (FOC032, FOC081 to FOC084). Metadata and status are not looked at.
 *
 * @see https://fluxcd.io/flux/releases/
 */
export class FluxVersion {
  /** Flux 2.8. */
  public static readonly V2_8 = new FluxVersion('2.8');

  /** Flux 2.9, the default: what the library renders is proven against its controllers. */
  public static readonly V2_9 = new FluxVersion('2.9');

  /**
   * Flux 2.10. This library knows its CRDs of sources and Kustomizations. Of all other kinds it knows those of 2.9: there a field that 2.9
   * doesn't have is a warning (FOC080).
   */
  public static readonly V2_10 = new FluxVersion('2.10');

  /**
   * The version in force at this construct: that of the nearest scope which has one, else 2.9.
   *
   * @param scope any construct
   */
  public static of(scope: IConstruct): FluxVersion {
    const minor = minorOf(scope);
    return [FluxVersion.V2_8, FluxVersion.V2_9, FluxVersion.V2_10].find(version => version.minor === minor)!;
  }

  private constructor(
    /** Such as `2.9`. */
    public readonly minor: string,
  ) {}

  /**
   * Renders everything in this scope for this version. It may be called at any time before the app is synthesized.
   *
   * @param scope an app, a chart or any construct
   */
  public applyTo(scope: IConstruct): void {
    chooseMinor(scope, this.minor);
  }

  /** Such as `2.9`. */
  public toString(): string {
    return this.minor;
  }
}
