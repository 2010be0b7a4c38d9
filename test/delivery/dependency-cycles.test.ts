import { App, Chart, Testing } from 'cdk8s';
import {
  Dependency, HelmRelease, Kustomization, OciRef, OciRepository, OidcIdentity, PinnedArtifact, SignedApp, Verification, Warnings, type IKustomization,
} from '../../src';
import { acceptedDocuments } from '../support/accepted';
import { refusalOf } from '../support/refusal';
import { DIGEST, fluxChart, warningsOf } from '../support/render';

const SOURCE = { url: 'oci://ghcr.io/acme/app', ref: OciRef.digest(DIGEST) };

function source(chart: Chart): OciRepository {
  return chart.node.tryFindChild('source') as OciRepository ?? new OciRepository(chart, 'source', SOURCE);
}

/** With a path of its own, so that no two apply the same. */
function app(chart: Chart, id: string, ...dependsOn: IKustomization[]): Kustomization {
  return new Kustomization(chart, id, { source: source(chart), path: id, dependsOn });
}

function named(chart: Chart, name: string, namespace?: string): IKustomization {
  return Kustomization.fromKustomizationName(chart, `named ${name}`, name, namespace);
}

function messageOf(chart: Chart): string[] {
  try {
    Testing.synth(chart);
    return [];
  } catch (error) {
    return (error as Error).message.split('\n').slice(1).map(line => line.trim());
  }
}

const circle = (first: string, path: string) => `[] FOC070 [${first}] \`dependsOn\` goes in a circle, and each waits for the next: ${path}; use one direction: take one of these dependencies away`;

describe('a circle is refused with its path:', () => {
  test('of one', () => {
    const chart = fluxChart();
    app(chart, 'a', named(chart, 'a'));
    expect(messageOf(chart)).toEqual([circle('delivery/a', 'delivery/a → delivery/a')]);
  });

  test('of three, by name and by object', () => {
    const chart = fluxChart();
    const a = app(chart, 'a', named(chart, 'c', 'flux-system'));
    const b = app(chart, 'b', a);
    app(chart, 'c', b);
    app(chart, 'd', b, a);
    expect(messageOf(chart)).toEqual([circle('delivery/a', 'delivery/a → delivery/c → delivery/b → delivery/a')]);
  });

  test('through a golden path and across charts', () => {
    const tree = new App();
    const [one, two] = ['one', 'two'].map(id => new Chart(tree, id, { namespace: 'flux-system' }));
    const late: IKustomization[] = [];
    const first = app(one, 'first', ...late);
    const signed = new SignedApp(two, 'Signed', {
      artifact: PinnedArtifact.parse(`oci://ghcr.io/acme/app@${DIGEST}`),
      signedBy: Verification.cosignKeyless(OidcIdentity.githubActions({ repository: 'acme/app' })),
      targetNamespace: 'team',
      dependsOn: [first],
    });
    const ring = new Chart(two, 'ring', { namespace: 'flux-system' });
    app(ring, 'x', signed, named(ring, 'y'));
    app(two, 'y', named(two, 'x'));
    expect(messageOf(one)).toEqual([circle('two/ring/x', 'two/ring/x → two/y → two/ring/x')]);
  });

  test('each once', () => {
    const chart = fluxChart();
    for (const [id, other] of [['a', 'b'], ['b', 'a'], ['c', 'd'], ['d', 'c']]) app(chart, id, named(chart, other));
    expect(messageOf(chart)).toEqual([circle('delivery/a', 'delivery/a → delivery/b → delivery/a'), circle('delivery/c', 'delivery/c → delivery/d → delivery/c')]);
  });
});

describe('what may be a circle is warned about:', () => {
  const maybe = (first: string, path: string) => `FOC071 [${first}] \`dependsOn\` may go in a circle: ${path}; use one direction, unless a \`readyExpr\` lets one of them `
    + 'start, or these charts go to different clusters';

  test('names of another chart', () => {
    const tree = new App();
    const [one, two] = ['one', 'two'].map(id => new Chart(tree, id, { namespace: 'flux-system' }));
    app(one, 'a', named(one, 'b'));
    app(two, 'b', named(two, 'a'));
    expect(messageOf(one)).toEqual([]);
    expect(Warnings.of(tree).lines.filter(line => line.startsWith('FOC071'))).toEqual([maybe('one/a', 'one/a → two/b → one/a')]);
  });

  test('a condition', () => {
    const chart = fluxChart();
    const a = app(chart, 'a', Dependency.kustomization(named(chart, 'b'), { readyExpr: 'dep.spec.suspend == false' }));
    app(chart, 'b', a);
    expect(warningsOf(chart)).toEqual([maybe('delivery/a', 'delivery/a → delivery/b → delivery/a')]);
  });
});

