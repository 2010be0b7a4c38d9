import { keyOf } from './shared';

/**
 * Tells the objects of a class from all others, also those that another copy of this library made: `instanceof` knows
 * only its own copy. The internal members of a marked class are a contract between copies; who breaks it changes the name.
 */
export class Brand<T extends object> {
  private readonly mark: symbol;

  public constructor(name: string) {
    this.mark = keyOf(name);
  }

  /** Marks a class, and so all of its objects. */
  public put(type: { readonly prototype: T }): void {
    Object.defineProperty(type.prototype, this.mark, { value: true });
  }

  public isOn(value: unknown): value is T {
    return (value as { readonly [key: symbol]: unknown } | null | undefined)?.[this.mark] === true;
  }
}
