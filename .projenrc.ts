import { cdk8s, javascript, JsonPatch } from 'projen';
import { configureEslint } from './projenrc/eslint';
import { configureTasks } from './projenrc/tasks';

const repository = 'https://github.com/cdk8s-flux-oci/cdk8s-flux-oci';

const project = new cdk8s.ConstructLibraryCdk8s({
  name: 'cdk8s-flux-oci',
  description: 'Deliver applications with Flux from OCI registries: typed, signed, pinned by digest, checked while the program runs.',
  author: 'The cdk8s-flux-oci maintainers',
  authorOrganization: true,
  authorAddress: 'maintainers@cdk8s-flux-oci.dev',
  repositoryUrl: `${repository}.git`,
  homepage: `${repository}#readme`,
  bugsUrl: `${repository}/issues`,
  keywords: ['cdk8s', 'flux', 'fluxcd', 'gitops', 'oci', 'cosign', 'notation', 'kubernetes'],
  license: 'Apache-2.0',
  copyrightOwner: 'The cdk8s-flux-oci maintainers',
  defaultReleaseBranch: 'main',
  majorVersion: 0,
  releaseTagPrefix: 'v',
  stability: 'experimental',

  projenrcTs: true,
  packageManager: javascript.NodePackageManager.NPM,
  minNodeVersion: '20.16.0',
  workflowNodeVersion: '24',
  jsiiVersion: '~6.0',
  typescriptVersion: '~6.0',

  cdk8sVersion: '2.70.0',
  constructsVersion: '10.5.0',
  peerDeps: ['cdk8s-plus-28@^2.5.6'],
  // commander, diff, picocolors and picomatch are the command's; it loads each when it first needs it. commander 15 is ESM only.
  bundledDeps: ['commander@^14.0.3', 'diff@^9.0.0', 'picocolors@^1.1.1', 'picomatch@^4.0.7', 're2js@^2.10.0', 'yaml@^2.9.1'],
  bin: { 'flux-oci': 'bin/flux-oci' },
  devDeps: [
    '@bufbuild/cel@0.6.1',
    '@bufbuild/protobuf@^2.6.2',
    '@kubernetes-models/flux-cd@2.3.4', // what the bench measures against; 4.x needs Node 22
    '@types/node@^20',
    '@types/picomatch@^4',
    'ajv@^8.20.0',
    'cdk8s-cli@^2.207.60',
    'fast-check@^4.10.2',
    'jsii-pacmak@1.140.0',
    'jsii-rosetta@~6.0',
  ],

  publishToPypi: { distName: 'cdk8s-flux-oci', module: 'cdk8s_flux_oci' },
  publishToMaven: { javaPackage: 'io.github.cdk8sfluxoci', mavenGroupId: 'io.github.cdk8s-flux-oci', mavenArtifactId: 'cdk8s-flux-oci' },
  publishToNuget: { dotNetNamespace: 'Cdk8sFluxOci', packageId: 'Cdk8sFluxOci' },
  publishToGo: { moduleName: 'github.com/cdk8s-flux-oci/cdk8s-flux-oci-go' },

  // `imports/` is compiled beside `src/`, so both keep their place below `lib/`.
  entrypoint: 'lib/src/index.js',
  tsconfig: { compilerOptions: { rootDir: '.' }, include: ['src/**/*.ts', 'imports/*.ts'] },
  // `test/tsconfig.json`: everything that is run from its TypeScript source.
  tsconfigDev: { compilerOptions: { paths: { 'cdk8s-flux-oci': ['../src/index.ts'] } } },

  jestOptions: {
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    passWithNoTests: false,
    jestConfig: {
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/cluster/', '<rootDir>/test/corpus/', '<rootDir>/test/languages/'],
      coveragePathIgnorePatterns: ['/node_modules/', '<rootDir>/imports/', '<rootDir>/test/', '<rootDir>/examples/', '<rootDir>/projenrc/'],
      moduleNameMapper: { '^cdk8s-flux-oci$': '<rootDir>/src/index.ts' },
      coverageReporters: ['text-summary', 'json-summary'],
      watchPathIgnorePatterns: ['/node_modules/'],
      // By default one core stays idle, and of two that is half of the time.
      maxWorkers: '100%',
    },
    configFilePath: 'jest.config.json',
  },

  eslintOptions: {
    dirs: ['src', 'test', 'bench', 'examples', 'projenrc'],
    tsconfigPath: './test/tsconfig.json',
    commandOptions: { fix: false, extraArgs: ['--max-warnings=0'] },
  },

  githubOptions: { mergify: false },
  depsUpgradeOptions: { workflow: false },
  gitignore: ['/examples/*/dist/', '*.tsbuildinfo', '.jsii.tabl.json', '/.rosetta/'],
});

project.package.addField('types', 'lib/src/index.d.ts');
project.package.addField('exports', {
  '.': { types: './lib/src/index.d.ts', default: './lib/src/index.js' },
  './package.json': './package.json',
  './.jsii': './.jsii',
});
// The platform packages of newer releases are not on every mirror.
project.package.addField('overrides', { 'unrs-resolver': '1.11.1' });
project.npmignore?.addPatterns('/.ci', '/bench', '/examples', '/imports', '/projenrc', '/CONTRIBUTING.md', '/rosetta', '/.rosetta', '.jsii.tabl.json', '*.tsbuildinfo');
project.npmrc.addConfig('omit-lockfile-registry-resolved', 'true');

// projen writes the public registry's host name here; the publishing tool knows its own default.
project.tryFindObjectFile('.github/workflows/release.yml')?.patch(
  JsonPatch.remove('/jobs/release_npm/steps/9/env/NPM_REGISTRY'),
);

// Examples import the library by its name: from its sources for the editor and the linter, compiled when they run.
new javascript.TypescriptConfig(project, {
  fileName: 'examples/tsconfig.json',
  extends: javascript.TypescriptConfigExtends.fromPaths(['../test/tsconfig.json']),
  compilerOptions: { rootDir: '..' },
  include: ['**/*.ts'],
  exclude: ['golden-path/lib', 'golden-path/node_modules'],
});

configureTasks(project);
configureEslint(project);

project.synth();
