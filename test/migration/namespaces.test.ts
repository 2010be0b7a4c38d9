import { Repository } from '../../src/migration/repository';

function namespaces(files: Record<string, string>): Record<string, readonly (string | undefined)[]> {
  const repository = new Repository(Object.entries(files).map(([path, text]) => ({ path, text })));
  return Object.fromEntries(repository.ofKind('source.toolkit.fluxcd.io', 'GitRepository').map(object => [object.file.path, repository.namespacesOf(object)]));
}

const git = (namespace?: string) => `apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata:\n  name: app\n${namespace ? `  namespace: ${namespace}\n` : ''}`;
const flux = (path: string, targetNamespace?: string) =>
  `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata:\n  name: k\n  namespace: flux-system\nspec:\n  path: ${path}\n${targetNamespace ? `  targetNamespace: ${targetNamespace}\n` : ''}`;
const resources = (...entries: string[]) => `resources:\n${entries.map(entry => `- ${entry}\n`).join('')}`;

describe('the namespace of an object', () => {
  test('is the one it has, or unknown', () => {
    expect(namespaces({ 'a.yaml': git('own'), 'b.yaml': git() })).toEqual({ 'a.yaml': ['own'], 'b.yaml': [undefined] });
  });

  test('is the one that kustomize sets, the outermost of several', () => {
    expect(namespaces({
      'base/git.yaml': git('own'),
      'base/kustomization.yaml': `namespace: inner\n${resources('git.yaml')}`,
      'top/kustomization.yaml': `namespace: outer\n${resources('../base')}`,
    })).toEqual({ 'base/git.yaml': ['outer'] });
  });

  test('is one for each way in which it is applied', () => {
    expect(namespaces({
      'base/git.yaml': git(),
      'base/kustomization.yaml': resources('./git.yaml'),
      'one/kustomization.yaml': `namespace: one\n${resources('../base')}`,
      'two/kustomization.yml': `namespace: two\n${resources('../base/')}`,
      'three/kustomization.yaml': 'components:\n- ../base\n',
    })).toEqual({ 'base/git.yaml': ['one', 'two', undefined] });
  });

  test('is the target namespace of the Flux Kustomization that applies it', () => {
    expect(namespaces({
      'flux.yaml': flux('./apps', 'team'),
      'apps/git.yaml': git('own'),
      'apps/deep/er/git.yaml': git(),
      'apps/kept/kustomization.yaml': `namespace: kept\n${resources('git.yaml')}`,
      'apps/kept/git.yaml': git(),
      'apps/kept/left.yaml': git('own'),
      'elsewhere/git.yaml': git('own'),
    })).toEqual({
      'apps/git.yaml': ['team'], 'apps/deep/er/git.yaml': ['team'], 'apps/kept/git.yaml': ['team'], 'apps/kept/left.yaml': ['own'], 'elsewhere/git.yaml': ['own'],
    });
  });

  test('survives directories that take in each other, and what isn\'t there', () => {
    expect(namespaces({
      'a/kustomization.yaml': `namespace: a\n${resources('../b', 'missing.yaml', '../../outside', 'https://github.com/acme/app?ref=v1')}`,
      'b/kustomization.yaml': resources('../a', 'git.yaml'),
      'b/git.yaml': git(),
      'flux.yaml': flux('./b'),
    })).toEqual({ 'b/git.yaml': ['a', undefined] });
  });
});