describe('no circle', () => {
  test('is what comes together again', () => {
    const chart = fluxChart();
    const a = app(chart, 'a');
    const [b, c] = [app(chart, 'b', a, a), app(chart, 'c', a)];
    app(chart, 'd', b, c, a);
    expect(warningsOf(chart)).toEqual([]);
  });

  test('is a Kustomization and a HelmRelease of one name, or one name in two namespaces', () => {
    const chart = fluxChart();
    app(chart, 'a', named(chart, 'a', 'platform'));
    new HelmRelease(chart, 'b', { name: 'a', source: OciRepository.fromOciRepositoryName(chart, 'charts', 'charts') });
    expect(warningsOf(chart).filter(line => /FOC07/.test(line))).toEqual([]);
  });

  test('is one that the cluster has, nor a long line', () => {
    const chart = fluxChart();
    let last = named(chart, 'somewhere');
    for (let index = 0; index < 2000; index++) last = app(chart, `app-${index}`, last);
    expect(messageOf(chart)).toEqual([]);
  });
});

describe('a dependency with a condition', () => {
  const readyExpr = 'dep.status.observedGeneration == dep.metadata.generation';

  test('renders it, and stands for what it wraps', () => {
    const chart = fluxChart();
    const base = app(chart, 'base');
    const conditional = Dependency.kustomization(base, { readyExpr });
    app(chart, 'app', conditional);
    const release = Dependency.helmRelease(HelmRelease.fromHelmReleaseName(chart, 'release', 'one', 'flux-system'), { readyExpr });
    const dependsOn = acceptedDocuments(chart).filter(({ metadata }) => metadata.name === 'app').map(({ spec }) => spec.dependsOn);
    expect(dependsOn).toEqual([[{ name: 'base', readyExpr }]]);
    expect([conditional.node, String(conditional), conditional.with()]).toEqual([base.node, 'delivery/base', base]);
    expect([release.helmReleaseName, release.helmReleaseNamespace, release.readyExpr]).toEqual(['one', 'flux-system', readyExpr]);
    expect([conditional.kustomizationName, conditional.kustomizationNamespace]).toEqual(['base', 'flux-system']);
    expect(warningsOf(chart)).toEqual([]);
  });

  const failing = (expression: string) => {
    const chart = fluxChart();
    return refusalOf(() => app(chart, 'app', Dependency.kustomization(named(chart, 'base'), { readyExpr: expression })));
  };

  test.each([['', 'an empty text'], ['dep.a =', '"=" at character 7, where it can\'t be']])('fails for %p, which is no CEL', (expression, got) => {
    expect(failing(expression))
      .toBe(`FOC072 [delivery/app] \`readyExpr\` is no expression of CEL; got ${got}; use a condition such as \`status.phase == "Running"\``);
  });

  test('fails for names that Flux doesn\'t know there', () => {
    expect(failing('status.ready == true')).toBe('FOC072 [delivery/app] `readyExpr` knows `dep`, the object depended on, and `self`, the one that depends; '
      + 'got "status"; use `dep.status…`');
  });

  test.each(['dep.status.ready', ' self.spec["prune"] '])('fails for %p, a field alone', expression => {
    expect(failing(expression)).toBe('FOC072 [delivery/app] `readyExpr` must give true or false, and Flux knows of no field that it is one; '
      + `got ${JSON.stringify(expression)}; use \`${expression.trim()} == true\``);
  });
});

test('fails for a dependency of another kind', () => {
  const chart = fluxChart();
  const release = HelmRelease.fromHelmReleaseName(chart, 'release', 'release');
  const message = (got: string) => '`dependsOn` of a Kustomization takes objects of kind Kustomization; '
    + `got ${got}; use a Kustomization, or Kustomization.fromKustomizationName for one that is in the cluster`;
  expect(refusalOf(() => app(chart, 'app', release as any))).toBe(`FOC051 [delivery/app] ${message('NamedHelmRelease')}`);
  expect(refusalOf(() => app(chart, 'other', undefined as any))).toBe(`FOC051 [delivery/other] ${message('undefined')}`);
});
