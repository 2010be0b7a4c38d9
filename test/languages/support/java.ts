import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { bindingsCache, installed, packageIn, pacmak, PEERS, versionOf } from './packed';
import { outcome, type Outcome, PROGRAMS } from './program';
import { requireTool, run } from './run';
import { once, work } from './work';

/** Installs the library into a Maven repository, then builds and runs the program against it. */
export function runJava(): Outcome {
  requireTool('javac', '-version', 'A JDK 17 or newer');
  requireTool('mvn', '--version', 'Maven 3.8 or newer');
  const repository = once(work(), 'maven', draft => cpSync(peersRepository(), draft, { recursive: true }));
  const library = generate('cdk8s-flux-oci', work('bindings'));
  mvn(repository, library, ['install']);
  const program = once(work(), 'java', draft => cpSync(join(PROGRAMS, 'java'), draft, { recursive: true }));
  return outcome(work('java-dist'), env => mvn(repository, program, [`-Dcdk8s-flux-oci.version=${versionOf('cdk8s-flux-oci')}`, 'compile', 'exec:java'], env));
}

/** A Maven repository with the peers, and with the plugins that the library and the program are built with. */
function peersRepository(): string {
  return once(bindingsCache(), 'maven', draft => {
    const peers = work('bindings-java');
    const modules = PEERS.map(name => `<module>${relative(peers, generate(name, peers))}</module>`);
    writeFileSync(join(peers, 'pom.xml'), aggregator(modules));
    mvn(draft, peers, ['install']);
    mvn(draft, join(PROGRAMS, 'java'), ['exec:help']);
  });
}

/** Several modules, to be built by one start of Maven. */
function aggregator(modules: string[]): string {
  const coordinates = '<groupId>example</groupId><artifactId>peers</artifactId><version>1</version><packaging>pom</packaging>';
  return `<project><modelVersion>4.0.0</modelVersion>${coordinates}<modules>${modules.join('')}</modules></project>\n`;
}

/** Generates the Java sources of an installed package. */
function generate(name: string, parent: string): string {
  // The name of the folder in the outdir is always `java`.
  const outdir = join(parent, name);
  pacmak([packageIn(installed(), name)], 'java', outdir, '--code-only');
  pinRanges(join(outdir, 'java/pom.xml'));
  return join(outdir, 'java');
}

/** For a range Maven reads the POM of every version there is. */
function pinRanges(file: string): void {
  const pom = readFileSync(file, 'utf8');
  const pinned = pom.replace(
    /<artifactId>([^<]+)<\/artifactId>(\s*)<version>\[([^,<]+),[^<]*<\/version>/g,
    (_, name: string, space: string, lowest: string) =>
      `<artifactId>${name}</artifactId>${space}<version>${PEERS.includes(name) ? versionOf(name) : lowest}</version>`,
  );
  writeFileSync(file, pinned);
}

function mvn(repository: string, project: string, args: string[], env?: { CDK8S_OUTDIR: string }): string {
  const quick = ['-Dmaven.javadoc.skip=true', '-Dmaven.source.skip=true', '-Dmaven.test.skip=true'];
  return run('mvn', ['--batch-mode', '--quiet', `-Dmaven.repo.local=${repository}`, ...quick, ...args], { cwd: project, env });
}
