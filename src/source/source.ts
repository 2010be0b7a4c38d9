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

/** Types say so too; JavaScript and casts need a clear answer. */
export function isSource(value: unknown): value is ISource {
  const source = value as Partial<ISource> | null | undefined;
  return typeof source?.sourceKind === 'string' && typeof source.sourceName === 'string';
}
