import type { IConstruct } from 'constructs';
import { warningsBelow } from '../private/warnings';

/** Something that Flux accepts and that may not be what was meant. */
export interface Warning {
  /** Stable code, such as `FOC017`; the README explains each. */
  readonly code: string;

  /** Path of the construct. */
  readonly path: string;

  /** What is doubtful, and what to write instead. */
  readonly message: string;
}

/**
 * The warnings of a tree. The library never prints: a program shows them where its users look.
 *
 * Most are found while objects are rendered, so ask after `app.synth()`.
 */
export class Warnings {
  /**
   * The warnings of this construct and everything below it.
   *
   * @param scope an app, a chart or any construct
   */
  public static of(scope: IConstruct): Warnings {
    return new Warnings(scope);
  }

  private constructor(private readonly scope: IConstruct) {}

  /** In tree order; each once. */
  public get all(): Warning[] {
    return warningsBelow(this.scope).map(({ code, path, message }) => ({ code, path, message }));
  }

  /** One line each: `FOC017 [delivery/app] …`. */
  public get lines(): string[] {
    return this.all.map(({ code, path, message }) => `${code} [${path}] ${message}`);
  }
}
