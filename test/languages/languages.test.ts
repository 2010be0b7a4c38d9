import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { runGo } from './support/go';
import { runJava } from './support/java';
import { installed } from './support/packed';
import { lazy, PROGRAMS } from './support/program';
import { runPythonProgram, virtualEnvironment } from './support/python';
import { run } from './support/run';
import { runTypeScript } from './support/typescript';
import { check, work } from './support/work';

const typeScript = lazy(() => {
  copyFileSync(join(PROGRAMS, 'typescript/main.ts'), join(installed(), 'main.ts'));
  return runTypeScript(installed(), 'main.ts');
});

const others = [
  { language: 'Python', program: lazy(() => runPythonProgram(virtualEnvironment(), join(PROGRAMS, 'python/main.py'), work('python-dist'))) },
  { language: 'Java', program: lazy(runJava) },
  { language: 'Go', program: lazy(runGo) },
];

/** The one document of a kind and name that the TypeScript program wrote. */
function document(kind: string, name: string): any {
  const text = Buffer.from(typeScript().files['delivery.k8s.yaml'], 'latin1').toString('utf8');
  const matching = parseAllDocuments(text).map(parsed => parsed.toJS()).filter(object => object.kind === kind && object.metadata.name === name);
  expect(matching).toHaveLength(1);
  return matching[0];
}

describe('TypeScript with the packed library', () => {
  check('the program compiles without skipLibCheck and writes its chart', () => {
    expect(Object.keys(typeScript().files)).toEqual(['delivery.k8s.yaml']);
  });

  check('the nulls of HelmValues.null() are in the YAML', () => {
    expect(document('HelmRelease', 'cache').spec.values).toEqual({
      replicas: 3,
      ratio: 0.5,
      metrics: { enabled: true, port: '9121' },
      motd: 'Grüße\nfrom acme',
      persistence: null,
      resources: { limits: null, requests: { cpu: '250m' } },
      args: ['--appendonly', null],
    });
  });

  check('JSON patches with names of the CRDs are in the YAML', () => {
    expect(document('OCIRepository', 'shop').spec.verify.matchOIDCIdentity[0].issuer).toBe('^https://oidc\\.acme\\.example$');
    expect(document('Kustomization', 'shop').spec.deletionPolicy).toBe('Orphan');
  });

  check('a refused value says its code and what to do', () => {
    expect(typeScript().printed).toMatch(/^FOC010 .+; got "sha256:1234"; use .+\n$/m);
  });

  check('an ECMAScript module imports its names', () => {
    const program = 'import { FleetApp, SignedApp, l1 } from "cdk8s-flux-oci"; console.log(FleetApp.name, SignedApp.name, l1.FluxOciRepository.name)';
    expect(run('node', ['--input-type=module', '--eval', program], { cwd: installed() })).toBe('FleetApp SignedApp FluxOciRepository\n');
  });

  check('only what a program names is loaded', () => {
    const program = 'require("cdk8s-flux-oci").OciRef; console.log(Object.keys(require.cache).some(path => path.includes("delivery")))';
    expect(run('node', ['--eval', program], { cwd: installed() })).toBe('false\n');
  });

  check('a migration gives a diff', () => {
    expect(typeScript().printed).toContain([
      '-  path: ./apps/shop # of this cluster', '-  sourceRef: {kind: GitRepository, name: fleet}',
      '+  path: ./shop # of this cluster', '+  sourceRef: {kind: OCIRepository, name: fleet}', '',
    ].join('\n'));
  });
});

describe.each(others)('$language with the packed library', ({ program }) => {
  check('the program writes the same bytes as in TypeScript', () => {
    expect(program().files).toEqual(typeScript().files);
  });

  check('a migration gives the same diff, and a refused value is explained with the same sentence', () => {
    const [diff, refusal] = typeScript().printed.split(/^(?=FOC010)/m);
    expect(program().printed.replace(/\r/g, '')).toContain(diff);
    expect(program().printed).toContain(refusal.trim());
  });
});
