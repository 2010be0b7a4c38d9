import { matcher } from '../../src/migration/globs';

test.each<[string, string[], string[]]>([
  ['apps', ['apps/a.yaml', 'apps/b/c.yaml', 'apps'], ['my-apps/a.yaml', 'a/apps/b.yaml']],
  ['./apps/', ['apps/a.yaml'], ['apps.yaml']],
  ['apps/*', ['apps/a.yaml', 'apps/b/c.yaml'], ['a.yaml']],
  ['**/archive', ['archive/a.yaml', 'a/archive/b.yaml'], ['archived/a.yaml']],
  ['**/*.yml', ['a.yml', 'a/b.yml', '.hidden/a.yml', 'a/.b.yml'], ['a.yaml']],
  ['{apps,infra}/**', ['apps/a.yaml', 'infra/b/c.yaml'], ['other/a.yaml']],
  ['clusters/[ab]/ks.yaml', ['clusters/a/ks.yaml'], ['clusters/c/ks.yaml']],
  ['.', ['a.yaml', '.hidden/a.yaml'], []],
  ['', ['a.yaml', 'a/b.yaml'], []],
  ['!a.yaml', ['!a.yaml'], ['b.yaml', 'a.yaml']],
])('%j', (glob, matched, others) => {
  const matches = matcher([glob]);
  expect([...matched, ...others].filter(matches)).toEqual(matched);
});

test('any of several', () => {
  expect(['a/b.yaml', 'c.yaml', 'd.yaml'].filter(matcher(['a', 'c.yaml']))).toEqual(['a/b.yaml', 'c.yaml']);
});
