import type { IConstruct, IMixin, Node } from 'constructs';

/** A Kustomization: one that this program makes, or one that is in the cluster already. */
export interface IKustomization extends IConstruct {
  /** The name of the object. */
  readonly kustomizationName: string;

  /**
   * The namespace of the object.
   *
   * @default - that of whatever depends on it
   */
  readonly kustomizationNamespace?: string;

  /**
   * When it is ready for those that depend on it; see `Dependency.kustomization`.
   *
   * @default - when it is ready, and has applied what the source has, if both have the same source
   */
  readonly readyExpr?: string;
}

/** A HelmRelease: one that this program makes, or one that is in the cluster already. */
export interface IHelmRelease extends IConstruct {
  /** The name of the object. */
  readonly helmReleaseName: string;

  /**
   * The namespace of the object.
   *
   * @default - that of whatever depends on it
   */
  readonly helmReleaseNamespace?: string;

  /**
   * When it is ready for those that depend on it; see `Dependency.helmRelease`.
   *
   * @default - when it is ready
   */
  readonly readyExpr?: string;
}

/** What else there is to say of a dependency. */
export interface DependencyOptions {
  /**
   * CEL that is true when the dependency is ready: `dep` is the object depended on, `self` the one that depends. It takes the
   * place of Flux's own check, so that `dep.status.conditions` must be asked as well if readiness matters, and must give a
   * boolean: a comparison, not a field alone.
   */
  readonly readyExpr: string;
}

/**
 * Dependencies with a condition of their own.
 *
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/#dependency-ready-expression
 */
export class Dependency {
  /**
   * A Kustomization that is ready when an expression says so.
   *
   * @param app a `Kustomization`, `SignedApp`, `TrackedApp` or one by name
   */
  public static kustomization(app: IKustomization, options: DependencyOptions): IKustomization {
    return new ConditionalKustomization(app, options.readyExpr);
  }

  /**
   * A HelmRelease that is ready when an expression says so.
   *
   * @param app a `HelmRelease`, `SignedHelmApp` or one by name
   */
  public static helmRelease(app: IHelmRelease, options: DependencyOptions): IHelmRelease {
    return new ConditionalHelmRelease(app, options.readyExpr);
  }

  private constructor() {}
}

/** Stands for a construct that is elsewhere in the tree. */
class Stand<T extends IConstruct> implements IConstruct {
  public constructor(protected readonly app: T, public readonly readyExpr: string) {}

  public get node(): Node {
    return this.app.node;
  }

  public with(...mixins: IMixin[]): IConstruct {
    return this.app.with(...mixins);
  }

  public toString(): string {
    return String(this.app);
  }
}

class ConditionalKustomization extends Stand<IKustomization> implements IKustomization {
  public get kustomizationName(): string {
    return this.app.kustomizationName;
  }

  public get kustomizationNamespace(): string | undefined {
    return this.app.kustomizationNamespace;
  }
}

class ConditionalHelmRelease extends Stand<IHelmRelease> implements IHelmRelease {
  public get helmReleaseName(): string {
    return this.app.helmReleaseName;
  }

  public get helmReleaseNamespace(): string | undefined {
    return this.app.helmReleaseNamespace;
  }
}
