import type { cdk8s } from 'projen';
import { closedRooms, RANKS } from './rooms';

/** Lint rules that the project adds to projen's. */
export function configureEslint(project: cdk8s.ConstructLibraryCdk8s): void {
  const eslint = project.eslint!;
  eslint.addIgnorePattern('imports/');
  eslint.addIgnorePattern('examples/*/lib/');
  // The index of fields says with one bit each which Flux minors have them.
  eslint.addOverride({ files: ['projenrc/field-index.ts', 'src/private/minor-bits.ts'], rules: { 'no-bitwise': ['off'] } });
  eslint.addRules({
    'import/no-cycle': ['error'],
    'import/no-restricted-paths': ['error', { zones: RANKS.flat().map(zone) }],
    '@typescript-eslint/no-unused-expressions': ['error'],
    '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false }],
  });
}

function zone(room: string): object {
  return {
    target: `./src/${room}`,
    from: [...closedRooms(room).map(other => `./src/${other}`), './src/index.ts'],
    message: 'A room imports from rooms of a lower rank only (projenrc/rooms.ts).',
  };
}
