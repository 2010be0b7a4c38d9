import type { cdk8s } from 'projen';

/** Lint rules that the project adds to projen's. */
export function configureEslint(project: cdk8s.ConstructLibraryCdk8s): void {
  project.eslint?.addIgnorePattern('imports/');
}
