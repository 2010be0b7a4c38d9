/**
 * cdk8s-plus-28, loaded when a program first needs a Secret or ServiceAccount of ours: it takes nearly as long to load
 * as cdk8s itself.
 */
export function plus(): typeof import('cdk8s-plus-28') {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require('cdk8s-plus-28');
}
