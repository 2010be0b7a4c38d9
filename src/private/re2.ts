/** Regular expressions as Go reads them, loaded when a program first has one: it takes as long to load as cdk8s itself. */
export function re2(): typeof import('re2js') {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require('re2js');
}
