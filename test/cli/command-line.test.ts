import { inProcess } from './support/in-process';
import { commandOf } from '../../src/cli/command-line';
import { refusalOf } from '../support/refusal';

const REGISTRY = ['--registry', 'oci://ghcr.io/acme'];

test('reads every option, and several of those that may be repeated', () => {
  expect(commandOf(['migrate', 'fleet', ...REGISTRY, '--artifact-root', 'kubernetes', '--what', 'git', '--source', 'a.b=oci://x/y', '--source=c.d=oci://x/z',
    '--chart', 'podinfo=oci://x/podinfo', '--only', 'apps', '--only', 'infra/**', '--skip', 'archive', '--ref', 'stable', '--verify-github', 'acme/fleet',
    '--pull-secret', 'login', '--flux-version', '2.10', '--output', 'json', '--config', 'my.yaml', '--write'], '1.2.3')).toEqual({
    directory: 'fleet',
    config: 'my.yaml',
    write: true,
    rollback: false,
    settings: {
      registry: 'oci://ghcr.io/acme',
      artifactRoot: 'kubernetes',
      what: 'git',
      source: ['a.b=oci://x/y', 'c.d=oci://x/z'],
      chart: ['podinfo=oci://x/podinfo'],
      only: ['apps', 'infra/**'],
      skip: ['archive'],
      ref: 'stable',
      verifyGithub: 'acme/fleet',
      pullSecret: 'login',
      fluxVersion: '2.10',
      output: 'json',
    },
  });
});

test('reads a command line each time anew', () => {
  const line = ['migrate', '.', '--only', 'a'];
  expect([commandOf(line, ''), commandOf(line, '')]).toEqual(Array(2).fill({ directory: '.', config: undefined, write: false, rollback: false, settings: { only: ['a'] } }));
});

test.each([
  [['migrte'], 'FOC160 there is no such command; got "migrte"; use migrate'],
  [['push'], 'FOC160 there is no such command; got "push"; use migrate'],
  [['--wrte'], 'FOC160 there is no such option; got "--wrte"; use --write'],
  [['migrate', '.', '--regstry', 'x'], 'FOC160 there is no such option; got "--regstry"; use --registry'],
  [['migrate', '.', '--dry-run'], 'FOC160 there is no such option; got "--dry-run"; use --registry, --artifact-root, --what, --source, --chart, --only, --skip, --ref, '
    + '--semver, --verify-key, --verify-github, --pull-secret, --provider, --flux-version, --output, --config, --write, --rollback, --help'],
  [['migrate', '.', '--registry'], 'FOC161 `--registry` needs a value; use --registry <URL>'],
  [['migrate'], 'FOC161 nothing says what to migrate; use `flux-oci migrate DIR --registry oci://ghcr.io/acme`'],
  [['migrate', 'a', 'b'], 'FOC161 one directory is migrated at a time; use `flux-oci migrate DIR`, and quotes around globs'],
  [['migrate', '.', '--ref', 'a', '--semver', '1.x'], 'FOC161 `--ref` and `--semver` exclude each other; use one of them'],
  [['migrate', '.', '--verify-key', 'a', '--verify-github', 'a/b'], 'FOC161 `--verify-key` and `--verify-github` exclude each other; use one of them'],
  [['migrate', '.', '--pull-secret', 'a', '--provider', 'aws'], 'FOC161 `--pull-secret` and `--provider` exclude each other; use one of them'],
  [['migrate', '.', '--write', '--rollback'], 'FOC161 `--write` and `--rollback` exclude each other; use one of them'],
])('fails for %j', (args, message) => {
  expect(refusalOf(() => commandOf(args, '1.2.3'))).toBe(message);
  expect(inProcess(...args)).toEqual({ status: 2, stdout: '', stderr: `${message}\n` });
});

test('without anything it prints its help, and fails', () => {
  const { status, stdout, stderr } = inProcess();
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(/^Usage: flux-oci \[options\] \[command\]\n[^]*\n  flux-oci migrate \. --rollback  /);
});

test.each([['--help'], ['-h'], ['help']])('%s prints the help', arg => {
  expect(inProcess(arg)).toEqual({ status: 0, stdout: inProcess().stderr, stderr: '' });
});

test('each command has its help, with examples that it understands', () => {
  const { status, stdout, stderr } = inProcess('migrate', '--help');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(inProcess('help', 'migrate').stdout).toBe(stdout);
  expect(stdout).toMatch(/^Usage: flux-oci migrate DIR --registry URL \[options\]\n/);
  const examples = stdout.split('Examples:')[1].replace(/\\\n/g, '').split('\n').map(line => line.trim()).filter(line => line.startsWith('flux-oci '));
  expect(examples.length).toBeGreaterThan(6);
  for (const example of examples) {
    const args = example.replace(/ > .*/, '').replace(/'/g, '').split(/\s+/).slice(1);
    expect(commandOf(args, '')).toMatchObject({ directory: '.' });
  }
});

test('--version prints the version', () => {
  expect(inProcess('--version')).toEqual({ status: 0, stdout: '1.2.3\n', stderr: '' });
});
