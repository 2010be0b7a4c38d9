import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npmInstall, onlyFile, pacmak, tarball } from './support/packed';
import { lazy, PROGRAMS } from './support/program';
import { pipInstall, runPython, runPythonProgram, virtualEnvironment, wheel } from './support/python';
import { PROJECT, run } from './support/run';
import { runTypeScript } from './support/typescript';
import { check, once, work } from './support/work';

const NAME = 'acme-golden-path';
const SOURCE = join(PROJECT, 'examples/golden-path');
const NOT_COPIED = ['node_modules', 'lib', 'dist', '.jsii', 'tsconfig.json', 'tsconfig.tsbuildinfo'].map(name => join(SOURCE, name));

/** What both languages must write. */
const EXPECTED = readFileSync(join(PROGRAMS, 'golden-path.expected.yaml'), 'latin1');

/** The package, built as its README says. */
function golden(): string {
  return once(work(), 'golden-path', draft => {
    cpSync(SOURCE, draft, { recursive: true, filter: file => !NOT_COPIED.includes(file) });
    npmInstall(draft, [tarball()]);
    run('npm', ['run', '--silent', 'build'], { cwd: draft });
  });
}

/** A folder with a program of somebody who installed the package from npm. */
const typeScriptUser = lazy(() => once(work(), 'golden-path-user', draft => {
  pacmak([golden()], 'js', draft);
  npmInstall(draft, [onlyFile(join(draft, 'js'), '.tgz'), tarball()]);
  writeFileSync(join(draft, 'main.ts'), readmeProgram('ts'));
}));

/** A virtual environment of somebody who installed the package from PyPI. */
const pythonUser = lazy(() => {
  const environment = virtualEnvironment();
  pipInstall(environment, [wheel(NAME, golden())]);
  writeFileSync(work('golden_path.py'), readmeProgram('python'));
  return environment;
});

const typeScript = lazy(() => runTypeScript(typeScriptUser(), 'main.ts'));
const python = lazy(() => runPythonProgram(pythonUser(), work('golden_path.py'), work('golden-path-python-dist')));

/** What the README shows is what is run. */
function readmeProgram(language: string): string {
  const readme = readFileSync(join(SOURCE, 'README.md'), 'utf8');
  const programs = [...readme.matchAll(/^```(\w+)\n(.*?)^```$/gms)].filter(match => match[1] === language).map(match => match[2]);
  expect(programs).toHaveLength(1);
  return programs[0];
}

describe('the golden path of a platform team', () => {
  check('its README\'s TypeScript program writes exactly the expected YAML: names from the ids, labels, signer, intervals', () => {
    expect(typeScript().files).toEqual({ 'production.k8s.yaml': EXPECTED });
  });

  check('its README\'s Python program writes the same bytes', () => {
    expect(python().files).toEqual({ 'production.k8s.yaml': EXPECTED });
  });
});

describe.each([
  ['another registry', 'oci://registry.example/acme/cart:2.1.0@sha256:1111111111111111111111111111111111111111111111111111111111111111'],
  ['another owner', 'oci://ghcr.io/acme-evil/cart:2.1.0@sha256:1111111111111111111111111111111111111111111111111111111111111111'],
])('the policy refuses an artifact of %s', (_, artifact) => {
  const refusal = `ACME001 [production/Cart] Acme delivers from oci://ghcr.io/acme/ only; got "${artifact}"; publish it with the release workflow of its repository`;

  check('in TypeScript', () => {
    const program = `
      const { App, Chart } = require('cdk8s');
      const { CompanyApp } = require('${NAME}');
      try {
        new CompanyApp(new Chart(new App(), 'production'), 'Cart', { team: 'sales', artifact: '${artifact}' });
      } catch (error) {
        console.log(error.message);
      }
    `;
    expect(run('node', ['--eval', program], { cwd: typeScriptUser() })).toBe(`${refusal}\n`);
  });

  check('in Python', () => {
    const program = [
      'from acme_golden_path import CompanyApp',
      'from cdk8s import App, Chart',
      'try:',
      `    CompanyApp(Chart(App(), "production"), "Cart", team="sales", artifact="${artifact}")`,
      'except RuntimeError as error:',
      '    print(error)',
    ];
    expect(runPython(pythonUser(), ['-c', program.join('\n')], work())).toContain(refusal);
  });
});

describe('what is not pinned', () => {
  check('is refused by the library below', () => {
    const program = `
      const { App, Chart } = require('cdk8s');
      const { CompanyApp } = require('${NAME}');
      try {
        new CompanyApp(new Chart(new App(), 'production'), 'Cart', { team: 'sales', artifact: 'oci://ghcr.io/acme/cart:2.1.0' });
      } catch (error) {
        console.log(error.message);
      }
    `;
    expect(run('node', ['--eval', program], { cwd: typeScriptUser() })).toMatch(/^FOC012 /);
  });
});
