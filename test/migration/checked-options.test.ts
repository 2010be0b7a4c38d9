import { checkedOptions } from '../../src/migration/checked-options';
import { MigrationScope } from '../../src/migration/migration-options';
import { refusalOf } from '../support/refusal';

const registry = 'oci://ghcr.io/acme';

test('options have defaults, and URLs no slash at their end', () => {
  const { mayChange, ...options } = checkedOptions({ registry: `${registry}/`, sources: { 'fleet.flux-system': `${registry}/fleet/` }, charts: { redis: `${registry}/redis` } });
  expect(options).toMatchObject({
    registry,
    artifactRoot: '',
    git: true,
    helm: true,
    sources: { 'fleet.flux-system': `${registry}/fleet` },
    charts: { redis: `${registry}/redis` },
    fluxVersion: { minor: '2.9' },
  });
  expect(mayChange('any/file.yaml')).toBe(true);
});

test.each([
  [MigrationScope.GIT, { git: true, helm: false }],
  [MigrationScope.HELM, { git: false, helm: true }],
  [MigrationScope.ALL, { git: true, helm: true }],
])('%s is moved', (what, moved) => {
  expect(checkedOptions({ registry, what })).toMatchObject(moved);
});

test('a registry may be a host alone', () => {
  expect(checkedOptions({ registry: 'oci://registry.example' }).registry).toBe('oci://registry.example');
});

test.each([
  [{ only: ['apps/**'] }, 'apps/web.yaml', true], [{ only: ['apps/**'] }, 'infra/web.yaml', false],
  [{ skip: ['**/archive/**'] }, 'apps/archive/web.yaml', false], [{ only: ['apps/**'], skip: ['apps/web.yaml'] }, 'apps/web.yaml', false], [{ only: [], skip: [] }, 'x.yaml', true],
])('with %j %s may be changed: %p', (globs, path, may) => {
  expect(checkedOptions({ registry, ...globs }).mayChange(path)).toBe(may);
});

test.each([['./kubernetes/', 'kubernetes'], ['.', ''], ['a/../b', 'b']])('the artifact root %j is the directory %j', (artifactRoot, directory) => {
  expect(checkedOptions({ registry, artifactRoot }).artifactRoot).toBe(directory);
});

test.each([['../fleet', '"../fleet"'], [7, '7']])('fails with the artifact root %j', (artifactRoot, got) => {
  expect(refusalOf(() => checkedOptions({ registry, artifactRoot: artifactRoot as string })))
    .toBe(`FOC150 \`artifactRoot\` is a directory of the repository; got ${got}; use what CI pushes, relative to the repository, such as "kubernetes"`);
});

test.each(['fleet', '.flux-system', 'fleet.', 'a b.c'])('fails with the source %j', source => {
  expect(refusalOf(() => checkedOptions({ registry, sources: { [source]: `${registry}/fleet` } })))
    .toBe(`FOC151 a source is told by name and namespace of its GitRepository; got "${source}"; use \`NAME.NAMESPACE\`, such as "flux-system.flux-system"`);
});

test('fails with a registry that is no OCI URL', () => {
  expect(refusalOf(() => checkedOptions({ registry: 'https://ghcr.io/acme' })))
    .toBe('FOC011 the URL of an OCI repository starts with `oci://`; got "https://ghcr.io/acme"; use "oci://ghcr.io/acme"');
});

test.each([['oci://acme', 'FOC014'], [undefined, 'FOC011']])('fails with the registry %j', (wrong, code) => {
  expect(refusalOf(() => checkedOptions({ registry: wrong as string }))).toMatch(new RegExp(`^${code} `));
});
