/**
 * One thing for all copies of this library that a program has loaded. Two packages may each bring their own: what one copy
 * remembers of a construct, the other must know as well.
 */
export function shared<T extends object>(name: string, make: () => T): T {
  const everything = globalThis as unknown as { [key: symbol]: T | undefined };
  return everything[keyOf(name)] ??= make();
}

/** What no other library uses, and every copy of this one does. */
export function keyOf(name: string): symbol {
  return Symbol.for(`cdk8s-flux-oci.${name}`);
}
