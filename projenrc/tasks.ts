import type { cdk8s } from 'projen';

/** The tasks beside those that projen brings. */
export function configureTasks(project: cdk8s.ConstructLibraryCdk8s): void {
  project.addTask('imports', {
    description: 'Generate imports/*.ts from the CRDs in imports/crds',
    exec: 'ts-node --project projenrc/tsconfig.json projenrc/imports.ts',
  });
}
