import type { IConstruct } from 'constructs';

/** A source of Flux: one that this program makes, or one that is in the cluster already. */
export interface ISource extends IConstruct {
  /** The kind, such as `OCIRepository`. */
  readonly sourceKind: string;

  /** The name of the object. */
  readonly sourceName: string;

  /**
   * The namespace of the object.
   *
   * @default - that of whatever uses it
   */
  readonly sourceNamespace?: string;
}
