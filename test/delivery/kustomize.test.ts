import { HelmRelease, Kustomization, OciRepository, PostRenderer, type KustomizationProps, type ObjectSelector } from '../../src';
import { refusalOf } from '../support/refusal';
import { fluxChart } from '../support/render';

const PATCH = { patch: '- op: remove\n  path: /spec/replicas' };

function kustomization(props: Partial<KustomizationProps>): Kustomization {
  const chart = fluxChart();
  return new Kustomization(chart, 'app', { source: OciRepository.fromOciRepositoryName(chart, 'source', 'app'), ...props });
}

function helmRelease(target: ObjectSelector): HelmRelease {
  const chart = fluxChart();
  const postRenderers = [PostRenderer.kustomize({ patches: [{ ...PATCH, target }] })];
  return new HelmRelease(chart, 'app', { source: OciRepository.fromOciRepositoryName(chart, 'source', 'app'), postRenderers });
}

/** What takes a target, and where it says so. */
const TAKERS: [string, (target: ObjectSelector) => unknown][] = [
  ['patches[1]', target => kustomization({ patches: [{ ...PATCH, target: { kind: 'Deployment' } }, { ...PATCH, target }] })],
  ['ignore[1]', target => kustomization({ ignore: [{ paths: ['/spec'] }, { paths: ['/spec'], target }] })],
  ['patches[0]', helmRelease],
];

describe.each(TAKERS)('%s', (path, take) => {
  test.each(['group', 'version', 'kind', 'name', 'namespace'])('fails for a %s that Go can\'t read', field => {
    expect(refusalOf(() => take({ [field]: 'web-(?!old)' })))
      .toBe(`FOC079 [delivery/app] \`${path}\` has a \`target.${field}\` that is no regular expression of Go; got "web-(?!old)"; use a name, or an expression such as "web-.*"`);
  });

  test.each(['labelSelector', 'annotationSelector'])('fails for a %s that kubectl can\'t read', field => {
    expect(refusalOf(() => take({ [field]: 'app in web' })))
      .toBe(`FOC079 [delivery/app] \`${path}\` has a \`target.${field}\` that is none; got "app in web"; use a text such as "app=web,tier notin (test)"`);
  });

  test('takes all that both can read', () => {
    expect(() => take({ group: '', kind: 'Deployment|StatefulSet', name: 'web-.*', labelSelector: 'app=web,tier notin (test)', annotationSelector: '!note' })).not.toThrow();
  });
});

test('fails for a component without a name', () => {
  expect(refusalOf(() => kustomization({ components: [''] })))
    .toBe('FOC073 [delivery/app] a component is a folder of the artifact, relative to `path`; got ""; use a path such as "../components/tls"');
});
