import { HelmRelease, Kustomization, OciRepository } from '../../src';
import { checkedNamespace, placeOf } from '../../src/private/namespaces';
import { refusalOf } from '../support/refusal';
import { fluxChart } from '../support/render';

const message = (got: string) => `FOC008 [delivery] \`targetNamespace\` must have up to 63 lower-case letters, digits and \`-\`; got ${got}; use a name such as "my-app"`;

test.each(['a', 'my-app', '0', 'a'.repeat(63)])('a namespace may be named %s', namespace => {
  expect(checkedNamespace(fluxChart(), 'targetNamespace', namespace)).toBe(namespace);
});

test.each(['', 'My-App', 'my_app', 'my.app', '-app', 'app-', 'a'.repeat(64)])('a namespace can\'t be named "%s"', namespace => {
  expect(refusalOf(() => checkedNamespace(fluxChart(), 'targetNamespace', namespace))).toBe(message(`"${namespace}"`));
});

test.each<[unknown, string]>([[undefined, 'undefined'], [null, 'null'], [7, '7']])('%s from JavaScript is no namespace', (namespace, got) => {
  expect(refusalOf(() => checkedNamespace(fluxChart(), 'targetNamespace', namespace as string))).toBe(message(got));
});

test('an object is in its own namespace, else in that of its chart', () => {
  expect(placeOf(fluxChart()).namespace).toBe('flux-system');
  expect(placeOf(fluxChart(), 'team').namespace).toBe('team');
  expect(placeOf(fluxChart({ namespace: undefined })).namespace).toBeUndefined();
});

test('neither may be one that can\'t exist', () => {
  const expected = 'FOC008 [delivery] `metadata.namespace` must have up to 63 lower-case letters, digits and `-`; got "My NS"; use a name such as "my-app"';
  expect(refusalOf(() => placeOf(fluxChart(), 'My NS'))).toBe(expected);
  expect(refusalOf(() => placeOf(fluxChart({ namespace: 'My NS' })))).toBe(expected);
});

describe.each(['', 'My NS', 'a'.repeat(64)])('fails for a reference into the namespace "%s"', namespace => {
  const refused = (field: string) => `FOC008 [delivery/app] \`${field}.namespace\` must have up to 63 lower-case letters, digits and \`-\`; got "${namespace}"; use a name such as "my-app"`;

  test('from a Kustomization to its source', () => {
    const chart = fluxChart();
    const source = OciRepository.fromOciRepositoryName(chart, 'source', 'app', namespace);
    expect(refusalOf(() => new Kustomization(chart, 'app', { source }))).toBe(refused('sourceRef'));
  });

  test('from a HelmRelease to its source', () => {
    const chart = fluxChart();
    const source = OciRepository.fromOciRepositoryName(chart, 'source', 'app', namespace);
    expect(refusalOf(() => new HelmRelease(chart, 'app', { source }))).toBe(refused('chartRef'));
  });

  test('to what it depends on', () => {
    const chart = fluxChart();
    const source = OciRepository.fromOciRepositoryName(chart, 'source', 'app');
    const dependsOn = [Kustomization.fromKustomizationName(chart, 'base', 'base', namespace)];
    expect(refusalOf(() => new Kustomization(chart, 'app', { source, dependsOn }))).toBe(refused('dependsOn'));
  });
});
