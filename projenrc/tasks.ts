import type { cdk8s, Task } from 'projen';

/** The tasks beside those that projen brings. */
export function configureTasks(project: cdk8s.ConstructLibraryCdk8s): void {
  const task = (name: string) => project.tasks.tryFind(name)!;
  // The library works on Node 20, and is tested on it, for as long as cdk8s supports it.
  project.tasks.addEnvironment('JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION', '20');

  task('compile').exec('ts-node --transpile-only --project projenrc/tsconfig.json projenrc/lazy-exports.ts');

  project.addTask('imports', {
    description: 'Generate imports/*.ts from the CRDs in imports/crds',
    exec: 'ts-node --project projenrc/tsconfig.json projenrc/imports.ts',
  });
  configureDocs(task('docgen'), project.addTask('readme', {
    description: 'Compile the examples of README.md',
    exec: 'jsii-rosetta extract --strict --cache-to=.rosetta/tablet.json',
  }));
  configureChecks(task('test'), project.addTask('typecheck', { description: 'Check the types of what is never compiled' }));

  const demo = project.addTask('demo', { description: 'Synthesize, check and show examples/podinfo' });
  demo.spawn(task('compile'));
  demo.exec('ts-node --project examples/tsconfig.json examples/demo/index.ts');

  project.addTask('test:matrix', {
    description: 'Run the unit tests on Node 20, 22 and 24, and on the newest cdk8s',
    exec: 'ts-node --project test/tsconfig.json test/matrix/run.ts',
    receiveArgs: true,
  });

  const languages = project.addTask('test:languages', { description: 'Run one program in every language, against the packed library' });
  languages.spawn(task('compile'));
  languages.exec('jest --config test/languages/jest.config.json --ci', { receiveArgs: true });

  project.addTask('test:corpus', {
    description: 'Migrate real repositories, and hold each result against what must be true of it',
    exec: 'jest --config test/corpus/jest.config.json --ci',
    receiveArgs: true,
  });
  const fleet = project.addTask('bench', { description: 'Measure the synth of fleets beside cdk8s, plain data and bare writes' });
  fleet.spawn(task('compile'));
  fleet.exec('ts-node --project test/tsconfig.json bench/fleet.ts', { receiveArgs: true });
  const bench = project.addTask('bench:migrate', { description: 'Measure a dry run of the migration against parsing the same files once' });
  bench.spawn(task('compile'));
  bench.exec('ts-node --project test/tsconfig.json bench/migrate.ts', { receiveArgs: true });

  configureCluster(project);
}

function configureCluster(project: cdk8s.ConstructLibraryCdk8s): void {
  const rig = 'ts-node --project test/tsconfig.json test/cluster/rig/main.ts';
  project.addTask('cluster:build', { description: 'Build the programs of the cluster suites, where the cache lacks them', exec: `${rig} build` });
  project.addTask('cluster:up', { description: 'Start a Flux control plane on this machine', exec: `${rig} up`, receiveArgs: true });
  project.addTask('cluster:down', { description: 'Stop it', exec: `${rig} down` });
  project.addTask('bench:scale', {
    description: 'Measure how long the real control plane takes to have a fleet ready',
    exec: 'ts-node --project test/tsconfig.json bench/scale.ts',
    receiveArgs: true,
  });
  project.addTask('test:cluster', {
    description: 'Prove against the real control plane of Flux what the library renders',
    exec: 'jest --config test/cluster/jest.config.json --ci',
    receiveArgs: true,
  });
}

/** The generated API has a page of its own: together they would be too long to read. */
function configureDocs(docgen: Task, readme: Task): void {
  docgen.reset('jsii-docgen --submodule root --output API.md');
  docgen.exec('jsii-docgen --submodule l1 --output imports/API.md');
  docgen.spawn(readme);
}

/** jest compiles file by file and checks no types. */
function configureChecks(test: Task, typecheck: Task): void {
  for (const folder of ['test', 'bench', 'examples', 'projenrc']) typecheck.exec(`tsc --noEmit --project ${folder}/tsconfig.json`);
  test.spawn(typecheck);
}
