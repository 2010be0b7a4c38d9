import { ApiObject, App, Chart, Testing, YamlOutputType } from 'cdk8s';
import { l1, OciRef, OciRepository, OidcIdentity, PinnedArtifact, SignedApp, Verification, Warnings } from '../../src';
import { DIGEST, fluxChart } from '../support/render';

function source(chart: Chart, id: string, name: string, namespace?: string): void {
  new OciRepository(chart, id, { url: 'oci://ghcr.io/acme/app', ref: OciRef.digest(DIGEST), name, metadata: { namespace } });
}

const REFUSED = 'Validation failed with the following errors:\n  ';

describe('two objects of one kind, name and namespace', () => {
  test('are refused in one chart', () => {
    const chart = fluxChart();
    source(chart, 'A', 'app');
    source(chart, 'B', 'app');
    expect(() => Testing.synth(chart)).toThrow(new Error(
      `${REFUSED}[] FOC003 [delivery/B] OCIRepository flux-system/app is also made by delivery/A; use one of both, or another \`name\``,
    ));
  });

  test('are refused between a chart and one nested in it', () => {
    const chart = fluxChart();
    source(chart, 'A', 'app');
    source(new Chart(chart, 'inner', { namespace: 'flux-system' }), 'B', 'app');
    expect(() => Testing.synth(chart)).toThrow('FOC003 [delivery/inner/B] OCIRepository flux-system/app is also made by delivery/A');
  });

  test('are told once, also when an app holds several of our objects', () => {
    const app = new App();
    const chart = new Chart(app, 'delivery', { namespace: 'flux-system' });
    source(chart, 'A', 'app');
    source(chart, 'B', 'app');
    source(chart, 'C', 'other');
    expect(() => app.synthYaml()).toThrow(/^(?![^]*FOC003[^]*FOC003)[^]*FOC003/);
  });

  test('are found among the objects of others too', () => {
    const chart = fluxChart();
    source(chart, 'A', 'app');
    for (const id of ['B', 'C']) new ApiObject(chart, id, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' } });
    expect(() => Testing.synth(chart)).toThrow('FOC003 [delivery/C] ConfigMap flux-system/settings is also made by delivery/B');
  });

  test('are found where L1 makes all of them', () => {
    const chart = fluxChart();
    const spec = { interval: '5m', url: 'oci://ghcr.io/acme/app' };
    for (const id of ['A', 'B']) new l1.FluxOciRepository(chart, id, { metadata: { name: 'app' }, spec });
    expect(() => Testing.synth(chart)).toThrow(new Error(
      `${REFUSED}[] FOC003 [delivery/B] OCIRepository flux-system/app is also made by delivery/A; use one of both, or another \`name\``,
    ));
  });

  test('may have different namespaces, kinds or groups', () => {
    const chart = fluxChart();
    source(chart, 'A', 'app');
    source(chart, 'B', 'app', 'other');
    new ApiObject(chart, 'C', { apiVersion: 'acme.example/v1', kind: 'OCIRepository', metadata: { name: 'app' } });
    new ApiObject(chart, 'D', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'app' } });
    expect(Testing.synth(chart)).toHaveLength(4);
  });

  test('are told how to be avoided, where apps make them', () => {
    const chart = fluxChart();
    const inner = new Chart(chart, 'inner', { namespace: 'flux-system' });
    const signedBy = Verification.cosignKeyless(OidcIdentity.githubActions({ repository: 'acme/app' }));
    const artifact = PinnedArtifact.parse(`oci://ghcr.io/acme/app@${DIGEST}`);
    for (const [scope, id] of [[chart, 'A'], [inner, 'B']] as const) new SignedApp(scope, id, { artifact, signedBy, targetNamespace: 'apps' });
    expect(() => Testing.synth(chart)).toThrow(
      'FOC003 [delivery/Namespace-apps] Namespace apps is also made by delivery/inner/Namespace-apps; '
      + 'use one of both; `namespaceExists: true` keeps an app from making it',
    );
  });

  test('are the same in every version of their group', () => {
    const chart = fluxChart();
    source(chart, 'A', 'app');
    new ApiObject(chart, 'B', { apiVersion: 'source.toolkit.fluxcd.io/v1beta2', kind: 'OCIRepository', metadata: { name: 'app' } });
    expect(() => Testing.synth(chart)).toThrow('FOC003 [delivery/B]');
  });

  test('are the same in every namespace if the kind has none', () => {
    const chart = fluxChart();
    source(chart, 'A', 'app');
    for (const namespace of ['a', 'b']) new ApiObject(chart, namespace, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'apps', namespace } });
    expect(() => Testing.synth(chart)).toThrow('FOC003 [delivery/b] Namespace apps is also made by delivery/a');
  });
});

describe('two charts that both make an object', () => {
  function program(outputType?: YamlOutputType): App {
    const app = new App({ yamlOutputType: outputType });
    for (const id of ['staging', 'production']) {
      const chart = new Chart(app, id, { namespace: 'flux-system' });
      source(chart, 'App', 'app');
      source(chart, 'Other', 'other');
    }
    return app;
  }

  test('are one warning, for they may go to different clusters', () => {
    const app = program();
    app.synthYaml();
    expect(Warnings.of(app).lines).toEqual([
      'FOC004 [production] this chart and staging both make OCIRepository flux-system/app, OCIRepository flux-system/other; '
      + 'use other names, unless the charts go to different clusters',
    ]);
  });

  test('are warned of once, however often the app is rendered', () => {
    const app = program();
    for (let times = 0; times < 3; times++) app.synthYaml();
    expect(Warnings.of(app).all).toHaveLength(1);
  });

  test.each([YamlOutputType.FILE_PER_APP, YamlOutputType.FILE_PER_RESOURCE])('are refused where cdk8s writes both into one place (%s)', outputType => {
    expect(() => program(outputType).synthYaml()).toThrow('FOC003 [production/App] OCIRepository flux-system/app is also made by staging/App');
  });
});
