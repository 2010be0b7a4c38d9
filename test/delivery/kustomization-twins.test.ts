import { App, Chart } from 'cdk8s';
import { KubeConfig, Kustomization, OciRepository, SecretRef, Warnings, type KustomizationProps } from '../../src';
import { fluxChart, warningsOf } from '../support/render';

function two(first: Partial<KustomizationProps>, second: Partial<KustomizationProps>): string[] {
  const chart = fluxChart();
  const source = OciRepository.fromOciRepositoryName(chart, 'source', 'app', 'flux-system');
  new Kustomization(chart, 'first', { source, ...first });
  new Kustomization(chart, 'second', { source, ...second });
  return warningsOf(chart).filter(line => line.startsWith('FOC078'));
}

const WARNING = 'FOC078 [delivery/second] this applies the same objects as delivery/first; use one of both, or another `path`, `targetNamespace` or `namePrefix`';

describe('two Kustomizations apply the same objects', () => {
  test.each<[string, Partial<KustomizationProps>, Partial<KustomizationProps>]>([
    ['in all', {}, {}],
    ['but how', { interval: '1h', prune: false }, { wait: false, serviceAccountName: 'x', images: [{ name: 'a', newTag: '1' }] }],
    ['with one path written in two ways', { path: './deploy' }, { path: 'deploy/' }],
    ['with the root as path', { path: './' }, {}],
    ['with the same variables', { postBuild: { substitute: { a: 'b' } } }, { postBuild: { substitute: { a: 'b' } } }],
  ])('%s', (_, first, second) => {
    expect(two(first, second)).toEqual([WARNING]);
  });
});

describe('two Kustomizations apply different objects', () => {
  test.each<[string, Partial<KustomizationProps>, Partial<KustomizationProps>]>([
    ['from two paths', { path: 'a' }, { path: 'b' }],
    ['into two namespaces', { targetNamespace: 'a' }, { targetNamespace: 'b' }],
    ['under two names', { namePrefix: 'a-' }, { namePrefix: 'b-' }],
    ['with variables of their own', { postBuild: { substitute: { a: 'b' } } }, { postBuild: { substitute: { a: 'c' } } }],
    ['into two clusters', { kubeConfig: KubeConfig.secret(SecretRef.named('a')) }, { kubeConfig: KubeConfig.secret(SecretRef.named('b')) }],
    ['into clusters of two namespaces', { kubeConfig: KubeConfig.secret(SecretRef.named('a')) },
      { kubeConfig: KubeConfig.secret(SecretRef.named('a')), metadata: { namespace: 'other' } }],
    ['one after the other', { suspend: true }, {}],
  ])('%s', (_, first, second) => {
    expect(two(first, second)).toEqual([]);
  });

  test('where their charts may go to different clusters', () => {
    const app = new App();
    for (const id of ['staging', 'production']) {
      const chart = new Chart(app, id, { namespace: 'flux-system' });
      new Kustomization(chart, 'app', { source: OciRepository.fromOciRepositoryName(chart, 'source', 'app') });
    }
    expect(Warnings.of(app).lines).toEqual([]);
  });
});
