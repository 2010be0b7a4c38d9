/**
 * An object without what is undefined. cdk8s leaves that out as well, but looks for its resolvers first, each time up to the root of the tree, and
 * most fields of most objects are undefined.
 */
export function defined<T extends object>(object: T): T {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
}
