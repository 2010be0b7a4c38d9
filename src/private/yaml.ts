/** The YAML parser, loaded when a program first reads a file: it takes half as long to load as cdk8s itself. */
export function yaml(): typeof import('yaml') {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require('yaml');
}
